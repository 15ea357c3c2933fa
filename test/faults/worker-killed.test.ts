/**
 * The worker of each step of a night dies in the middle of it: that of tally with each kind of its requests, the others with
 * a request drawn by chance. `PROPERTY_SEED` draws others. SYNTHETIC.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawsIn, objectsIn, putDraws } from "../journey/small-wave.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { askedOfDynamoDb, askerOf, saysWhoItIs } from "../security/asked-of-stores.ts";
import { type Eve, theEve } from "./eve.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { type Deaths, type Mortality, newMortality } from "./mortal.ts";
import type { Passed } from "./proxy.ts";
import { type Left, leftIn, otherThan, undisturbed } from "./what-a-night-leaves.ts";

const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const STEPS = ["plan", "benchmark", "audit", "publish", "generalise", "attest"] as const;
/** Once, and three times again. */
const TRIES = 4;

let eve: Eve;
/** What a night leaves that nobody disturbs, and the draws that it works from. */
let once: Left;
let draws: Awaited<ReturnType<typeof drawsIn>>;
/** What each function asks its stores in that night, in order. */
const requests = new Map<string, string[]>();

/** Every function with one sandbox, so that it is one that does the whole step. */
async function onACloud(story: (cloud: FaultyCloud, mortality: Mortality) => Promise<void>, count = false) {
  const mortality = newMortality();
  const seen = (asked: string, passed: Passed) => {
    const asker = askerOf(passed);
    if (count) requests.set(asker, [...(requests.get(asker) ?? []), asked]);
  };
  const cloud = await startFaultyCloud({
    sandboxes: 1,
    whenBusy: "wait",
    from: eve.folder,
    change: ({ functionName, environment, ...definition }) =>
      mortality.mortal({ ...definition, functionName, environment: { ...environment, ...saysWhoItIs(functionName) } }),
    onPassedToDynamoDb: (passed) =>
      askedOfDynamoDb(passed, (table) => table).forEach(({ action, resource }) => {
        seen(`${action} ${resource}`, passed);
      }),
    onPassedToS3: (passed) => seen(`${passed.method} ${passed.path}`, passed),
  });
  try {
    await story(cloud, mortality);
  } finally {
    await cloud.stop();
    await mortality.forget();
  }
}

function functionOf(step: string): { readonly name: string; readonly asked: readonly string[] } {
  const found = [...requests].find(([name]) => name.endsWith(`-${step}`));
  if (found === undefined) throw new Error(`no night asks a store for anything in ${step}`);
  const [name, asked] = found;
  return { name, asked };
}

beforeAll(async () => {
  eve = await theEve(SEED);
  await onACloud(async (cloud) => {
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    once = await leftIn(cloud);
    draws = await drawsIn(cloud);
  }, true);
});
afterAll(() => eve.forget());

async function succeeds(cloud: FaultyCloud, mortality: Mortality, name: string, deaths: Deaths): Promise<void> {
  mortality.letDie(name, deaths);
  expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
  expect(mortality.died(name)).toBe(deaths.length);
}

test.each(STEPS)("where the worker of %s is killed in the middle, the night comes to the same release", (step) =>
  onACloud(async (cloud, mortality) => {
    const { name, asked } = functionOf(step);
    await putDraws(draws, cloud);
    await succeeds(cloud, mortality, name, [chanceOf(SEED, "worker killed", step).integer(1, asked.length)]);
    expect(otherThan([once], await leftIn(cloud))).toEqual([]);
  }),
);

const MARK = "dynamodb:UpdateItem programme";
const READ = "dynamodb:Query responses";
const DRAW = "dynamodb:PutItem counts";

test.each<[string, (asked: readonly string[]) => Deaths]>([
  ["marks a campaign, then as it asks for a draw, then as it reads", (asked) => [1, 2, asked.indexOf(READ) + 1]],
  ["writes the draw of a campaign", (asked) => [asked.indexOf(DRAW) + 1]],
  ["marks a campaign again whose draw is written", (asked) => [asked.lastIndexOf(MARK) + 1]],
  ["reads for the nation", (asked) => [asked.lastIndexOf(READ) + 1]],
  ["writes the draw of the nation", (asked) => [asked.lastIndexOf(DRAW) + 1]],
])("where the worker of tally is killed as it %s, each is drawn once and the release is the same", (_, deathsOf) =>
  onACloud(async (cloud, mortality) => {
    const { name, asked } = functionOf("tally");
    expect(asked.filter((each) => [MARK, READ, DRAW].includes(each))).toEqual([MARK, READ, DRAW, MARK, READ, DRAW]);
    await succeeds(cloud, mortality, name, deathsOf(asked));
    expect(otherThan(await undisturbed(eve, cloud), await leftIn(cloud))).toEqual([]);
  }),
);

test("where every worker of a step is killed, yesterday's release stands, and the next night comes to the same", () =>
  onACloud(async (cloud, mortality) => {
    const { name, asked } = functionOf("audit");
    await putDraws(draws, cloud);
    mortality.letDie(name, new Array(TRIES).fill(Math.ceil(asked.length / 2)));
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "FAILED", error: "Runtime.ExitError" });
    expect(mortality.died(name)).toBe(TRIES);
    expect(String((await objectsIn(cloud, "datasets")).get("latest.json"))).toBe(eve.pointer);
    expect((await leftIn(cloud)).leases).toBe(0);
    expect(await cloud.runNight(eve.tonight)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    expect(otherThan([once], await leftIn(cloud))).toEqual([]);
  }));
