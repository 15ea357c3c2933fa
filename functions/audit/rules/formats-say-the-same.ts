import { type AsyncBuffer, parquetMetadata, parquetRead } from "hyparquet";
import { type DatasetDefinition, type Kind, kindOf, symbolLabels, symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import type { FileEntry } from "#shared/release/manifest.ts";
import {
  jsonPathOf,
  type ParquetType,
  parquetColumnsOf,
  parquetPathOf,
  SHOWN,
} from "#shared/release/parquet-layout.ts";
import { type CsvRow, NotTheDataset, rowsOf } from "../csv-rows.ts";
import type { Night } from "../night.ts";
import { type FileFault, faultsOf, type Rule } from "../rule.ts";

/**
 * Parquet and JSON hold what the CSV file holds, cell by cell and not a row more, and say of themselves what the definition
 * says: every other rule judges the CSV alone, and nothing may leave in one format that may not in another.
 */
export const formatsSayTheSame: Rule = {
  name: "formats-say-the-same",
  remedy: "run the night again from its start; if that does not mend it, look at how benchmark writes the format",
  begin: (night) => ({
    atEnd: async () => {
      const faults: FileFault[] = [];
      // One after another, for each is read whole.
      for (const dataset of allDatasets) faults.push(...(await formatFaults(dataset, night)));
      return faults;
    },
  }),
};

/** A file in another format, row by row. */
interface Reading {
  readonly file: string;
  /** Whether the next row has these cells. */
  readonly hasNext: (cells: CsvRow["fields"]) => boolean | Promise<boolean>;
  /** Whether it is whole, and has no row more than were asked for. */
  readonly isAtEnd: () => boolean;
}

async function formatFaults(dataset: DatasetDefinition, { draft }: Night): Promise<FileFault[]> {
  const csv = draft.files.get(dataset.path);
  if (csv === undefined) return [];
  const faults: FileFault[] = [];
  for (const [file, open] of [
    [jsonPathOf(dataset), openJson],
    [parquetPathOf(dataset), openParquet],
  ] as const) {
    const bytes = await draft.read(file);
    // That it is missing is found with the manifest.
    if (bytes === undefined) continue;
    const reading = open(file, bytes, dataset, draft.manifest.notice);
    faults.push(
      ...(reading === undefined
        ? [{ file, detail: "cannot be read, or does not describe itself as its definition does" }]
        : await readingFaults(
            reading,
            csv,
            dataset,
            draft.manifest.files.find(({ path }) => path === file),
          )),
    );
  }
  return faults;
}

async function readingFaults(
  reading: Reading,
  csv: Uint8Array,
  { columns }: DatasetDefinition,
  described: FileEntry | undefined,
): Promise<FileFault[]> {
  let differing = 0;
  let read = 0;
  try {
    for (const { fields } of rowsOf(csv, columns)) {
      read += 1;
      if (!(await reading.hasNext(fields))) differing += 1;
    }
  } catch (error) {
    // That the CSV cannot be read is found where its rows are judged.
    if (error instanceof NotTheDataset) return [];
    throw error;
  }
  return faultsOf(
    [differing > 0, "does not say in every cell what the CSV says"],
    [!reading.isAtEnd(), "does not end where the CSV ends"],
    [described?.rows !== read, "has another number of rows than its manifest says"],
  ).map((detail) => ({ file: reading.file, detail }));
}

/** Text that a spreadsheet would run is guarded in CSV, and nowhere else. */
const isText = (cell: string, value: unknown) => cell === value || cell === `'${value}`;

const allSymbols: ReadonlySet<string> = new Set(Object.values(symbols));
const numbers: ReadonlySet<Kind> = new Set(["whole", "signed-whole", "tenths", "signed-tenths", "thousandths"]);

/** The first line of the JSON of a dataset: everything but its rows. */
function jsonHeadOf({ name, title, description, columns }: DatasetDefinition, notice: string): string {
  const fields = columns.map((column) => {
    return { name: column.name, title: column.label, description: column.description, holds: kindOf(column) };
  });
  const empty = JSON.stringify({ name, title, description, notice, symbols: symbolLabels, fields, rows: [] });
  return empty.slice(0, -"]}".length);
}

function openJson(file: string, bytes: Uint8Array, dataset: DatasetDefinition, notice: string): Reading | undefined {
  const { columns } = dataset;
  const lines = linesOf(bytes);
  if (lines.next().value !== jsonHeadOf(dataset, notice)) return undefined;
  const areNumbers = columns.map((column) => numbers.has(kindOf(column)));
  let next = lines.next();
  return {
    file,
    hasNext(cells) {
      const line = String(next.value ?? "");
      next = lines.next();
      const isLast = next.value === "]}";
      const row = parsed(isLast ? line : line.slice(0, -1));
      return (
        line.endsWith(",") !== isLast &&
        Array.isArray(row) &&
        row.length === columns.length &&
        columns.every(({ name }, position) => {
          const cell = cells[name] ?? "";
          const value: unknown = row[position];
          return areNumbers[position] && !allSymbols.has(cell)
            ? typeof value === "number" && String(value) === cell
            : typeof value === "string" && isText(cell, value);
        })
      );
    },
    isAtEnd: () => next.value === "]}" && lines.next().done === true,
  };
}

function* linesOf(bytes: Uint8Array): Generator<string> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf(0x0a, start);
    yield text.toString("utf8", start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const elements: Readonly<Record<ParquetType, string>> = {
  INT32: "INT32",
  DOUBLE: "DOUBLE",
  DATE: "INT32 DATE",
  STRING: "BYTE_ARRAY UTF8",
};

function openParquet(file: string, bytes: Uint8Array, dataset: DatasetDefinition, notice: string): Reading | undefined {
  const buffer = Uint8Array.from(bytes).buffer;
  const columns = parquetColumnsOf(dataset);
  let metadata: ReturnType<typeof parquetMetadata>;
  try {
    metadata = parquetMetadata(buffer);
  } catch {
    return undefined;
  }
  const [, ...found] = metadata.schema.map(({ name, type, converted_type }) =>
    [name, type, converted_type].filter((each) => each !== undefined).join(" "),
  );
  const isOther = found.join() !== columns.map(({ name, type }) => `${name} ${elements[type]}`).join();
  const said = metadata.key_value_metadata?.map(({ key, value }) => `${key}: ${value}`).join();
  if (isOther || said !== `title: ${dataset.title},notice: ${notice}`) return undefined;

  const source: AsyncBuffer = { byteLength: buffer.byteLength, slice: (start, end) => buffer.slice(start, end) };
  const groups = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  let group = 0;
  let before = 0;
  let rows: readonly (readonly unknown[])[] = [];
  let place = 0;
  return {
    file,
    async hasNext(cells) {
      if (place === rows.length && group < groups.length) {
        const rowEnd = before + (groups[group] ?? 0);
        rows = await groupOf(source, metadata, before, rowEnd);
        before = rowEnd;
        group += 1;
        place = 0;
      }
      const row = rows[place];
      place += 1;
      if (row === undefined) return false;
      return columns.every(({ type, holds, of }, position) => {
        const cell = cells[of.name] ?? "";
        const value = row[position];
        if (holds === "status") return value === (allSymbols.has(cell) ? cell : SHOWN);
        if (type === "STRING") return isText(cell, value);
        if (value === null || value === undefined) return allSymbols.has(cell);
        return (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)) === cell;
      });
    },
    isAtEnd: () => place === rows.length && group === groups.length,
  };
}

async function groupOf(
  file: AsyncBuffer,
  metadata: ReturnType<typeof parquetMetadata>,
  rowStart: number,
  rowEnd: number,
): Promise<readonly (readonly unknown[])[]> {
  let found: readonly (readonly unknown[])[] = [];
  const reading = parquetRead({
    file,
    metadata,
    rowStart,
    rowEnd,
    rowFormat: "array",
    onComplete: (rows) => {
      found = rows as unknown as readonly (readonly unknown[])[];
    },
  });
  // What cannot be read has no rows, and so says otherwise than the CSV.
  await reading.catch(() => undefined);
  return found;
}
