/** Reads a CSV file as an outsider's tool does: row by row, whatever its size. */
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import type { Column } from "#shared/release/dataset.ts";

export interface CsvRow<Name extends string = string> {
  /** Below the header, from 1. */
  readonly number: number;
  /** How many fields the row really has. */
  readonly width: number;
  /** As it stands in the file, its line end included. */
  readonly raw: string;
  /** By column; a field that the row lacks reads as blank. */
  readonly fields: Readonly<Record<Name, string>>;
}

/** The file cannot be read as the dataset that it should be. */
export class NotTheDataset extends Error {
  override readonly name = "NotTheDataset";
  readonly detail: string;
  constructor(detail: string) {
    super(detail);
    this.detail = detail;
  }
}

const CHUNK_IN_BYTES = 64 * 1024;

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_IN_BYTES)
    yield bytes.subarray(start, start + CHUNK_IN_BYTES);
}

/** @throws NotTheDataset when the header is another or the text is no CSV */
export async function* rowsOf<Name extends string>(
  bytes: Uint8Array,
  columns: readonly (Column & { readonly name: Name })[],
): AsyncGenerator<CsvRow<Name>> {
  const parser = Readable.from(chunksOf(bytes)).pipe(parse({ relax_column_count: true, raw: true }));
  const names = columns.map(({ name }) => name);
  let number = 0;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{ readonly record: string[]; readonly raw: string }>) {
      if (number === 0) checkHeader(record, names);
      else yield { number, width: record.length, raw, fields: fieldsOf(record, names) };
      number += 1;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("CSV_")) {
      throw new NotTheDataset(`is no CSV after row ${Math.max(0, number - 1)}`);
    }
    throw error;
  }
  if (number === 0) throw new NotTheDataset("has no header");
}

function checkHeader(cells: readonly string[], names: readonly string[]): void {
  if (cells.length !== names.length || cells.some((cell, position) => cell !== names[position])) {
    throw new NotTheDataset("has other columns than its definition");
  }
}

function fieldsOf<Name extends string>(cells: readonly string[], names: readonly Name[]): Record<Name, string> {
  const fields: Partial<Record<Name, string>> = {};
  for (let position = 0; position < names.length; position += 1) {
    fields[names[position] as Name] = cells[position] ?? "";
  }
  return fields as Record<Name, string>;
}
