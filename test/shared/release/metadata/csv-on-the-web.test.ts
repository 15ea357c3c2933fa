import { afterAll, describe, expect, test } from "vitest";
import { symbolLabels, symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { csvwOf } from "#shared/release/metadata/csv-on-the-web.ts";
import { licence } from "#shared/release/metadata/described-release.ts";
import { never, reader } from "./readers.ts";
import { described, ReleaseFolders, rowsOf, spoil, typed } from "./small-release.ts";

const folders = new ReleaseFolders();
afterAll(() => folders.remove());

interface Table {
  readonly url: string;
  readonly "dc:title": string;
  readonly tableSchema: {
    readonly columns: readonly {
      readonly name: string;
      readonly titles: readonly string[];
      readonly datatype: object;
    }[];
    readonly primaryKey?: readonly string[];
  };
}
const groupOf = (
  ...release: Parameters<typeof described>
): { readonly tables: readonly Table[] } & Record<string, unknown> =>
  JSON.parse(Buffer.from(csvwOf(described(...release))).toString());

describe("the CSV on the Web metadata of a release", () => {
  const group = groupOf();

  test("has a table for every dataset, with every column under the header of the file and the label for a person", () => {
    expect(group.tables.map(({ url }) => url)).toEqual(allDatasets.map(({ path }) => path));
    for (const [position, { columns, title }] of allDatasets.entries()) {
      const table = group.tables[position];
      expect(table?.["dc:title"]).toBe(title);
      expect(table?.tableSchema.columns.map(({ titles }) => titles)).toEqual(
        columns.map(({ name, label }) => [name, label]),
      );
    }
  });

  test("says with types what the sector's kinds say in words", () => {
    const types = new Map(
      group.tables.flatMap(({ tableSchema }) => tableSchema.columns.map(({ name, datatype }) => [name, datatype])),
    );
    expect(types.get("la_name")).toEqual({ base: "string" });
    expect(types.get("as_at")).toEqual({ base: "date", format: "yyyy-MM-dd" });
    expect(types.get("answer_count")).toEqual({ base: "nonNegativeInteger", format: "#0" });
    expect(types.get("difference_points")).toEqual({ base: "integer", format: "#0" });
    expect(types.get("answer_average")).toEqual({ base: "decimal", format: "#0.#", minimum: "0" });
    expect(types.get("difference_average")).toEqual({ base: "decimal", format: "#0.#" });
    expect(types.get("p_value")).toEqual({ base: "decimal", format: "#0.###", minimum: "0" });
  });

  test("takes the symbols for null, and has their meanings in its notes", () => {
    expect(group.null).toEqual(Object.values(symbols));
    for (const label of Object.values(symbolLabels)) expect(JSON.stringify(group.notes)).toContain(label);
  });

  test("says which licence it is under, and SYNTHETIC where answers are invented", () => {
    expect(group["dc:license"]).toEqual({ "@id": licence.url });
    expect(group["dc:title"]).toMatch(/^SYNTHETIC /);
  });

  test("has no key where a row is named by what may be z", () => {
    const keyed = groupOf([funnel, peerLearning]).tables.filter(({ tableSchema }) => tableSchema.primaryKey);
    expect(keyed.map(({ url }) => url)).toEqual([funnel.path]);
  });
});

const read = await reader("csvw");
if (read === undefined) console.warn("SKIPPED reading with csvw: it needs python3 and PyPI.");

describe.skipIf(read === undefined)("csvw", () => {
  const judge = read ?? never;

  test("finds nothing wrong with a release, and reads every cell of it as what it is", async () => {
    const { faults, tables } = await judge(await folders.write());
    expect(faults).toEqual([]);
    for (const dataset of allDatasets) expect(tables[dataset.name], dataset.name).toEqual(rowsOf(dataset).map(typed));
  });

  test.each<[fault: string, from: RegExp, to: string, found: RegExp]>([
    ["a word in a column of numbers", /,1205,/, ",many,", /Invalid column value: many/],
    ["a number below 0 where there is none", /,1205,/, ",-1205,", /Invalid column value: -1205/],
    ["a symbol that nobody knows", /,c,/, ",u,", /Invalid column value: u/],
    ["a row twice", /(\n2017.*)/, "$1$1", /primary key/i],
  ])("finds %s", async (_, from, to, found) => {
    const folder = await folders.write([funnel]);
    await spoil(folder, funnel.path, from, to);
    const { faults } = await judge(folder);
    expect(faults.join("\n")).toMatch(found);
  });
});
