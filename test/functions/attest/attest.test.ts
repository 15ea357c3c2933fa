import { describe, expect, test } from "vitest";
import { attest } from "#functions/attest/attest.ts";
import { RetentionOverdue } from "#functions/attest/overdue.ts";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { proof as proofShape } from "#shared/storage/proofs.ts";
import type { HeldVersion } from "#shared/storage/remains.ts";
import { aCampaign } from "../plan/programme-in-memory.ts";
import { type Bucket, Killed, keptStores, retention } from "./kept-stores.ts";

// The last day of the wave is 31 March 2017.
const bristol = aCampaign({ link: "A".repeat(14), closes: "2017-02-28" });
const sheffield = aCampaign({ code: "373", link: "B".repeat(14) });
const wave = [bristol, sheffield];
const beforeAnythingIsDue = "2018-04-07T23:59:59Z";
const longAfter = "2031-01-01T03:15:00Z";

type Kept = ReturnType<typeof keptStores>;
const run = ({ stores }: Kept, at: string, runId = "night-1") => attest(runId, retention, stores, new Date(at));

async function overdueAt(kept: Kept, at: string) {
  try {
    await run(kept, at);
    return [];
  } catch (error) {
    if (error instanceof RetentionOverdue) return error.overdue;
    throw error;
  }
}

const lies = ({ state }: Kept, bucket: Bucket, key: string, ...versions: HeldVersion[]) =>
  state.objects[bucket].set(key, versions);
const current = (day: string): HeldVersion => ({ kind: "current", since: new Date(`${day}T03:16:00Z`) });
const earlier = (day: string): HeldVersion => ({ kind: "earlier", since: new Date(`${day}T03:16:00Z`) });
const deletion = (day: string): HeldVersion => ({ kind: "deletion", since: new Date(`${day}T03:16:00Z`) });

describe("what children said", () => {
  // Kept by the table from the day after the last on for 365, 1,095 and 3,652 days, each with a week for AWS to be late.
  const due = {
    comments: "2018-04-08T00:00:00Z",
    responses: "2020-04-07T00:00:00Z",
    counts: "2027-04-08T00:00:00Z",
  } as const;

  test.each(["comments", "responses", "counts"] as const)(
    "%s are overdue from their day on and not a second before",
    async (store) => {
      const kept = keptStores(wave);
      kept.state.rows[store].add(partitionOf(keyOf(sheffield)));
      const secondBefore = new Date(Date.parse(due[store]) - 1_000).toISOString();
      expect(await overdueAt(kept, secondBefore)).toEqual([]);
      expect(await overdueAt(kept, due[store])).toEqual([{ store, wave: "2017" }]);
    },
  );

  test("is counted from the last day of the wave, also that of a campaign which closed before", async () => {
    const kept = keptStores(wave);
    kept.state.rows.comments.add(partitionOf(keyOf(bristol)));
    expect(await overdueAt(kept, "2018-03-10T00:00:00Z")).toEqual([]);
    expect(await overdueAt(kept, due.comments)).toEqual([{ store: "comments", wave: "2017" }]);
  });

  test("is not even counted while it may be there", async () => {
    const kept = keptStores(wave);
    await run(kept, beforeAnythingIsDue);
    for (const store of Object.keys(due)) expect(kept.state.looked).not.toContain(store);
  });

  test.each([
    ["of the nation", [aCampaign({ synthetic: false })], "2017#nation#ylyc-8-11"],
    ["of a nation of invented answers", wave, "2017#nation#ylyc-8-11#synthetic"],
  ])("as counts %s is overdue with those of its campaigns", async (_, campaigns, partition) => {
    const kept = keptStores(campaigns);
    kept.state.rows.counts.add(partition);
    expect(await overdueAt(kept, due.counts)).toEqual([{ store: "counts", wave: "2017" }]);
  });

  test("as answers is not looked for in the nation, which has none", async () => {
    const kept = keptStores(wave);
    kept.state.rows.responses.add("2017#nation#ylyc-8-11#synthetic");
    expect(await overdueAt(kept, due.responses)).toEqual([]);
  });
});

describe("what was made of it", () => {
  test.each([
    ["microdata", "owner/2017/ylyc-8-11-v3/records.csv", "microdata/owner", "2020-05-08T00:00:00Z"],
    ["microdata", "shared/2017/ylyc-8-11-v3/records.csv", "microdata/shared", "2020-05-08T00:00:00Z"],
  ] as const)("in %s as %s is overdue from its day on and not a second before", async (bucket, key, store, due) => {
    const kept = keptStores(wave);
    lies(kept, bucket, key, current("2017-04-01"));
    expect(await overdueAt(kept, new Date(Date.parse(due) - 1_000).toISOString())).toEqual([]);
    expect(await overdueAt(kept, due)).toEqual([{ store, wave: "2017" }]);
  });

  test("is overdue too where only an earlier version or the mark of a deletion is left", async () => {
    for (const [version, due] of [
      [earlier("2020-04-01"), "2020-05-09T00:00:00Z"],
      [deletion("2020-04-01"), "2020-05-16T00:00:00Z"],
    ] as const) {
      const kept = keptStores(wave);
      lies(kept, "microdata", "owner/2017/ylyc-8-11-v3/records.csv", version);
      expect(await overdueAt(kept, new Date(Date.parse(due) - 1_000).toISOString())).toEqual([]);
      expect(await overdueAt(kept, due)).toEqual([{ store: "microdata/owner", wave: "2017" }]);
    }
  });

  test("and failed its audit is let go sooner: an earlier version of a draft after a day, the mark of its deletion after two weeks", async () => {
    for (const [version, due] of [
      [earlier("2017-04-01"), "2017-04-10T00:00:00Z"],
      [deletion("2017-04-01"), "2017-04-30T00:00:00Z"],
    ] as const) {
      const kept = keptStores([]);
      lies(kept, "datasets", "drafts/night-0/manifest.json", version);
      expect(await overdueAt(kept, new Date(Date.parse(due) - 1_000).toISOString())).toEqual([]);
      expect(await overdueAt(kept, due)).toEqual([{ store: "drafts" }]);
    }
  });

  test("of another wave whose name begins alike is that wave's", async () => {
    const pilot = aCampaign({ wave: "2017-pilot", link: "C".repeat(14) });
    const kept = keptStores([...wave, pilot]);
    lies(kept, "microdata", "owner/2017-pilot/ylyc-8-11-v3/records.csv", current("2017-04-01"));
    expect(await overdueAt(kept, "2021-01-01T00:00:00Z")).toEqual([{ store: "microdata/owner", wave: "2017-pilot" }]);
  });

  test.each([
    ["nights", "plans/night-0.json", "plans", "2017-07-08T00:00:00Z"],
    ["nights", "retention/2017-04-01/night-0.json", "retention", "2027-04-09T00:00:00Z"],
    ["datasets", "drafts/night-0/manifest.json", "drafts", "2017-04-23T00:00:00Z"],
  ] as const)("in %s as %s is overdue after its night, whatever the wave", async (bucket, key, store, due) => {
    const kept = keptStores([]);
    lies(kept, bucket, key, current("2017-04-01"));
    expect(await overdueAt(kept, new Date(Date.parse(due) - 1_000).toISOString())).toEqual([]);
    expect(await overdueAt(kept, due)).toEqual([{ store }]);
  });
});

describe("an attestation", () => {
  test("looks at everything before it says what is overdue, and names every place of it, no id and no number", async () => {
    const kept = keptStores(wave);
    kept.state.rows.responses.add(partitionOf(keyOf(bristol)));
    lies(kept, "microdata", "owner/2017/ylyc-8-11-v3/records.csv", current("2017-04-01"));
    lies(kept, "datasets", "drafts/night-0/manifest.json", current("2017-04-01"));
    const overdue = await run(kept, longAfter).catch((error: unknown) => error);
    expect(overdue).toBeInstanceOf(RetentionOverdue);
    expect((overdue as RetentionOverdue).overdue).toEqual([
      { store: "responses", wave: "2017" },
      { store: "microdata/owner", wave: "2017" },
      { store: "drafts" },
    ]);
    expect((overdue as Error).message).toMatch(
      /^past its retention and still there: responses of wave 2017, microdata\/owner of wave 2017, drafts; /,
    );
    expect(kept.state.looked.filter((place) => place.startsWith("microdata"))).toHaveLength(2);
  });

  test("is written down also where something is overdue, as what was found in each store and until when it may be there", async () => {
    const kept = keptStores(wave);
    lies(kept, "microdata", "owner/2017/ylyc-8-11-v3/records.csv", current("2017-04-01"));
    await overdueAt(kept, beforeAnythingIsDue);
    kept.state.rows.comments.add(partitionOf(keyOf(bristol)));
    await overdueAt(kept, "2018-04-08T00:30:00Z");
    const [before, after] = kept.state.proofs.map((each) => proofShape.parse(each));
    expect(before).toMatchObject({ runId: "night-1", day: "2018-04-08", waves: [{ wave: "2017", ends: false }] });
    expect(before?.waves[0]?.stores).toEqual([
      { store: "responses", found: "kept", goneBy: "2020-04-07", goneForGoodBy: "2020-05-12" },
      { store: "comments", found: "kept", goneBy: "2018-04-08", goneForGoodBy: "2018-05-13" },
      { store: "counts", found: "kept", goneBy: "2027-04-08", goneForGoodBy: "2027-05-13" },
      { store: "microdata/owner", found: "kept", goneBy: "2020-05-08", goneForGoodBy: "2020-06-21" },
      { store: "microdata/shared", found: "nothing" },
    ]);
    expect(after?.waves[0]?.stores[1]).toMatchObject({ store: "comments", found: "overdue" });
  });

  test("forgets the records of nights that are older than the logs", async () => {
    const kept = keptStores([]);
    kept.state.nights = ["2017-03-30#night-0", "2017-03-31#night-0", "2017-06-29#night-0"];
    await run(kept, "2017-06-29T02:15:00Z");
    expect(kept.state.nights).toEqual(["2017-03-31#night-0", "2017-06-29#night-0"]);
  });
});

describe("a wave", () => {
  const left = ({ state }: Kept) => [state.campaigns.length, state.links.size, state.waves.size];
  // 3,652 days of the counts from the day after its last, a week, 30 days of older versions, a week.
  const over = "2027-05-15T00:00:00Z";

  test("ends once the longest time is over and nothing of it is left, and not a second before", async () => {
    const kept = keptStores(wave);
    await run(kept, new Date(Date.parse(over) - 1_000).toISOString());
    expect(left(kept)).toEqual([2, 2, 1]);
    const { waves } = await run(kept, over);
    expect(waves).toMatchObject([{ wave: "2017", ends: true }]);
    expect(left(kept)).toEqual([0, 0, 0]);
    expect(kept.state.proofs.at(-1)?.waves).toEqual(waves);
  });

  test.each(["responses", "comments", "counts"] as const)(
    "does not end while something of it is left: %s",
    async (store) => {
      const kept = keptStores(wave);
      kept.state.rows[store].add(partitionOf(keyOf(bristol)));
      await overdueAt(kept, longAfter);
      expect(left(kept)).toEqual([2, 2, 1]);
    },
  );

  test("does not end while something of it may be there, such as records that were made late", async () => {
    const kept = keptStores(wave);
    lies(kept, "microdata", "owner/2017/ylyc-8-11-v3/records.csv", current("2030-01-01"));
    expect(await overdueAt(kept, longAfter)).toEqual([]);
    expect(left(kept)).toEqual([2, 2, 1]);
  });

  test("ends though another one is overdue", async () => {
    const other = aCampaign({ wave: "2018", link: "C".repeat(14) });
    const kept = keptStores([...wave, other]);
    kept.state.rows.responses.add(partitionOf(keyOf(other)));
    expect(await overdueAt(kept, longAfter)).toEqual([{ store: "responses", wave: "2018" }]);
    expect(left(kept)).toEqual([1, 1, 1]);
  });

  test("that was killed while it ended ends with the next night, wherever that was, and no link outlives its campaign", async () => {
    for (let deletions = 0; deletions < 5; deletions += 1) {
      const kept = keptStores(wave);
      kept.state.deletionsLeft = deletions;
      await expect(run(kept, longAfter)).rejects.toThrow(Killed);
      // What it found was written down before anything went.
      expect(kept.state.proofs).toMatchObject([{ waves: [{ wave: "2017", ends: true }] }]);
      const { campaigns, links } = kept.state;
      expect([...links].filter((link) => !campaigns.some((each) => each.link === link))).toEqual([]);
      kept.state.deletionsLeft = Number.POSITIVE_INFINITY;
      await run(kept, longAfter, "night-2");
      expect(left(kept), `killed after ${deletions}`).toEqual([0, 0, 0]);
    }
  });

  test("that is being registered and has no campaign yet is left alone", async () => {
    const kept = keptStores([]);
    kept.state.waves.set("2031", { ending: false });
    await run(kept, longAfter);
    expect([...kept.state.waves.keys()]).toEqual(["2031"]);
  });

  test("keeps its item where it is marked as ending and has something left", async () => {
    const kept = keptStores(wave);
    kept.state.waves.set("2017", { ending: true });
    kept.state.rows.responses.add(partitionOf(keyOf(bristol)));
    await overdueAt(kept, longAfter);
    expect(left(kept)).toEqual([2, 2, 1]);
  });

  test("that a document brings back ends again with the next night", async () => {
    const kept = keptStores(wave);
    await run(kept, longAfter);
    const link = "D".repeat(14);
    kept.state.campaigns.push({ ...bristol, link });
    kept.state.links.add(link);
    kept.state.waves.set("2017", { ending: false });
    await run(kept, longAfter, "night-2");
    expect(left(kept)).toEqual([0, 0, 0]);
  });
});
