/** Reads a CSV file row by row, whatever its size. */
import { parse } from "csv-parse/sync";
import type { Column } from "#shared/release/dataset.ts";

export interface CsvRow {
  /** Below the header, from 1. */
  readonly number: number;
  /** How many fields the row really has. */
  readonly width: number;
  /** As it stands in the file, its line end included. */
  readonly raw: string;
  /** By column; a field that the row lacks reads as blank. */
  readonly fields: Readonly<Record<string, string>>;
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

/** @throws NotTheDataset when the header is another or the text is not CSV */
export function* rowsOf(bytes: Uint8Array, columns: readonly Pick<Column, "name">[]): Generator<CsvRow> {
  const names = columns.map(({ name }) => name);
  let number = 0;
  for (const raw of recordsOf(bytes)) {
    const cells = cellsOf(raw);
    if (cells === undefined) throw new NotTheDataset(`is not CSV after row ${Math.max(0, number - 1)}`);
    if (number === 0) checkHeader(cells, names);
    else yield { number, width: cells.length, raw, fields: fieldsOf(cells, names) };
    number += 1;
  }
  if (number === 0) throw new NotTheDataset("has no header");
}

/** Lines, each with its end; several together where a quoted cell goes over a line's end. */
function* recordsOf(bytes: Uint8Array): Generator<string> {
  let begun = "";
  for (const line of linesOf(bytes)) {
    begun += line;
    if (quotesIn(begun) % 2 !== 0) continue;
    yield begun;
    begun = "";
  }
  if (begun !== "") yield begun;
}

const LINE_FEED = 0x0a;
const CHUNK_IN_BYTES = 64 * 1024;

function* linesOf(bytes: Uint8Array): Generator<string> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(LINE_FEED, Math.min(start + CHUNK_IN_BYTES, text.length - 1));
    const chunk = text.toString("utf8", start, end < 0 ? text.length : end + 1);
    yield* chunk.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    start = end < 0 ? text.length : end + 1;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** Undefined for what is not CSV. Most lines have no quotes, and nothing to be parsed. */
function cellsOf(raw: string): readonly string[] | undefined {
  const line = raw.endsWith("\n") ? raw.slice(0, -1) : raw;
  if (!line.includes('"')) return line.split(",");
  try {
    return (parse(line, { relax_column_count: true, record_delimiter: "\n" }) as string[][])[0];
  } catch {
    return undefined;
  }
}

function checkHeader(cells: readonly string[], names: readonly string[]): void {
  if (cells.length !== names.length || cells.some((cell, position) => cell !== names[position])) {
    throw new NotTheDataset("has other columns than its definition");
  }
}

function fieldsOf(cells: readonly string[], names: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let position = 0; position < names.length; position += 1) {
    fields[names[position] as string] = cells[position] ?? "";
  }
  return fields;
}
