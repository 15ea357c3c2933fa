import { describe, expect, test } from "vitest";
import { publish, ReleaseRetracted } from "#functions/publish/publish.ts";
import type { RetractionRequest } from "#functions/retract/request.ts";
import { type RetractStores, retract } from "#functions/retract/retract.ts";
import { lastTold } from "#shared/storage/standing.ts";
import { programmeInMemory } from "../plan/programme-in-memory.ts";
import { Crash, CrashPlan } from "../publish/crashing.ts";
import { datasetsInMemory, followThePointer, writeDraft } from "../publish/datasets-in-memory.ts";

const now = new Date("2017-04-05T09:00:00Z");
const note = "The share of girls who trust their carers was that of boys, in every file.";
const nothing = "2017-04-01-000000000000";

/** Three releases, one after the other. */
async function threeReleases() {
  const datasets = datasetsInMemory();
  const { programme, state } = programmeInMemory();
  const stores: RetractStores = { programme, releases: datasets.releases, retracting: datasets.retracting };

  async function night(text: string, asOf: string) {
    const runId = `night-${asOf}`;
    await programme.acquireLease({ holder: runId, nowInSeconds: 0, seconds: 3600 });
    const supersedes = (await lastTold(datasets.releases))?.releaseId ?? null;
    await writeDraft(datasets, runId, { text, asOf, supersedes });
    return await publish(runId, { programme, drafts: datasets.drafts, releases: datasets.releases }, () => now);
  }
  const ids: string[] = [];
  for (const [position, text] of ["first", "second", "third"].entries()) {
    ids.push((await night(text, `2017-04-0${position + 1}`)).releaseId);
  }
  const [first = "", second = "", third = ""] = ids;
  const ask = (releaseId: string, because: RetractionRequest["because"] = "wrong") =>
    retract({ releaseId, because, note }, stores, now);
  const seen = async () => (await followThePointer(datasets))?.releaseId;
  const told = async () => (await lastTold(datasets.releases))?.releaseId;
  const below = (folder: string) => [...datasets.objects.keys()].filter((key) => key.startsWith(`${folder}/`));
  return { datasets, programme, state, stores, night, first, second, third, ask, seen, told, below };
}

describe("retracting the release that stands", () => {
  test("leads readers to the whole release before, and tells them why", async () => {
    const its = await threeReleases();
    expect(await its.ask(its.third)).toEqual({ retracted: its.third, stands: its.second, outOfReach: 0 });
    expect(await its.seen()).toBe(its.second);
    expect(await its.datasets.releases.retractions()).toMatchObject({
      retractions: [{ releaseId: its.third, retractedOn: "2017-04-05", because: "wrong", note }],
    });
    expect(its.state.lease).toBeUndefined();
  });

  test("leaves it to be read by its name, where it was only wrong", async () => {
    const its = await threeReleases();
    const files = its.below(`releases/${its.third}`);
    await its.ask(its.third);
    expect(its.below(`releases/${its.third}`)).toEqual(files);
  });

  test("takes every file of it out of reach, where it says too much, and out of no other", async () => {
    const its = await threeReleases();
    const others = its.below(`releases/${its.second}`);
    const files = its.below(`releases/${its.third}`);
    expect(await its.ask(its.third, "discloses")).toMatchObject({ outOfReach: files.length });
    expect(its.below(`releases/${its.third}`)).toEqual([]);
    expect(its.below(`releases/${its.second}`)).toEqual(others);
    expect(its.below(`retracted/${its.third}`)).toHaveLength(files.length);
  });

  test.each(["wrong", "discloses"] as const)(
    "lets no night forget what it told: the next release is held against it (%s)",
    async (because) => {
      const its = await threeReleases();
      await its.ask(its.third, because);
      expect(await its.told()).toBe(its.third);
      await its.ask(its.second, because);
      expect([await its.seen(), await its.told()]).toEqual([its.first, its.third]);
      const fourth = await its.night("fourth", "2017-04-06");
      expect([await its.seen(), await its.told()]).toEqual([fourth.releaseId, fourth.releaseId]);
    },
  );

  test("leaves no release to be read, where it was the only one that was not retracted", async () => {
    const its = await threeReleases();
    for (const releaseId of [its.third, its.second]) await its.ask(releaseId);
    expect(await its.ask(its.first)).toMatchObject({ stands: null });
    expect(await its.seen()).toBeUndefined();
    expect(await its.told()).toBe(its.third);
  });
});

describe("retracting an earlier release", () => {
  test("leaves the one that stands, and passes it by when that is retracted too", async () => {
    const its = await threeReleases();
    expect(await its.ask(its.second, "discloses")).toMatchObject({ stands: its.third });
    expect([await its.seen(), await its.told()]).toEqual([its.third, its.third]);
    expect(await its.ask(its.third)).toMatchObject({ stands: its.first });
  });
});

describe("a release that was retracted", () => {
  test.each([
    ["while an older one stands", []],
    ["also after another has been published", ["fourth"]],
  ])("is not brought back by a night that says the same, %s", async (_, between) => {
    const its = await threeReleases();
    await its.ask(its.third);
    for (const text of between) await its.night(text, "2017-04-06");
    const stood = await its.seen();
    await expect(its.night("third", "2017-04-07")).rejects.toThrow(ReleaseRetracted);
    expect(await its.seen()).toBe(stood);
  });

  test("gives way to what was told before it, when a night says that again", async () => {
    const its = await threeReleases();
    await its.ask(its.third);
    const again = await its.night("second", "2017-04-06");
    expect(again.status).toBe("published");
    expect(await its.told()).toBe(again.releaseId);
  });

  test("keeps its day and its place, and takes the words and the reason that were said last", async () => {
    const its = await threeReleases();
    await its.ask(its.second);
    await its.ask(its.third);
    const words = { releaseId: its.second, because: "discloses", note: `${note} Delete your copies.` } as const;
    await retract(words, its.stores, new Date("2017-05-01T09:00:00Z"));
    const { retractions } = (await its.datasets.releases.retractions()) ?? {};
    expect(retractions).toMatchObject([{ ...words, retractedOn: "2017-04-05" }, { releaseId: its.third }]);
    expect(its.below(`releases/${its.second}`)).toEqual([]);
  });
});

describe("nothing is retracted", () => {
  test("while a night is at work", async () => {
    const its = await threeReleases();
    await its.programme.acquireLease({ holder: "night-4", nowInSeconds: now.getTime() / 1000, seconds: 60 });
    const before = new Map(its.datasets.objects);
    expect(await its.ask(its.third)).toMatchObject({ refused: "night-at-work" });
    expect(its.datasets.objects).toEqual(before);
    expect(its.state.lease?.holder).toBe("night-4");
  });

  test("of a release that there is not", async () => {
    const its = await threeReleases();
    const before = new Map(its.datasets.objects);
    expect(await its.ask(nothing)).toMatchObject({ refused: "no-such-release" });
    expect(its.datasets.objects).toEqual(before);
    expect(its.state.lease).toBeUndefined();
  });
});

describe.each(["wrong", "discloses"] as const)("killed at any step of retracting what %s", (because) => {
  async function forEveryCrash(
    check: (its: Awaited<ReturnType<typeof threeReleases>>, place: string) => Promise<void>,
  ): Promise<number> {
    for (let step = 1; ; step += 1) {
      for (const when of ["before", "after"] as const) {
        const its = await threeReleases();
        const plan = new CrashPlan(step, when);
        const crashing = {
          programme: plan.around(its.stores.programme),
          releases: plan.around(its.stores.releases),
          retracting: plan.around(its.stores.retracting),
        };
        const asked = retract({ releaseId: its.third, because, note }, crashing, now);
        if ((await Promise.allSettled([asked]))[0]?.status === "fulfilled") return step - 1;
        await expect(asked).rejects.toThrow(Crash);
        await check(its, `${when} step ${step}`);
      }
    }
  }

  test("no night forgets what was told", async () => {
    const steps = await forEveryCrash(async (its, place) => {
      expect(await its.told(), place).toBe(its.third);
    });
    expect(steps).toBeGreaterThan(8);
  });

  test("asking again completes it", async () => {
    const undisturbed = await threeReleases();
    await undisturbed.ask(undisturbed.third, because);
    await forEveryCrash(async (its, place) => {
      expect(await its.ask(its.third, because), place).toMatchObject({ stands: its.second });
      expect(its.datasets.objects, place).toEqual(undisturbed.datasets.objects);
      expect(its.state.lease, place).toBeUndefined();
    });
  });
});
