/**
 * `kill -9` of everything in the middle of each step of a night. A night that is run again afterwards, over what was left
 * lying about, must come to the very release that an undisturbed one comes to from the same draws. SYNTHETIC.
 */
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { londonDay } from "#shared/programme/calendar.ts";
import { askControl } from "../../infra/local/whereabouts.ts";
import { stages } from "../../infra/stages.ts";
import { freePorts } from "../free-ports.ts";
import { registerWave } from "../journey/register-wave.ts";
import { lastDay, newFolder, nightAfter, objectsIn, releaseOf } from "../journey/small-wave.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";
import { copyOf } from "./eve.ts";
import { type StartedCloud, startCloudOn } from "./started-cloud.ts";
import { drawsIn, leftIn, otherThan, redrawn, undisturbed } from "./what-a-night-leaves.ts";

const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const wave: WaveFigures = { wave: "2017", authorities: 4, respondents: { "ylyc-8-11": 160 } };
/** A step of so small a wave takes some hundred milliseconds, a publication most of all. */
const LONGEST_IN_A_STEP_IN_MILLISECONDS = 400;

interface Night {
  readonly status: string;
  readonly output?: { readonly status?: string };
}

// Asked once: midnight may come while it runs.
const [UNTIL, TONIGHT] = [lastDay(), nightAfter()];

const runNight = async ({ at }: StartedCloud) =>
  (await askControl(at.controlUrl, "POST", "/nights", { asOf: TONIGHT })).body as Night;

let posted: string;
beforeAll(async () => {
  posted = await newFolder();
  const cloud = await startCloudOn(posted, await freePorts(4));
  try {
    const document = programmeOf(wave, SEED, {
      today: londonDay(new Date()),
      until: UNTIL,
      allowedOrigins: stages.local.allowedOrigins,
    });
    const invoke = async (programme: unknown) =>
      (await askControl(cloud.at.controlUrl, "POST", "/functions/register/invocations", programme)).body;
    const campaigns = await registerWave(invoke, document, wave, SEED);
    await postLikeFrontEnds({ apiUrl: cloud.at.apiUrl, campaigns, seed: SEED, slowBodyInMilliseconds: 200 });
  } finally {
    const ended = once(cloud.process, "exit");
    cloud.process.kill("SIGTERM");
    await ended;
  }
});
afterAll(() => rm(posted, { recursive: true, force: true }));

/** On state of its own; whatever it has started is killed at the end. */
async function onACopy(story: (start: () => Promise<StartedCloud>, folder: string) => Promise<void>): Promise<void> {
  const folder = await copyOf({ folder: posted });
  const started: StartedCloud[] = [];
  try {
    await story(async () => {
      const cloud = await startCloudOn(folder, await freePorts(4));
      started.push(cloud);
      return cloud;
    }, folder);
  } finally {
    for (const cloud of started) await cloud.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hasEntered(folder: string, state: string): Promise<void> {
  const log = () => readFile(join(folder, "logs", "night.log"), "utf8").catch(() => "");
  while (!(await log()).includes(`"state":"${state}"`)) await wait(2);
}

test.each(["Tally", "Tally the nation", "Benchmark", "Audit", "Publish"])(
  "killed in the middle of %s, a night is run again and comes to the same release, byte for byte",
  (state) =>
    onACopy(async (start, folder) => {
      const first = await start();
      const killed = runNight(first).catch(() => "killed");
      await hasEntered(folder, state);
      await wait(chanceOf(SEED, "night killed", state).integer(0, LONGEST_IN_A_STEP_IN_MILLISECONDS));
      await first.kill();
      expect(await killed).toBe("killed");

      const second = await start();
      const { at } = second;
      const drawn = await drawsIn(at);
      // Nothing half: there is no release yet, or there is the whole one.
      const pointer = (await objectsIn(at, "datasets")).get("latest.json");
      if (pointer !== undefined) await releaseOf(at);
      expect(await runNight(second)).toMatchObject({ status: "SUCCEEDED" });
      expect(redrawn(drawn, await drawsIn(at))).toEqual([]);
      if (pointer !== undefined) expect((await objectsIn(at, "datasets")).get("latest.json")).toEqual(pointer);
      const expected = await undisturbed({ folder: posted, tonight: TONIGHT }, at, 2);
      expect(otherThan(expected, await leftIn(at))).toEqual([]);
    }),
);
