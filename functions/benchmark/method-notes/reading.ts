/** The notes on what stands in the files and what becomes of an answer before it is compared. */
import { statusesInWords } from "#shared/release/comparison.ts";
import { symbolLabels, TOTAL } from "#shared/release/dataset.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { code, list, plain, section, table } from "#shared/release/metadata/markdown.ts";
import { derivedMeasureDefinitions } from "#shared/survey/derived.ts";
import { heldReasonsInWords, roundingInWords } from "../methods/rules-in-words.ts";
import { methods } from "../methods.ts";
import { glossary, methodList } from "./glossary.ts";
import type { MethodNotes } from "./noted.ts";

export function introduction({ synthetic, methodVersion, policy, claimRule }: MethodNotes): string[] {
  return [
    "# Method notes",
    ...(synthetic
      ? [`**${SYNTHETIC_NOTICE}** Rows of invented answers say \`SYNTHETIC\` in the column \`data_origin\`.`]
      : []),
    `Method version ${code(methodVersion)}, claim rule ${code(claimRule.id)}, disclosure policy ${code(policy.id)} version ${policy.version}. This page is written by the code that made the figures, from the names, formulas and thresholds that it used.`,
  ];
}

export function theFiles({ datasets }: MethodNotes): string {
  return section(
    "The files",
    table(
      ["File", "Holds"],
      datasets.map(({ path, title }) => [code(path), plain(title)]),
    ),
  );
}

export function howToReadARow({ policy }: MethodNotes): string {
  return section(
    "How to read a row",
    `A row is one figure of one group. ${code(TOTAL)} in a filter stands for everybody. A share is the number of answers in its band over the number of valid answers; children who skipped the question, or chose not to say or that it does not apply to them, count in neither number.`,
    glossary("Symbol", symbolLabels),
    "A share near 0 or 100% is published as a range: its per cent is `c`, and the columns that end in `_at_least` and `_at_most` hold the ends. Where the per cent is published, both equal it.",
    "The column `status` says why figures stand in a row or are missing from it:",
    glossary("Status", statusesInWords(policy)),
    "A campaign is `open`, `released` or `held` in the column `campaign_status`. One that is held is closed and has no figures anywhere; the column `held_reason` says why:",
    glossary("Reason", heldReasonsInWords(policy)),
    "The column `as_at` has the night as of which a campaign's own figures stand. Answers that came or went since are not in them: figures are renewed only where the difference could be published too, so that no two releases tell of few children. The counts in the manifest are rounded to the nearest ten, one by one, and add up.",
    "Read `wave`, `reference`, `first_wave` and all codes as text, and the three symbols as missing values where a tool should calculate with a column; in pandas `na_values=['c', 'z', 'x']`, in DuckDB `nullstr=['c', 'z', 'x']`.",
  );
}

export function estimates({ policy }: MethodNotes): string {
  return section(
    "Estimates",
    methodList(methods.estimates),
    "Intervals are given at 95%, in the comparisons and the national pool also at 99.8%, and only of a figure that is published as it is. They are for one figure at a time and not adjusted for how many are shown: an interval of a difference without 0 is no claim, and as interval and test are different methods they can disagree near the limit. The interval of an average is held inside the ladder, 0 to 10.",
    "### Rounding",
    list(roundingInWords(policy)),
  );
}

export function derivedMeasures(): string {
  return section(
    "Derived measures",
    "Worked out for each respondent from several answers. The programme's own rule was not found: these definitions are this project's, and the id goes with every figure. Two ids are never pooled or compared.",
    table(
      ["Id", "Title", "Definition"],
      derivedMeasureDefinitions.map(({ id, title, definition }) => [code(id), plain(title), plain(definition)]),
    ),
  );
}
