/** Every format read back by tools that this project has no part in, against the rows that were written. SYNTHETIC. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type DatasetDefinition, type Field, kindOf, placeAndTime, type RowOf } from "#shared/release/dataset.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { parquetColumnsOf } from "#shared/release/parquet-layout.ts";
import { askDuckDb } from "../../../duckdb.ts";
import { recordsOf } from "../../../rfc-4180.ts";

/** A column of every kind. */
const everything = {
  name: "everything",
  path: "everything.csv",
  title: "Everything that a column can hold",
  description: "One row a thing.",
  columns: [
    ...placeAndTime,
    { name: "day", role: "filter", label: "Day", description: "A day.", holds: "date" },
    { name: "order", role: "filter", label: "Order", description: "A number.", holds: "whole" },
    { name: "thing_count", role: "indicator", label: "Count", description: "A number.", grouping: "Things" },
    {
      name: "thing_points",
      role: "indicator",
      label: "Points",
      description: "A number.",
      holds: "signed-whole",
      grouping: "Things",
    },
    {
      name: "thing_average",
      role: "indicator",
      label: "Average",
      description: "A number.",
      holds: "signed-tenths",
      grouping: "Things",
    },
    {
      name: "p_value",
      role: "indicator",
      label: "p",
      description: "A number.",
      holds: "thousandths",
      grouping: "Things",
    },
    { name: "claim", role: "indicator", label: "Claim", description: "A word.", holds: "word", grouping: "Things" },
  ],
} as const satisfies DatasetDefinition;
type Row = RowOf<typeof everything>;

const symbol = fc.constantFrom("c", "z", "x");
/** What a spreadsheet might run, cut, take for a number or misread. */
const hazard = fc.constantFrom(
  "=HYPERLINK(0)",
  "+44",
  "-Devon",
  "@SUM(A1)",
  "Ynys Môn, ŵ ŷ Ŵ Ŷ",
  'The "Vale", of',
  "007",
  "E06000023",
  "1E5",
  "12345678901234567890",
  "3-4",
  "TRUE",
  "NULL",
  "Bristol, City of",
);
const rows: fc.Arbitrary<Row> = fc.record({
  time_period: fc.constantFrom("2016", "2017"),
  time_identifier: fc.constant("Calendar year"),
  geographic_level: fc.constant("Local authority"),
  country_code: fc.constant("E92000001"),
  country_name: fc.constant("England"),
  region_code: fc.constant("E12000009"),
  region_name: hazard,
  old_la_code: fc.constantFrom("001", "801"),
  new_la_code: fc.constant("E06000023"),
  la_name: hazard,
  wave: fc.constantFrom("2017", "2017-b"),
  data_origin: fc.constant("SYNTHETIC"),
  instrument: fc.constantFrom("ylyc-4-7", "ylyc-8-11"),
  day: fc.oneof(fc.constantFrom("2017-04-01", "2016-02-29", "2017-12-31"), symbol),
  order: fc.oneof(fc.integer({ min: 0, max: 9 }), symbol),
  thing_count: fc.oneof(fc.integer({ min: 0, max: 2_000_000_000 }), symbol),
  thing_points: fc.oneof(fc.integer({ min: -100, max: 100 }), symbol),
  thing_average: fc.oneof(
    fc.integer({ min: -100, max: 100 }).map((tenths) => tenths / 10),
    symbol,
  ),
  p_value: fc.oneof(
    fc.integer({ min: 1, max: 1_000 }).map((thousandths) => thousandths / 1_000),
    symbol,
  ),
  claim: fc.oneof(fc.constantFrom("bright-spot", "none"), symbol),
});
const SOME = fc.sample(rows, { numRuns: 5_000, seed: Number(process.env.PROPERTY_SEED ?? 2017) });

/** As a cell of CSV stands for it: guarded where a spreadsheet would run it. */
const guarded = (field: Field) => (typeof field === "string" && /^[=+\-@]/.test(field) ? `'${field}` : String(field));
const isSymbol = (field: Field) => field === "c" || field === "z" || field === "x";
/** As a typed column and its status stand for it, days as ISO text. */
const typed = (row: Row) =>
  Object.fromEntries(
    parquetColumnsOf(everything).map(({ name, holds, type, of }) => {
      const field = row[of.name as keyof Row];
      if (holds === "status") return [name, isSymbol(field) ? field : "shown"];
      if (type === "STRING" || type === "DATE")
        return [name, type === "DATE" && isSymbol(field) ? null : String(field)];
      return [name, isSymbol(field) ? null : Number(field)];
    }),
  );

const dataset = new DatasetFile(everything, SYNTHETIC_NOTICE).add(SOME);
const csv = Buffer.from(dataset.csv().file.bytes);
const [json, parquet] = dataset.typedFormats().map(({ bytes }) => Buffer.from(bytes));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "formats-"));
  await writeFile(join(folder, "everything.csv"), csv);
  await writeFile(join(folder, "everything.parquet"), parquet ?? "");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the CSV of a dataset", () => {
  const names = everything.columns.map(({ name }) => name);
  const cells = SOME.map((row) => names.map((name) => guarded(row[name])));

  test("holds the rows to the last character, to a CSV reader", () => {
    expect(parse(csv)).toEqual([names, ...cells]);
  });

  test("keeps to RFC 4180 by its letter", () => {
    expect(recordsOf(csv.toString("utf8"))).toEqual([names, ...cells]);
  });

  test("reads in DuckDB with types, codes whole and symbols as missing values", async () => {
    const types = everything.columns.map(({ name, ...column }) => {
      const kind = kindOf(column);
      const type = { date: "DATE", whole: "INTEGER", "signed-whole": "INTEGER" }[kind as string];
      return `'${name}': '${type ?? (/tenths|thousandths/.test(kind) ? "DOUBLE" : "VARCHAR")}'`;
    });
    const [sums] = await askDuckDb(
      `SELECT count(*)::INT AS n, sum(thing_count)::DOUBLE AS total, min(old_la_code) AS code, count(p_value)::INT AS told
       FROM read_csv('${folder}/everything.csv', nullstr = ['c', 'z', 'x'], columns = {${types}})`,
    );
    const told = SOME.filter(({ p_value }) => !isSymbol(p_value)).length;
    const total = SOME.reduce((sum, row) => sum + (isSymbol(row.thing_count) ? 0 : Number(row.thing_count)), 0);
    expect(sums).toEqual({ n: SOME.length, total, code: "001", told });
  });
});

describe("the JSON of a dataset", () => {
  const read = JSON.parse(json?.toString("utf8") ?? "");

  test("holds the rows, numbers as numbers and symbols as text", () => {
    const numeric = new Set(everything.columns.filter((column) => !/text|word|date/.test(kindOf(column))));
    expect(read.rows).toEqual(
      SOME.map((row) =>
        everything.columns.map((column) => {
          const field = row[column.name];
          return numeric.has(column) && !isSymbol(field) ? Number(field) : String(field);
        }),
      ),
    );
  });

  test("says what its columns and symbols are, and that the answers are invented", () => {
    expect(read).toMatchObject({ name: "everything", title: everything.title, notice: SYNTHETIC_NOTICE });
    expect(read.fields.map(({ name }: { readonly name: string }) => name)).toEqual(
      everything.columns.map(({ name }) => name),
    );
    expect(Object.keys(read.symbols)).toEqual(["c", "z", "x"]);
  });
});

describe("the Parquet of a dataset", () => {
  test("holds the rows to the last digit, to DuckDB", async () => {
    expect(await askDuckDb(`SELECT * FROM '${folder}/everything.parquet'`)).toEqual(SOME.map(typed));
  });

  test("holds the rows to the last digit, to a second reader", async () => {
    const bytes = Uint8Array.from(parquet ?? []).buffer;
    const read = await parquetReadObjects({ file: bytes });
    const days = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null));
    expect(
      read.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, days(value)]))),
    ).toEqual(SOME.map(typed));
  });

  test("has the types of its layout, dictionaries for text, statistics, and says that the answers are invented", async () => {
    const described = await askDuckDb(`DESCRIBE SELECT * FROM '${folder}/everything.parquet'`);
    const inDuckDb = { INT32: "INTEGER", DOUBLE: "DOUBLE", DATE: "DATE", STRING: "VARCHAR" };
    expect(described.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      parquetColumnsOf(everything).map(({ name, type }) => [name, inDuckDb[type]]),
    );
    const chunks = await askDuckDb(`SELECT * FROM parquet_metadata('${folder}/everything.parquet')`);
    const chunk = (name: string) => chunks.find(({ path_in_schema }) => path_in_schema === name);
    expect(chunk("la_name")?.encodings).toContain("DICTIONARY");
    expect(chunk("old_la_code")).toMatchObject({ stats_min_value: "001", stats_max_value: "801" });
    expect(chunk("thing_points")).toMatchObject({ stats_min_value: "-100", stats_max_value: "100" });
    const { key_value_metadata } = parquetMetadata(Uint8Array.from(parquet ?? []).buffer);
    expect(key_value_metadata).toContainEqual({ key: "notice", value: SYNTHETIC_NOTICE });
  });

  test("is split into groups, so that a reader who asks for one authority skips the others", async () => {
    const many = new DatasetFile(everything, SYNTHETIC_NOTICE);
    const [first] = SOME;
    for (const code of ["101", "102", "103"]) {
      const own = { ...(first as Row), old_la_code: code };
      many.add(Array.from({ length: 50_000 }, () => own));
    }
    const path = join(folder, "many.parquet");
    await writeFile(path, many.typedFormats()[1]?.bytes ?? "");
    const groups = await askDuckDb(
      `SELECT stats_min_value AS first, stats_max_value AS last, row_group_num_rows::INT AS n
       FROM parquet_metadata('${path}') WHERE path_in_schema = 'old_la_code'`,
    );
    expect(groups).toEqual(["101", "102", "103"].map((code) => ({ first: code, last: code, n: 50_000 })));
  });

  test("has the same bytes for the same rows", () => {
    const again = new DatasetFile(everything, SYNTHETIC_NOTICE).add(SOME).typedFormats();
    expect(again.map(({ bytes }) => Buffer.from(bytes))).toEqual([json, parquet]);
  });
});
