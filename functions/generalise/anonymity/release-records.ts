/** The records as they are written: generalised, without those suppressed, in an order and under ids that mean nothing. */
import { type Edition, type Generalisation, prepare } from "./generalisation.ts";
import { isKAnonymous } from "./k-anonymity.ts";
import type { MicrodataRecord } from "./microdata.ts";

export interface ReleasedRecord {
  /** From 1, in the order of the release. */
  readonly row: number;
  /** The quasi-identifiers generalised, the sensitive attributes as they are; nothing else of the record. */
  readonly attributes: MicrodataRecord;
}

/** A whole number at random, each as likely as the others, from 0 to under the given one. */
export type Draw = (under: number) => number;

export class InvalidDrawError extends Error {
  override readonly name = "InvalidDrawError";
  readonly drawn: number;
  readonly under: number;

  constructor(drawn: number, under: number) {
    super(`${drawn} is no whole number from 0 to under ${under}`);
    this.drawn = drawn;
    this.under = under;
  }
}

/** The generalisation is not that of these records, or the search that found it is wrong. */
export class NotAnonymousError extends Error {
  override readonly name = "NotAnonymousError";
  readonly k: number;
  readonly size: number;

  constructor(k: number, size: number) {
    super(`a class of ${size} records would be written where ${k} are the fewest`);
    this.k = k;
    this.size = size;
  }
}

/**
 * The records of an edition as they may leave. What is about to be written is counted once more, as a reader would count.
 *
 * @param draw the source of chance for the order, by the shuffle of Fisher and Yates (D. E. Knuth 1998, The art of
 * computer programming 2, algorithm 3.4.2P)
 * @throws the errors of `prepare`, where the node is none of the lattice among them
 * @throws NotAnonymousError where fewer than k of the written records are alike
 * @throws InvalidDrawError where the source of chance draws what it was not asked for
 */
export function releaseRecords(
  edition: Edition,
  { node, suppressed }: Generalisation,
  draw: Draw,
): readonly ReleasedRecord[] {
  const left = prepare({ ...edition, minimumNode: node, alreadySuppressed: suppressed });
  const { places, quasiIdentifiers, sensitive } = left.microdata;
  const written = Array.from(places, (place, living): MicrodataRecord => {
    const generalised = quasiIdentifiers.map(({ name, hierarchy, codes }, attribute) => {
      const level = node[attribute] ?? 0;
      return [name, hierarchy.labels[level]?.[codes[level]?.[living] ?? 0]];
    });
    const unchanged = sensitive.map(({ name }) => [name, edition.records[place]?.[name]]);
    return Object.fromEntries([...generalised, ...unchanged]);
  });
  const names = quasiIdentifiers.map(({ name }) => name);
  checkAnonymity(written, names, edition.k);
  return shuffled(written, draw).map((attributes, place) => ({ row: place + 1, attributes }));
}

function checkAnonymity(records: readonly MicrodataRecord[], names: readonly string[], k: number): void {
  const sizes = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(names.map((name) => record[name]));
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  for (const size of sizes.values()) if (!isKAnonymous(size, k)) throw new NotAnonymousError(k, size);
}

/** Every order is as likely as any other. */
function shuffled<Value>(values: readonly Value[], draw: Draw): Value[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    if (!(Number.isInteger(other) && other >= 0 && other <= last)) throw new InvalidDrawError(other, last + 1);
    [result[last], result[other]] = [result[other] as Value, result[last] as Value];
  }
  return result;
}
