/** What the store of plans promises, on any S3. */
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import type { Plan } from "#shared/programme/night.ts";
import { DamagedObject, MissingObject } from "#shared/storage/objects.ts";
import { type Plans, planStore } from "#shared/storage/plans.ts";
import type { ObjectStore } from "../fauxqs.ts";
import { bristol, norfolk } from "./fixtures.ts";

const plan: Plan = {
  runId: "night-1",
  asOf: "2026-12-19",
  campaigns: [
    { ...bristol, closed: true },
    { ...norfolk, releasedIn: "r1", closed: false },
  ],
};

export function claimsOfPlans(objects: () => ObjectStore): void {
  describe("the store of plans", () => {
    let bucket: string;
    let plans: Plans;
    beforeEach(() => {
      bucket = objects().newBucket();
      plans = planStore(objects().client, bucket);
    });

    const putText = (key: string, text: string) =>
      objects().client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));

    it("reads back the last plan of a night", async () => {
      await plans.writePlan({ ...plan, campaigns: [] });
      await plans.writePlan(plan);
      expect(await plans.readPlan("night-1")).toEqual(plan);
    });

    it("says which plan is missing", async () => {
      await expect(plans.readPlan("night-2")).rejects.toThrow(new MissingObject("plans/night-2.json"));
    });

    it("refuses a plan whose shape is damaged and names the places", async () => {
      await putText("plans/night-1.json", JSON.stringify({ ...plan, asOf: 1, more: 1 }));
      await expect(plans.readPlan("night-1")).rejects.toThrow(new DamagedObject("plans/night-1.json", ["/asOf", "/"]));
    });

    it.each([" ", '{"runId":"secret', "null"])("refuses %j for a plan without quoting it", async (text) => {
      await putText("plans/night-1.json", text);
      const refused = await plans.readPlan("night-1").catch((error: unknown) => error);
      expect(refused).toEqual(new DamagedObject("plans/night-1.json", ["/"]));
      expect(String(refused)).not.toContain("secret");
    });
  });
}
