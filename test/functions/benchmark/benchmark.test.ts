/** The draft that a night of invented counts gives. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { LedgerLost } from "#functions/benchmark/gate/campaigns-tonight.ts";
import { type DatasetDefinition, type Kind, kindOf } from "#shared/release/dataset.ts";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { manifest as manifestShape, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { filesForAnAuthority, filesForEverybody } from "#shared/release/release-layout.ts";
import { genders } from "#shared/survey/about.ts";
import { publishedQuestionnaire, QuestionnaireUnknown } from "#shared/survey/catalogue.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { bandsOf, itemsOf } from "#shared/survey/questionnaire.ts";
import { emptyLedger } from "./ledger-in-memory.ts";
import { type Answered, children, type Draft, draft, sixClosedOneOpen, storesOf } from "./night-in-memory.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { people } from "./tally-builder.ts";

type Row = Readonly<Record<string, string>>;

const night = await draft(sixClosedOneOpen());
const rowsOf = ({ bytesOf }: Draft, { path }: DatasetDefinition): Row[] => parse(bytesOf(path), { columns: true });
const figures = rowsOf(night, benchmarks);
const rates = rowsOf(night, responseRates);
const ofAuthority = (rows: readonly Row[], code: string) => rows.filter(({ old_la_code }) => old_la_code === code);
const shaOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** With some campaigns changed. */
const changing = (code: string, change: (each: Answered) => Answered) =>
  sixClosedOneOpen().map((each) => (each.campaign.authority.code === code ? change(each) : each));

describe("benchmarks.csv", () => {
  test("has a row for every released campaign, measure, group and band, and each once", () => {
    const questionnaire = publishedQuestionnaire("ylyc-4-7", 1);
    const groups = 1 + (genders.length + 1) + (questionnaire.ageBands.length + 1);
    const bandsOfItems = itemsOf(questionnaire).reduce((sum, { scale }) => sum + bandsOf(scale).length, 0);
    const bandsOfIndicators = bandsOfItems;
    const bandsOfDerived = derivedMeasuresOf(questionnaire).reduce((sum, { bands }) => sum + bands.length, 0);
    expect(bandsOfDerived).toBe(2);
    expect(figures).toHaveLength(5 * (bandsOfItems + bandsOfIndicators + bandsOfDerived) * groups);
    const filters = benchmarks.columns.filter(({ role }) => role !== "indicator").map(({ name }) => name);
    expect(new Set(figures.map((row) => filters.map((name) => row[name]).join("\n"))).size).toBe(figures.length);
  });

  test("has no row of a campaign that is held, still open or not yet open", () => {
    expect(new Set(figures.map(({ old_la_code }) => old_la_code))).toEqual(
      new Set(["801", "802", "803", "804", "805"]),
    );
  });

  test("tells a share beside the pool of the others", () => {
    const row = ofAuthority(figures, "801").find(
      ({ measure, measure_level, gender, age_band, band }) =>
        measure_level === "item" &&
        measure === "trust-carers" &&
        gender === "Total" &&
        age_band === "Total" &&
        band === "positive",
    );
    // 22 of 34 at home; elsewhere only four authorities are released.
    expect(row).toMatchObject({
      time_period: "2017",
      time_identifier: "Calendar year",
      geographic_level: "Local authority",
      country_code: "E92000001",
      region_code: "E12000009",
      new_la_code: "E06000801",
      la_name: "Bristol, City of",
      instrument: "ylyc-4-7",
      domain: "relationships",
      answer_count: "35",
      others_percent: "c",
    });
    // Exact, or a range that protects a category: 65% lies in it.
    expect(Number(row?.band_percent_at_least)).toBeLessThanOrEqual(65);
    expect(Number(row?.band_percent_at_most)).toBeGreaterThanOrEqual(65);
  });

  test("pools the others of an authority as soon as there are five", async () => {
    const joined = await draft(changing("806", ({ campaign }) => ({ campaign, everybody: children(30) })));
    const others = (from: Draft) =>
      new Set(ofAuthority(rowsOf(from, benchmarks), "805").map((row) => row.others_authority_count));
    expect([...others(night)]).toEqual(["c"]);
    expect([...others(joined)]).toContain("5");
  });

  test("codes a share that everybody is in, with its range and without interval", () => {
    const unanimous = ofAuthority(figures, "804").filter(
      ({ gender, age_band }) => gender === "Total" && age_band === "Total",
    );
    expect(unanimous.length).toBeGreaterThan(0);
    for (const row of unanimous) {
      expect(row).toMatchObject({
        answer_count: "20",
        band_percent: "c",
        interval_lower_percent: "c",
        interval_upper_percent: "c",
      });
      expect([
        ["0", "10"],
        ["90", "100"],
      ]).toContainEqual([row.band_percent_at_least, row.band_percent_at_most]);
    }
  });

  test("crosses no two breakdowns", () => {
    expect(figures.every(({ gender, age_band }) => gender === "Total" || age_band === "Total")).toBe(true);
  });

  test("says z of the others where no other authority is released", async () => {
    const alone = rowsOf(await draft(sixClosedOneOpen().slice(0, 1)), benchmarks);
    expect(
      new Set(alone.map(({ others_percent, others_authority_count }) => `${others_percent}${others_authority_count}`)),
    ).toEqual(new Set(["zz"]));
  });
});

describe("response_rates.csv", () => {
  const tellingOf = (code: string) =>
    ofAuthority(rates, code).map((row) =>
      ["campaign_status", "held_reason", "as_at", "eligible_count", "response_count", "response_rate_percent"].map(
        (name) => row[name],
      ),
    );

  test("has one row for every campaign that has opened, in the order of the plan", () => {
    expect(rates.map(({ old_la_code }) => old_la_code)).toEqual(["801", "802", "803", "804", "805", "806", "807"]);
  });

  test("tells a released campaign's rounded count, and a rate that rests on it", () => {
    expect(tellingOf("801")).toEqual([["released", "z", "2017-04-01", "200", "35", "18"]]);
    expect(tellingOf("805")).toEqual([["released", "z", "2017-04-01", "200", "110", "55"]]);
  });

  test("tells an open campaign's rounded count and no rate yet", () => {
    expect(tellingOf("807")).toEqual([["open", "z", "z", "200", "25", "x"]]);
  });

  test("tells of a campaign that is held because few answered neither count nor rate", () => {
    expect(tellingOf("806")).toEqual([["held", "too-few", "z", "40", "c", "c"]]);
  });

  test("tells of a campaign that is held for another reason the rounded count, and the coordinator which it is", async () => {
    const tooMany = await draft(
      changing("801", ({ campaign, everybody }) => ({ campaign: { ...campaign, eligible: 30 }, everybody })),
    );
    expect(ofAuthority(rowsOf(tooMany, responseRates), "801")).toMatchObject([
      { campaign_status: "held", held_reason: "more-responses-than-eligible", as_at: "z", response_count: "35" },
    ]);
    expect(tooMany.held.map(({ campaign, reason }) => [campaign.authority.code, reason])).toEqual([
      ["801", "more-responses-than-eligible"],
      ["806", "too-few"],
    ]);
    expect(ofAuthority(rowsOf(tooMany, benchmarks), "801")).toEqual([]);
  });

  test("tells no count of an open campaign before ten have answered", async () => {
    const nine = await draft(changing("807", ({ campaign }) => ({ campaign, everybody: children(9) })));
    expect(ofAuthority(rowsOf(nine, responseRates), "807")).toMatchObject([
      { campaign_status: "open", response_count: "c", response_rate_percent: "x" },
    ]);
  });
});

const formats: Readonly<Record<Kind, RegExp>> = {
  text: /./,
  words: /^[a-z0-9. -]+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  whole: /^\d+$/,
  "signed-whole": /^(0|-?[1-9]\d*)$/,
  tenths: /^\d+(\.\d)?$/,
  "signed-tenths": /^(?!-0$)-?\d+(\.\d)?$/,
  thousandths: /^(1|0\.\d{1,3})$/,
  word: /^[a-z0-9.-]+$/,
};

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

  test("marks every row of invented answers as SYNTHETIC, and none of a survey", async () => {
    const marks = (mark: string) => new Set(rows.length > 0 ? [mark] : []);
    expect(new Set(rows.map(({ data_origin }) => data_origin))).toEqual(marks("SYNTHETIC"));
    const real = sixClosedOneOpen().map(({ campaign, everybody }) => ({
      campaign: { ...campaign, synthetic: false },
      everybody,
    }));
    const surveyed = await draft(real);
    expect(new Set(rowsOf(surveyed, dataset).map(({ data_origin }) => data_origin))).toEqual(marks("survey"));
    expect(surveyed.manifest.synthetic).toBe(false);
    expect(JSON.stringify(surveyed.manifest)).not.toContain("SYNTHETIC");
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

  test("reconciles over the released campaigns by rounded counts, and to the unit where only operators see it", async () => {
    const { stores, ledger } = storesOf(sixClosedOneOpen(), "2017-04-01");
    const { readPlan, read } = stores.tallies;
    const withSomeNotCounted = {
      readPlan,
      read: async (key: Parameters<typeof read>[0]) => {
        const tally = await read(key);
        return { ...tally, read: tally.read + 7, withdrawn: 4, setAside: { "nothing-answered": 2, unreadable: 1 } };
      },
    };
    const { manifest } = await benchmark("night-1", "1.0.0", defaultPolicy, { ...stores, tallies: withSomeNotCounted });
    // 34 + 31 + 48 + 21 + 112 = 246, and 20, 10 and 5.
    expect(manifest.counts).toEqual({
      accepted: 290,
      tallied: 250,
      withdrawn: 20,
      setAside: { "nothing-answered": 10, unreadable: 10 },
    });
    const of = (tallied: number, campaigns: number) => ({
      accepted: tallied + campaigns * 7,
      tallied,
      withdrawn: campaigns * 4,
      setAside: { "nothing-answered": campaigns * 2, unreadable: campaigns },
    });
    expect(ledger.reconciliations.get("night-1")).toMatchObject({
      released: of(246, 5),
      held: of(9, 1),
      open: of(23, 1),
    });
  });

  test("names the released campaigns with the day as of which they stand, the policy and that the answers are invented", () => {
    expect(night.manifest).toMatchObject({
      synthetic: true,
      notice: SYNTHETIC_NOTICE,
      policy: { id: defaultPolicy.id, version: defaultPolicy.version },
      released: ["801", "802", "803", "804", "805"].map((authority) => ({
        wave: "2017",
        authority,
        questionnaire: "ylyc-4-7",
        asAt: "2017-04-01",
      })),
    });
  });

  test("is written last, so that a draft with a manifest is whole", async () => {
    expect(night.written.at(-1)?.path).toBe("manifest.json");
    const { stores, written } = storesOf(sixClosedOneOpen(), "2017-04-01");
    const drafts: typeof stores.drafts = {
      async write(runId, file) {
        if (file.path === "comparisons.csv") throw new Error("the store is away");
        await stores.drafts.write(runId, file);
      },
    };
    await expect(benchmark("night-1", "1.0.0", defaultPolicy, { ...stores, drafts })).rejects.toThrow("away");
    expect(written.map(({ path }) => path)).toContain("benchmarks.csv");
    expect(written.map(({ path }) => path)).not.toContain("manifest.json");
  });
});

describe("the identity of a draft", () => {
  const fileBytes = ({ bytesOf }: Draft) =>
    [...allDatasets.filter(({ name }) => name !== "changes").map(({ path }) => path), METHOD_NOTES].map((path) =>
      shaOf(bytesOf(path)),
    );

  test("and all its bytes are the same for the same inputs", async () => {
    const again = await draft(sixClosedOneOpen());
    expect(again.written.map(({ bytes }) => shaOf(bytes))).toEqual(night.written.map(({ bytes }) => shaOf(bytes)));
  });

  test("does not change with the next night's day or the code's version, nor does a byte of the datasets", async () => {
    const later = await draft(sixClosedOneOpen(), { asOf: "2017-04-02", codeVersion: "2.0.0", before: night });
    expect(later.manifest.contentSha256).toBe(night.manifest.contentSha256);
    expect(fileBytes(later)).toEqual(fileBytes(night));
    expect(later.manifest).toMatchObject({ asOf: "2017-04-02", codeVersion: "2.0.0" });
  });

  test("changes with a count", async () => {
    const changed = await draft(
      changing("801", ({ campaign }) => ({ campaign, everybody: [...children(34), ...people(10, 2)] })),
    );
    expect(changed.manifest.contentSha256).not.toBe(night.manifest.contentSha256);
    expect(fileBytes(changed)).not.toEqual(fileBytes(night));
  });

  test("does not change with one more, one fewer, nor with ten more who all say the same: they are carried forward", async () => {
    const after = (everybody: Answered["everybody"]) =>
      draft(
        changing("801", ({ campaign }) => ({ campaign, everybody })),
        { asOf: "2017-04-02", before: night },
      );
    for (const everybody of [children(35), children(33), [...children(34), ...people(10, 2)]]) {
      const carried = await after(everybody);
      expect(carried.manifest.contentSha256).toBe(night.manifest.contentSha256);
      expect(fileBytes(carried)).toEqual(fileBytes(night));
    }
  });

  test("changes with a campaign that joins, and leaves the day of the others as it was", async () => {
    const joined = await draft(
      changing("806", ({ campaign }) => ({ campaign, everybody: children(12) })),
      { asOf: "2017-04-02", before: night },
    );
    expect(joined.manifest.released.map(({ authority, asAt }) => [authority, asAt])).toEqual([
      ...["801", "802", "803", "804", "805"].map((code) => [code, "2017-04-01"]),
      ["806", "2017-04-02"],
    ]);
  });

  test("fails the night where the ledger lacks what readers see", async () => {
    const { stores } = storesOf(sixClosedOneOpen(), "2017-04-02", { ...night, ledger: emptyLedger() });
    await expect(benchmark("night-1", "1.0.0", defaultPolicy, stores)).rejects.toThrow(LedgerLost);
  });

  test("changes with the policy", async () => {
    const { stores } = storesOf(sixClosedOneOpen(), "2017-04-01");
    const stricter = await benchmark("night-1", "1.0.0", { ...defaultPolicy, version: 9 }, stores);
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
  test("of no campaign at all is a draft with headers alone", async () => {
    const empty = await draft([]);
    expect(new Set(empty.manifest.files.map(({ rows }) => rows))).toEqual(new Set([0]));
    expect(empty.manifest.synthetic).toBe(false);
  });

  test("reads at most sixteen tallies at a time and keeps the order of the plan", async () => {
    const many = Array.from({ length: 40 }, (_, position) => ({
      campaign: aPlannedCampaign({ code: String(100 + position), closed: false, closes: "2017-05-31" }),
      everybody: children(10),
    }));
    const { stores, written } = storesOf(many, "2017-04-01");
    let reading = 0;
    let most = 0;
    const tallies: typeof stores.tallies = {
      ...stores.tallies,
      async read(key) {
        reading += 1;
        most = Math.max(most, reading);
        // The earlier the campaign, the later its answer.
        for (let turn = Number(key.authority); turn < 140; turn += 1) await Promise.resolve();
        reading -= 1;
        return stores.tallies.read(key);
      },
    };
    await benchmark("night-1", "1.0.0", defaultPolicy, { ...stores, tallies });
    expect(most).toBe(16);
    const file = written.find(({ path }) => path === responseRates.path);
    const codes = (parse(Buffer.from(file?.bytes ?? []), { columns: true }) as Row[]).map((row) => row.old_la_code);
    expect(codes).toEqual(many.map(({ campaign }) => campaign.authority.code));
  });

  test("fails, and writes nothing, where a tally is missing or a questionnaire is unknown", async () => {
    const missing = storesOf(
      changing("807", ({ campaign }) => ({ campaign, everybody: "not-counted" })),
      "2017-04-01",
    );
    await expect(benchmark("night-1", "1.0.0", defaultPolicy, missing.stores)).rejects.toThrow("no such tally");
    const { stores, written } = storesOf(sixClosedOneOpen(), "2017-04-01");
    const unknownVersion: typeof stores.tallies = {
      ...stores.tallies,
      readPlan: async (runId) => {
        const plan = await stores.tallies.readPlan(runId);
        return { ...plan, campaigns: plan.campaigns.map((campaign) => ({ ...campaign, version: 99 })) };
      },
    };
    await expect(benchmark("night-1", "1.0.0", defaultPolicy, { ...stores, tallies: unknownVersion })).rejects.toThrow(
      QuestionnaireUnknown,
    );
    expect([...missing.written, ...written]).toEqual([]);
  });
});
