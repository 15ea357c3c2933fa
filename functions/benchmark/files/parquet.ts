/** A dataset as typed Parquet: nullable numbers and days with a status beside each, dictionaries of text, statistics. */
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { DatasetDefinition, Field, RowOf } from "#shared/release/dataset.ts";
import { type ParquetColumn, type ParquetType, parquetColumnsOf, SHOWN } from "#shared/release/parquet-layout.ts";
import { isSymbol } from "./typed-cell.ts";

/**
 * Rows come by wave, authority and questionnaire, so that a reader who asks for one authority skips most groups by their
 * statistics; smaller groups would cost more in dictionaries than they save.
 */
const ROWS_IN_A_GROUP = 50_000;

const elements: Readonly<Record<ParquetType, SchemaElement>> = {
  INT32: { name: "", type: "INT32" },
  DOUBLE: { name: "", type: "DOUBLE" },
  DATE: { name: "", type: "INT32", converted_type: "DATE" },
  STRING: { name: "", type: "BYTE_ARRAY", converted_type: "UTF8" },
};

function elementOf({ name, type, holds, of }: ParquetColumn): SchemaElement {
  const mayBeNull = holds === "value" && type !== "STRING" && of.role !== "time";
  return { ...elements[type], name, repetition_type: mayBeNull ? "OPTIONAL" : "REQUIRED" };
}

type Cell = string | number | Date | null;

function cellOf(field: Field, { type, holds }: ParquetColumn): Cell {
  if (holds === "status") return isSymbol(field) ? String(field) : SHOWN;
  if (type === "STRING") return String(field);
  if (isSymbol(field)) return null;
  return type === "DATE" ? new Date(`${field}T00:00:00Z`) : Number(field);
}

/** Grows row by row. The same rows give the same bytes. */
export class ParquetFile<Dataset extends DatasetDefinition> {
  readonly #columns: readonly ParquetColumn[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #group: Cell[][];

  /** @param notice says whether answers are invented */
  constructor(dataset: Dataset, notice: string) {
    this.#columns = parquetColumnsOf(dataset);
    this.#group = this.#columns.map(() => []);
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: "root", num_children: this.#columns.length }, ...this.#columns.map(elementOf)],
      kvMetadata: [
        { key: "title", value: dataset.title },
        { key: "notice", value: notice },
      ],
      createdBy: "bright-spots",
    });
  }

  add(rows: readonly RowOf<Dataset>[]): void {
    for (const row of rows) {
      for (const [position, column] of this.#columns.entries()) {
        this.#group[position]?.push(cellOf(row[column.of.name as keyof RowOf<Dataset>], column));
      }
      if (this.#rowsInGroup() === ROWS_IN_A_GROUP) this.#writeGroup();
    }
  }

  bytes(): Uint8Array {
    if (this.#rowsInGroup() > 0) this.#writeGroup();
    this.#writer.finish();
    return this.#bytes.getBytes();
  }

  #rowsInGroup(): number {
    return this.#group[0]?.length ?? 0;
  }

  #writeGroup(): void {
    const columnData = this.#columns.map(({ name }, position) => ({ name, data: this.#group[position] ?? [] }));
    // The writer's buffer grows as it is written to; nothing waits for a disk.
    void this.#writer.write({ columnData, rowGroupSize: ROWS_IN_A_GROUP });
    this.#group = this.#columns.map(() => []);
  }
}
