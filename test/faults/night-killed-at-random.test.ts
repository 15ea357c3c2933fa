/**
 * `kill -9` of the process that runs a night, at random moments spread over all its steps, while a reader never rests. The
 * stores live on, as those of an account do. `NIGHT_KILLS=100` is how many, `PROPERTY_SEED` draws others. SYNTHETIC.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAssembly } from "../../infra/local/assembly.ts";
import { startBuckets } from "../../infra/local/buckets.ts";
import { startTables } from "../../infra/local/tables.ts";
import { readTemplates, type Templates } from "../../infra/local/template.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { countIn } from "../journey/synthetic/posting-counts.ts";
import { copyOf, type Eve, theEve } from "./eve.ts";
import { localAssembly } from "./faulty-cloud.ts";
import { startReader } from "./reader.ts";
import {
  drawsIn,
  leftIn,
  nightsOnRecord,
  otherThan,
  redrawn,
  type Stores,
  undisturbed,
} from "./what-a-night-leaves.ts";

const KILLS = Number(process.env.NIGHT_KILLS ?? 100);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
/** A night that was killed so often is left to itself, so that there are many first nights among them. */
const MOST_KILLS_OF_ONE_NIGHT = 6;
const LONGEST_FOR_ONE_KILL_IN_MILLISECONDS = 60_000;

/** In their order. The first is there only after a kill: it is how the night that was killed is closed. */
const steps = [
  ...["Abandon", "Plan", "Tally", "Tally the nation"],
  ...["Benchmark", "Audit", "Publish", "Generalise"],
] as const;
type Step = (typeof steps)[number];
const isStep = (state: unknown): state is Step => steps.some((step) => step === state);

interface Kill {
  readonly step: Step;
  /** How far into the step, as a share of the time that it took the last time. */
  readonly share: number;
}

interface Life {
  readonly killed: boolean;
  /** The step that was the last to begin. */
  readonly last: Step | undefined;
  readonly ending: { readonly status?: string; readonly output?: { readonly status?: string } } | undefined;
}

let assembly: string;
let templates: Templates;
let eve: Eve;
/** How long each step took when it last came to its end, in milliseconds: a machine is not always as busy. */
const took = new Map<Step, number>();

function learn(began: ReadonlyMap<Step, number>, endedAt: number | undefined): void {
  const times = [...began];
  for (const [at, [step, from]] of times.entries()) {
    const until = times[at + 1]?.[1] ?? endedAt;
    if (until !== undefined) took.set(step, until - from);
  }
}

interface Disk extends Stores {
  readonly folder: string;
}

async function onACopy<Result>(story: (disk: Disk) => Promise<Result>): Promise<Result> {
  const folder = await copyOf(eve);
  const tables = await startTables({ templates, folder: join(folder, "dynamodb"), port: 0 });
  const buckets = await startBuckets({ templates, folder: join(folder, "s3"), port: 0 });
  try {
    return await story({
      folder,
      dynamoDbUrl: tables.url,
      tableNames: tables.names,
      s3Url: buckets.url,
      bucketNames: buckets.names,
    });
  } finally {
    await buckets.stop();
    await tables.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One process that runs the night, until it has ended or the moment for its kill has come. */
async function live({ folder, dynamoDbUrl, s3Url }: Disk, kill?: Kill): Promise<Life> {
  const child = fork(new URL("./night-runner.ts", import.meta.url), [
    ...["--assembly", assembly, "--folder", folder, "--as-of", eve.tonight],
    ...["--dynamodb", dynamoDbUrl, "--s3", s3Url],
  ]);
  const began = new Map<Step, number>();
  let last: Step | undefined;
  let ending: Life["ending"];
  child.on("message", ({ entered, ended }: { readonly entered?: unknown; readonly ended?: Life["ending"] }) => {
    ending ??= ended;
    if (!isStep(entered)) return;
    last = entered;
    if (!began.has(entered)) began.set(entered, performance.now());
    if (entered === kill?.step) {
      const pause = kill.share * (took.get(entered) ?? took.get("Plan") ?? 0);
      void wait(pause).then(() => child.kill("SIGKILL"));
    }
  });
  const [code, signal] = await once(child, "exit");
  // One that finds the release made already copies nothing.
  if (ending?.output?.status !== "unchanged") learn(began, ending && performance.now());
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`the night's process ended with ${code}`);
  return { killed: signal === "SIGKILL" && ending === undefined, last, ending };
}

const pointerOf = async ({ s3Url, bucketNames }: Disk) =>
  (await fetch(`${s3Url}/${bucketNames.find((name) => name.includes("datasets"))}/latest.json`)).text();

beforeAll(async () => {
  assembly = await localAssembly();
  templates = readTemplates((await readAssembly(assembly)).stacks);
  eve = await theEve(SEED);
  await onACopy(async (disk) => {
    const { ending } = await live(disk);
    expect(ending).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    expect(otherThan(await undisturbed(eve, disk), await leftIn(disk))).toEqual([]);
  });
});
afterAll(() => eve.forget());

test(
  `after ${KILLS} kills at random moments readers have seen whole releases alone, and each night comes to the one that nobody disturbed, byte for byte`,
  async () => {
    const told = (counts: ReadonlyMap<string, number>) => [...counts].map(([of, count]) => `${count} ${of}`).join(", ");
    console.log(
      `seed ${SEED}; undisturbed: ${[...took].map(([step, milliseconds]) => `${step} ${milliseconds.toFixed(0)} ms`).join(", ")}`,
    );
    const chance = chanceOf(SEED, "night killed at random");
    const landed = new Map<string, number>(steps.map((step) => [step, 0]));
    const onRecord = new Map<string, number>();
    const began = performance.now();
    let [kills, nights, looks, pulls, killedAfterADraw, killedAfterThePointer] = [0, 0, 0, 0, 0, 0];

    while (kills < KILLS) {
      await onACopy(async (disk) => {
        const reader = startReader(disk);
        let inThisNight = 0;
        let ended: Life | undefined;
        let drawn = await drawsIn(disk);
        let moved: string | undefined;
        while (kills < KILLS && inThisNight < MOST_KILLS_OF_ONE_NIGHT && ended === undefined) {
          const life = await live(disk, {
            step: chance.pick(steps.slice(inThisNight === 0 ? 1 : 0)),
            share: chance.uniform(),
          });
          if (!life.killed) {
            ended = life;
            break;
          }
          kills += 1;
          inThisNight += 1;
          countIn(landed, life.last ?? "before Plan");
          if (kills % 10 === 0) console.log(`${kills} of ${KILLS} kills, ${nights} nights: ${told(landed)}`);
          const draws = await drawsIn(disk);
          expect(redrawn(drawn, draws)).toEqual([]);
          if (draws.size > drawn.size) killedAfterADraw += 1;
          drawn = draws;
          const pointer = await pointerOf(disk);
          if (pointer === eve.pointer) continue;
          moved = pointer;
          killedAfterThePointer += 1;
          break;
        }
        ended ??= await live(disk);
        nights += 1;
        expect(ended.ending).toMatchObject({ status: "SUCCEEDED" });
        const reading = await reader.stop();
        looks += reading.looks;
        pulls += reading.pulls;
        const pointer = await pointerOf(disk);
        if (moved !== undefined) expect(pointer).toBe(moved);
        const [before, after] = [eve.pointer, pointer].map((text) => JSON.parse(text).releaseId);
        expect([[before, after], [after]]).toContainEqual(reading.releases);

        expect(redrawn(drawn, await drawsIn(disk))).toEqual([]);
        expect(otherThan(await undisturbed(eve, disk, 2), await leftIn(disk))).toEqual([]);
        for (const { status, error } of await nightsOnRecord(disk))
          countIn(onRecord, error === undefined ? status : `${status} with ${error}`);
      });
    }
    console.log(
      `${kills} kills in ${nights} nights and ${((performance.now() - began) / 1_000).toFixed(0)} s: ${told(landed)}; ` +
        `${killedAfterADraw} of them after another draw was written, ${killedAfterThePointer} after the pointer had moved\n` +
        `the reader looked at the pointer ${looks} times and read ${pulls} whole releases\nnights on record: ${told(onRecord)}`,
    );
    expect(kills).toBe(KILLS);
    expect(onRecord.get("running") ?? 0).toBe(0);
    if (KILLS >= 100) for (const step of steps) expect(landed.get(step), step).toBeGreaterThan(0);
  },
  600_000 + KILLS * LONGEST_FOR_ONE_KILL_IN_MILLISECONDS,
);
