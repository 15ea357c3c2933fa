/**
 * The schedule delivers at least once: two executions of the same night, started at the same time or shortly after one
 * another. `NIGHTS_DELIVERED_TWICE=20` is how often, `PROPERTY_SEED` draws other pauses. SYNTHETIC.
 */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { type Eve, theEve } from "./eve.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { leftIn, nightsOnRecord, otherThan, undisturbed } from "./what-a-night-leaves.ts";

const TIMES = Number(process.env.NIGHTS_DELIVERED_TWICE ?? 20);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
/** Of the second after the first, where they are not started at the same moment: both are planned by then, or one is. */
const LONGEST_PAUSE_IN_MILLISECONDS = 500;
const LONGEST_FOR_ONE_IN_MILLISECONDS = 120_000;

let eve: Eve;
beforeAll(async () => {
  eve = await theEve(SEED);
});
afterAll(() => eve.forget());

/** Counts how often the pointer was moved. */
async function onACloud<Result>(story: (cloud: FaultyCloud, moves: () => number) => Promise<Result>): Promise<Result> {
  let moves = 0;
  const cloud = await startFaultyCloud({
    sandboxes: 2,
    whenBusy: "wait",
    from: eve.folder,
    onPassedToS3({ method, path, status }) {
      if (method === "PUT" && path?.split("?")[0]?.endsWith("/latest.json") && status === 200) moves += 1;
    },
  });
  try {
    return await story(cloud, () => moves);
  } finally {
    await cloud.stop();
  }
}

test(
  `of two executions of one night one does the work and the other ends without harm, ${TIMES} times over`,
  async () => {
    const chance = chanceOf(SEED, "night delivered twice");
    const pauses: number[] = [];
    let firstsThatWorked = 0;
    for (let time = 0; time < TIMES; time += 1) {
      // Every other time at the same moment, as far as a process can.
      const pause = time % 2 === 0 ? 0 : chance.integer(0, LONGEST_PAUSE_IN_MILLISECONDS);
      pauses.push(pause);
      await onACloud(async (cloud, moves) => {
        const first = cloud.runNight(eve.tonight);
        const second = pause === 0 ? cloud.runNight(eve.tonight) : wait(pause).then(() => cloud.runNight(eve.tonight));
        const both = await Promise.all([first, second]);
        expect(both.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
        const worked = both.filter(({ output }) => (output as { readonly status?: string }).status === "published");
        const idle = both.filter(({ output }) => (output as { readonly proceed?: boolean }).proceed === false);
        expect([worked.length, idle.length]).toEqual([1, 1]);
        if (worked[0] === both[0]) firstsThatWorked += 1;

        expect(moves()).toBe(1);
        expect(otherThan(await undisturbed(eve, cloud), await leftIn(cloud))).toEqual([]);
        const tonight = (await nightsOnRecord(cloud)).filter(({ asOf }) => asOf === eve.tonight);
        expect(tonight).toMatchObject([{ runId: worked[0]?.name, status: "published" }]);
      });
    }
    console.log(
      `${TIMES} nights delivered twice, ${pauses.join(" ")} ms apart: one release and one move of the pointer each; ` +
        `the first execution did the work ${firstsThatWorked} times`,
    );
  },
  60_000 + TIMES * LONGEST_FOR_ONE_IN_MILLISECONDS,
);
