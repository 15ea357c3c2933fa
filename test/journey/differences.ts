/** Where an authority differs most from the others, read from the published file alone. */
import { TOTAL } from "#shared/release/dataset.ts";
import { indicatorOf } from "#shared/survey/catalogue.ts";
import type { BenchmarkRow } from "./released-data.ts";

export interface Difference {
  readonly indicator: string;
  readonly instrument: string;
  readonly authority: string;
  readonly percent: number;
  readonly interval: { readonly lower: number; readonly upper: number };
  readonly othersPercent: number;
  readonly othersAuthorities: number;
  /** To the nearest 5, as published. */
  readonly answers: number;
}

const wholeNumber = /^[0-9]+$/;

/** An indicator's headline over everybody, where both figures are exact. */
function differenceIn(row: BenchmarkRow): Difference | undefined {
  if (row.measure_level !== "indicator" || row.gender !== TOTAL || row.age_band !== TOTAL) return undefined;
  if (row.band !== indicatorOf(row.measure).headline) return undefined;
  if (!wholeNumber.test(row.band_percent) || !wholeNumber.test(row.others_percent)) return undefined;
  return {
    indicator: row.measure,
    instrument: row.instrument,
    authority: row.la_name,
    percent: Number(row.band_percent),
    interval: { lower: Number(row.interval_lower_percent), upper: Number(row.interval_upper_percent) },
    othersPercent: Number(row.others_percent),
    othersAuthorities: Number(row.others_authority_count),
    answers: Number(row.answer_count),
  };
}

const sizeOf = ({ percent, othersPercent }: Difference) => Math.abs(percent - othersPercent);

/** The largest first. Left out are those that chance alone explains: where the others' share lies in the 95% interval. */
export function largestDifferences(rows: readonly BenchmarkRow[], count: number): readonly Difference[] {
  return rows
    .flatMap((row) => differenceIn(row) ?? [])
    .filter(({ interval, othersPercent }) => othersPercent < interval.lower || interval.upper < othersPercent)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, count);
}

export function sentenceOf(difference: Difference): string {
  const { indicator, instrument, authority, percent, interval, othersPercent, othersAuthorities, answers } = difference;
  const { title } = indicatorOf(indicator);
  return (
    `"${title}" (${instrument}): ${percent}% in ${authority} (95% interval ${interval.lower} to ${interval.upper}, ` +
    `about ${answers} answers), ${othersPercent}% in the other ${othersAuthorities} authorities.`
  );
}
