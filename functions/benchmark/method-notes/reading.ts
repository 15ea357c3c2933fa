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
    `A row is one figure of one group. ${code(TOTAL)} in a filter stands for everybody. A share is the fitted number of answers in its band over the fitted number of valid answers; children who skipped the question, or chose not to say or that it does not apply to them, count in neither number.`,
    glossary("Symbol", symbolLabels),
    "The column `status` says why figures stand in a row or are missing from it:",
    glossary("Status", statusesInWords(policy)),
    "A campaign is `open`, `released` or `held` in the column `campaign_status`. One that is held is closed and has no figures anywhere; the column `held_reason` says why:",
    glossary("Reason", heldReasonsInWords(policy)),
    "The column `as_at` has the night that counted a campaign. It is counted once: who takes an answer back later has it deleted, and the figures stay, which noise allows. The number of responses in the manifest is rounded to the nearest ten.",
    "Read `wave`, `reference`, `first_wave` and all codes as text, and the three symbols as missing values where a tool should calculate with a column; in pandas `na_values=['c', 'z', 'x']`, in DuckDB `nullstr=['c', 'z', 'x']`.",
  );
}

export function estimates({ policy }: MethodNotes): string {
  return section(
    "Estimates",
    methodList(methods.estimates),
    "Every estimate rests on fitted counts: as every respondent of a group stands in one cell of each question, the cells of all questions should add up to the same number, and what they differ by is taken off them in equal parts, which cuts the noise of a share by about a fifth. Pools, and the others of an authority, are sums of fitted counts. Intervals are given at 95%, in the comparisons and the national figures also at 99.8%. They are for one figure at a time and not adjusted for how many are shown: an interval of a difference without 0 is no claim, and as interval and test are different methods they can disagree near the limit. The interval of an average is held inside the ladder, 0 to 10; an average does not see differences inside a band.",
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
