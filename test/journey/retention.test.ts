/**
 * A wave from its nights to the day on which nothing of it is left but its releases. The nights are run; the years after them
 * are told to the story, which takes the time as an argument, and to the stores.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { attest } from "#functions/attest/attest.ts";
import { RetentionOverdue } from "#functions/attest/overdue.ts";
import { endingsStore } from "#shared/storage/endings.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { type Proof, proof, proofStore } from "#shared/storage/proofs.ts";
import { bucketRemains, tableRemains } from "#shared/storage/remains.ts";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { stages } from "../../infra/stages.ts";
import { itemsIn, lastDay, nightAfter, objectsIn, registered, releaseOf, withCloud } from "./small-wave.ts";
import { postLikeFrontEnds } from "./synthetic/front-end.ts";
import { dayAfter } from "./synthetic/programme.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

const SEED = 17;
const figures: WaveFigures = { wave: "2017", authorities: 3, respondents: { "ylyc-8-11": 120 } };
const { retentionInDays: retention } = stages.local;

const A_DAY = 86_400_000;
const WEEK_OF_GRACE = 7;
const daysFrom = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * A_DAY);
const secondBefore = (instant: Date) => new Date(instant.getTime() - 1_000);

const settings = { region: "eu-west-2", credentials: { accessKeyId: "synthetic", secretAccessKey: "synthetic" } };

/** The story against the running stores, as its handler wires it. */
function attestingOn({ dynamoDbUrl, s3Url }: LocalCloud) {
  const tables = new DynamoDBClient({ ...settings, endpoint: dynamoDbUrl });
  const objects = new S3Client({ ...settings, endpoint: s3Url, forcePathStyle: true });
  const stores = {
    programme: programmeStore(tables, "programme"),
    endings: endingsStore(tables, "programme"),
    tables: {
      responses: tableRemains(tables, "responses"),
      comments: tableRemains(tables, "comments"),
      counts: tableRemains(tables, "counts"),
    },
    buckets: {
      nights: bucketRemains(objects, "nights"),
      microdata: bucketRemains(objects, "microdata"),
      datasets: bucketRemains(objects, "datasets"),
    },
    proofs: proofStore(objects, "nights"),
  };
  return {
    at: (now: Date): Promise<Proof> => attest("years-later", retention, stores, now),
    /** Which stores it finds something in that had to be gone. */
    overdueAt: async (now: Date) => {
      // A proof would be years old by the next time, and carries the time of this machine.
      const silent = { ...stores, proofs: { write: async () => {} } };
      const error = await attest("years-later", retention, silent, now).catch((thrown: unknown) => thrown);
      if (!(error instanceof Error)) return [];
      if (!(error instanceof RetentionOverdue)) throw error;
      return error.overdue.map(({ store, wave }) => (wave === undefined ? store : `${store} ${wave}`));
    },
    /** The first and the last day on which an object under the prefix was written, so many days on and up to midnight. */
    async rulesReach(bucket: string, prefix: string, days: number) {
      const written: number[] = [];
      for await (const { Contents: found = [] } of paginateListObjectsV2(
        { client: objects },
        { Bucket: bucket, Prefix: prefix },
      ))
        written.push(...found.map(({ LastModified }) => LastModified?.getTime() ?? Number.NaN));
      const reached = written.map((each) => (Math.floor(each / A_DAY) + 1 + days + WEEK_OF_GRACE) * A_DAY);
      return { first: new Date(Math.min(...reached)), last: new Date(Math.max(...reached)) };
    },
    stop() {
      tables.destroy();
      objects.destroy();
    },
  };
}

const foundIn = (written: Proof | undefined) =>
  Object.fromEntries((written?.waves ?? []).flatMap(({ stores }) => stores.map(({ store, found }) => [store, found])));

async function keysIn(cloud: LocalCloud, bucket: string): Promise<string[]> {
  return [...(await objectsIn(cloud, bucket)).keys()];
}

describe("after its retention", () => {
  it("nothing of a wave is left but its releases, and on no day before is anything left that had to be gone", async () => {
    await withCloud(async (cloud) => {
      const campaigns = await registered(cloud, figures, SEED);
      const [first] = campaigns;
      await postLikeFrontEnds({ apiUrl: cloud.apiUrl, campaigns, seed: SEED });
      const last = lastDay();
      const nights = [
        await cloud.runNight({ asOf: nightAfter() }),
        await cloud.runNight({ asOf: dayAfter(nightAfter()) }),
      ];
      expect(nights.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
      const responses = await itemsIn(cloud, "responses");
      const comments = await itemsIn(cloud, "comments");
      const release = await releaseOf(cloud);
      expect(responses.length).toBeGreaterThan(100);
      expect(comments.length).toBeGreaterThan(0);
      expect(await keysIn(cloud, "microdata")).not.toEqual([]);

      // Each night has looked, and says until when what it found may be there.
      const written = [...(await objectsIn(cloud, "nights"))].filter(([key]) => key.startsWith("retention/"));
      expect(written.map(([key]) => key.split("/")[2]).sort()).toEqual(nights.map(({ name }) => `${name}.json`).sort());
      const ofTheSecond = written.find(([key]) => key.endsWith(`${nights[1]?.name}.json`));
      const everything = proof.parse(JSON.parse(String(ofTheSecond?.[1])));
      expect(everything.waves.map(({ wave, ends }) => [wave, ends])).toEqual([["2017", false]]);
      expect(foundIn(everything)).toEqual({
        responses: "kept",
        comments: "kept",
        counts: "kept",
        "microdata/owner": "kept",
        "microdata/shared": "kept",
      });

      const attesting = attestingOn(cloud);
      const fromLastDay = (days: number) => {
        const due = daysFrom(last, 1 + days + WEEK_OF_GRACE);
        return { first: due, last: due };
      };
      const { rulesReach } = attesting;
      const steps = [
        { due: await rulesReach("datasets", "drafts/", 14), overdue: ["drafts"] },
        { due: await rulesReach("nights", "plans/", 90), overdue: ["plans"] },
        { due: fromLastDay(365), overdue: ["comments 2017"] },
        { due: fromLastDay(1_095), overdue: ["responses 2017"] },
        { due: await rulesReach("microdata", "", 1_125), overdue: ["microdata/owner 2017", "microdata/shared 2017"] },
        // A day apart, and what is let go on the later one is let go of both.
        {
          due: { first: (await rulesReach("nights", "retention/", 3_652)).first, last: fromLastDay(3_652).last },
          overdue: ["counts 2017", "retention"],
        },
      ];
      for (const { due, overdue } of steps) {
        expect(await attesting.overdueAt(secondBefore(due.first)), `before ${overdue}`).toEqual([]);
        // Nothing has let go of it: neither the time to live nor the lifecycle rules ran.
        expect((await attesting.overdueAt(due.last)).toSorted()).toEqual(overdue.toSorted());
        await cloud.expire(due.last);
        expect(await attesting.overdueAt(due.last)).toEqual([]);
      }

      // All is gone, and the wave goes too: its links lead nowhere, where they said closed before.
      const link = `${cloud.apiUrl}/v1/surveys/${first?.link}`;
      expect((await fetch(link)).status).toBe(410);
      const end = daysFrom(last, 1 + 3_652 + WEEK_OF_GRACE + 30 + WEEK_OF_GRACE);
      expect((await attesting.at(secondBefore(end))).waves).toMatchObject([{ wave: "2017", ends: false }]);
      await cloud.expire(end);
      expect((await attesting.at(end)).waves).toMatchObject([{ wave: "2017", ends: true }]);
      expect((await fetch(link)).status).toBe(404);

      expect(cloud.tableNames).toHaveLength(4);
      for (const table of cloud.tableNames) expect(await itemsIn(cloud, table), table).toEqual([]);
      const left = new Map<string, Buffer>();
      for (const bucket of cloud.bucketNames) {
        for (const [key, bytes] of await objectsIn(cloud, bucket)) left.set(`${bucket}/${key}`, bytes);
      }
      const notReleased = [...left].filter(([key]) => !/^datasets\/(releases\/|latest\.json$)/.test(key));
      // The last proof says of the wave that it has ended, and holds nothing of it but its name.
      expect(notReleased.map(([key]) => key)).toEqual([
        `nights/retention/${end.toISOString().slice(0, 10)}/years-later.json`,
      ]);
      const lastProof = proof.parse(JSON.parse(String(notReleased[0]?.[1])));
      expect(lastProof.waves).toMatchObject([{ wave: "2017", ends: true }]);
      expect(new Set(Object.values(foundIn(lastProof)))).toEqual(new Set(["nothing"]));

      const marks = [
        ...[...responses, ...comments].map(({ sk }) => sk?.S ?? ""),
        ...campaigns.map((campaign) => campaign.link),
      ];
      const traces = [...left].flatMap(([key, bytes]) => marks.filter((mark) => bytes.includes(mark)).map(() => key));
      expect(traces).toEqual([]);
      expect(await releaseOf(cloud)).toEqual(release);

      // A document that still lists it brings its campaigns back, with other links; they end again the next night.
      const again = await registered(cloud, figures, SEED);
      expect(again.map((campaign) => campaign.link)).not.toContain(first?.link);
      await cloud.expire(end);
      expect((await attesting.at(end)).waves).toMatchObject([{ wave: "2017", ends: true }]);
      for (const table of cloud.tableNames) expect(await itemsIn(cloud, table), table).toEqual([]);
      attesting.stop();
    });
  });
});
