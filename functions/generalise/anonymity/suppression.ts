/** Suppression: the records of classes that fail a criterion are left out, as long as they are few. */
import type { Criteria } from "./criteria.ts";
import { distinctAnswers } from "./distinct-l-diversity.ts";
import type { EquivalenceClasses } from "./equivalence-classes.ts";
import { isKAnonymous } from "./k-anonymity.ts";
import type { EncodedMicrodata, EncodedSensitiveAttribute } from "./microdata.ts";
import { distanceFromTable, isTClose } from "./t-closeness.ts";

export interface Suppression {
  /** Of each class: 1 where its records are left out. */
  readonly isSuppressed: Uint8Array;
  /** Records left out, with those that were before. */
  readonly records: number;
}

/**
 * Suppresses classes until all others meet every criterion. A class goes as a whole or stays as a whole, so what is left of
 * k records is never fewer than k. t-closeness compares with the records that are left, which are what a reader holds: no
 * answer that is left out has a part in it, and the released records alone show that the criteria are met. That table
 * changes with every class that goes, so the rest is judged again until none fails.
 *
 * @returns undefined where more would have to be suppressed than may be, or nobody would be left
 */
export function suppress(
  microdata: EncodedMicrodata,
  classes: EquivalenceClasses,
  criteria: Criteria,
): Suppression | undefined {
  const { count, sizes } = classes;
  const isSuppressed = new Uint8Array(count);
  let records = microdata.size - microdata.places.length;
  const leaveOut = (place: number) => {
    isSuppressed[place] = 1;
    records += sizes[place] as number;
  };
  for (let place = 0; place < count; place += 1) if (!isKAnonymous(sizes[place] as number, criteria.k)) leaveOut(place);
  if (!isWithinLimit(records, microdata.size, criteria)) return undefined;
  const given = microdata.sensitive.map((attribute) => givenAnswers(attribute, classes));
  do {
    const failing = classesThatFail(given, isSuppressed, criteria);
    if (failing.size === 0) return { isSuppressed, records };
    failing.forEach(leaveOut);
  } while (isWithinLimit(records, microdata.size, criteria));
  return undefined;
}

/** Classes that are not suppressed and fail l-diversity, or t-closeness to all that are not suppressed, in any attribute. */
function classesThatFail(
  given: readonly GivenAnswers[],
  isSuppressed: Uint8Array,
  { l, t }: Criteria,
): ReadonlySet<number> {
  const failing = new Set<number>();
  for (const answers of given) {
    const { attribute, byClass, width } = answers;
    const table = tableOf(answers, isSuppressed);
    for (let place = 0; place < isSuppressed.length; place += 1) {
      if (isSuppressed[place] === 1) continue;
      const from = place * width;
      const isDiverse = l === undefined || distinctAnswers(byClass, attribute.values.length, from) >= l;
      const isClose = t === undefined || isTClose(distanceFromTable(attribute, byClass, table, from), t);
      if (!(isDiverse && isClose)) failing.add(place);
    }
  }
  return failing;
}

/**
 * Whether so many may be suppressed of all records: the share is the limit at most, and somebody is left to release.
 *
 * @example isWithinLimit(4, 100, { k: 5, suppressionLimit: 0.04 }) // true
 */
export function isWithinLimit(suppressed: number, all: number, { suppressionLimit }: Criteria): boolean {
  return suppressed < all && suppressed / all <= suppressionLimit;
}

/** The answers to one sensitive attribute, counted. */
export interface GivenAnswers {
  readonly attribute: EncodedSensitiveAttribute;
  /** By class, one after the other: how many of its records have each answer, and last how many have none. */
  readonly byClass: Int32Array;
  /** Counts of one class: one more than there are answers. */
  readonly width: number;
}

export function givenAnswers(
  attribute: EncodedSensitiveAttribute,
  { count, classOf }: EquivalenceClasses,
): GivenAnswers {
  const { codes, values } = attribute;
  const width = values.length + 1;
  const byClass = new Int32Array(count * width);
  for (let record = 0; record < codes.length; record += 1) {
    const place = (classOf[record] as number) * width + (codes[record] as number);
    byClass[place] = (byClass[place] as number) + 1;
  }
  return { attribute, byClass, width };
}

/** How many records have each answer, and last how many have none, over all classes that are not suppressed. */
export function tableOf({ byClass, width }: GivenAnswers, isSuppressed?: Uint8Array): Int32Array {
  const table = new Int32Array(width);
  for (let place = 0; place < byClass.length; place += 1) {
    if (isSuppressed?.[Math.floor(place / width)] === 1) continue;
    const answer = place % width;
    table[answer] = (table[answer] as number) + (byClass[place] as number);
  }
  return table;
}
