/** What lies where in a draft, and whose rows are in it. SYNTHETIC. */
import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { csvHeader, csvLines } from "#functions/benchmark/files/csv.ts";
import { DatasetFile } from "#functions/benchmark/files/dataset-file.ts";
import type { DatasetDefinition, RowOf } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { authorityFolder, authorityManifest, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { filesForAnAuthority, isByAuthority, isInFolders, metaPathOf } from "#shared/release/release-layout.ts";
import type { Child } from "../../../fixtures/responses.ts";
import { type Answered, children, draft } from "../night-in-memory.ts";
import { aPlannedCampaign } from "../planned-campaign.ts";

type Row = Readonly<Record<string, string>>;

/** So many of ten say the most favourable, the others the least. */
function saying(favourable: number, howMany = 60): Child[] {
  return Array.from({ length: howMany }, (_, position) => ({
    about: { gender: position % 2 === 0 ? "girl" : "boy" },
    code: ({ id }) => ((position * 7 + id.length) % 10 < favourable ? 0 : 2),
  }));
}

/** Such as a reader of CSV or Markdown could get wrong, and none of them part of another. */
const names: Readonly<Record<string, string>> = {
  801: "Bristol, City of",
  802: "Ynys Môn",
  803: 'Bro "Ŵyn"',
  804: "'s Gravesend",
  805: "Caer|dydd *fawr*",
  806: "Zennor",
  807: "Quarndon",
  808: "Vexford",
  809: "Kingsmoor",
};

function campaignOf(code: string, changes: Parameters<typeof aPlannedCampaign>[0] = {}, mayBeNamed = false) {
  const campaign = aPlannedCampaign({ code, name: names[code] ?? "", ...changes });
  return { ...campaign, authority: { ...campaign.authority, mayBeNamed } };
}

const open = { closes: "2017-05-31", closed: false };
/** Two do well, of which one may be named; one does badly; one is held, one only open, one not yet. */
const answered: readonly Answered[] = [
  { campaign: campaignOf("801", { wave: "2016" }), everybody: children(40) },
  { campaign: campaignOf("801", {}, true), everybody: saying(9) },
  { campaign: { ...campaignOf("801", { questionnaire: "ylyc-8-11", synthetic: false }, true) }, everybody: saying(5) },
  { campaign: campaignOf("802"), everybody: saying(9) },
  { campaign: campaignOf("803"), everybody: saying(6) },
  { campaign: campaignOf("804"), everybody: saying(6) },
  { campaign: campaignOf("805"), everybody: saying(6) },
  { campaign: campaignOf("806", { eligible: 40 }), everybody: children(9), held: "too-few" },
  { campaign: campaignOf("807", open), everybody: children(23) },
  { campaign: campaignOf("808", { ...open, opens: "2017-05-01" }), everybody: [] },
  { campaign: campaignOf("809"), everybody: saying(1) },
];
const codes = ["801", "802", "803", "804", "805", "806", "807", "809"];

const night = await draft(answered);
const rowsOf = (path: string): Row[] => parse(night.bytesOf(path), { columns: true });
const inFolder = (code: string) => night.written.filter(({ path }) => path.startsWith(authorityFolder(code)));
const definitions: readonly DatasetDefinition[] = allDatasets;
const byAuthority = definitions.filter(isByAuthority);
const folders = codes.map((code) => [code, names[code] ?? ""] as const);

describe("a draft", () => {
  test("has a folder for everybody who has a row anywhere, in the order of codes, and for nobody else", () => {
    const inOrder = night.manifest.files.flatMap(({ path }) => /^authorities\/(\d+)\//.exec(path)?.[1] ?? []);
    expect([...new Set(inOrder)]).toEqual(codes);
    expect(inOrder).toEqual(codes.flatMap((code) => Array.from(filesForAnAuthority(allDatasets), () => code)));
  });

  test("has every file that its manifest lists once, and no other", () => {
    const listed = night.manifest.files.map(({ path }) => path);
    expect(night.written.map(({ path }) => path).toSorted()).toEqual([...listed, "manifest.json"].toSorted());
  });
});

describe.each(folders)("the folder of %s, %s,", (code, name) => {
  const files = inFolder(code);
  const folder = authorityFolder(code);

  test("holds what the release says of this authority to the letter, the pooled comparison with it", () => {
    for (const { path } of byAuthority) {
      const lines = (bytes: Buffer) => bytes.toString("utf8").trimEnd().split("\n");
      const [head = "", ...all] = lines(night.bytesOf(path));
      const own = rowsOf(path).flatMap((row, place) => (row.old_la_code === code ? [all[place] ?? ""] : []));
      expect(all).toHaveLength(rowsOf(path).length);
      expect(lines(night.bytesOf(`${folder}${path}`)), path).toEqual([head, ...own]);
    }
  });

  test("holds nobody else: no name, no code, no ONS code in any file, but peers that let themselves be named", () => {
    const strangers = Object.keys(names).filter((other) => other !== code);
    // A tool shows one of the peers first.
    const isPeer = (path: string, other: string) => /\/peer_learning(\.meta)?\.csv$/.test(path) && other === "801";
    for (const { path, bytes } of files) {
      const text = Buffer.from(bytes).toString("utf8").replaceAll('""', '"');
      for (const other of strangers) {
        const called = names[other] ?? "";
        const escaped = new Set([called, JSON.stringify(called).slice(1, -1), called.replace(/[|*]/g, "\\$&")]);
        const told = [...escaped, `E06000${other}`, `"${other}"`, `\`${other}\``, `/${other}`].filter((word) =>
          text.includes(word),
        );
        expect(
          told.filter((word) => !(isPeer(path, other) && word === called)),
          `${path} of ${other}`,
        ).toEqual([]);
        if (!path.endsWith(".csv") || path.endsWith(".meta.csv")) continue;
        const inColumns = rowsOf(path).flatMap((row) =>
          Object.entries(row).filter(([column, cell]) => cell === other && !/count|rows|percent|order/.test(column)),
        );
        expect(
          inColumns.filter(([column]) => !(isPeer(path, other) && column === "peer_old_la_code")),
          path,
        ).toEqual([]);
      }
    }
  });

  test("names the authority on its pages, and marks invented answers", () => {
    for (const page of ["README.md", "datapackage.json"]) {
      const text = night.bytesOf(`${folder}${page}`).toString("utf8").replaceAll("\\", "");
      expect(text, page).toContain(name);
      expect(text, page).toContain("SYNTHETIC");
    }
  });

  test("says in its manifest what is in it, byte for byte, and neither when nor in which release", () => {
    const { files: described, ...about } = authorityManifest.parse(
      JSON.parse(night.bytesOf(`${folder}manifest.json`).toString("utf8")),
    );
    const { methodVersion, policy, schemaVersion } = night.manifest;
    expect(about).toEqual({
      schemaVersion,
      authority: code,
      synthetic: true,
      notice: SYNTHETIC_NOTICE,
      methodVersion,
      policy,
    });
    const datasets = new Map(definitions.map(({ path }) => [path, path]));
    expect(described).toEqual(
      files.slice(0, -1).map(({ path, contentType, bytes }) => ({
        path: path.slice(folder.length),
        contentType,
        rows: datasets.has(path.slice(folder.length)) ? rowsOf(path).length : 0,
        bytes: bytes.byteLength,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      })),
    );
    expect(files.at(-1)?.path).toBe(`${folder}manifest.json`);
  });

  test("has the codebook of everybody, and no file about all authorities together", () => {
    expect(night.bytesOf(`${folder}codebook.csv`)).toEqual(night.bytesOf("codebook.csv"));
    expect(files.filter(({ path }) => /national|json\/|parquet/.test(path))).toEqual([]);
  });
});

describe("whoever may not be named", () => {
  test("is named in no other folder, and whoever may be is", () => {
    const peers = rowsOf(`${authorityFolder("809")}peer_learning.csv`).map(({ peer_la_name }) => peer_la_name);
    expect(new Set(peers)).toEqual(new Set([names[801]]));
  });
});

describe("an authority without figures of its own", () => {
  test.each([
    ["held", "806", ["806 held"]],
    ["open", "807", ["807 open"]],
  ])("because it is %s has its response rate and what changed, and else headers alone", (_, code, rates) => {
    const folder = authorityFolder(code);
    const filled = byAuthority.map(({ path }) => path).filter((path) => rowsOf(`${folder}${path}`).length > 0);
    expect(filled).toEqual(["response_rates.csv", "changes.csv"]);
    expect(rowsOf(`${folder}response_rates.csv`).map((row) => `${row.old_la_code} ${row.campaign_status}`)).toEqual(
      rates,
    );
    expect(night.bytesOf(`${folder}README.md`).toString("utf8")).toContain("No figures have been released yet.");
  });
});

test("an authority with invented and real answers in one wave has both in its folder, each marked for itself", () => {
  const told = rowsOf(`${authorityFolder("801")}benchmarks.csv`).map(
    (row) => `${row.wave} ${row.instrument} ${row.data_origin}`,
  );
  expect([...new Set(told)]).toEqual(["2016 ylyc-4-7 SYNTHETIC", "2017 ylyc-4-7 SYNTHETIC", "2017 ylyc-8-11 survey"]);
});

describe("what a tool should show first", () => {
  const tables = [
    ...definitions.map((dataset) => ["", dataset] as const),
    ...codes.flatMap((code) =>
      definitions.filter(isInFolders).map((dataset) => [authorityFolder(code), dataset] as const),
    ),
  ];

  test("occurs in its column, is Total where that occurs, and is left out where there are no rows", () => {
    expect(tables.some(([folder, { path }]) => rowsOf(`${folder}${path}`).length === 0)).toBe(true);
    for (const [folder, dataset] of tables) {
      const rows = rowsOf(`${folder}${dataset.path}`);
      const filters = rowsOf(`${folder}${metaPathOf(dataset)}`).filter(({ col_type }) => col_type === "Filter");
      const expected = dataset.columns
        .filter(({ role }) => role === "filter")
        .map(({ name }) => [name, rows.some((row) => row[name] === "Total") ? "Total" : (rows[0]?.[name] ?? "")]);
      expect(
        filters.map(({ col_name, filter_default }) => [col_name, filter_default]),
        `${folder}${dataset.path}`,
      ).toEqual(expected);
    }
  });
});

const rate = (code: string, more: object = {}): RowOf<typeof responseRates> => ({
  ...(Object.fromEntries(responseRates.columns.map(({ name }) => [name, "z"])) as RowOf<typeof responseRates>),
  time_period: 2017,
  wave: "2017",
  old_la_code: code,
  ...more,
});
const fileOf = (rows: readonly RowOf<typeof responseRates>[]) =>
  new DatasetFile(responseRates, SYNTHETIC_NOTICE).add(rows);
const bytesOf = (rows: readonly RowOf<typeof responseRates>[]) =>
  Buffer.concat([csvHeader(responseRates), csvLines(responseRates, rows)]);
const sha256 = (rows: readonly RowOf<typeof responseRates>[]) =>
  createHash("sha256").update(csvLines(responseRates, rows)).digest("hex");

describe("a dataset", () => {
  test("without rows is a header, a JSON without rows and a Parquet without rows", async () => {
    const file = fileOf([]);
    expect(Buffer.from(file.csv().file.bytes)).toEqual(csvHeader(responseRates));
    expect(file.parts()).toEqual([]);
    expect(Buffer.from(file.csvOfAuthority("801").file.bytes)).toEqual(csvHeader(responseRates));
    const [json, parquet] = file.typedFormats();
    expect(JSON.parse(Buffer.from(json?.bytes ?? []).toString("utf8")).rows).toEqual([]);
    const bytes = Uint8Array.from(parquet?.bytes ?? []).buffer;
    expect(await parquetReadObjects({ file: bytes })).toEqual([]);
    expect(parquetMetadata(bytes).num_rows).toBe(0n);
  });

  test("keeps its rows in their order and apart by what they are about, however they come and however many they are", () => {
    const rows = Array.from({ length: 3_007 }, (_, place) =>
      rate(place < 1_203 ? "801" : (["801", "802", "803"][place % 3] ?? ""), { eligible_count: place }),
    );
    const file = fileOf(rows);
    expect(Buffer.from(file.csv().file.bytes)).toEqual(bytesOf(rows));
    for (const code of ["801", "802", "803", "804"]) {
      const own = rows.filter(({ old_la_code }) => old_la_code === code);
      const { file: written } = file.csvOfAuthority(code);
      expect(Buffer.from(written.bytes)).toEqual(bytesOf(own));
      expect(written.rows).toBe(own.length);
      const part = file.parts().find(({ subject }) => subject.old_la_code === code);
      expect(part && [part.rows, part.sha256]).toEqual(own.length === 0 ? undefined : [own.length, sha256(own)]);
    }
    expect(file.typedFormats().map((typed) => typed.rows)).toEqual([3_007, 3_007]);
  });

  test("is apart by wave, origin and questionnaire as well as by authority", () => {
    const rows = [
      rate("801"),
      rate("801", { wave: "2016" }),
      rate("801", { data_origin: "survey" }),
      rate("801", { instrument: "ylyc-8-11" }),
    ];
    expect(
      fileOf([...rows, ...rows])
        .parts()
        .map((part) => part.rows),
    ).toEqual([2, 2, 2, 2]);
    expect(fileOf(rows).csvOfAuthority("801").file.rows).toBe(4);
  });

  test("shows Total first wherever it comes among the rows", () => {
    const rows = [...Array.from({ length: 1_200 }, () => rate("801")), rate("801", { campaign_status: "Total" })];
    expect(fileOf(rows).csv().defaults.byColumn.get("campaign_status")).toBe("Total");
    expect(fileOf(rows.slice(0, -1)).csv().defaults.byColumn.get("campaign_status")).toBe("z");
    expect(
      fileOf([...rows, rate("802")])
        .csvOfAuthority("802")
        .defaults.byColumn.get("campaign_status"),
    ).toBe("z");
  });
});
