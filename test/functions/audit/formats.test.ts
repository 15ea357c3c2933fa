/** JSON and Parquet that say otherwise than the CSV. */
import { describe, expect, test } from "vitest";
import { formatsSayTheSame } from "#functions/audit/rules/formats-say-the-same.ts";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type DatasetDefinition, kindOf } from "#shared/release/dataset.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { SYNTHETIC_NOTICE as NOTICE } from "#shared/release/manifest.ts";
import { jsonPathOf, parquetPathOf } from "#shared/release/parquet-layout.ts";
import { aNight, type Night, type Row } from "./a-night.ts";
import { COMPARISONS, foundBy, having, plus } from "./spoiling.ts";

const OTHERWISE = "does not say in every cell what the CSV says";
const ENDS = "does not end where the CSV ends";
const UNREAD = "cannot be read, or does not describe itself as its definition does";

const rowsIn = (night: Night) => night.rows(COMPARISONS).length;

async function areFound(spoil: (night: Night) => void, file: string, faults: readonly string[]) {
  const night = await aNight();
  spoil(night);
  expect(await foundBy(formatsSayTheSame, night)).toEqual(faults.map((fault) => `${file}: ${fault}`));
}

describe("formats say the same: finds in JSON", () => {
  const file = jsonPathOf(comparisons);
  const text = (change: (text: string) => string) => (night: Night) => {
    const before = Buffer.from(night.bytesOf(file)).toString("utf8");
    const after = change(before);
    if (after === before) throw new Error("nothing is spoilt");
    night.writeFile(file, Buffer.from(after), rowsIn(night));
  };
  /** The head of the file is a line, and so is each row. */
  const lines = (change: (lines: string[]) => string[]) => text((all) => change(all.split("\n")).join("\n"));
  const firstRow = (change: (cells: unknown[]) => unknown) =>
    lines(([head = "", first = "", ...rest]) => [
      head,
      `${JSON.stringify(change(JSON.parse(first.slice(0, -1)) as unknown[]))},`,
      ...rest,
    ]);
  const put = (column: string, change: (was: unknown) => unknown) => {
    const place = comparisons.columns.findIndex(({ name }) => name === column);
    return firstRow((cells) => cells.with(place, change(cells[place])));
  };

  test.each<readonly [claim: string, spoil: (night: Night) => void, faults: readonly string[]]>([
    ["one figure that is another", put("answer_count", (was) => Number(was) + 5), [OTHERWISE]],
    ["a figure as text", put("answer_count", String), [OTHERWISE]],
    ["a number for a symbol", text((all) => all.replace(/,"c",/, ",4,")), [OTHERWISE]],
    ["nothing for a symbol", text((all) => all.replace(/,"c",/, ",null,")), [OTHERWISE]],
    ["a symbol for a number", put("answer_count", () => "c"), [OTHERWISE]],
    ["another symbol", text((all) => all.replace(/,"c",/, ',"z",')), [OTHERWISE]],
    ["a text that is guarded where no spreadsheet reads it", put("la_name", (was) => `'${was}`), [OTHERWISE]],
    ["a cell more", firstRow((cells) => [...cells, "a name"]), [OTHERWISE]],
    ["a cell fewer", firstRow((cells) => cells.slice(0, -1)), [OTHERWISE]],
    ["a row more", lines((all) => all.toSpliced(-2, 0, all[1] ?? "")), [OTHERWISE, ENDS]],
    ["a row fewer", lines((all) => all.toSpliced(1, 1)), [OTHERWISE, ENDS]],
    [
      "rows in another order",
      lines(([head = "", one = "", two = "", ...rest]) => [head, two, one, ...rest]),
      [OTHERWISE],
    ],
    ["something behind the end", text((all) => `${all}{}`), [ENDS]],
    ["an end that is cut off", text((all) => all.slice(0, -"]}\n".length)), [OTHERWISE, ENDS]],
    ["another column", text((all) => all.replace('"name":"answer_count"', '"name":"answers"')), [UNREAD]],
    ["something more beside the rows", text((all) => all.replace('"rows":[', '"more":["Ava"],"rows":[')), [UNREAD]],
    ["another notice", text((all) => all.replace("SYNTHETIC", "Real")), [UNREAD]],
    ["no JSON", text(() => "Internal Server Error\n"), [UNREAD]],
    ["nothing", text(() => ""), [UNREAD]],
  ])("%s", (_, spoil, faults) => areFound(spoil, file, faults));

  test("another number of rows than the manifest says", () =>
    areFound((night) => night.writeFile(file, night.bytesOf(file), rowsIn(night) - 1), file, [
      "has another number of rows than its manifest says",
    ]));
});

describe("formats say the same: finds in Parquet", () => {
  const file = parquetPathOf(comparisons);
  const bytes = (change: (bytes: Buffer) => Uint8Array) => (night: Night) =>
    night.writeFile(file, change(Buffer.from(night.bytesOf(file))), rowsIn(night));
  /** Made from other rows by the pipeline's own writer. */
  const from =
    (change: (rows: readonly Row[]) => readonly Row[], dataset: DatasetDefinition = comparisons, notice = NOTICE) =>
    (night: Night) => {
      const made = fileOf(dataset, change(night.rows(COMPARISONS)), notice).typedFormats();
      night.writeFile(file, made.find(({ path }) => path === file)?.bytes ?? new Uint8Array(), rowsIn(night));
    };
  const first = (kind: Row, change: (row: Row) => Row) =>
    from((rows) => {
      const place = rows.findIndex(having(kind));
      const row = rows[place];
      if (row === undefined) throw new Error("there is no such row");
      return rows.with(place, { ...row, ...change(row) });
    });

  test("nothing where it is written again as it was", () =>
    areFound(
      from((rows) => rows),
      file,
      [],
    ));

  test.each<readonly [claim: string, spoil: (night: Night) => void, faults: readonly string[]]>([
    [
      "one figure that is another",
      first({ status: "compared" }, (row) => ({ answer_count: plus(row.answer_count, 5) })),
      [OTHERWISE],
    ],
    ["a figure where the CSV has a symbol", first({ answer_count: "c" }, () => ({ answer_count: "5" })), [OTHERWISE]],
    ["a symbol where the CSV has a figure", first({ status: "compared" }, () => ({ answer_count: "c" })), [OTHERWISE]],
    ["another symbol", first({ answer_count: "c" }, () => ({ answer_count: "z" })), [OTHERWISE]],
    [
      "a text of another case",
      first({ status: "compared" }, (row) => ({ la_name: (row.la_name ?? "").toUpperCase() })),
      [OTHERWISE],
    ],
    ["a row more", from((rows) => [...rows, ...rows.slice(-1)]), [ENDS]],
    ["a row fewer", from((rows) => rows.slice(0, -1)), [OTHERWISE, ENDS]],
    ["no row", from(() => []), [OTHERWISE, ENDS]],
    ["rows in another order", from((rows) => rows.toReversed()), [OTHERWISE]],
    ["a column fewer", from((rows) => rows, { ...comparisons, columns: comparisons.columns.slice(0, -1) }), [UNREAD]],
    ["another title", from((rows) => rows, { ...comparisons, title: "Ava, 7" }), [UNREAD]],
    ["another notice", from((rows) => rows, comparisons, "Figures of a survey."), [UNREAD]],
    ["bytes that are not Parquet", bytes(() => Buffer.from("PAR1 is what it begins and ends with PAR1")), [UNREAD]],
    ["a file that is cut off", bytes((whole) => whole.subarray(0, -20)), [UNREAD]],
    ["nothing", bytes(() => new Uint8Array()), [UNREAD]],
    ["pages that cannot be read", bytes((whole) => whole.fill(0xff, 4, 400)), [OTHERWISE, ENDS]],
  ])("%s", (_, spoil, faults) => areFound(spoil, file, faults));
});

/** Rows as they are read from CSV. */
function fileOf(dataset: DatasetDefinition, rows: readonly Row[], notice: string): DatasetFile {
  const fieldOf = (cell: string, column: DatasetDefinition["columns"][number]) =>
    /^-?[0-9]/.test(cell) && /whole|tenths|thousandths/.test(kindOf(column)) ? Number(cell) : cell;
  const fields = rows.map((row) =>
    Object.fromEntries(dataset.columns.map((column) => [column.name, fieldOf(row[column.name] ?? "", column)])),
  );
  return new DatasetFile(dataset, notice).add(fields as never);
}
