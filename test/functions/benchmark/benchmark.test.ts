/** The draft that a night of invented counts gives. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { measuresOf } from "#functions/benchmark/counts/measures.ts";
import { type DatasetDefinition, type Kind, kindOf } from "#shared/release/dataset.ts";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { manifest as manifestShape, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { filesForAnAuthority, filesForEverybody } from "#shared/release/release-layout.ts";
import { authorityGroups } from "#shared/survey/breakdowns.ts";
import { publishedQuestionnaire, QuestionnaireUnknown } from "#shared/survey/catalogue.ts";
import { noiseOff } from "../../fixtures/noised-counts.ts";
import { type Answered, children, type Draft, draft, sixClosedOneOpen, storesOf } from "./night-in-memory.ts";

type Row = Readonly<Record<string, string>>;

const night = await draft(sixClosedOneOpen());
const rowsOf = ({ bytesOf }: Draft, { path }: DatasetDefinition): Row[] => parse(bytesOf(path), { columns: true });
const figures = rowsOf(night, benchmarks);
const ofAuthority = (rows: readonly Row[], code: string) => rows.filter(({ old_la_code }) => old_la_code === code);
const shaOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** With one campaign changed. */
const changing = (code: string, change: (each: Answered) => Answered) =>
  sixClosedOneOpen().map((each) => (each.campaign.authority.code === code ? change(each) : each));
/** 806, which was held, has got more answers. */
const joining = () => changing("806", ({ campaign }) => ({ campaign, everybody: children(30) }));

describe("benchmarks.csv", () => {
  test("has a row for every released campaign, measure, group and band, and each once", () => {
    const bands = measuresOf(publishedQuestionnaire("ylyc-4-7", 1)).reduce(
      (sum, measure) => sum + measure.bands.length,
      0,
    );
    expect(figures).toHaveLength(5 * bands * authorityGroups.length);
    const filters = benchmarks.columns.filter(({ role }) => role !== "indicator").map(({ name }) => name);
    expect(new Set(figures.map((row) => filters.map((name) => row[name]).join("\n"))).size).toBe(figures.length);
  });

  test("has no row of a campaign that is held, still open or not yet open", () => {
    expect(new Set(figures.map(({ old_la_code }) => old_la_code))).toEqual(
      new Set(["801", "802", "803", "804", "805"]),
    );
  });

  test("tells a share beside the pool of the others, which is shown from five on", async () => {
    const trust = (rows: readonly Row[]) =>
      ofAuthority(rows, "801").find(
        ({ measure, gender, band }) => measure === "trust-carers" && gender === "Total" && band === "positive",
      );
    const four = trust(rowsOf(await draft(sixClosedOneOpen(), { drawnBy: noiseOff }), benchmarks));
    expect(four).toMatchObject({
      time_period: "2017",
      time_identifier: "Calendar year",
      geographic_level: "Local authority",
      country_code: "E92000001",
      region_code: "E12000009",
      new_la_code: "E06000801",
      la_name: "Bristol, City of",
      instrument: "ylyc-4-7",
      domain: "relationships",
      measure_level: "indicator",
      // 22 of 34: Wilson's interval is 47.9 to 78.5.
      answer_count: "35",
      band_percent: "65",
      interval_lower_percent: "48",
      interval_upper_percent: "79",
      others_authority_count: "c",
      others_percent: "c",
    });
    const five = trust(rowsOf(await draft(joining(), { drawnBy: noiseOff }), benchmarks));
    // 20 of 31, 32 of 48, 14 of 21, 74 of 112 and 20 of 30.
    expect(five).toMatchObject({
      others_authority_count: "5",
      others_earlier_wave_count: "0",
      others_answer_count: "240",
      others_percent: "66",
    });
  });

  test("shows a group in all of its figures or in none", () => {
    const shownIn = (row: Row) =>
      ["answer_count", "band_percent", "interval_lower_percent"].map((name) => row[name] !== "c");
    for (const rows of Map.groupBy(figures, ({ old_la_code, gender }) => `${old_la_code} ${gender}`).values()) {
      expect(new Set(rows.flatMap(shownIn)).size).toBe(1);
    }
    expect(new Set(figures.map(({ band_percent }) => band_percent === "c"))).toEqual(new Set([true, false]));
  });

  test("says z of the others where no other authority is released", async () => {
    const alone = rowsOf(await draft(sixClosedOneOpen().slice(0, 1)), benchmarks);
    const others = alone.map(
      ({ others_percent, others_authority_count }) => `${others_percent}${others_authority_count}`,
    );
    expect(new Set(others)).toEqual(new Set(["zz"]));
  });

  test("is counted: how many own shares are shown, and how many are not", () => {
    const shown = figures.filter(({ band_percent }) => band_percent !== "c").length;
    expect(night.figures).toEqual({ shown, withheld: figures.length - shown });
  });
});

test("response_rates.csv has one row for every campaign that has opened, in the order of the plan", () => {
  expect(rowsOf(night, responseRates).map((row) => [row.old_la_code, row.campaign_status])).toEqual([
    ...["801", "802", "803", "804", "805"].map((code) => [code, "released"]),
    ["806", "held"],
    ["807", "open"],
  ]);
});

test("noised_counts.csv has the nation when the survey is over, and not before", async () => {
  const levels = (of: Draft) => new Set(rowsOf(of, noisedCounts).map(({ geographic_level }) => geographic_level));
  expect(levels(night)).toEqual(new Set(["Local authority"]));
  expect(levels(await draft(sixClosedOneOpen().slice(0, 6)))).toEqual(new Set(["Local authority", "National"]));
});

const formats: Readonly<Record<Kind, RegExp>> = {
  text: /./,
  words: /^[a-z0-9. -]+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  whole: /^\d+$/,
  "signed-whole": /^(0|-?[1-9]\d*)$/,
  tenths: /^\d+(\.\d)?$/,
  "signed-tenths": /^(?!-0$)-?\d+(\.\d)?$/,
  thousandths: /^\d+(\.\d{1,3})?$/,
  word: /^[a-z0-9.-]+$/,
};

const surveyed = await draft(
  sixClosedOneOpen().map((each) => ({ ...each, campaign: { ...each.campaign, synthetic: false } })),
);

describe.each(allDatasets as readonly DatasetDefinition[])("$path", (dataset) => {
  const text = night.bytesOf(dataset.path).toString("utf-8");
  const rows = rowsOf(night, dataset);

  test("has the columns of its definition, in that order", () => {
    expect(text.slice(0, text.indexOf("\n"))).toBe(dataset.columns.map(({ name }) => name).join(","));
  });

  test("has no blank cell, and in every column what its definition says or a symbol", () => {
    for (const row of rows) {
      expect(Object.values(row)).not.toContain("");
      const wrong = dataset.columns.filter(
        (column) => !/^[czx]$/.test(row[column.name] ?? "") && !formats[kindOf(column)].test(row[column.name] ?? ""),
      );
      expect(wrong.map(({ name }) => `${name}: ${row[name]}`)).toEqual([]);
    }
  });

  test("ends its lines by LF, quotes a comma, guards a formula and keeps Welsh letters", () => {
    expect(text).not.toContain("\r");
    expect(text.endsWith("\n")).toBe(true);
    // A national figure has no place, and not every authority has ladders, an earlier wave or something to learn.
    const isThere = (code: string) => rows.some(({ old_la_code }) => old_la_code === code);
    expect(text.includes(',"Bristol, City of",')).toBe(isThere("801"));
    expect(text.includes(",Ynys Môn,")).toBe(isThere("802"));
    expect(text.includes(",'=Devon,")).toBe(isThere("803"));
  });

  test("marks every row of invented answers as SYNTHETIC, and none of a survey", () => {
    const marks = (mark: string) => new Set(rows.length > 0 ? [mark] : []);
    expect(new Set(rows.map(({ data_origin }) => data_origin))).toEqual(marks("SYNTHETIC"));
    expect(new Set(rowsOf(surveyed, dataset).map(({ data_origin }) => data_origin))).toEqual(marks("survey"));
  });
});

describe("the manifest of a draft", () => {
  test("is as its schema says and tells files, rows, bytes and checksums as they are", () => {
    const { manifest, bytesOf } = night;
    expect(manifestShape.parse(JSON.parse(bytesOf("manifest.json").toString()))).toEqual(manifest);
    const described = (path: string) => ({ bytes: bytesOf(path).byteLength, sha256: shaOf(bytesOf(path)) });
    const authorities = ["801", "802", "803", "804", "805", "806", "807"];
    expect(manifest.files.map(({ path, contentType }) => ({ path, contentType }))).toEqual([
      ...filesForEverybody(allDatasets),
      ...authorities.flatMap((code) =>
        filesForAnAuthority(allDatasets).map((file) => ({ ...file, path: `authorities/${code}/${file.path}` })),
      ),
    ]);
    for (const { path, bytes, sha256 } of manifest.files) expect({ bytes, sha256 }, path).toEqual(described(path));
    for (const dataset of allDatasets) {
      const rows = manifest.files.filter(
        ({ path }) => path.endsWith(`/${dataset.name}.parquet`) || path === dataset.path,
      );
      expect(rows.map((file) => file.rows)).toEqual(Array(2).fill(rowsOf(night, dataset).length));
    }
  });

  test("says how many responses were counted, all together and rounded to ten", () => {
    // 34 + 31 + 48 + 21 + 112 = 246; those of campaigns that are held or open are not among them.
    expect(night.manifest.responses).toBe(250);
  });

  test("names the released campaigns with the day as of which they stand, the policy and that the answers are invented", () => {
    expect(night.manifest).toMatchObject({
      synthetic: true,
      notice: SYNTHETIC_NOTICE,
      methodVersion: "4",
      policy: { id: noisePolicy.id, version: noisePolicy.version },
      released: ["801", "802", "803", "804", "805"].map((authority) => ({
        wave: "2017",
        authority,
        questionnaire: "ylyc-4-7",
        asAt: "2017-04-01",
      })),
    });
    expect(surveyed.manifest.synthetic).toBe(false);
    expect(JSON.stringify(surveyed.manifest)).not.toContain("SYNTHETIC");
  });

  test("is written last, so that a draft with a manifest is whole", async () => {
    expect(night.written.at(-1)?.path).toBe("manifest.json");
    const { stores, written } = storesOf(sixClosedOneOpen());
    const drafts: typeof stores.drafts = {
      async write(runId, file) {
        if (file.path === "comparisons.csv") throw new Error("the store is away");
        await stores.drafts.write(runId, file);
      },
    };
    await expect(benchmark("night-1", "1.0.0", noisePolicy, { ...stores, drafts })).rejects.toThrow("away");
    expect(written.map(({ path }) => path)).toContain("benchmarks.csv");
    expect(written.map(({ path }) => path)).not.toContain("manifest.json");
  });
});

describe("the identity of a draft", () => {
  const fileBytes = ({ bytesOf }: Draft) =>
    [...allDatasets.filter(({ name }) => name !== "changes").map(({ path }) => path), METHOD_NOTES].map((path) =>
      shaOf(bytesOf(path)),
    );

  test("and all its bytes are the same for the same counts", async () => {
    const again = await draft(sixClosedOneOpen());
    expect(again.written.map(({ bytes }) => shaOf(bytes))).toEqual(night.written.map(({ bytes }) => shaOf(bytes)));
  });

  test("does not change with the next night's day or the code's version, nor does a byte of the datasets", async () => {
    const later = await draft(sixClosedOneOpen(), { asOf: "2017-04-02", codeVersion: "2.0.0", before: night });
    expect(later.manifest.contentSha256).toBe(night.manifest.contentSha256);
    expect(fileBytes(later)).toEqual(fileBytes(night));
    expect(later.manifest).toMatchObject({ asOf: "2017-04-02", codeVersion: "2.0.0" });
  });

  test("changes with a campaign that joins, and leaves the day of the others as it was", async () => {
    const joined = await draft(joining(), { asOf: "2017-04-02", before: night });
    expect(joined.manifest.contentSha256).not.toBe(night.manifest.contentSha256);
    expect(joined.manifest.released.map(({ authority, asAt }) => [authority, asAt])).toEqual([
      ...["801", "802", "803", "804", "805"].map((code) => [code, "2017-04-01"]),
      ["806", "2017-04-02"],
    ]);
  });

  test("changes with a recount, and with the policy", async () => {
    const recounted = changing("801", (each) => ({ ...each, recounted: true }));
    const again = await draft(recounted, { asOf: "2017-04-02", before: night });
    expect(again.manifest.contentSha256).not.toBe(night.manifest.contentSha256);
    expect(again.manifest.released[0]).toMatchObject({ authority: "801", asAt: "2017-04-02" });
    const { stores } = storesOf(sixClosedOneOpen());
    const stricter = await benchmark("night-1", "1.0.0", { ...noisePolicy, version: 9 }, stores);
    expect(stricter.manifest.contentSha256).not.toBe(night.manifest.contentSha256);
  });

  test("gives a release id that begins with the night's day and never stands for two manifests", async () => {
    expect(night.manifest.releaseId).toMatch(/^2017-04-01-[0-9a-f]{12}$/);
    const byOtherCode = await draft(sixClosedOneOpen(), { codeVersion: "2.0.0" });
    const again = await draft(sixClosedOneOpen());
    expect(byOtherCode.manifest.releaseId).not.toBe(night.manifest.releaseId);
    expect(again.manifest.releaseId).toBe(night.manifest.releaseId);
  });
});

describe("a night", () => {
  test("tells a coordinator which campaigns are held, and why", () => {
    expect(night.held.map(({ campaign, reason }) => [campaign.authority.code, reason])).toEqual([["806", "too-few"]]);
  });

  test("of no campaign at all is a draft with headers alone", async () => {
    const empty = await draft([]);
    expect(new Set(empty.manifest.files.map(({ rows }) => rows))).toEqual(new Set([0]));
    expect(empty.manifest).toMatchObject({ synthetic: false, responses: 0 });
  });

  test("fails, and writes nothing, where a campaign was not tallied or was counted with an unknown questionnaire", async () => {
    const missing = storesOf(sixClosedOneOpen());
    missing.store.campaigns.clear();
    await expect(benchmark("night-1", "1.0.0", noisePolicy, missing.stores)).rejects.toThrow("has nothing of 2017#801");
    const { stores, written, store } = storesOf(sixClosedOneOpen());
    for (const draws of store.campaigns.values()) {
      for (const [at, counts] of draws) draws.set(at, { ...counts, campaign: { ...counts.campaign, version: 99 } });
    }
    await expect(benchmark("night-1", "1.0.0", noisePolicy, stores)).rejects.toThrow(QuestionnaireUnknown);
    expect([...missing.written, ...written]).toEqual([]);
  });
});
