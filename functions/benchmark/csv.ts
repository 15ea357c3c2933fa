/** Rows to the bytes of a CSV file: UTF-8, LF, a header, quotes only where needed, cells guarded against formulas. */
import { stringify } from "csv-stringify/sync";
import type { DatasetDefinition, RowOf } from "#shared/release/dataset.ts";
import type { ReleaseFile } from "#shared/storage/releases.ts";

/** Small batches die young: with 5,000 rows the garbage collector takes as long as the writing. */
const ROWS_IN_A_BATCH = 500;

export interface WrittenDataset extends ReleaseFile {
  /** Rows below the header. */
  readonly rows: number;
}

export function csvFile<Dataset extends DatasetDefinition>(
  dataset: Dataset,
  rows: Iterable<RowOf<Dataset>>,
): WrittenDataset {
  const columns = dataset.columns.map(({ name }) => name);
  const encode = (batch: readonly RowOf<Dataset>[], header: boolean) =>
    // LF is the writer's default; said aloud, it would no longer quote a cell that holds a CR.
    Buffer.from(stringify([...batch], { columns, header, escape_formulas: true }));

  const chunks = [encode([], true)];
  let batch: RowOf<Dataset>[] = [];
  let written = 0;
  for (const row of rows) {
    batch.push(row);
    written += 1;
    if (batch.length < ROWS_IN_A_BATCH) continue;
    chunks.push(encode(batch, false));
    batch = [];
  }
  if (batch.length > 0) chunks.push(encode(batch, false));
  return { path: dataset.path, contentType: "text/csv; charset=utf-8", bytes: Buffer.concat(chunks), rows: written };
}
