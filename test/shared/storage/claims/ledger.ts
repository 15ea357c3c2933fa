/** What the gate's part of the tallies bucket promises, on any S3. */
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf } from "#shared/programme/campaign.ts";
import { type Ledger, ledgerStore } from "#shared/storage/ledger.ts";
import { DamagedObject, MissingObject } from "#shared/storage/tallies.ts";
import type { ObjectStore } from "../fauxqs.ts";
import { bristol, norfolk } from "./fixtures.ts";
import { tally } from "./tallies.ts";

const campaign = keyOf(bristol);
const first = { asAt: "2026-12-19", tally, members: ["a", "b"] };
const second = { asAt: "2026-12-20", tally, members: ["a", "c"] };

export function claimsOfTheLedger(objects: () => ObjectStore): void {
  describe("the ledger store", () => {
    let bucket: string;
    let ledger: Ledger;
    beforeEach(() => {
      bucket = objects().newBucket();
      ledger = ledgerStore(objects().client, bucket);
    });

    const putText = (key: string, text: string) =>
      objects().client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));

    it("has no version of a campaign that was never released", async () => {
      expect(await ledger.versions(campaign)).toEqual([]);
    });

    it("reads back every version of a campaign in order, and none of another", async () => {
      await ledger.writeVersions(campaign, [first]);
      await ledger.writeVersions(campaign, [first, second]);
      expect(await ledger.versions(campaign)).toEqual([first, second]);
      expect(await ledger.versions(keyOf(norfolk))).toEqual([]);
    });

    it("reads back who was tallied last, and says so where nobody wrote it down", async () => {
      const members = {
        tallied: ["a"],
        arrivals: [{ since: first.asAt, counts: { total: tally.total, by: tally.by } }],
      };
      await ledger.writeMembers(campaign, { tallied: [], arrivals: [] });
      await ledger.writeMembers(campaign, members);
      expect(await ledger.members(campaign)).toEqual(members);
      await expect(ledger.members(keyOf(norfolk))).rejects.toThrow(
        new MissingObject("members/2026/926/ylyc-8-11.json"),
      );
    });

    it("keeps the members of a nation apart by wave, questionnaire and origin", async () => {
      const invented = { wave: "2026", questionnaire: "ylyc-8-11", synthetic: true } as const;
      expect(await ledger.nationalMembers(invented)).toBeUndefined();
      await ledger.writeNationalMembers(invented, { asAt: "2026-12-19", members: ["801", "926"] });
      expect(await ledger.nationalMembers(invented)).toEqual({ asAt: "2026-12-19", members: ["801", "926"] });
      expect(await ledger.nationalMembers({ ...invented, synthetic: false })).toBeUndefined();
      expect(await ledger.nationalMembers({ ...invented, wave: "2027" })).toBeUndefined();
    });

    it("refuses versions and members whose shape is damaged, and names the places", async () => {
      await putText("ledger/2026/801/ylyc-8-11.json", JSON.stringify([{ ...first, asAt: "yesterday" }]));
      await expect(ledger.versions(campaign)).rejects.toThrow(
        new DamagedObject("ledger/2026/801/ylyc-8-11.json", ["/0/asAt"]),
      );
      await putText("members/2026/801/ylyc-8-11.json", "{");
      await expect(ledger.members(campaign)).rejects.toThrow(
        new DamagedObject("members/2026/801/ylyc-8-11.json", ["/"]),
      );
    });

    it("keeps the exact counts of a night under the name of its run", async () => {
      const none = { accepted: 0, tallied: 0, withdrawn: 0, setAside: {} };
      await ledger.writeReconciliation("night-1", {
        released: { ...none, accepted: 1, tallied: 1 },
        held: none,
        open: none,
        protection: {
          exact: 1,
          "end-of-the-scale": 0,
          "range-for-others": 0,
          "too-few-answers": 0,
          "too-few-in-the-share": 0,
          "withheld-for-others": 0,
        },
      });
      const { Body: body } = await objects().client.send(
        new GetObjectCommand({ Bucket: bucket, Key: "reconciliation/night-1.json" }),
      );
      expect(JSON.parse((await body?.transformToString()) ?? "")).toMatchObject({ released: { tallied: 1 } });
    });
  });
}
