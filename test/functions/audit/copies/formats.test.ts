/** JSON and Parquet that say otherwise than the CSV. */
import { parquetMetadata, parquetRead } from "hyparquet";
import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { SYNTHETIC_NOTICE as NOTICE } from "#shared/release/manifest.ts";
import { jsonPathOf, parquetPathOf } from "#shared/release/parquet-layout.ts";
import { aNight, type Row } from "../a-night.ts";
import { AVERAGES, COMPARISONS, isCompared, plus, TRENDS } from "../spoiling.ts";
import {
  areFound,
  type Copies,
  changed,
  changing,
  definitionOf,
  fileOf,
  firstNight,
  foundIn,
  inFirst,
  type Spoilt,
  textOf,
  writeAgain,
} from "./spoilt-copies.ts";

describe("formats say the same: finds in JSON", () => {
  const rule = "formats-say-the-same";
  const file = jsonPathOf(definitionOf(COMPARISONS));
  const otherwise = `${rule}: ${file}: says otherwise than the CSV`;
  const ends = `${rule}: ${file}: does not end where the CSV ends`;
  const unread = `${rule}: ${file}: cannot be read, or says of itself otherwise than its definition`;

  const json = (change: (text: string) => string): Spoilt => ({
    path: COMPARISONS,
    spoil: (honest) => ({
      ...honest,
      typedFormats: () =>
        honest
          .typedFormats()
          .map((each) => (each.path === file ? { ...each, bytes: Buffer.from(change(textOf(each.bytes))) } : each)),
    }),
  });
  /** From the head of the file on, each row a line. */
  const lines = (change: (lines: string[]) => string[]) => json((text) => change(text.split("\n")).join("\n"));
  const row = (change: (row: unknown[], at: (name: string) => number) => unknown) =>
    lines(([head = "", first = "", ...rest]) => {
      const at = (name: string) => definitionOf(COMPARISONS).columns.findIndex((column) => column.name === name);
      const cells = JSON.parse(first.slice(0, -1)) as unknown[];
      const spoilt = change(cells, at) ?? cells;
      if (JSON.stringify(spoilt) === first.slice(0, -1)) throw new Error("nothing is spoilt");
      return [head, `${JSON.stringify(spoilt)},`, ...rest];
    });
  const put = (name: string, value: (was: unknown) => unknown) =>
    row((cells, at) => {
      cells[at(name)] = value(cells[at(name)]);
    });

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    ["one figure that is another", put("answer_count", (was) => Number(was) + 5), [otherwise]],
    ["a figure as text", put("answer_count", String), [otherwise]],
    ["a number for a symbol", json((text) => changed(text, /,"c",/, ",4,")), [otherwise]],
    ["nothing for a symbol", json((text) => changed(text, /,"c",/, ",null,")), [otherwise]],
    ["a symbol for a number", put("answer_count", () => "c"), [otherwise]],
    ["another symbol", json((text) => changed(text, /,"c",/, ',"z",')), [otherwise]],
    ["a text of another case", put("la_name", (was) => String(was).toUpperCase()), [otherwise]],
    ["a text that is guarded where no spreadsheet reads it", put("la_name", (was) => `'${was}`), [otherwise]],
    ["a cell more", row((cells) => [...cells, "a name"]), [otherwise]],
    ["a cell fewer", row((cells) => cells.slice(0, -1)), [otherwise]],
    ["cells with names", row((cells) => ({ ...cells })), [otherwise]],
    ["a row more", lines((all) => all.toSpliced(-2, 0, all[1] ?? "")), [otherwise, ends]],
    [
      "a row more behind the last",
      lines((all) => all.toSpliced(-2, 1, "]", ...all.slice(1, 2), "]}")),
      [otherwise, ends],
    ],
    ["a row fewer", lines((all) => all.toSpliced(1, 1)), [otherwise, ends]],
    [
      "rows in another order",
      lines(([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      [otherwise],
    ],
    ["something behind the end", json((text) => `${text}{}`), [ends]],
    ["an end that is cut off", json((text) => text.slice(0, -"]}\n".length)), [otherwise, ends]],
    ["rows with something else than commas between them", json((text) => text.replaceAll("],\n", "];\n")), [otherwise]],
    ["rows without commas between them", json((text) => text.replaceAll("],\n", "]\n")), [otherwise]],
    ["another column", json((text) => changed(text, '"name":"answer_count"', '"name":"answers"')), [unread]],
    ["another description of a column", json((text) => changed(text, /("description":")/, "$1Not ")), [unread]],
    ["something more about a column", json((text) => changed(text, '"holds":', '"note":"Ava, 7","holds":')), [unread]],
    ["something more beside the rows", json((text) => changed(text, '"rows":[', '"more":["Ava"],"rows":[')), [unread]],
    ["another notice", json((text) => changed(text, "SYNTHETIC", "Real")), [unread]],
    ["no JSON", json(() => "Internal Server Error\n"), [unread]],
    ["nothing", json(() => ""), [unread]],
  ])("%s", (_, spoilt, faults) => areFound(firstNight, spoilt, faults));
});

describe("formats say the same: finds in Parquet", () => {
  const rule = "formats-say-the-same";
  const dataset = definitionOf(COMPARISONS);
  const file = parquetPathOf(dataset);
  const otherwise = `${rule}: ${file}: says otherwise than the CSV`;
  const ends = `${rule}: ${file}: does not end where the CSV ends`;
  const unread = `${rule}: ${file}: cannot be read, or says of itself otherwise than its definition`;

  const parquet = (change: (bytes: Uint8Array, rows: readonly Row[]) => Uint8Array | Promise<Uint8Array>): Spoilt => ({
    path: COMPARISONS,
    async spoil(honest, rows) {
      const typed = await Promise.all(
        honest
          .typedFormats()
          .map(async (each) => (each.path === file ? { ...each, bytes: await change(each.bytes, rows) } : each)),
      );
      return { ...honest, typedFormats: () => typed };
    },
  });
  /** Made from other rows by the pipeline's own writer. */
  const from = (change: (rows: readonly Row[]) => readonly Row[], of: DatasetDefinition = dataset, notice = NOTICE) =>
    parquet((_, rows) => fileOf(of, change(rows), notice).typedFormats()[1]?.bytes ?? new Uint8Array());
  /** Made by hand: what the pipeline's own writer could not write. */
  const by = (change: (columns: Columns, schema: Schema) => void) =>
    parquet(async (bytes) => {
      const { schema, columns, kvMetadata } = await readColumns(bytes);
      change(columns, schema);
      return writeColumns(columns, schema, kvMetadata);
    });
  const put = (name: string, kind: (value: unknown) => boolean, value: unknown) =>
    by((columns) => {
      const data = columns.find((column) => column.name === name)?.data ?? [];
      const place = data.findIndex(kind);
      if (place < 0) throw new Error("there is no such cell");
      data[place] = value;
    });
  const isNumber = (value: unknown) => typeof value === "number";
  const isNull = (value: unknown) => value === null || value === undefined;

  test("nothing where it is written by hand as it was", () => {
    const asItWas = by(() => undefined);
    return expect(areFound(firstNight, asItWas, [])).rejects.toThrow("the audit passed");
  });

  test.each<readonly [claim: string, spoilt: Spoilt, faults: readonly string[]]>([
    [
      "one figure that is another",
      from(inFirst(isCompared, (row) => ({ answer_count: plus(row.answer_count, 5) }))),
      [otherwise],
    ],
    ["a figure where the CSV has a symbol", put("answer_count", isNull, 5), [otherwise]],
    [
      "a figure that is shown where the CSV has a symbol",
      from(
        inFirst(
          (row) => row.answer_count === "c",
          () => ({ answer_count: "5" }),
        ),
      ),
      [otherwise],
    ],
    ["nothing where the status says that a figure is shown", put("answer_count", isNumber, null), [otherwise]],
    [
      "a status that says withheld beside a figure",
      put("answer_count_status", (status) => status === "shown", "c"),
      [otherwise],
    ],
    ["another symbol", put("answer_count_status", (status) => status === "c", "z"), [otherwise]],
    [
      "a text of another case",
      from(changing(0, (row) => ({ la_name: row.la_name?.toUpperCase() ?? "" }))),
      [otherwise],
    ],
    [
      "a text that is guarded where no spreadsheet reads it",
      from(changing(0, (row) => ({ la_name: `'${row.la_name}` }))),
      [otherwise],
    ],
    ["a row more", from((rows) => [...rows, ...rows.slice(-1)]), [ends]],
    ["a row fewer", from((rows) => rows.slice(0, -1)), [otherwise, ends]],
    ["no row", from(() => []), [otherwise, ends]],
    ["rows in another order", from((rows) => rows.toReversed()), [otherwise]],
    ["a column fewer", from((rows) => rows, { ...dataset, columns: dataset.columns.slice(0, -1) }), [unread]],
    [
      "a column by another name",
      by((columns, schema) => {
        for (const each of [...columns, ...schema]) if (each.name === "answer_count") each.name = "answers";
      }),
      [unread],
    ],
    [
      "a column of another type",
      by((_, schema) => {
        for (const each of schema) if (each.name === "answer_count") each.type = "DOUBLE";
      }),
      [unread],
    ],
    ["another title", from((rows) => rows, { ...dataset, title: "Ava, 7" }), [unread]],
    ["another notice", from((rows) => rows, dataset, "Figures of a survey."), [unread]],
    [
      "bytes that are no Parquet",
      parquet(() => Buffer.from("PAR1 is what it should begin and end with PAR1")),
      [unread],
    ],
    ["a file that is cut off", parquet((bytes) => bytes.slice(0, -20)), [unread]],
    ["nothing", parquet(() => new Uint8Array()), [unread]],
    ["pages that cannot be read", parquet((bytes) => Buffer.from(bytes).fill(0xff, 4, 400)), [otherwise, ends]],
  ])("%s", (_, spoilt, faults) => areFound(firstNight, spoilt, faults));
});

test("formats say the same: finds a row of JSON and of Parquet where the CSV has none", async () => {
  const night = await aNight(firstNight);
  expect(night.rows(AVERAGES)).toEqual([]);
  const dataset = definitionOf(AVERAGES);
  const columns = dataset.columns.map(({ name }): [string, string] => [name, name === "time_period" ? "2017" : "c"]);
  const made = fileOf(dataset, [Object.fromEntries(columns)], NOTICE).typedFormats();
  const typed = made.map((each) => ({ ...each, rows: 0 }));
  await writeAgain(night, { path: AVERAGES, spoil: (honest) => ({ ...honest, typedFormats: () => typed }) });
  expect(await foundIn(night)).toEqual(
    typed.map(({ path }) => `formats-say-the-same: ${path}: does not end where the CSV ends`),
  );
});

test("formats say the same: finds copies that are said to have other rows", async () => {
  const night = await aNight(firstNight);
  const typed = (honest: Copies) => honest.typedFormats().map((each) => ({ ...each, rows: each.rows - 1 }));
  await writeAgain(night, { path: TRENDS, spoil: (honest) => ({ ...honest, typedFormats: () => typed(honest) }) });
  expect(await foundIn(night)).toEqual(
    ["json/trends.json", "parquet/trends/trends.parquet"].map(
      (file) => `formats-say-the-same: ${file}: has another number of rows than its manifest says`,
    ),
  );
});

type Schema = { name: string; type?: string }[];
type Columns = { name: string; data: unknown[] }[];

async function readColumns(bytes: Uint8Array) {
  const file = Uint8Array.from(bytes).buffer;
  const { schema, key_value_metadata: kvMetadata = [] } = parquetMetadata(file);
  let rows: unknown[][] = [];
  await parquetRead({
    file,
    rowFormat: "array",
    onComplete(read) {
      rows = read as unknown as unknown[][];
    },
  });
  const columns: Columns = schema
    .slice(1)
    .map(({ name }, place) => ({ name, data: rows.map((row) => row[place] ?? null) }));
  return { schema: schema as Schema, columns, kvMetadata };
}

async function writeColumns(columns: Columns, schema: Schema, kvMetadata: { key: string; value?: string }[]) {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schema as never, kvMetadata });
  await parquet.write({ columnData: columns as ColumnSource[] });
  await parquet.finish();
  return writer.getBytes();
}
