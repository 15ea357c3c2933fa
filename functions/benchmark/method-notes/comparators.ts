/** The figures of the general population that a release quotes, with everything in which they differ from its own. */

import { code, list, plain, table } from "#shared/release/metadata/markdown.ts";
import { type ComparatorFor, comparatorOf } from "#shared/survey/comparators.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import type { Questionnaire, QuestionnaireId } from "#shared/survey/questionnaire.ts";

/** A comparator beside the headline of one questionnaire. */
export interface ComparatorUse {
  readonly instrument: QuestionnaireId;
  /** What is asked here. */
  readonly wording: string;
  readonly comparator: ComparatorFor;
}

/** What the questionnaires of a release are compared with, each once, by comparator and instrument. */
export function comparatorsUsedIn(questionnaires: Iterable<Questionnaire>): ComparatorUse[] {
  const uses = new Map<string, ComparatorUse>();
  for (const questionnaire of questionnaires) {
    for (const { level, id, wording } of headlinesOf(questionnaire)) {
      const comparator = level === "indicator" ? comparatorOf(questionnaire.id, id) : undefined;
      if (comparator === undefined) continue;
      const use = { instrument: questionnaire.id, wording, comparator };
      uses.set(JSON.stringify([comparator.id, questionnaire.id, wording]), use);
    }
  }
  return [...uses.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use);
}

export function comparatorsInWords(uses: readonly ComparatorUse[]): string[] {
  if (uses.length === 0) return ["This release quotes no figure of the general population."];
  const byComparator = Map.groupBy(uses, ({ comparator }) => comparator.id);
  return [...byComparator.values()].flatMap((ofOne) => {
    const [first] = ofOne;
    return first === undefined ? [] : oneComparator(first.comparator, ofOne);
  });
}

function oneComparator(comparator: ComparatorFor, uses: readonly ComparatorUse[]): string[] {
  const { id, indicator, band, percent, base, source, year, ages, wording, scale, remark } = comparator;
  return [
    `### ${code(id)}`,
    list([
      `Figure: ${percent}% in the band ${code(band)} of ${code(indicator)}.`,
      `Source: ${plain(source)}.`,
      `Year: ${plain(year)}.`,
      `Ages: ${plain(ages)}.`,
      `Asked there: ${plain(wording ?? "not stated")}.`,
      `Scale: ${plain(scale)}.`,
      `Respondents: ${base ?? "not stated, so the figure is taken as a constant"}.`,
      ...(remark === undefined ? [] : [`Beware: ${plain(remark)}.`]),
    ]),
    table(
      ["Stands beside", "Asked here", "What differs or is not known to be alike"],
      uses.map(({ instrument, wording: here, comparator: { differs } }) => [
        code(instrument),
        plain(here),
        differs.join(", ") || "nothing",
      ]),
    ),
  ];
}
