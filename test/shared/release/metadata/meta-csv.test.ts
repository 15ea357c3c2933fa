import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import { type DatasetDefinition, TOTAL } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { metaCsvOf } from "#shared/release/metadata/meta-csv.ts";
import { screen } from "../../../fixtures/screen.ts";

const places = {
  name: "places",
  path: "places.csv",
  title: "Places",
  description: "One row a place.",
  columns: [
    { name: "time_period", role: "time", label: "Year", description: "The year.", holds: "whole" },
    { name: "la_name", role: "geography", label: "Local authority", description: "The name." },
    { name: "gender", role: "filter", label: "Gender", description: "As said; Total for everybody." },
    { name: "rank", role: "filter", label: "=Order", description: "The first comes first.", holds: "whole" },
    { name: "child_count", role: "indicator", label: "Children", description: "How many.", grouping: "All" },
    { name: "band_percent", role: "indicator", label: "Least", description: "In per cent.", holds: "tenths" },
    { name: "gap_points", role: "indicator", label: "Gap", description: "In points.", holds: "signed-whole" },
    { name: "p_value", role: "indicator", label: "p", description: "By chance.", holds: "thousandths" },
    { name: "answer_average", role: "indicator", label: "Mean", description: "Of all.", holds: "signed-tenths" },
    { name: "claim", role: "indicator", label: "Claim", description: "One word.", holds: "word" },
    { name: "wording", role: "indicator", label: "Wording", description: "The text.", holds: "text" },
  ],
} as const satisfies DatasetDefinition;

const text = (defaults: Readonly<Record<string, string>>, dataset: DatasetDefinition = places) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
    metaCsvOf(dataset, new Map(Object.entries(defaults))),
  );
const read = (defaults: Readonly<Record<string, string>> = {}) =>
  parse(text(defaults), { columns: true }) as Record<string, string>[];

describe("the meta file of a dataset", () => {
  test("has the sector's columns, UTF-8, LF, without a byte order mark", () => {
    expect(text({})).toMatch(
      /^col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column,filter_default\n/,
    );
    expect(text({})).toMatch(/\n$/);
    expect(text({})).not.toContain("\r");
  });

  test("lists filters and indicators in the order of the data, and neither time nor geography", () => {
    const listed = places.columns.filter(({ role }) => role === "filter" || role === "indicator");
    expect(read().map(({ col_name }) => col_name)).toEqual(listed.map(({ name }) => name));
    expect(read().map(({ col_type }) => col_type?.toLowerCase())).toEqual(listed.map(({ role }) => role));
  });

  test("says of an indicator its heading, unit and decimals, and that words are words", () => {
    const said = read().map(({ col_name, indicator_grouping, indicator_unit, indicator_dp }) =>
      [col_name, indicator_grouping, indicator_unit, indicator_dp].join(),
    );
    expect(said.slice(2)).toEqual([
      "child_count,All,,0",
      "band_percent,,%,1",
      "gap_points,,pp,0",
      "p_value,,,3",
      "answer_average,,,1",
      "claim,,numberstring,",
      "wording,,numberstring,",
    ]);
  });

  test("says of a filter its hint and the default that is handed in", () => {
    const [gender, rank] = read({ gender: TOTAL, rank: "1" });
    expect(gender).toMatchObject({ filter_hint: "As said; Total for everybody.", filter_default: TOTAL });
    expect(rank).toMatchObject({ filter_default: "1", indicator_dp: "" });
  });

  test("claims no default where the file has no row to show", () => {
    for (const { filter_default } of read()) expect(filter_default).toBe("");
  });

  test("is guarded against formulas like the data", () => {
    expect(read()[1]?.label).toBe("'=Order");
    expect(read({ gender: "+1" })[0]?.filter_default).toBe("'+1");
  });

  test.each(allDatasets)("of $path, without rows, is as the sector's screener wants it", async (dataset) => {
    const { file, defaults } = new DatasetFile(dataset, "SYNTHETIC").csv();
    const meta = metaCsvOf(dataset, defaults.byColumn);
    expect(await screen({ path: dataset.path, data: file.bytes, meta })).toEqual([]);
  });
});
