/** The records as they are written: generalised, without those suppressed, in an order and under numbers that say nothing more. */
import { type Edition, type Generalisation, prepare } from "./generalisation.ts";
import { isKAnonymous } from "./k-anonymity.ts";
import type { MicrodataRecord } from "./microdata.ts";

export interface ReleasedRecord {
  /** From 1, in the order of the release. */
  readonly row: number;
  /** The quasi-identifiers generalised, the sensitive attributes as they are; nothing else of the record. */
  readonly attributes: MicrodataRecord;
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
 * They stand in the order of what is written of them, so that neither the order of storage nor that of arrival is left in
 * it, and the same records give the same release.
 *
 * @throws the errors of `prepare`, where the node is none of the lattice among them
 * @throws NotAnonymousError where fewer than k of the written records are alike
 */
export function releaseRecords(edition: Edition, { node, suppressed }: Generalisation): readonly ReleasedRecord[] {
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
  return inTheirOwnOrder(written).map((attributes, place) => ({ row: place + 1, attributes }));
}

function checkAnonymity(records: readonly MicrodataRecord[], names: readonly string[], k: number): void {
  const sizes = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(names.map((name) => record[name]));
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  for (const size of sizes.values()) if (!isKAnonymous(size, k)) throw new NotAnonymousError(k, size);
}

/** By code unit, so that the order is the same in every locale. */
function inTheirOwnOrder(records: readonly MicrodataRecord[]): MicrodataRecord[] {
  return records
    .map((record) => ({ record, text: JSON.stringify(record) }))
    .toSorted((one, other) => Number(one.text > other.text) - Number(one.text < other.text))
    .map(({ record }) => record);
}
