/** The layout of the datasets. */
import { describe, expect, test } from "vitest";
import { type Column, type DatasetDefinition, symbols } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";

const datasets: readonly DatasetDefinition[] = [benchmarks, responseRates];
const names = (columns: readonly Column[]) => columns.map(({ name }) => name);

describe("the symbols of a dataset", () => {
  test("are those of explore education statistics, never blank", () => {
    expect(symbols).toEqual({ confidential: "c", notApplicable: "z", notAvailable: "x" });
  });
});

describe.each(datasets)("the columns of $path", ({ columns }) => {
  test("begin with time and place as explore education statistics has them", () => {
    expect(names(columns).slice(0, 10)).toEqual([
      "time_period",
      "time_identifier",
      "geographic_level",
      "country_code",
      "country_name",
      "region_code",
      "region_name",
      "old_la_code",
      "new_la_code",
      "la_name",
    ]);
  });

  test("say where the answers come from", () => {
    expect(names(columns)).toContain("data_origin");
  });

  test("are in snake_case, each once, with labels of at most 80 characters", () => {
    expect(new Set(names(columns)).size).toBe(columns.length);
    for (const { name, label } of columns) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(label.length).toBeGreaterThan(0);
      expect(label.length).toBeLessThanOrEqual(80);
    }
  });

  test("have time, geography, filters and indicators in this order, and a unit in every indicator's name", () => {
    const order = ["time", "geography", "filter", "indicator"];
    const roles = columns.map(({ role }) => order.indexOf(role));
    expect(roles).toEqual(roles.toSorted((one, other) => one - other));
    for (const { name, role } of columns) {
      expect(/_(count|percent|average)(_at_least|_at_most)?$/.test(name)).toBe(role === "indicator");
    }
  });

  test("give every coded per cent a range beside it", () => {
    for (const name of names(columns).filter((each) => /^(band|others)_percent$/.test(each))) {
      expect(names(columns)).toEqual(expect.arrayContaining([`${name}_at_least`, `${name}_at_most`]));
    }
  });
});
