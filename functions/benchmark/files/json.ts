/**
 * A dataset as JSON for programs: what its columns are, then a line a row. A figure is a number; where text stands in a
 * column of numbers, it is a symbol.
 */
import { type Column, type DatasetDefinition, kindOf, type RowOf, symbolLabels } from "#shared/release/dataset.ts";
import { typedCell } from "./typed-cell.ts";

function fieldOf(column: Column) {
  const { name, label: title, description } = column;
  return { name, title, description, holds: kindOf(column) };
}

/** Grows row by row. */
export class JsonFile<Dataset extends DatasetDefinition> {
  readonly #columns: readonly (readonly [name: keyof RowOf<Dataset>, kind: ReturnType<typeof kindOf>])[];
  readonly #chunks: Buffer[];
  #isEmpty = true;

  /** @param notice says whether answers are invented */
  constructor({ name, title, description, columns }: Dataset, notice: string) {
    this.#columns = columns.map((column) => [column.name as keyof RowOf<Dataset>, kindOf(column)]);
    const head = { name, title, description, notice, symbols: symbolLabels, fields: columns.map(fieldOf) };
    this.#chunks = [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"rows":[`)];
  }

  add(rows: readonly RowOf<Dataset>[]): void {
    if (rows.length === 0) return;
    const lines = rows.map((row) => JSON.stringify(this.#columns.map(([name, kind]) => typedCell(row[name], kind))));
    this.#chunks.push(Buffer.from(`${this.#isEmpty ? "" : ","}\n${lines.join(",\n")}`));
    this.#isEmpty = false;
  }

  bytes(): Buffer {
    return Buffer.concat([...this.#chunks, Buffer.from("\n]}\n")]);
  }
}
