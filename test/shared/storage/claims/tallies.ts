/** What the tallies bucket promises, on any S3. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf } from "#shared/programme/campaign.ts";
import type { Plan } from "#shared/programme/night.ts";
import { DamagedObject, MissingObject, type Tallies, talliesStore } from "#shared/storage/tallies.ts";
import type { GroupCounts, Tally } from "#shared/survey/tally.ts";
import type { ObjectStore } from "../fauxqs.ts";
import { bristol, norfolk } from "./fixtures.ts";

const plan: Plan = {
  runId: "night-1",
  asOf: "2026-12-19",
  campaigns: [
    { ...bristol, closed: true, recount: true },
    { ...norfolk, releasedIn: "r1", closed: true, recount: false },
  ],
};

const everybody: GroupCounts = {
  respondents: 2,
  items: { one: { counts: [0, 1], skipped: 1 } },
  indicators: { one: { counts: [1, 0, 0], skipped: 1 } },
  derived: { three: { counts: [0, 2], skipped: 0 } },
};
export const tally: Tally = {
  campaign: { ...keyOf(bristol), version: 1 },
  read: 3,
  tallied: 2,
  withdrawn: 0,
  setAside: { "nothing-answered": 1 },
  alike: 0,
  total: everybody,
  by: {
    gender: { girl: everybody },
    age_band: { "8-11": everybody },
    placement: { foster: everybody },
    period_of_care_length: { "1-2": everybody },
    ethnicity_major: { white: everybody },
  },
};

export function claimsOfTallies(objects: () => ObjectStore): void {
  describe("the tallies store", () => {
    let bucket: string;
    let tallies: Tallies;
    beforeEach(() => {
      bucket = objects().newBucket();
      tallies = talliesStore(objects().client, bucket);
    });

    const putText = (key: string, text: string) =>
      objects().client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));

    it("reads back the plan of a night", async () => {
      await tallies.writePlan(plan);
      expect(await tallies.readPlan("night-1")).toEqual(plan);
    });

    it("reads back the last tally of a campaign", async () => {
      await tallies.write({ ...tally, read: 9 });
      await tallies.write(tally);
      expect(await tallies.read(keyOf(bristol))).toEqual(tally);
    });

    it("says which object is missing", async () => {
      await expect(tallies.readPlan("night-2")).rejects.toThrow(new MissingObject("plans/night-2.json"));
      await expect(tallies.read(keyOf(norfolk))).rejects.toThrow(new MissingObject("tallies/2026/926/ylyc-8-11.json"));
    });

    it("refuses an object whose shape is damaged and names the places", async () => {
      await putText("tallies/2026/801/ylyc-8-11.json", JSON.stringify({ ...tally, read: -1, more: 1 }));
      await expect(tallies.read(keyOf(bristol))).rejects.toThrow(
        new DamagedObject("tallies/2026/801/ylyc-8-11.json", ["/read", "/"]),
      );
    });

    it.each([" ", '{"runId":"secret', "null"])("refuses %j for a plan without quoting it", async (text) => {
      await putText("plans/night-1.json", text);
      const refused = await tallies.readPlan("night-1").catch((error: unknown) => error);
      expect(refused).toEqual(new DamagedObject("plans/night-1.json", ["/"]));
      expect(String(refused)).not.toContain("secret");
    });
  });
}
