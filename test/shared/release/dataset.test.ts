/** The layout of the datasets. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type Column,
  type DatasetDefinition,
  nationalPlaceAndTime,
  placeAndTime,
  symbols,
} from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";

const folder = new URL("../../../shared/release/datasets/", import.meta.url);

/** Every definition that is exported there, whether a release lists it or not. */
const datasets: readonly DatasetDefinition[] = await definitionsIn(readdirSync(folder));

async function definitionsIn(files: readonly string[]): Promise<DatasetDefinition[]> {
  const modules = await Promise.all(
    files.map(
      (file): Promise<Record<string, unknown>> => import(/* @vite-ignore */ fileURLToPath(new URL(file, folder))),
    ),
  );
  return modules.flatMap((module) => Object.values(module)).filter(isDefinition);
}

function isDefinition(exported: unknown): exported is DatasetDefinition {
  return typeof exported === "object" && exported !== null && "path" in exported && "columns" in exported;
}

const names = (columns: readonly Column[]) => columns.map(({ name }) => name);
const indicatorsOf = ({ columns }: DatasetDefinition) => columns.filter(({ role }) => role === "indicator");

const SNAKE_CASE = /^[a-z]+(_[a-z0-9]+)*$/;
const SENTENCE = /^\S+ (?:.*\S)?\.$/;
/** What a number is counted in. */
const UNIT = /_(count|percent|average|points|value|variance)$/;

describe("the symbols of a dataset", () => {
  test("are those of explore education statistics, never blank", () => {
    expect(symbols).toEqual({ confidential: "c", notApplicable: "z", notAvailable: "x" });
  });
});

describe("the datasets", () => {
  test("of a release are all that are defined in this folder, each once", () => {
    const pathsOf = (definitions: readonly DatasetDefinition[]) => definitions.map(({ path }) => path).toSorted();
    expect(pathsOf(datasets)).toEqual(pathsOf(allDatasets));
    expect(datasets.length).toBeGreaterThan(0);
  });

  test("have names, files and titles of their own", () => {
    for (const property of ["name", "path", "title"] as const) {
      expect(new Set(datasets.map((dataset) => dataset[property])).size).toBe(datasets.length);
    }
  });
});

describe.each(datasets)("the dataset $name", (dataset) => {
  const { name, path, title, description, columns } = dataset;

  test("is named in snake_case, and its file after it", () => {
    expect(name).toMatch(SNAKE_CASE);
    expect(path).toBe(`${name}.csv`);
  });

  test("says what it is, and in a sentence what a row is", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(description).toMatch(SENTENCE);
  });

  test("begins with time and place as explore education statistics has them, of an authority or of all", () => {
    const begin = names(columns).includes("la_name") ? placeAndTime : nationalPlaceAndTime;
    expect(columns.slice(0, begin.length)).toEqual(begin);
  });

  test("has time, geography, filters and indicators in this order", () => {
    const order = ["time", "geography", "filter", "indicator"];
    const roles = columns.map(({ role }) => order.indexOf(role));
    expect(roles).toEqual(roles.toSorted((one, other) => one - other));
    expect(indicatorsOf(dataset)).not.toEqual([]);
  });

  test("names every column once, in snake_case", () => {
    expect(new Set(names(columns)).size).toBe(columns.length);
    expect(names(columns).filter((each) => !SNAKE_CASE.test(each))).toEqual([]);
  });

  test("labels every column, no two alike, with at most 80 characters", () => {
    const labels = columns.map(({ label }) => label);
    expect(new Set(labels).size).toBe(columns.length);
    expect(labels.filter((label) => label.trim() !== label || label.length === 0 || label.length > 80)).toEqual([]);
  });

  test("describes every column in a sentence that is not its label", () => {
    expect(columns.filter((column) => !SENTENCE.test(column.description)).map((column) => column.name)).toEqual([]);
    expect(columns.filter((column) => column.description.startsWith(`${column.label}.`))).toEqual([]);
  });

  test("puts every indicator, and nothing else, under a heading", () => {
    const underHeading = columns.filter(({ grouping }) => grouping !== undefined && /\S/.test(grouping));
    expect(names(underHeading)).toEqual(names(indicatorsOf(dataset)));
  });

  test("ends the name of every number among the indicators, and of nothing else among them, in its unit", () => {
    const isNumber = ({ holds = "whole" }: Column) => !["text", "word", "words", "date"].includes(holds);
    const withUnit = indicatorsOf(dataset).filter((column) => UNIT.test(column.name));
    expect(names(withUnit)).toEqual(names(indicatorsOf(dataset).filter(isNumber)));
  });
});

describe("what does not compile", () => {
  test("is a column that does not describe itself in a sentence", () => {
    const label = "Children";
    const columns: readonly Column[] = [
      { name: "child_count", role: "indicator", label, description: "How many there are." },
      // @ts-expect-error: it says nothing of itself
      { name: "child_count", role: "indicator", label },
      // @ts-expect-error: one word is no sentence
      { name: "child_count", role: "indicator", label, description: "Children." },
      // @ts-expect-error: a sentence has a full stop
      { name: "child_count", role: "indicator", label, description: "How many there are" },
      // @ts-expect-error: it has no heading
      { name: "child_count", role: "indicator", description: "How many there are." },
    ];
    expect(columns).toHaveLength(5);
  });

  test("is a dataset that does not say what a row is", () => {
    const places: Omit<DatasetDefinition, "description"> = {
      name: "places",
      path: "places.csv",
      title: "Places",
      columns: [],
    };
    // @ts-expect-error: it says nothing of its rows
    const dataset: DatasetDefinition = places;
    expect(dataset).toBe(places);
  });
});
