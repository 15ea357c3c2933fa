/** The saved queries, asked of DuckDB over tables made up as the template says. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitGroup, shareIn } from "#functions/benchmark/counts/fit.ts";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { NO_VALID_ANSWER } from "#shared/release/datasets/noised-counts.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import type { GroupCells } from "#shared/survey/noised-counts.ts";
import { savedQueries } from "../../infra/saved-queries.ts";
import { ofType, synthesized } from "./synthesized.ts";

const tables = ofType(synthesized().templates.pipeline, "AWS::Glue::Table").map(([, { Properties }]) => {
  const { Name, PartitionKeys, StorageDescriptor } = Properties.TableInput;
  return { name: Name as string, columns: [...PartitionKeys, ...StorageDescriptor.Columns] };
});
/** What a column holds in a row that says nothing of it. */
const fillers: Readonly<Record<string, DuckDBValue>> = { string: "-", int: 0, double: 0, date: null };
const typesInDuckDb: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  int: "INTEGER",
  double: "DOUBLE",
  date: "DATE",
};

const instance = await DuckDBInstance.create(":memory:");
let database: DuckDBConnection;
beforeAll(async () => {
  database = await instance.connect();
  for (const { name, columns } of tables) {
    await database.run(`CREATE TABLE ${name} (${columns.map((each) => `${each.Name} ${typesInDuckDb[each.Type]}`)})`);
  }
});
afterAll(() => {
  database.closeSync();
  instance.closeSync();
});

type Row = Readonly<Record<string, DuckDBValue>>;

async function put(table: string, rows: readonly Row[]): Promise<void> {
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  const names = columns.map(({ Name }) => Name);
  for (const row of rows) {
    expect(names, table).toEqual(expect.arrayContaining(Object.keys(row)));
    const values = columns.map(({ Name, Type }) => (Name in row ? row[Name] : fillers[Type]) as DuckDBValue);
    const places = columns.map(({ Type }, index) => `CAST($${index + 1} AS ${typesInDuckDb[Type]})`);
    await database.run(`INSERT INTO ${table} VALUES (${places})`, values);
  }
}

async function ask(name: string, ...parameters: string[]) {
  const query = savedQueries.find((each) => each.name === name);
  return (await database.runAndReadAll(query?.sql ?? "", parameters)).getRowObjectsJson();
}

const release_id = "2017-04-01-0123456789ab";
const otherRelease = "2017-03-01-ba9876543210";

describe.each(savedQueries)("$name", ({ sql, parameters, question }) => {
  const [beforeWhere = "", ...afterWhere] = sql.split(/\bWHERE\b/);

  test("has a parameter for every question mark, all of them where Athena takes one", () => {
    expect(sql.match(/\?/g)).toHaveLength(parameters.length);
    expect(beforeWhere).not.toContain("?");
  });

  test("names the release of the one table that it reads first, as injected partitions have to be", () => {
    expect(sql.match(/\bFROM [a-z_]+/g)).toHaveLength(1);
    expect(afterWhere[0]).toMatch(/^ release_id = \?\n/);
    expect(parameters[0]).toMatch(/^release id/);
  });

  test("answers a question", () => {
    expect(question).toMatch(/^[A-Z][^?]+\?/);
  });

  test("says nothing about a release that is not there", async () => {
    const asked = ["2000-01-01-000000000000", ...parameters.slice(1).map(() => "801")];
    expect(await database.runAndReadAll(sql, asked)).toMatchObject({ currentRowCount: 0 });
  });
});

test("bright-spots-of-one-authority answers with every claim of it, its interval and what it stands beside", async () => {
  const mine = { release_id, old_la_code: "801", la_name: "Bristol", wave: "2017", instrument: "ylyc-11-17" };
  const area = { ...mine, claim: "area-for-improvement", measure: "pocket-money", comparison: "earlier-wave" };
  await put("comparisons", [
    { ...mine, claim: "none", measure: "no-claim" },
    { ...mine, claim: "higher", measure: "neither-better-nor-worse" },
    { ...area, band_percent: 4 },
    {
      ...mine,
      claim: "bright-spot",
      measure: "trust-carers",
      comparison: "other-authorities",
      band_percent: 90,
      interval_lower_percent: 81,
      interval_upper_percent: 95,
      reference_percent: 71.5,
      difference_points: 18,
      difference_lower_points: 9,
      difference_upper_points: 24,
      q_value: 0.004,
    },
    { ...mine, claim: "bright-spot", measure: "of-another-release", release_id: otherRelease },
    { ...mine, claim: "bright-spot", measure: "of-another-authority", old_la_code: "878" },
  ]);
  const answer = await ask("bright-spots-of-one-authority", release_id, "801");
  expect(answer.map(({ claim, measure }) => [claim, measure])).toEqual([
    ["bright-spot", "trust-carers"],
    ["area-for-improvement", "pocket-money"],
  ]);
  expect(answer[0]).toMatchObject({
    la_name: "Bristol",
    comparison: "other-authorities",
    band_percent: 90,
    interval_lower_percent: 81,
    interval_upper_percent: 95,
    reference_percent: 71.5,
    difference_points: 18,
    difference_lower_points: 9,
    difference_upper_points: 24,
    q_value: 0.004,
  });
  expect(answer[1]).toMatchObject({ comparison: "earlier-wave", band_percent: 4 });
});

test("where-girls-and-boys-differ-most answers with the five widest gaps of each authority, either way, and none withheld", async () => {
  const campaign = { release_id, wave: "2017", instrument: "ylyc-11-17", status: "compared" };
  const bristol = { ...campaign, old_la_code: "801", la_name: "Bristol" };
  await put("gender_gap", [
    ...[3, -22, 8, 1, -5, 14].map((gap_points) => ({
      ...bristol,
      measure: `gap-of-${gap_points}`,
      gap_points,
      gap_lower_points: gap_points - 9,
      gap_upper_points: gap_points + 9,
    })),
    { ...bristol, measure: "withheld", status: "withheld", gap_points: null },
    { ...bristol, measure: "of-another-wave", wave: "2016", gap_points: 90 },
    { ...bristol, measure: "of-another-release", release_id: otherRelease, gap_points: 90 },
    { ...campaign, old_la_code: "878", la_name: "Devon", measure: "small", gap_points: 2 },
  ]);
  const answer = await ask("where-girls-and-boys-differ-most", release_id, "2017");
  expect(answer.map(({ la_name, gap_points }) => [la_name, gap_points])).toEqual([
    ["Bristol", -22],
    ["Bristol", 14],
    ["Bristol", 8],
    ["Bristol", -5],
    ["Bristol", 3],
    ["Devon", 2],
  ]);
  expect(answer[0]).toMatchObject({ gap_lower_points: -31, gap_upper_points: -13, measure: "gap-of--22" });
});

test("shares-worked-out-again fits the noised counts of everybody as a release does", async () => {
  const campaign = { release_id, wave: "2017", instrument: "ylyc-11-17", geographic_level: "Local authority" };
  const bristol = { ...campaign, old_la_code: "801", la_name: "Bristol", gender: "Total" };
  const counts: GroupCells = {
    indicators: { "trust-carers": [21, -1, 4, 3], "pocket-money": [14, 10, 1] },
    derived: { "well-being": [20, 3, 5] },
  };
  const rowsOf = (place: Row, level: string, measures: GroupCells["indicators"]) =>
    Object.entries(measures).flatMap(([measure, cells]) =>
      cells.map((noised_count, cell) => {
        const band = cell === cells.length - 1 ? NO_VALID_ANSWER : `band-${cell}`;
        return { ...place, measure_level: level, measure, band, noised_count };
      }),
    );
  await put("noised_counts", [
    ...rowsOf(bristol, "indicator", counts.indicators),
    ...rowsOf(bristol, "derived", counts.derived),
    ...[
      { ...bristol, gender: "girl" },
      { ...bristol, wave: "2016" },
      { ...bristol, release_id: otherRelease },
      { ...bristol, geographic_level: "National", old_la_code: "z", la_name: "z" },
    ].flatMap((elsewhere) => rowsOf(elsewhere, "indicator", { "trust-carers": [900, 900, 900, 900] })),
    ...rowsOf({ ...bristol, old_la_code: "878", la_name: "Devon" }, "indicator", { "trust-carers": [7, 0, 0, 0] }),
  ]);
  const fitted = fitGroup("total", counts, noisePolicy.noise);
  for (const [measure, block] of [...fitted.indicators, ...fitted.derived]) {
    const answer = await ask("shares-worked-out-again", release_id, "2017", measure);
    const bristols = answer.filter(({ la_name }) => la_name === "Bristol");
    expect(bristols.map(({ band }) => band)).toEqual(block.counts.map((_, band) => `band-${band}`));
    for (const [band, row] of bristols.entries()) {
      expect(Number(row.fitted_base)).toBeCloseTo(block.base, 9);
      expect(Number(row.fitted_count)).toBeCloseTo(block.counts[band] ?? Number.NaN, 9);
      expect(Number(row.band_percent)).toBeCloseTo(100 * proportionOf(shareIn(block, band)), 9);
    }
  }
});

test("response-rates-of-a-wave answers with every campaign, open and held ones too, and how old its figures are", async () => {
  const campaign = { release_id, wave: "2017", instrument: "ylyc-11-17", held_reason: "z" };
  await put("response_rates", [
    { ...campaign, la_name: "Devon", campaign_status: "open", as_at: null, response_count: 40 },
    {
      ...campaign,
      la_name: "Cornwall",
      campaign_status: "held",
      held_reason: "too-few",
      as_at: null,
      response_count: null,
      response_count_status: "c",
    },
    {
      ...campaign,
      la_name: "Bristol",
      campaign_status: "released",
      as_at: "2017-03-01",
      eligible_count: 200,
      response_count: 90,
      response_rate_percent: 45,
    },
    { ...campaign, la_name: "of another wave", wave: "2016" },
    { ...campaign, la_name: "of another release", release_id: otherRelease },
  ]);
  expect(await ask("response-rates-of-a-wave", release_id, "2017")).toMatchObject([
    {
      la_name: "Bristol",
      campaign_status: "released",
      eligible_count: 200,
      response_rate_percent: 45,
      as_at: "2017-03-01",
      days_before_release: "31",
    },
    { la_name: "Cornwall", held_reason: "too-few", response_count: null, response_count_status: "c" },
    { la_name: "Devon", campaign_status: "open", as_at: null, days_before_release: null, response_count: 40 },
  ]);
});
