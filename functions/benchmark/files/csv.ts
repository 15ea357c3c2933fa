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

/** A file that grows row by row: several can be written in one pass over the campaigns. */
export class CsvFile<Dataset extends DatasetDefinition> {
  readonly #dataset: Dataset;
  readonly #chunks: Buffer[];
  #batch: RowOf<Dataset>[] = [];
  #rows = 0;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    this.#chunks = [this.#encode([], true)];
  }

  add(rows: Iterable<RowOf<Dataset>>): void {
    for (const row of rows) {
      this.#batch.push(row);
      this.#rows += 1;
      if (this.#batch.length === ROWS_IN_A_BATCH) this.#flush();
    }
  }

  written(): WrittenDataset {
    this.#flush();
    return {
      path: this.#dataset.path,
      contentType: "text/csv; charset=utf-8",
      bytes: Buffer.concat(this.#chunks),
      rows: this.#rows,
    };
  }

  #flush(): void {
    if (this.#batch.length > 0) this.#chunks.push(this.#encode(this.#batch, false));
    this.#batch = [];
  }

  #encode(batch: readonly RowOf<Dataset>[], header: boolean): Buffer {
    const columns = this.#dataset.columns.map(({ name }) => name);
    // LF is the writer's default; said aloud, it would no longer quote a cell that holds a CR.
    return Buffer.from(stringify([...batch], { columns, header, escape_formulas: true }));
  }
}

export function csvFile<Dataset extends DatasetDefinition>(
  dataset: Dataset,
  rows: Iterable<RowOf<Dataset>>,
): WrittenDataset {
  const file = new CsvFile(dataset);
  file.add(rows);
  return file.written();
}
