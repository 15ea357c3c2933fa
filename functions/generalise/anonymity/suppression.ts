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
 * The classes to suppress so that all others meet every criterion: a class goes as a whole or stays as a whole, so what is
 * left of k records is never fewer than k. The whole table remains what t-closeness compares with, because that is what
 * the public would know of the answers without the release.
 *
 * @returns undefined where more would have to be suppressed than may be, or nobody would be left
 */
export function suppress(
  microdata: EncodedMicrodata,
  classes: EquivalenceClasses,
  criteria: Criteria,
): Suppression | undefined {
  const { k, l, t } = criteria;
  const { count, sizes } = classes;
  const isSuppressed = new Uint8Array(count);
  let records = microdata.size - microdata.places.length;
  const suppressWhere = (fails: (place: number) => boolean) => {
    for (let place = 0; place < count; place += 1) {
      if (isSuppressed[place] === 1 || !fails(place)) continue;
      isSuppressed[place] = 1;
      records += sizes[place] as number;
    }
  };
  suppressWhere((place) => !isKAnonymous(sizes[place] as number, k));
  for (const attribute of microdata.sensitive) {
    if (!isWithinLimit(records, microdata.size, criteria)) return undefined;
    const { ofTable, values } = attribute;
    const answers = answersByClass(attribute, classes);
    const width = values.length + 1;
    suppressWhere(
      (place) =>
        (l !== undefined && distinctAnswers(answers, values.length, place * width) < l) ||
        (t !== undefined && !isTClose(distanceFromTable(attribute, answers, ofTable, place * width), t)),
    );
  }
  return isWithinLimit(records, microdata.size, criteria) ? { isSuppressed, records } : undefined;
}

/**
 * Whether so many may be suppressed of all records: the share is the limit at most, and somebody is left to release.
 *
 * @example isWithinLimit(4, 100, { k: 5, suppressionLimit: 0.04 }) // true
 */
export function isWithinLimit(suppressed: number, all: number, { suppressionLimit }: Criteria): boolean {
  return suppressed < all && suppressed / all <= suppressionLimit;
}

/** By class, one after the other: how many of its records have each answer, and last how many have none. */
export function answersByClass(
  { codes, values }: EncodedSensitiveAttribute,
  { count, classOf }: EquivalenceClasses,
): Int32Array {
  const width = values.length + 1;
  const answers = new Int32Array(count * width);
  for (let record = 0; record < codes.length; record += 1) {
    const place = (classOf[record] as number) * width + (codes[record] as number);
    answers[place] = (answers[place] as number) + 1;
  }
  return answers;
}
