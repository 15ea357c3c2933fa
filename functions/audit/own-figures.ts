/** What a release shows of each authority's own answers, as a checksum a campaign: two releases can be told apart by it. */
import { createHash, type Hash } from "node:crypto";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { intervalColumns, measureColumns, ownShareColumns } from "#shared/release/datasets/measure-columns.ts";

const told = [
  ...measureColumns,
  { name: "gender" },
  { name: "age_band" },
  { name: "band" },
  ...ownShareColumns,
  ...intervalColumns,
];

type Fields = Readonly<Record<string, string | undefined>>;

export class OwnFigures {
  readonly #hashes = new Map<string, Hash>();

  /** A row of the benchmarks. */
  add(fields: Fields): void {
    const name = `${fields.wave} ${fields.old_la_code} ${fields.instrument}`;
    const hash = this.#hashes.get(name) ?? createHash("sha256");
    this.#hashes.set(name, hash);
    hash.update(`${told.map((column) => fields[column.name]).join("\n")}\n\n`);
  }

  /** By `campaignName`. Nothing can be added afterwards. */
  checksums(): ReadonlyMap<string, string> {
    return new Map(Array.from(this.#hashes, ([name, hash]) => [name, hash.digest("hex")]));
  }
}

/** @param bytes benchmarks of any release, whatever other columns they have */
export async function ownFiguresIn(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const figures = new OwnFigures();
  for await (const fields of Readable.from([bytes]).pipe(parse({ columns: true }))) figures.add(fields as Fields);
  return figures.checksums();
}
