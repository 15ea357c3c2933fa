/** What describes the draft that the benchmark function writes, held against its rows. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { symbols } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import { rowKeyOf } from "#shared/release/metadata/row-keys.ts";
import { children, draft, sixClosedOneOpen } from "../../../functions/benchmark/night-in-memory.ts";
import { aPlannedCampaign } from "../../../functions/benchmark/planned-campaign.ts";
import { never, reader } from "./readers.ts";

const wave = sixClosedOneOpen();
const earlierWave = wave.map((each) => ({ ...each, campaign: { ...each.campaign, wave: "2016" } }));
/** Ladders are asked from 11. */
const older = ["801", "802"].map((code) => ({
  campaign: aPlannedCampaign({ code, questionnaire: "ylyc-11-17" }),
  everybody: children(40),
}));
const { bytesOf } = await draft([...earlierWave, ...wave, ...older]);
/** The libraries take their time over each cell. */
const { written } = await draft(wave);

const keyed = allDatasets.filter((dataset) => rowKeyOf(dataset) !== undefined);

describe("the columns that name a row", () => {
  test.each(keyed)("of $path hold no symbol, and are not the same in any two rows", (dataset) => {
    const rows: Record<string, string>[] = parse(bytesOf(dataset.path), { columns: true });
    const keys = rows.map((row) => rowKeyOf(dataset)?.map((name) => row[name] ?? ""));
    for (const symbol of Object.values(symbols)) expect(keys.flat()).not.toContain(symbol);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(rows.length);
  });

  test("are seen where they are told apart", () => {
    const lengths = keyed.map(({ path }) => parse(bytesOf(path)).length);
    expect(Math.min(...lengths)).toBeGreaterThan(2);
  });
});

// One after the other, so that what both need is made once.
const libraries = [["frictionless", await reader("frictionless")] as const, ["csvw", await reader("csvw")] as const];
if (libraries.some(([, read]) => read === undefined)) {
  console.warn("SKIPPED reading a draft with frictionless and csvw: they need python3 and PyPI.");
}

describe.each(libraries)("%s", (_, read) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bright-spots-draft-"));
    for (const { path, bytes } of written) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.skipIf(read === undefined).each([
    ["a draft", ""],
    ["the folder of an authority", authorityFolder("801")],
  ])("finds nothing wrong with %s", async (_, inside) => {
    const { faults, tables } = await (read ?? never)(join(folder, inside));
    expect(faults).toEqual([]);
    expect(Object.values(tables).flat().length).toBeGreaterThan(500);
  });
});
