import { describe, expect, it } from "vitest";
import { allDatasets, METHOD_NOTES } from "#shared/release/datasets/all-datasets.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { trends } from "#shared/release/datasets/trends.ts";
import { authorityFolder } from "#shared/release/manifest.ts";
import { filesForAnAuthority, filesForEverybody } from "#shared/release/release-layout.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { onOneCloud } from "./one-cloud.ts";
import { differencesInCounts } from "./reconcile.ts";
import { rowsOf } from "./released-data.ts";
import {
  copyCounts,
  itemsIn,
  nightAfter,
  objectsIn,
  registered,
  releaseOf,
  responsesCounted,
  smallWave,
  sortKeyOf,
  withCloud,
} from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";

const SEED = 11;

/** A wave may have no area for improvement, and a first wave has no trend. */
const mayBeEmpty: ReadonlySet<string> = new Set([peerLearning.path, trends.path]);

const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string) => Buffer.from(files.get(path) ?? []).toString();

/** Posts the small wave and runs its night, on a cloud in a fresh folder. */
async function wholeWave(cloud: LocalCloud, beforeTheNight = async () => {}) {
  const campaigns = await registered(cloud, smallWave, SEED);
  const posting = await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED, slowBodyInMilliseconds: 200 });
  await beforeTheNight();
  const night = await cloud.runNight({ asOf: nightAfter() });
  return { campaigns, posting, night };
}

describe("a whole wave on the local cloud", () => {
  let cloud: LocalCloud;
  let wave: Awaited<ReturnType<typeof wholeWave>>;

  onOneCloud(async (started) => {
    cloud = started;
    wave = await wholeWave(started);
  });

  it("answers every post as the contract says", () => {
    expect(wave.posting.surprises).toEqual([]);
    expect([...wave.posting.answers.keys()].filter((status) => status >= 500)).toEqual([]);
  });

  it("has an item for every 2xx and none besides", async () => {
    const stored = (await itemsIn(cloud, "responses")).map(({ sk }) => sk?.S);
    expect(stored.toSorted()).toEqual(wave.posting.acknowledged.map(sortKeyOf).toSorted());
  });

  it("ends the night with a release", () => {
    expect(wave.night).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
  });

  it("counts every accepted submission that has an answer, to the unit", async () => {
    const release = await releaseOf(cloud);
    const posted = { campaigns: wave.campaigns, counts: wave.posting.campaigns };
    const counted = await responsesCounted(cloud);
    expect(counted.size).toBeGreaterThan(0);
    expect(differencesInCounts(posted, counted, release.manifest, rowsOf(release, responseRates))).toEqual([]);
  });

  it("releases every file of its layout, the datasets in the columns that are defined", async () => {
    const { files, manifest } = await releaseOf(cloud);
    const codes = new Set(wave.campaigns.map(({ campaign }) => campaign.authority.code));
    const expected = [
      ...filesForEverybody(allDatasets),
      ...[...codes].flatMap((code) =>
        filesForAnAuthority(allDatasets).map(({ path }) => ({ path: `${authorityFolder(code)}${path}` })),
      ),
    ];
    expect(manifest.files.map(({ path }) => path).toSorted()).toEqual(expected.map(({ path }) => path).toSorted());
    for (const { path } of manifest.files) expect(files.has(path), path).toBe(true);
    for (const { path, columns } of allDatasets) {
      const [header] = textOf(files, path).split("\n");
      expect(header).toBe(columns.map(({ name }) => name).join(","));
    }
  });

  it("marks the release, every row and the method notes as SYNTHETIC", async () => {
    const { files, manifest } = await releaseOf(cloud);
    expect(manifest.notice).toMatch(/^SYNTHETIC/);
    expect(textOf(files, METHOD_NOTES).split("\n").slice(0, 10).join("\n")).toContain("SYNTHETIC");
    for (const { path } of allDatasets) {
      const rows = textOf(files, path).trimEnd().split("\n").slice(1);
      if (!mayBeEmpty.has(path)) expect(rows.length, path).toBeGreaterThan(0);
      expect(
        rows.every((row) => row.includes(",SYNTHETIC,")),
        path,
      ).toBe(true);
    }
  });

  it("takes no submission to a campaign whose figures are out", async () => {
    const link = wave.campaigns[0]?.link;
    expect((await fetch(`${cloud.apiUrl}/v1/surveys/${link}`)).status).toBe(410);
  });

  it("gives no new release when there is nothing new", async () => {
    const before = await objectsIn(cloud, "datasets");
    const night = await cloud.runNight({ asOf: nightAfter() });
    expect(night).toMatchObject({ status: "SUCCEEDED", output: { status: "unchanged" } });
    const after = await objectsIn(cloud, "datasets");
    const visible = (key: string) => !key.startsWith("drafts/");
    expect([...after.keys()].filter(visible)).toEqual([...before.keys()].filter(visible));
    expect(after.get("latest.json")).toEqual(before.get("latest.json"));
  });

  it("gives byte-identical files for the same noised counts in a fresh folder", async () => {
    const again = await withCloud(async (fresh) => {
      await wholeWave(fresh, () => copyCounts(cloud, fresh));
      return releaseOf(fresh);
    });
    const first = await releaseOf(cloud);
    expect([...again.files.keys()]).toEqual([...first.files.keys()]);
    for (const [path, bytes] of first.files)
      expect(Buffer.compare(again.files.get(path) ?? Buffer.alloc(0), bytes)).toBe(0);
  });
});
