import { describe, expect, test } from "vitest";
import { DraftDiffers, ReleaseIsImmutable } from "#functions/publish/adopt.ts";
import { type PublishStores, publish } from "#functions/publish/publish.ts";
import { LeaseLost } from "#shared/storage/nights.ts";
import { DamagedObject, MissingObject } from "#shared/storage/objects.ts";
import { StandingReleaseDamaged } from "#shared/storage/standing.ts";
import { programmeInMemory } from "../plan/programme-in-memory.ts";
import { Crash, CrashPlan } from "./crashing.ts";
import { datasetsInMemory, followThePointer, writeDraft } from "./datasets-in-memory.ts";

const now = () => new Date("2017-04-01T02:30:00Z");
const nowInSeconds = now().getTime() / 1000;
const bristol = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", asAt: "2017-04-01" } as const;
const devon = { ...bristol, authority: "878" } as const;

function world() {
  const datasets = datasetsInMemory();
  const { programme, state } = programmeInMemory();
  const stores: PublishStores = { programme, drafts: datasets.drafts, releases: datasets.releases };
  const begin = async (runId: string, asOf = "2017-04-01") => {
    if (!(await programme.acquireLease({ holder: runId, nowInSeconds, seconds: 3600 }))) throw new Error("not ours");
    await programme.recordNight({ runId, asOf, startedAt: "2017-04-01T02:15:00.000Z", status: "running" });
  };
  return { datasets, programme, state, stores, begin };
}

async function firstRelease(its: ReturnType<typeof world>) {
  await its.begin("night-1");
  const manifest = await writeDraft(its.datasets, "night-1");
  await publish("night-1", its.stores, now);
  return manifest;
}

describe("publishing", () => {
  test("makes the whole draft visible, marks its campaigns, records the night and gives the lease back", async () => {
    const its = world();
    const { releaseId } = await firstRelease(its);
    expect(await followThePointer(its.datasets)).toEqual({
      releaseId,
      texts: ["benchmarks.csv\nfirst\n", "response_rates.csv\nfirst\n"],
    });
    expect([...its.state.released]).toEqual([["2017#801#ylyc-8-11", releaseId]]);
    expect([...its.state.nights.values()]).toEqual([
      {
        runId: "night-1",
        asOf: "2017-04-01",
        startedAt: "2017-04-01T02:15:00.000Z",
        status: "published",
        releaseId,
      },
    ]);
    expect(its.state.lease).toBeUndefined();
  });

  test("gives no new release when nothing is new, on whatever day", async () => {
    const its = world();
    const { releaseId } = await firstRelease(its);
    const before = [...its.datasets.objects.keys()].filter((key) => !key.startsWith("drafts/"));
    await its.begin("night-2", "2017-04-02");
    await writeDraft(its.datasets, "night-2", { asOf: "2017-04-02" });
    expect(await publish("night-2", its.stores, now)).toEqual({ status: "unchanged", releaseId });
    expect([...its.datasets.objects.keys()].filter((key) => !key.startsWith("drafts/"))).toEqual(before);
    expect(its.state.nights.get("2017-04-02#night-2")).toMatchObject({ status: "unchanged", releaseId });
    expect(its.state.lease).toBeUndefined();
  });

  test("moves the pointer to a changed release and leaves the old one whole", async () => {
    const its = world();
    const first = await firstRelease(its);
    const oldFiles = [...its.datasets.objects].filter(([key]) => key.startsWith(`releases/${first.releaseId}/`));
    await its.begin("night-2", "2017-04-02");
    const second = await writeDraft(its.datasets, "night-2", {
      text: "second",
      asOf: "2017-04-02",
      released: [bristol, devon],
    });
    expect(await publish("night-2", its.stores, now)).toEqual({ status: "published", releaseId: second.releaseId });
    expect(await followThePointer(its.datasets)).toMatchObject({ releaseId: second.releaseId });
    for (const [key, bytes] of oldFiles) expect(its.datasets.objects.get(key)).toEqual(bytes);
    expect(Object.fromEntries(its.state.released)).toEqual({
      "2017#801#ylyc-8-11": first.releaseId,
      "2017#878#ylyc-8-11": second.releaseId,
    });
  });

  test("answers the same again when its first answer was lost, although the lease is gone", async () => {
    const its = world();
    const { releaseId } = await firstRelease(its);
    const before = structuredClone(its.state);
    expect(await publish("night-1", its.stores, now)).toEqual({ status: "published", releaseId });
    expect(its.state).toEqual(before);
  });

  test("does nothing without the lease", async () => {
    const its = world();
    await writeDraft(its.datasets, "night-1");
    await its.begin("night-2");
    await expect(publish("night-1", its.stores, now)).rejects.toThrow(LeaseLost);
    expect([...its.datasets.objects.keys()].every((key) => key.startsWith("drafts/night-1/"))).toBe(true);
  });

  test("leaves the pointer where it is when the lease is lost while it copies", async () => {
    const its = world();
    await its.begin("night-1");
    await writeDraft(its.datasets, "night-1");
    const releases = {
      ...its.stores.releases,
      async adopt(runId: string, releaseId: string, path: string) {
        its.state.lease = { holder: "night-2", until: nowInSeconds + 3600 };
        await its.stores.releases.adopt(runId, releaseId, path);
      },
    };
    await expect(publish("night-1", { ...its.stores, releases }, now)).rejects.toThrow(LeaseLost);
    expect(await followThePointer(its.datasets)).toBeUndefined();
    expect(its.state.lease?.holder).toBe("night-2");
  });
});

describe("publishing refuses", () => {
  test("to change a release that is there under the same id", async () => {
    const its = world();
    await its.begin("night-1");
    const { releaseId } = await writeDraft(its.datasets, "night-1");
    const key = `releases/${releaseId}/benchmarks.csv`;
    const immutable = new TextEncoder().encode("something else");
    its.datasets.objects.set(key, immutable);
    await expect(publish("night-1", its.stores, now)).rejects.toThrow(ReleaseIsImmutable);
    expect(its.datasets.objects.get(key)).toBe(immutable);
    expect(await followThePointer(its.datasets)).toBeUndefined();
  });

  test("a draft whose file is not the one in its manifest, and puts nothing of it into the release", async () => {
    const its = world();
    await its.begin("night-1");
    const { releaseId } = await writeDraft(its.datasets, "night-1");
    its.datasets.objects.set("drafts/night-1/response_rates.csv", new TextEncoder().encode("changed"));
    await expect(publish("night-1", its.stores, now)).rejects.toThrow(DraftDiffers);
    expect(its.datasets.objects.has(`releases/${releaseId}/response_rates.csv`)).toBe(false);
    expect(await followThePointer(its.datasets)).toBeUndefined();
  });

  test("a copy that arrives with other bytes", async () => {
    const its = world();
    await its.begin("night-1");
    const { releaseId } = await writeDraft(its.datasets, "night-1");
    const releases = {
      ...its.stores.releases,
      async adopt(_: string, __: string, path: string) {
        its.datasets.objects.set(`releases/${releaseId}/${path}`, new TextEncoder().encode("half"));
      },
    };
    await expect(publish("night-1", { ...its.stores, releases }, now)).rejects.toThrow(DraftDiffers);
    expect(await followThePointer(its.datasets)).toBeUndefined();
  });

  test("a draft without a manifest, or with one that is none", async () => {
    const its = world();
    await its.begin("night-1");
    await expect(publish("night-1", its.stores, now)).rejects.toThrow(MissingObject);
    its.datasets.objects.set("drafts/night-1/manifest.json", new TextEncoder().encode("{ trust"));
    await expect(publish("night-1", its.stores, now)).rejects.toThrow(DamagedObject);
  });

  test("to build on a release whose manifest was tampered with or taken away", async () => {
    const its = world();
    const { releaseId } = await firstRelease(its);
    const key = `releases/${releaseId}/manifest.json`;
    const text = new TextDecoder().decode(its.datasets.objects.get(key));
    its.datasets.objects.set(key, new TextEncoder().encode(text.replace('"codeVersion":"1"', '"codeVersion":"2"')));
    await its.begin("night-2", "2017-04-02");
    await writeDraft(its.datasets, "night-2", { text: "second", asOf: "2017-04-02" });
    await expect(publish("night-2", its.stores, now)).rejects.toThrow(StandingReleaseDamaged);
    its.datasets.objects.delete(key);
    await expect(publish("night-2", its.stores, now)).rejects.toThrow(StandingReleaseDamaged);
  });
});

const scenarios = [
  { name: "a first release", before: false, text: "first", expected: "published" },
  { name: "a changed release", before: true, text: "second", expected: "published" },
  { name: "an unchanged release", before: true, text: "first", expected: "unchanged" },
] as const;

/** The state after an uninterrupted night of the scenario, and how many steps that takes. */
async function prepare({ before, text }: (typeof scenarios)[number]) {
  const its = world();
  const old = before ? (await firstRelease(its)).releaseId : undefined;
  await its.begin("night-2", "2017-04-02");
  const draft = await writeDraft(its.datasets, "night-2", { text, asOf: "2017-04-02", released: [bristol, devon] });
  const crashing = (plan: CrashPlan): PublishStores => ({
    programme: plan.around(its.stores.programme),
    drafts: plan.around(its.stores.drafts),
    releases: plan.around(its.stores.releases),
  });
  return { its, old, draft, crashing };
}

describe.each(scenarios)("killed at any step of $name", (scenario) => {
  async function forEveryCrash(
    check: (crashed: Awaited<ReturnType<typeof prepare>> & { readonly place: string }) => Promise<void>,
  ) {
    const counter = new CrashPlan(0, "before");
    const { crashing } = await prepare(scenario);
    await publish("night-2", crashing(counter), now);
    expect(counter.steps).toBeGreaterThan(5);
    for (let step = 1; step <= counter.steps; step += 1) {
      for (const when of ["before", "after"] as const) {
        const prepared = await prepare(scenario);
        await expect(publish("night-2", prepared.crashing(new CrashPlan(step, when)), now)).rejects.toThrow(Crash);
        await check({ ...prepared, place: `${when} step ${step}` });
      }
    }
  }

  test("a reader sees the old release or the new one, whole", async () => {
    await forEveryCrash(async ({ its, old, draft, place }) => {
      const seen = (await followThePointer(its.datasets))?.releaseId;
      expect([old, draft.releaseId], place).toContain(seen);
    });
  });

  test("the same run, tried again, ends as if nothing had happened", async () => {
    const undisturbed = await prepare(scenario);
    const outcome = await publish("night-2", undisturbed.its.stores, now);
    expect(outcome.status).toBe(scenario.expected);
    await forEveryCrash(async ({ its, draft, place }) => {
      const again = await publish("night-2", its.stores, now);
      // Once the pointer has moved, the run that is tried again finds its own release standing.
      const releaseId = scenario.expected === "published" ? draft.releaseId : outcome.releaseId;
      expect(again.releaseId, place).toBe(releaseId);
      expect((await followThePointer(its.datasets))?.releaseId, place).toBe(releaseId);
      expect(its.state.released, place).toEqual(undisturbed.its.state.released);
      expect(its.datasets.objects, place).toEqual(undisturbed.its.datasets.objects);
      expect(its.state.lease, place).toBeUndefined();
    });
  });

  test("the next night with the same content completes it, marks included", async () => {
    await forEveryCrash(async ({ its, place }) => {
      await its.programme.endLease("night-2");
      await its.begin("night-3", "2017-04-03");
      await writeDraft(its.datasets, "night-3", {
        text: scenario.text,
        asOf: "2017-04-03",
        released: scenario.text === "first" && scenario.before ? [bristol] : [bristol, devon],
      });
      const { releaseId } = await publish("night-3", its.stores, now);
      expect((await followThePointer(its.datasets))?.releaseId, place).toBe(releaseId);
      const carried =
        scenario.expected === "published" ? ["2017#801#ylyc-8-11", "2017#878#ylyc-8-11"] : ["2017#801#ylyc-8-11"];
      expect([...its.state.released.keys()], place).toEqual(carried);
      expect(its.state.lease, place).toBeUndefined();
    });
  });

  test("a next night with other content marks the campaigns under the release that first carried them", async () => {
    await forEveryCrash(async ({ its, old, place }) => {
      const carried = old ?? (await followThePointer(its.datasets))?.releaseId;
      await its.programme.endLease("night-2");
      await its.begin("night-3", "2017-04-03");
      const third = await writeDraft(its.datasets, "night-3", {
        text: "third",
        asOf: "2017-04-03",
        released: [bristol, devon],
      });
      await publish("night-3", its.stores, now);
      expect(await followThePointer(its.datasets), place).toMatchObject({ releaseId: third.releaseId });
      expect(its.state.released.get("2017#801#ylyc-8-11"), place).toBe(carried ?? third.releaseId);
    });
  });
});
