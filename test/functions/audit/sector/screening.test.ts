/** The screening of a pair of files: where it says that something is, how often, and that it quotes nothing. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Night } from "#functions/audit/night.ts";
import { filesFollowTheSectorStandard } from "#functions/audit/rules/files-follow-the-sector-standard.ts";
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { screen } from "../../../fixtures/screen.ts";

const sound = fileURLToPath(new URL("fixtures/filters-have-a-default/pass-total-or-default", import.meta.url));
const data = readFileSync(`${sound}.csv`, "utf-8");
const meta = readFileSync(`${sound}.meta.csv`, "utf-8");
const [header = "", ...rows] = data.trimEnd().split("\n");

const bytesOf = (text: string) => new TextEncoder().encode(text);
const screenTexts = (texts: { readonly data?: string; readonly meta?: string }) =>
  screen({ path: "benchmarks.csv", data: bytesOf(texts.data ?? data), meta: bytesOf(texts.meta ?? meta) });

describe("a screening", () => {
  it("finds nothing in files of the standard", async () => {
    expect(await screenTexts({})).toEqual([]);
  });

  it("says what is wrong in every row once, with the first row", async () => {
    const gendered = data.replaceAll(",girl,", ",=girl,");
    expect(await screenTexts({ data: gendered })).toEqual([
      { check: "no-cell-runs-as-a-formula", column: "gender", row: 2, detail: "begins like a formula" },
    ]);
  });

  it("keeps a bound however many columns are wrong", async () => {
    const names = Array.from({ length: 200 }, (_, position) => `Column ${position}`).join();
    const found = await screenTexts({ data: `${names}\n` });
    expect(found.filter(({ check }) => check === "column-names-are-snake-case")).toHaveLength(50);
  });

  it("quotes no cell", async () => {
    const secrets = data.replaceAll("1290", "07700 900123").replaceAll("2017,SYNTHETIC", "=Dyfan Ŵyn ,SYNTHETIC");
    const found = await screenTexts({ data: secrets, meta: meta.replace("Wave", "=Dyfan Ŵyn") });
    expect(found.length).toBeGreaterThan(2);
    expect(JSON.stringify(found)).not.toMatch(/07700|Dyfan/);
  });

  it("judges a row of another width by nothing but its width", async () => {
    expect(await screenTexts({ data: `${data}2017,July\n` })).toEqual([
      {
        check: "rows-can-be-read",
        column: null,
        row: rows.length + 1,
        detail: "a row has another number of fields than the header",
      },
    ]);
  });

  it.each([
    ["no bytes at all", ""],
    ["no rows below a wrong header", "a\n"],
    ["what is no text", "\u0000\u0001"],
    ["a quote that never closes in the header", '"time_period\n2017\n'],
  ])("fails, and does not break, on %s", async (_, text) => {
    expect(await screenTexts({ data: text })).not.toEqual([]);
    expect(await screenTexts({ meta: text })).not.toEqual([]);
  });
});

describe(filesFollowTheSectorStandard.name, () => {
  const definition = (path: string) => ({ path }) as DatasetDefinition;
  function inspect(files: Readonly<Record<string, string | undefined>>, path: string) {
    const bytes = new Map(
      Object.entries(files).map(([name, text]) => [name, text === undefined ? undefined : bytesOf(text)]),
    );
    const { open } = filesFollowTheSectorStandard.begin({ draft: { files: bytes } } as unknown as Night);
    const reading = open?.(definition(path));
    if (reading === undefined) return undefined;
    const names = header.split(",");
    const inRows = (files[path] ?? "")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.replace('"Bristol, City of"', "Bristol").split(","))
      .flatMap((cells, position) =>
        reading.judge?.({
          number: position + 1,
          width: cells.length,
          raw: cells.join(),
          fields: Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ""])),
        }),
      );
    return { inRows, atEnd: reading.close?.() };
  }

  it("lets a dataset with its meta file pass", () => {
    const files = { "benchmarks.csv": data, "benchmarks.meta.csv": meta, "method-notes.md": "# Notes" };
    expect(inspect(files, "benchmarks.csv")).toEqual({ inRows: [], atEnd: [] });
  });

  it("leaves a missing meta file to the rule about the manifest", () => {
    expect(inspect({ "benchmarks.csv": data }, "benchmarks.csv")).toBeUndefined();
  });

  it("says in words which check found what in which column", () => {
    const files = { "benchmarks.csv": data.replace(",girl,", ",=girl,"), "benchmarks.meta.csv": meta };
    expect(inspect(files, "benchmarks.csv")?.inRows).toEqual([
      "no-cell-runs-as-a-formula: gender begins like a formula",
    ]);
    const withoutRows = { "trends.csv": `${header}\n`, "trends.meta.csv": meta.replace("Gender", "Wave") };
    expect(inspect(withoutRows, "trends.csv")).toEqual({
      inRows: [],
      atEnd: ["meta-labels-are-short-and-unique: gender has the label of another column"],
    });
  });
});
