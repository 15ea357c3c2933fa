/** What a release says of the one before it. SYNTHETIC. */
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { benchmark } from "#functions/benchmark/benchmark.ts";
import { changeRows, type Previous, type Tonight } from "#functions/benchmark/changes.ts";
import type { Part, Subject } from "#functions/benchmark/files/dataset-file.ts";
import { METHOD_VERSION } from "#functions/benchmark/method-version.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { changeReasons, changes, changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { tellsWhatChanged } from "#shared/release/release-layout.ts";
import { StandingReleaseDamaged } from "#shared/storage/standing.ts";
import { type Answered, children, type Draft, draft, sixClosedOneOpen, storesOf } from "./night-in-memory.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

type Told = Readonly<Record<string, string>>;

const toldIn = ({ bytesOf }: Pick<Draft, "bytesOf">): Told[] => parse(bytesOf("changes.csv"), { columns: true });
const calls = ({ change, reason }: Told) => `${change} ${reason}`;
const of = (kind: Told) => (line: Told) => Object.entries(kind).every(([name, value]) => line[name] === value);
/** How the lines of a kind call their rows, each way once. */
const callsOf = (night: Draft, kind: Told) => [...new Set(toldIn(night).filter(of(kind)).map(calls))].toSorted();

const changing = (code: string, change: (each: Answered) => Answered) =>
  sixClosedOneOpen().map((each) => (each.campaign.authority.code === code ? change(each) : each));
const answered = (code: string, howMany: number) =>
  changing(code, ({ campaign }) => ({ campaign, everybody: children(howMany) }));

const first = await draft(sixClosedOneOpen());
const onTheNextDay = (those: readonly Answered[], before: Draft = first, asOf = "2017-04-02") =>
  draft(those, { asOf, before });

describe("a first release", () => {
  test("has everything added, compared with nothing", () => {
    const told = toldIn(first);
    expect(told.length).toBeGreaterThan(20);
    expect(new Set(told.map(calls))).toEqual(new Set(["added first-release"]));
    expect(new Set(told.map(({ previous_release }) => previous_release))).toEqual(new Set(["z"]));
  });

  test("tells of every campaign in every file in which it has rows, and of nothing else", () => {
    const subject = ({ wave, data_origin, instrument, old_la_code = "z" }: Told) =>
      [wave, data_origin, instrument, old_la_code].join(" ");
    const found = allDatasets
      .filter(({ name }) => name !== "changes" && name !== "codebook")
      .flatMap(({ name, path }) => {
        const rows: Told[] = parse(first.bytesOf(path), { columns: true });
        return [...Map.groupBy(rows, subject)].map(([whose, own]) => [name, whose, String(own.length)]);
      });
    expect(toldIn(first).map((line) => [line.dataset, subject(line), line.row_count])).toEqual(found);
  });

  test("gives the day of the figures of each released campaign, and none where there are no figures of its own", () => {
    const days = (kind: Told) =>
      new Set(
        toldIn(first)
          .filter(of(kind))
          .map(({ as_at }) => as_at),
      );
    expect(days({ old_la_code: "801" })).toEqual(new Set(["2017-04-01"]));
    expect(days({ old_la_code: "806" })).toEqual(new Set(["z"]));
    expect(days({ old_la_code: "807" })).toEqual(new Set(["z"]));
    expect(days({ old_la_code: "z" })).toEqual(new Set(["z"]));
  });

  test("names no authority where rows are about all together", () => {
    const national = toldIn(first).filter(of({ dataset: "national" }));
    expect(national).toHaveLength(1);
    expect(national[0]).toMatchObject({
      geographic_level: "National",
      region_code: "z",
      region_name: "z",
      old_la_code: "z",
      new_la_code: "z",
      la_name: "z",
      wave: "2017",
      instrument: "ylyc-4-7",
    });
  });
});

describe("the next release", () => {
  test("carries everything forward where nothing is new, and is the same release, although its changes.csv is another", async () => {
    const next = await onTheNextDay(sixClosedOneOpen());
    expect(new Set(toldIn(next).map(calls))).toEqual(new Set(["carried-forward nothing-changed"]));
    expect(new Set(toldIn(next).map(({ previous_release }) => previous_release))).toEqual(
      new Set([first.manifest.releaseId]),
    );
    expect(next.manifest.contentSha256).toBe(first.manifest.contentSha256);
    const bytes = ({ manifest }: Draft) => manifest.files.map(({ path, sha256 }) => `${path} ${sha256}`);
    const others = bytes(next)
      .filter((file) => !bytes(first).includes(file))
      .map((file) => file.split(" ")[0] ?? "");
    expect(others).toContain("changes.csv");
    expect(others.filter((path) => !tellsWhatChanged(path))).toEqual([]);
  });

  test("adds a campaign that joins, and revises those beside which it stands and the nation", async () => {
    const joined = await onTheNextDay(answered("806", 36));
    expect(callsOf(joined, { old_la_code: "806", dataset: "benchmarks" })).toEqual(["added first-release"]);
    expect(callsOf(joined, { old_la_code: "806", dataset: "response_rates" })).toEqual(["revised recounted"]);
    expect(callsOf(joined, { old_la_code: "801", dataset: "benchmarks" })).toEqual(["revised others-changed"]);
    expect(callsOf(joined, { old_la_code: "801", dataset: "response_rates" })).toEqual([
      "carried-forward nothing-changed",
    ]);
    expect(callsOf(joined, { dataset: "national" })).toEqual(["revised recounted"]);
    const days = new Map(
      toldIn(joined)
        .filter(of({ dataset: "benchmarks" }))
        .map((line) => [line.old_la_code, line.as_at]),
    );
    expect(days.get("806")).toBe("2017-04-02");
    expect(days.get("801")).toBe("2017-04-01");
  });

  test("leaves out of it whoever does not stand beside the one who joins", async () => {
    const elsewhere = { campaign: aPlannedCampaign({ code: "809", wave: "2016" }), everybody: children(40) };
    const before = await draft([elsewhere, ...sixClosedOneOpen()]);
    const joined = await onTheNextDay([elsewhere, ...answered("806", 36)], before);
    expect(callsOf(joined, { old_la_code: "809" })).toEqual(["carried-forward nothing-changed"]);
    expect(callsOf(joined, { dataset: "national", wave: "2016" })).toEqual(["carried-forward nothing-changed"]);
  });

  test("revises a campaign that was recounted after a fault, as of the new day, and the others because of it", async () => {
    const six = await draft(answered("806", 36));
    const again = answered("806", 36).map(
      (each): Answered => (each.campaign.authority.code === "801" ? { ...each, recounted: true } : each),
    );
    const recounted = await onTheNextDay(again, six);
    expect(callsOf(recounted, { old_la_code: "801", dataset: "benchmarks" })).toEqual(["revised recounted"]);
    expect(callsOf(recounted, { old_la_code: "801", dataset: "noised_counts" })).toEqual(["revised recounted"]);
    const own = toldIn(recounted).filter(of({ old_la_code: "801" }));
    expect(new Set(own.map(({ as_at }) => as_at))).toEqual(new Set(["2017-04-02"]));
    expect(callsOf(recounted, { old_la_code: "802", dataset: "benchmarks" })).toEqual(["revised others-changed"]);
    expect(callsOf(recounted, { old_la_code: "802", dataset: "noised_counts" })).toEqual([
      "carried-forward nothing-changed",
    ]);
    expect(callsOf(recounted, { dataset: "national" })).toEqual(["revised recounted"]);
  });

  test("adds the nation's count when the survey is over, and revises what waited for it", async () => {
    const closed = sixClosedOneOpen().slice(0, 6);
    const before = await draft(sixClosedOneOpen().slice(0, 7));
    const over = await onTheNextDay(closed, before);
    expect(callsOf(before, { dataset: "noised_counts", old_la_code: "z" })).toEqual([]);
    expect(callsOf(over, { dataset: "noised_counts", old_la_code: "z" })).toEqual(["added recounted"]);
    expect(callsOf(over, { dataset: "national" })).toEqual(["revised recounted"]);
    expect(callsOf(over, { dataset: "benchmarks" })).toEqual(["carried-forward nothing-changed"]);
  });

  test("tells more answers of an open campaign in the response rates alone, and not before they can be seen", async () => {
    const more = await onTheNextDay(answered("807", 40));
    expect(callsOf(more, { old_la_code: "807" })).toEqual(["revised recounted"]);
    const alike = await onTheNextDay(answered("807", 24));
    expect(callsOf(alike, { old_la_code: "807" })).toEqual(["carried-forward nothing-changed"]);
  });

  test("adds to the response rates a window that has opened", async () => {
    const opened = await onTheNextDay(answered("808", 12), first, "2017-05-01");
    expect(callsOf(opened, { old_la_code: "808" })).toEqual(["added recounted"]);
  });

  test("removes a campaign that is out of retention, by the place and time that it had, and does so once", async () => {
    const old = {
      campaign: aPlannedCampaign({ code: "809", name: 'Ynys Môn, the "Isle"', wave: "2013" }),
      everybody: children(40),
    };
    const before = await draft([old, ...sixClosedOneOpen()]);
    const was = toldIn(before).filter(of({ wave: "2013" }));
    const after = await onTheNextDay(sixClosedOneOpen(), before);
    const gone = toldIn(after).filter(of({ wave: "2013" }));
    const before801 = toldIn(before).find(of({ wave: "2013", old_la_code: "809", dataset: "benchmarks" }));
    expect(before801?.la_name).toBe('Ynys Môn, the "Isle"');
    expect(gone).toEqual(
      was.map((line) => ({
        ...line,
        previous_release: before.manifest.releaseId,
        change: "removed",
        reason: "out-of-retention",
        as_at: "z",
        rows_sha256: "z",
        row_count: "0",
      })),
    );
    const later = await onTheNextDay(sixClosedOneOpen(), after, "2017-04-03");
    expect(toldIn(later).filter(of({ wave: "2013" }))).toEqual([]);
  });

  test("tells rows that go while their campaign stays, and why they went", async () => {
    const earlier = { campaign: aPlannedCampaign({ code: "801", wave: "2016" }), everybody: children(40) };
    const before = await draft([earlier, ...sixClosedOneOpen()]);
    const after = await onTheNextDay(sixClosedOneOpen(), before);
    expect(callsOf(before, { dataset: "trends" })).toEqual(["added first-release"]);
    expect(toldIn(after).filter(of({ dataset: "trends" }))).toMatchObject([
      {
        old_la_code: "801",
        wave: "2017",
        la_name: "Bristol, City of",
        change: "removed",
        reason: "others-changed",
        row_count: "0",
        as_at: "z",
      },
    ]);
  });

  test("calls what went by the name that its campaign has now", async () => {
    const earlier = { campaign: aPlannedCampaign({ code: "801", wave: "2016" }), everybody: children(40) };
    const renamed = changing("801", ({ campaign, everybody }) => ({
      campaign: { ...campaign, authority: { ...campaign.authority, name: "Bryste" } },
      everybody,
    }));
    const after = await onTheNextDay(renamed, await draft([earlier, ...sixClosedOneOpen()]));
    const gone = toldIn(after).filter(of({ change: "removed", wave: "2017" }));
    expect(gone).toMatchObject([{ dataset: "trends", la_name: "Bryste" }]);
  });
});

/** A night after a release that was made otherwise. */
async function after(changed: object) {
  const manifest = { ...first.manifest, ...changed };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const before = {
    ...first,
    bytesOf: (path: string) => (path === "manifest.json" ? bytes : first.bytesOf(path)),
    written: first.written.map((file) => (file.path === "manifest.json" ? { ...file, bytes } : file)),
  };
  const { stores, written } = storesOf(answered("806", 36), { asOf: "2017-04-02", before });
  await benchmark("night-1", "1.0.0", noisePolicy, stores);
  const found = written.find(({ path }) => path === "changes.csv")?.bytes;
  return { ...first, bytesOf: () => Buffer.from(found ?? []) };
}

describe("a release that was made otherwise than tonight's", () => {
  const revised = { change: "revised", old_la_code: "801" };

  test.each<readonly [what: string, changed: object, reason: string]>([
    ["method", { methodVersion: "0" }, "method-changed"],
    ["policy", { policy: { id: "another", version: noisePolicy.version } }, "policy-changed"],
    ["version of the policy", { policy: { id: noisePolicy.id, version: noisePolicy.version + 1 } }, "policy-changed"],
    ["layout", { schemaVersion: 1 }, "layout-changed"],
    [
      "layout, method and policy",
      { schemaVersion: 1, methodVersion: "0", policy: { id: "another", version: 1 } },
      "layout-changed",
    ],
    ["method and policy", { methodVersion: "0", policy: { id: "another", version: 1 } }, "method-changed"],
  ])("by another %s is revised for that reason before any other", async (_, changed, reason) => {
    const night = await after(changed);
    expect(callsOf(night, revised)).toEqual([`revised ${reason}`]);
    expect(callsOf(night, { dataset: "national" })).toEqual([`revised ${reason}`]);
    // What is the same to the letter is carried forward, whoever made it; what nobody has seen is new.
    expect(callsOf(night, { old_la_code: "801", dataset: "response_rates" })).toEqual([
      "carried-forward nothing-changed",
    ]);
    expect(callsOf(night, { old_la_code: "806", dataset: "benchmarks" })).toEqual(["added first-release"]);
  });

  test("before there was a changes.csv is revised where its campaigns were released, and added to where not", async () => {
    const files = first.manifest.files.filter(({ path }) => path !== "changes.csv");
    const manifest = Buffer.from(JSON.stringify({ ...first.manifest, files }));
    const bytesOf = (path: string) => (path === "manifest.json" ? manifest : first.bytesOf(path));
    const written = first.written.flatMap((file) => {
      if (file.path === "manifest.json") return [{ ...file, bytes: manifest }];
      return file.path === "changes.csv" ? [] : [file];
    });
    const night = await onTheNextDay(answered("806", 36), { ...first, written, bytesOf });
    expect(callsOf(night, { old_la_code: "801" })).toEqual(["revised layout-changed"]);
    expect(callsOf(night, { old_la_code: "806", dataset: "benchmarks" })).toEqual(["added first-release"]);
    expect(callsOf(night, { old_la_code: "807" })).toEqual(["added layout-changed"]);
    expect(callsOf(night, { dataset: "national" })).toEqual(["added layout-changed"]);
  });
});

/** Of rows that are not there: their checksums alone are compared. */
describe("changes", () => {
  const [one, other] = ["801", "802"].map((code) => aPlannedCampaign({ code }));
  const subjectOf = ({ wave, questionnaire, authority, synthetic }: PlannedCampaign): Subject => ({
    wave,
    data_origin: synthetic ? "SYNTHETIC" : "survey",
    instrument: questionnaire,
    old_la_code: authority.code,
  });
  const part = (campaign: PlannedCampaign, text: string): Part => ({
    subject: subjectOf(campaign),
    rows: 1,
    sha256: text.repeat(64),
  });
  const identity = { schemaVersion: 3, methodVersion: METHOD_VERSION, policy: { id: "p", version: 1 } } as const;
  const tonight = (
    parts: Readonly<Record<string, readonly Part[]>>,
    asAt: string,
    ...campaigns: PlannedCampaign[]
  ): Tonight => ({
    parts: new Map(Object.entries(parts)),
    campaigns: campaigns.map((campaign) => ({ campaign, asAt })),
    identity,
  });
  const columns = changesSinceTheLastRelease.columns.map(({ name }) => name);
  /** As it stands when that night was published. */
  const published = (night: Tonight): Previous => ({
    release: {
      releaseId: "2017-04-01-0123456789ab",
      ...night.identity,
      released: night.campaigns.map(({ campaign, asAt = "" }) => ({ ...keyOf(campaign), asAt })),
    },
    changes: Buffer.from(stringify(changeRows(night, undefined), { columns, header: true, escape_formulas: true })),
  });
  const told = (night: Tonight, before: Tonight) =>
    changeRows(night, published(before)).map(({ old_la_code, data_origin, dataset, change, reason }) =>
      [dataset, old_la_code, data_origin, change, reason].join(" "),
    );
  if (one === undefined || other === undefined) throw new Error("two campaigns were asked for");

  test("of one campaign are not those of another of the same authority and wave, invented or with other questions", () => {
    const real = { ...one, questionnaire: "ylyc-8-11", synthetic: false } as const;
    const older = { ...one, questionnaire: "ylyc-11-17" } as const;
    const before = tonight(
      { benchmarks: [part(one, "a"), part(real, "b"), part(older, "c")] },
      "2017-04-01",
      one,
      real,
      older,
    );
    const after = tonight(
      { benchmarks: [part(one, "a"), part(real, "d"), part(older, "c")] },
      "2017-04-01",
      one,
      real,
      older,
    );
    expect(told(after, before)).toEqual([
      "benchmarks 801 SYNTHETIC carried-forward nothing-changed",
      "benchmarks 801 survey revised others-changed",
      "benchmarks 801 SYNTHETIC carried-forward nothing-changed",
    ]);
  });

  test("of one dataset are not those of another", () => {
    const before = tonight({ benchmarks: [part(one, "a")], trends: [part(one, "b")] }, "2017-04-01", one);
    const after = tonight({ benchmarks: [part(one, "b")], trends: [part(one, "b")] }, "2017-04-01", one);
    expect(told(after, before)).toEqual([
      "benchmarks 801 SYNTHETIC revised others-changed",
      "trends 801 SYNTHETIC carried-forward nothing-changed",
    ]);
  });

  test("tell what goes with a file that the release does not have any more", () => {
    const before = tonight({ benchmarks: [part(one, "a")], retired: [part(one, "b")] }, "2017-04-01", one);
    expect(told(tonight({ benchmarks: [part(one, "a")] }, "2017-04-01", one), before)).toEqual([
      "benchmarks 801 SYNTHETIC carried-forward nothing-changed",
      "retired 801 SYNTHETIC removed others-changed",
    ]);
  });

  test("of peers that went while the campaign stayed come from the others, or from its own new count", () => {
    const before = tonight({ peer_learning: [part(one, "a"), part(other, "b")] }, "2017-04-01", one, other);
    const gone = (asAt: string) => told(tonight({ peer_learning: [] }, asAt, one, other), before);
    const both = (how: string) => ["801", "802"].map((code) => `peer_learning ${code} SYNTHETIC removed ${how}`);
    expect(gone("2017-04-01")).toEqual(both("others-changed"));
    expect(gone("2017-04-02")).toEqual(both("recounted"));
  });

  test("come back as added where they had gone", () => {
    const night = tonight({ peer_learning: [part(one, "a")] }, "2017-04-01", one);
    const without = tonight({ peer_learning: [] }, "2017-04-01", one);
    const gone = changeRows(without, published(night));
    expect(gone).toMatchObject([{ change: "removed" }]);
    const standing = { ...published(without), changes: Buffer.from(stringify(gone, { columns, header: true })) };
    expect(changeRows(night, standing)).toMatchObject([{ change: "added", reason: "others-changed" }]);
  });

  test("are in the words of their definition alone", () => {
    const told = [first].flatMap(toldIn);
    expect(told.filter(({ change }) => !(changes as readonly string[]).includes(change ?? ""))).toEqual([]);
    expect(told.filter(({ reason }) => !(changeReasons as readonly string[]).includes(reason ?? ""))).toEqual([]);
  });
});

describe("a night whose standing release was tampered with", () => {
  const withChanges = (bytes: Buffer | undefined): Draft => ({
    ...first,
    written: first.written.flatMap((file) => {
      if (file.path !== "changes.csv") return [file];
      return bytes === undefined ? [] : [{ ...file, bytes }];
    }),
  });

  test.each([
    ["has another changes.csv than its manifest names", Buffer.from("tampered")],
    ["has lost its changes.csv", undefined],
  ])("fails, and does not guess, where the release %s", async (_, bytes) => {
    await expect(onTheNextDay(sixClosedOneOpen(), withChanges(bytes))).rejects.toThrow(StandingReleaseDamaged);
  });
});
