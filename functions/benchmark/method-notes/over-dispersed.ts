/** For how many measures the funnel limits of a release allow for variation beyond chance. */
import { origins, type RowOf } from "#shared/release/dataset.ts";
import type { funnel } from "#shared/release/datasets/funnel.ts";
import { code, plain, table } from "#shared/release/metadata/markdown.ts";
import { overDispersionInWords } from "../methods.ts";

type Assessment = keyof typeof overDispersionInWords;
const assessments = Object.keys(overDispersionInWords) as Assessment[];

/** Measures of one wave and instrument by what was found of them; those without limits are in none. */
export interface OverDispersionSummary {
  readonly wave: string;
  readonly instrument: string;
  readonly synthetic: boolean;
  readonly measures: Readonly<Record<Assessment, number>>;
}

type FunnelRow = Pick<RowOf<typeof funnel>, "wave" | "instrument" | "data_origin" | "measure" | "over_dispersion">;

/** From the published rows, so that nothing is told that they do not tell; in the order of waves and instruments. */
export function overDispersionSummariesOf(rows: Iterable<FunnelRow>): OverDispersionSummary[] {
  const found = new Map<string, Record<Assessment, Set<string>>>();
  for (const { wave, instrument, data_origin, measure, over_dispersion } of rows) {
    const assessment = assessments.find((each) => each === over_dispersion);
    if (assessment === undefined) continue;
    const key = JSON.stringify([wave, instrument, data_origin === origins.synthetic]);
    const measures = found.get(key) ?? { "allowed-for": new Set(), none: new Set(), "not-assessed": new Set() };
    found.set(key, measures);
    measures[assessment].add(String(measure));
  }
  return [...found.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, measures]) => {
      const [wave, instrument, synthetic] = JSON.parse(key) as [string, string, boolean];
      const howMany = (assessment: Assessment) => measures[assessment].size;
      return {
        wave,
        instrument,
        synthetic,
        measures: {
          "allowed-for": howMany("allowed-for"),
          none: howMany("none"),
          "not-assessed": howMany("not-assessed"),
        },
      };
    });
}

export function overDispersionTable(summaries: readonly OverDispersionSummary[]): string {
  if (summaries.length === 0) return "This release has no funnel limits.";
  return table(
    ["Wave", "Answers", "Instrument", ...assessments.map((assessment) => `Measures ${code(assessment)}`)],
    summaries.map(({ wave, synthetic, instrument, measures }) => [
      plain(wave),
      synthetic ? origins.synthetic : origins.survey,
      code(instrument),
      ...assessments.map((assessment) => String(measures[assessment])),
    ]),
  );
}
