import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import type { DatasetDefinition, RowOf } from "#shared/release/dataset.ts";

const places = {
  name: "places",
  path: "places.csv",
  title: "Places",
  description: "One row a place.",
  columns: [
    { name: "la_name", role: "geography", label: "Local authority", description: "The name." },
    { name: "child_count", role: "indicator", label: "Children", description: "How many there are." },
  ],
} as const satisfies DatasetDefinition;

const csvFile = (rows: Iterable<RowOf<typeof places>>) => new DatasetFile(places, "SYNTHETIC").add(rows).csv().file;
const file = (...names: readonly string[]) => csvFile(names.map((la_name) => ({ la_name, child_count: 5 })));
const textOf = (...names: readonly string[]) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file(...names).bytes);

describe("a CSV file", () => {
  test("is a header and one line a row, ended by LF, without a byte order mark", () => {
    expect(textOf("Devon", "Essex")).toBe("la_name,child_count\nDevon,5\nEssex,5\n");
    expect(file("Devon", "Essex")).toMatchObject({
      path: "places.csv",
      contentType: "text/csv; charset=utf-8",
      rows: 2,
    });
  });

  test("is a header alone where there are no rows", () => {
    expect(textOf()).toBe("la_name,child_count\n");
    expect(file().rows).toBe(0);
  });

  test("quotes by RFC 4180, and only where it must", () => {
    expect(textOf("Bristol, City of")).toContain('\n"Bristol, City of",5\n');
    expect(textOf('The "Vale"')).toContain('\n"The ""Vale""",5\n');
    expect(textOf("Upper\nLower")).toContain('\n"Upper\nLower",5\n');
    expect(textOf("Upper\rLower")).toContain('\n"Upper\rLower",5\n');
  });

  test("is UTF-8, in Welsh too", () => {
    const name = "Ynys Môn, ŵ ŷ Ŵ Ŷ â ê î ô û ï";
    expect(Buffer.from(file(name).bytes).includes(Buffer.from(name, "utf-8"))).toBe(true);
  });

  test.each(["=", "+", "-", "@", "\t", "\r"])(
    "guards a text that begins with %j against being run as a formula",
    (first) => {
      const [, row] = parse(Buffer.from(file(`${first}SUM(A1)`).bytes));
      expect(row).toEqual([`'${first}SUM(A1)`, "5"]);
    },
  );

  test("leaves numbers as they are", () => {
    const { bytes } = csvFile([{ la_name: "Devon", child_count: -3 }]);
    expect(Buffer.from(bytes).toString()).toContain("\nDevon,-3\n");
  });

  test("is read back as it was written, whatever the names", () => {
    const anyName = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((name) => !/^['=+\-@\t\r\n＝＋－＠]/.test(name));
    const hostileName = fc.stringMatching(/^[a-z,"\n\r' =]{1,12}$/).map((name) => `a${name}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(anyName, hostileName), { minLength: 1, maxLength: 5 }), (names) => {
        const [, ...rows] = parse(Buffer.from(file(...names).bytes), { record_delimiter: "\n" });
        expect(rows).toEqual(names.map((name) => [name, "5"]));
      }),
      { numRuns: 1_000 },
    );
  });

  test("has one header however many rows there are, in their order, drawn one after the other", () => {
    const total = 2_345;
    function* rows() {
      for (let child_count = 0; child_count < total; child_count += 1) yield { la_name: "Devon", child_count };
    }
    const written = csvFile(rows());
    const [header, ...lines] = parse(Buffer.from(written.bytes));
    expect(written.rows).toBe(total);
    expect(header).toEqual(["la_name", "child_count"]);
    expect(lines).toEqual(Array.from({ length: total }, (_, count) => ["Devon", String(count)]));
  });
});
