/** The tables of a wave that anybody has beside the records: with noise in every cell, and as they were before. SYNTHETIC. */
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import type { SensitiveItem } from "#functions/generalise/sensitive-items.ts";
import type { Chance } from "../../journey/synthetic/chance.ts";
import type { RandomWave } from "./random-waves.ts";

/** By place of the answer among the values, and last who gave none. */
export type Counts = readonly number[];

export interface Group {
  /** Undefined for everybody. */
  readonly trait?: string;
  readonly value?: string;
}

export interface PublishedTable {
  readonly group: Group;
  readonly counts: Counts;
  /** Of the noise in each cell. */
  readonly variance: number;
}

/** Draws a stand-in for the noise of the tally: a normal number, rounded. */
export type Noise = (variance: number) => number;
export const noNoise: Noise = () => 0;
export const noiseFrom =
  (chance: Chance): Noise =>
  (variance) =>
    Math.round(Math.sqrt(variance) * chance.normal());

/**
 * One item among everybody, and in every group of one characteristic that the person is in. An authority
 * is counted for itself, everybody, girls and boys are sums over authorities, and all else is drawn once for the nation.
 */
export function tablesOf(
  { microdata, withdrawn, authorities }: RandomWave,
  item: SensitiveItem,
  person: MicrodataRecord,
  noise: Noise,
): readonly PublishedTable[] {
  const counted = [...microdata.records, ...withdrawn];
  const groups = [{}, ...microdata.quasiIdentifiers.map(({ name }) => ({ trait: name, value: person[name] ?? "" }))];
  return groups.map((group) => {
    const variance = varianceOf(group, authorities);
    const exact = countsOf(counted.filter(isIn(group)), item);
    return { group, variance: noise === noNoise ? 0 : variance, counts: exact.map((count) => count + noise(variance)) };
  });
}

function varianceOf({ trait, value }: Group, authorities: number): number {
  if (trait === undefined) return authorities * 2.25;
  if (trait === "area") return 2.25;
  return trait === "gender" && (value === "girl" || value === "boy") ? authorities * 6.25 : 16;
}

export const isIn =
  ({ trait, value }: Group) =>
  (record: MicrodataRecord): boolean =>
    trait === undefined || record[trait] === value;

/** Of records as they were answered, or as rows of a file, where `x` stands for no answer. */
export function countsOf(
  records: readonly MicrodataRecord[],
  { name, values }: Pick<SensitiveItem, "name" | "values">,
): Counts {
  const counts = Array.from({ length: values.length + 1 }, () => 0);
  for (const record of records) {
    const place = placeOf(record[name], values);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

export function placeOf(answer: string | undefined, values: readonly string[]): number {
  const place = values.indexOf(answer ?? "");
  return place < 0 ? values.length : place;
}
