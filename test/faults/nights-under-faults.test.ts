/**
 * Whole nights while both stores fail: one in ten requests of every step, and a store that is gone in the middle of one.
 * `NIGHTS_UNDER_FAULTS=10` runs as many under mixed faults, `PROPERTY_SEED` draws others. SYNTHETIC.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectsIn } from "../journey/small-wave.ts";
import { countIn } from "../journey/synthetic/posting-counts.ts";
import { type Eve, theEve } from "./eve.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { always, faults, mixed, noFaults } from "./proxy.ts";
import { startReader } from "./reader.ts";
import { drawsIn, leftIn, nightsOnRecord, otherThan, redrawn, undisturbed } from "./what-a-night-leaves.ts";

const NIGHTS = Number(process.env.NIGHTS_UNDER_FAULTS ?? 10);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const SHARE = 0.1;
const LONGEST_FOR_ONE_NIGHT_IN_MILLISECONDS = 300_000;

let eve: Eve;
beforeAll(async () => {
  eve = await theEve(SEED);
});
afterAll(() => eve.forget());

async function onACloud<Result>(story: (cloud: FaultyCloud) => Promise<Result>): Promise<Result> {
  const cloud = await startFaultyCloud({ sandboxes: 2, whenBusy: "wait", from: eve.folder });
  try {
    return await story(cloud);
  } finally {
    await cloud.stop();
  }
}

const proxiesOf = ({ beforeDynamoDb, beforeS3 }: FaultyCloud) => [beforeDynamoDb, beforeS3];
const pointerOf = async (cloud: FaultyCloud) => String((await objectsIn(cloud, "datasets")).get("latest.json"));

/** Both stores are well again, and what was under way has come to its end. */
async function recover(cloud: FaultyCloud): Promise<void> {
  for (const proxy of proxiesOf(cloud)) {
    proxy.follow(noFaults);
    await proxy.quiet();
  }
}

test(
  `of ${NIGHTS} nights under mixed faults of both stores each comes to the undisturbed release, or leaves yesterday's and the next night does`,
  async () => {
    const done = new Map<string, number>();
    const endings = new Map<string, number>();
    let [requests, seconds, pulls] = [0, 0, 0];
    for (let night = 0; night < NIGHTS; night += 1) {
      await onACloud(async (cloud) => {
        const reader = startReader(cloud);
        for (const [at, proxy] of proxiesOf(cloud).entries()) proxy.follow(mixed(SHARE, SEED + 2 * night + at));
        const began = performance.now();
        const { status, error } = await cloud.runNight(eve.tonight);
        seconds += (performance.now() - began) / 1_000;
        await recover(cloud);
        countIn(endings, error === undefined ? status : `${status} with ${error}`);
        for (const proxy of proxiesOf(cloud)) {
          requests += proxy.requests();
          for (const [fault, times] of proxy.done) done.set(fault, (done.get(fault) ?? 0) + times);
        }

        if (status !== "SUCCEEDED") expect(await pointerOf(cloud)).toBe(eve.pointer);
        const [afterFaults, drawn] = [await leftIn(cloud), await drawsIn(cloud)];
        // Also after one that succeeded: what could not be generalised is made up for.
        expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED" });
        expect(redrawn(drawn, await drawsIn(cloud))).toEqual([]);
        const expected = await undisturbed(eve, cloud, 2);
        if (status === "SUCCEEDED") expect(afterFaults.objects).toEqual(expected[0]?.objects);
        expect(otherThan(expected, await leftIn(cloud))).toEqual([]);
        pulls += (await reader.stop()).pulls;
      });
      console.log(
        `night ${night + 1} of ${NIGHTS}: ${[...endings].map(([how, times]) => `${times} ${how}`).join(", ")}`,
      );
    }
    console.log(
      `${NIGHTS} nights under faults in ${seconds.toFixed(0)} s: ${[...endings].map(([how, times]) => `${times} ${how}`).join(", ")}\n` +
        `${requests} requests, ${[...done].map(([fault, times]) => `${times} ${fault}`).join(", ")}; ${pulls} whole releases read`,
    );
    for (const fault of faults) expect(done.get(fault), fault).toBeGreaterThan(0);
  },
  60_000 + NIGHTS * LONGEST_FOR_ONE_NIGHT_IN_MILLISECONDS,
);

/** Before anything of the release is copied, and while it is. */
test.each(["Benchmark", "Publish"])(
  "an S3 that is gone from the middle of %s on fails the night, which is on record, and the next one is right",
  (step) =>
    onACloud(async (cloud) => {
      const reader = startReader(cloud);
      const running = cloud.runNight(eve.tonight);
      await cloud.hasEntered(step);
      const before = cloud.beforeS3.requests();
      while (cloud.beforeS3.requests() < before + 20) await new Promise((next) => setTimeout(next, 1));
      cloud.beforeS3.follow(always("failed"));
      const { status, error } = await running;
      expect(status).toBe("FAILED");
      await recover(cloud);
      expect(await pointerOf(cloud)).toBe(eve.pointer);
      const onRecord = (await nightsOnRecord(cloud)).filter(({ status: ending }) => ending === "failed");
      expect(onRecord).toMatchObject([{ error }]);
      expect((await leftIn(cloud)).leases).toBe(0);

      expect(await cloud.runNight(eve.tonight)).toMatchObject({
        status: "SUCCEEDED",
        output: { status: "published" },
      });
      expect(otherThan(await undisturbed(eve, cloud), await leftIn(cloud))).toEqual([]);
      const [yesterday, tonight] = (await reader.stop()).releases;
      expect(yesterday).toBe(JSON.parse(eve.pointer).releaseId);
      expect(tonight).toBeDefined();
      console.log(`S3 gone in ${step}: the night failed with ${error}`);
    }),
  LONGEST_FOR_ONE_NIGHT_IN_MILLISECONDS,
);
