/**
 * The worker of each step of a night dies in the middle of it, with a request drawn by chance: `PROPERTY_SEED` draws others.
 * SYNTHETIC.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectsIn } from "../journey/small-wave.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { askerOf, saysWhoItIs } from "../security/asked-of-stores.ts";
import { type Eve, theEve } from "./eve.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { type Mortality, newMortality } from "./mortal.ts";
import { leftIn, otherThan, recordsThatAreNotWhole, type Undisturbed } from "./what-a-night-leaves.ts";

const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const STEPS = ["plan", "tally", "benchmark", "audit", "publish", "generalise", "attest"] as const;
/** Once, and three times again. */
const TRIES = 4;

let eve: Eve;
let undisturbed: Undisturbed;
/** How many requests each function has made in the night that nobody disturbed. */
const requests = new Map<string, number>();

/** Every function with one sandbox, so that it is one that does the whole step. */
async function onACloud(story: (cloud: FaultyCloud, mortality: Mortality) => Promise<void>, count = false) {
  const mortality = newMortality();
  const seen = (passed: Parameters<typeof askerOf>[0]) => {
    const asker = askerOf(passed);
    if (count) requests.set(asker, (requests.get(asker) ?? 0) + 1);
  };
  const cloud = await startFaultyCloud({
    sandboxes: 1,
    whenBusy: "wait",
    from: eve.folder,
    change: ({ functionName, environment, ...definition }) =>
      mortality.mortal({ ...definition, functionName, environment: { ...environment, ...saysWhoItIs(functionName) } }),
    onPassedToDynamoDb: seen,
    onPassedToS3: seen,
  });
  try {
    await story(cloud, mortality);
  } finally {
    await cloud.stop();
    await mortality.forget();
  }
}

const functionOf = (step: (typeof STEPS)[number]) => {
  const name = [...requests.keys()].find((each) => each.endsWith(`-${step}`));
  if (name === undefined) throw new Error(`no night asks a store for anything in ${step}`);
  return name;
};

beforeAll(async () => {
  eve = await theEve(SEED);
  await onACloud(async (cloud) => {
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    const once = await leftIn(cloud);
    undisturbed = { once, twice: once };
  }, true);
});
afterAll(() => eve.forget());

test.each(STEPS)("where the worker of %s is killed in the middle, the night comes to the same release", (step) =>
  onACloud(async (cloud, mortality) => {
    const name = functionOf(step);
    const atRequest = chanceOf(SEED, "worker killed", step).integer(1, requests.get(name) ?? 1);
    mortality.letDie(name, { of: 1, atRequest });
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    expect(mortality.died(name)).toBe(1);
    expect(otherThan(undisturbed, await leftIn(cloud))).toEqual([]);
    expect(await recordsThatAreNotWhole(cloud)).toEqual([]);
  }),
);

test("where every worker of a step is killed, yesterday's release stands, and the next night comes to the same", () =>
  onACloud(async (cloud, mortality) => {
    const name = functionOf("audit");
    mortality.letDie(name, { of: TRIES, atRequest: Math.ceil((requests.get(name) ?? 1) / 2) });
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "FAILED", error: "Runtime.ExitError" });
    expect(mortality.died(name)).toBe(TRIES);
    expect(String((await objectsIn(cloud, "datasets")).get("latest.json"))).toBe(eve.pointer);
    expect((await leftIn(cloud)).leases).toBe(0);
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    expect(otherThan(undisturbed, await leftIn(cloud))).toEqual([]);
  }));
