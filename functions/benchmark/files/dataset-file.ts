/** A dataset as it grows row by row: whole in every format, and apart for each campaign that its rows are about. */
import { createHash, type Hash } from "node:crypto";
import { type DatasetDefinition, type RowOf, symbols } from "#shared/release/dataset.ts";
import { jsonPathOf, parquetPathOf } from "#shared/release/parquet-layout.ts";
import { contentTypes } from "#shared/release/release-layout.ts";
import type { ReleaseFile } from "#shared/storage/releases.ts";
import { csvHeader, csvLines } from "./csv.ts";
import { FilterDefaults } from "./filter-defaults.ts";
import { JsonFile } from "./json.ts";
import { ParquetFile } from "./parquet.ts";

/** Small batches die young: with 5,000 rows the garbage collector takes as long as the writing. */
const ROWS_IN_A_BATCH = 500;

export interface WrittenFile extends ReleaseFile {
  /** Rows of data. */
  readonly rows: number;
}

/** A dataset, or what one authority has of it, as CSV. */
export interface WrittenCsv {
  readonly dataset: DatasetDefinition;
  readonly file: WrittenFile;
  readonly defaults: FilterDefaults;
}

/** What rows are about: a campaign, or where no authority is named all of a wave that were asked with a questionnaire. */
export interface Subject {
  readonly wave: string;
  readonly data_origin: string;
  readonly instrument: string;
  readonly old_la_code: string | undefined;
}

/** The rows of one subject. */
export interface Part {
  readonly subject: Subject;
  readonly rows: number;
  /** Of its lines in the CSV file. */
  readonly sha256: string;
}

interface Batch {
  readonly subject: Subject;
  readonly lines: Buffer;
  readonly rows: number;
  readonly defaults: FilterDefaults;
}

function subjectOf(row: Readonly<Record<string, unknown>>): Subject {
  const { wave, data_origin, instrument, old_la_code } = row;
  return {
    wave: String(wave),
    data_origin: String(data_origin),
    instrument: String(instrument),
    // A dataset of authorities may have rows about all of them, which name none.
    old_la_code: old_la_code === undefined || old_la_code === symbols.notApplicable ? undefined : String(old_la_code),
  };
}

export function nameOfSubject({ wave, data_origin, instrument, old_la_code = "" }: Subject): string {
  return JSON.stringify([wave, data_origin, instrument, old_la_code]);
}

export class DatasetFile<Dataset extends DatasetDefinition = DatasetDefinition> {
  readonly dataset: Dataset;
  readonly #json: JsonFile<Dataset>;
  readonly #parquet: ParquetFile<Dataset>;
  readonly #batches: Batch[] = [];
  #waiting: RowOf<Dataset>[] = [];
  #about: Subject | undefined;

  /** @param notice says whether answers are invented */
  constructor(dataset: Dataset, notice: string) {
    this.dataset = dataset;
    this.#json = new JsonFile(dataset, notice);
    this.#parquet = new ParquetFile(dataset, notice);
  }

  add(rows: Iterable<RowOf<Dataset>>): this {
    for (const row of rows) {
      const about = subjectOf(row);
      const isAnother = this.#about !== undefined && nameOfSubject(about) !== nameOfSubject(this.#about);
      if (isAnother || this.#waiting.length === ROWS_IN_A_BATCH) this.#flush();
      this.#about = about;
      this.#waiting.push(row);
    }
    return this;
  }

  csv(): WrittenCsv {
    this.#flush();
    return this.#csvOf(this.#batches);
  }

  /** Closes the file: no row can be added afterwards. */
  typedFormats(): WrittenFile[] {
    this.#flush();
    const rows = rowsIn(this.#batches);
    return [
      { path: jsonPathOf(this.dataset), contentType: contentTypes.json, bytes: this.#json.bytes(), rows },
      {
        path: parquetPathOf(this.dataset),
        contentType: contentTypes.parquet,
        bytes: this.#parquet.bytes(),
        rows,
      },
    ];
  }

  /** What an authority has of it. */
  csvOfAuthority(code: string): WrittenCsv {
    this.#flush();
    return this.#csvOf(this.#batches.filter(({ subject }) => subject.old_la_code === code));
  }

  /** In the order in which their rows came first. */
  parts(): Part[] {
    this.#flush();
    const parts = new Map<string, { readonly subject: Subject; readonly hash: Hash; rows: number }>();
    for (const { subject, lines, rows } of this.#batches) {
      const name = nameOfSubject(subject);
      const part = parts.get(name) ?? { subject, hash: createHash("sha256"), rows: 0 };
      parts.set(name, part);
      part.hash.update(lines);
      part.rows += rows;
    }
    return [...parts.values()].map(({ subject, hash, rows }) => ({ subject, rows, sha256: hash.digest("hex") }));
  }

  #csvOf(batches: readonly Batch[]): WrittenCsv {
    const bytes = Buffer.concat([csvHeader(this.dataset), ...batches.map(({ lines }) => lines)]);
    return {
      dataset: this.dataset,
      file: { path: this.dataset.path, contentType: contentTypes.csv, bytes, rows: rowsIn(batches) },
      defaults: FilterDefaults.of(batches.map(({ defaults }) => defaults)),
    };
  }

  #flush(): void {
    if (this.#about === undefined || this.#waiting.length === 0) return;
    const rows = this.#waiting;
    this.#json.add(rows);
    this.#parquet.add(rows);
    this.#batches.push({
      subject: this.#about,
      lines: csvLines(this.dataset, rows),
      rows: rows.length,
      defaults: FilterDefaults.in(this.dataset, rows),
    });
    this.#waiting = [];
  }
}

function rowsIn(batches: readonly Batch[]): number {
  return batches.reduce((sum, { rows }) => sum + rows, 0);
}
