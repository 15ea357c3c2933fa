/** Screens a pair of files, a dataset and its meta file, against the sector's standard. */
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { rowsCanBeRead } from "./checks/rows-can-be-read.ts";
import { Screening, type SectorFinding } from "./screening.ts";
import type { SectorRow } from "./sector-check.ts";
import { sectorFileOf } from "./sector-file.ts";

export interface PairOfFiles {
  /** Of the data; the meta file's follows from it. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly meta: Uint8Array;
}

/** @returns what departs from the standard, row by row and then of the whole file; empty where nothing does */
export async function screen({ path, data, meta }: PairOfFiles): Promise<SectorFinding[]> {
  const file = sectorFileOf(path, { data, meta });
  const screening = new Screening(file);
  const found: SectorFinding[] = [];
  let read = 0;
  try {
    for await (const row of rowsOf(data, file.header)) {
      read = row.number;
      found.push(...screening.judge(row));
    }
  } catch (error) {
    if (!isNoCsv(error)) throw error;
    found.push({ check: rowsCanBeRead.name, column: null, row: read, detail: "is no CSV after this row" });
  }
  return [...found, ...screening.atEnd()];
}

const CHUNK_IN_BYTES = 64 * 1024;

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_IN_BYTES)
    yield bytes.subarray(start, start + CHUNK_IN_BYTES);
}

async function* rowsOf(data: Uint8Array, header: readonly string[]): AsyncGenerator<SectorRow> {
  const options = { bom: true, relax_column_count: true, from: 2 };
  let number = 0;
  for await (const cells of Readable.from(chunksOf(data)).pipe(parse(options)) as AsyncIterable<string[]>) {
    number += 1;
    const fields = Object.fromEntries(header.map((column, position) => [column, cells[position] ?? ""]));
    yield { number, width: cells.length, fields };
  }
}

function isNoCsv(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}
