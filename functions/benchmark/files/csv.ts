/** Rows as CSV: UTF-8, LF, quotes only where needed, cells guarded against formulas. */
import { stringify } from "csv-stringify/sync";
import type { DatasetDefinition, RowOf } from "#shared/release/dataset.ts";

/** The first line. */
export function csvHeader({ columns }: DatasetDefinition): Buffer {
  return Buffer.from(`${columns.map(({ name }) => name).join(",")}\n`);
}

/** One line a row. */
export function csvLines<Dataset extends DatasetDefinition>(
  { columns }: Dataset,
  rows: readonly RowOf<Dataset>[],
): Buffer {
  // LF is the writer's default; said aloud, it would no longer quote a cell that holds a CR.
  return Buffer.from(stringify([...rows], { columns: columns.map(({ name }) => name), escape_formulas: true }));
}
