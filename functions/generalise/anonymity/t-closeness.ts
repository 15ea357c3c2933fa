/**
 * t-closeness: to know that somebody is in a class says little about their answer that the whole table does not say.
 *
 * Source of all of it: N. Li, T. Li and S. Venkatasubramanian (2007), t-closeness: privacy beyond k-anonymity and
 * l-diversity, Proceedings of the 23rd International Conference on Data Engineering, 106-115. Distances are from 0 to 1.
 */
import type { SensitiveAttribute } from "./microdata.ts";

/**
 * The Earth Mover's Distance where all values are equally far apart: half the sum of the absolute differences of the
 * shares. Nothing is known of nobody: 0 where the class or the table has no record.
 *
 * @param ofClass how many records of the class have each value; they begin at `from`
 * @param ofTable how many records of the whole table have each value
 * @example equalDistance([3, 0], [3, 3]) // |1 - 0.5| / 2 + |0 - 0.5| / 2 = 0.5
 */
export function equalDistance(
  ofClass: ArrayLike<number>,
  ofTable: ArrayLike<number>,
  values = ofTable.length,
  from = 0,
): number {
  const inClass = sumOf(ofClass, values, from);
  const inTable = sumOf(ofTable, values);
  if (inClass === 0 || inTable === 0) return 0;
  let distance = 0;
  for (let value = 0; value < values; value += 1) {
    distance += Math.abs((ofClass[from + value] as number) / inClass - (ofTable[value] as number) / inTable);
  }
  return distance / 2;
}

/**
 * The Earth Mover's Distance where the values are m steps of one scale, the first and the last of them 1 apart: the sum
 * of the absolute differences of the cumulated shares, over m - 1. Nothing is known of nobody: 0 where the class or the
 * table has no record.
 *
 * @example nine salaries from 3k to 11k, one each, and a class with 3k, 4k and 5k: 3 / 8 = 0.375, as printed there
 */
export function orderedDistance(
  ofClass: ArrayLike<number>,
  ofTable: ArrayLike<number>,
  values = ofTable.length,
  from = 0,
): number {
  const inClass = sumOf(ofClass, values, from);
  const inTable = sumOf(ofTable, values);
  if (inClass === 0 || inTable === 0 || values < 2) return 0;
  let distance = 0;
  let cumulated = 0;
  for (let value = 0; value < values; value += 1) {
    cumulated += (ofClass[from + value] as number) / inClass - (ofTable[value] as number) / inTable;
    distance += Math.abs(cumulated);
  }
  return distance / (values - 1);
}

/**
 * How far a class is from the whole table in a sensitive attribute. Not to answer says something as well. For a nominal
 * attribute it is an answer among the others. It has no place on a scale: for an ordinal attribute the distance is that of
 * those who answered, or the difference of the shares who did not, whichever is larger.
 *
 * @param ofClass how many records have each answer, and last how many have none; those of the class begin at `from`
 * @param ofTable the same of the whole table
 * @example of a scale of 3, in the table 2 each and 4 missing, in the class 1 each and nobody missing: 0 among those who
 * answered, but 0.4 of the table did not and nobody of the class: 0.4
 */
export function distanceFromTable(
  { order, values }: Pick<SensitiveAttribute, "order" | "values">,
  ofClass: ArrayLike<number>,
  ofTable: ArrayLike<number>,
  from = 0,
): number {
  if (order === "nominal") return equalDistance(ofClass, ofTable, values.length + 1, from);
  const ofAnswers = orderedDistance(ofClass, ofTable, values.length, from);
  const ofMissing = Math.abs(missingShare(ofClass, values.length, from) - missingShare(ofTable, values.length));
  return Math.max(ofAnswers, ofMissing);
}

/** Rounding errors of sums of shares are far smaller, differences of shares far larger. */
const TOLERANCE = 1e-9;

/** Whether a distance is t at most. A fifth of five records is 0.2, whatever the binary digits say. */
export const isTClose = (distance: number, t: number): boolean => distance <= t + TOLERANCE;

function sumOf(counts: ArrayLike<number>, values: number, from = 0): number {
  let sum = 0;
  for (let value = 0; value < values; value += 1) sum += counts[from + value] as number;
  return sum;
}

function missingShare(counts: ArrayLike<number>, answers: number, from = 0): number {
  const all = sumOf(counts, answers + 1, from);
  return all === 0 ? 0 : (counts[from + answers] as number) / all;
}
