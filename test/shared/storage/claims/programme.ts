/** What the programme table promises of campaigns, links and counting marks, on any DynamoDB. */
import {
  type AttributeValue,
  type DynamoDBClient,
  type GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { type Campaign, keyOf } from "#shared/programme/campaign.ts";
import {
  CampaignChangedMeanwhile,
  type CountingMarks,
  campaignFinder,
  countingMarks,
  DamagedCampaign,
  NoSuchCampaign,
  type Programme,
  programmeStore,
} from "#shared/storage/programme.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, norfolk } from "./fixtures.ts";

const later: Campaign = { ...bristol, closes: "2026-12-31" };

/** The same campaign with its keys the other way round, as another version of the code may have written it. */
function reversed(campaign: Campaign): Campaign {
  return Object.fromEntries(Object.entries(campaign).reverse()) as Campaign;
}

/** The same client, save that something happens right before each of its updates. */
function meddled(client: DynamoDBClient, meddle: (update: UpdateItemCommand) => Promise<unknown>): DynamoDBClient {
  return Object.create(client, {
    send: {
      value: async (command: UpdateItemCommand) => {
        if (command instanceof UpdateItemCommand) await meddle(command);
        return client.send(command);
      },
    },
  });
}

export function claimsOfProgramme(database: () => Database): void {
  let table: string;
  let programme: Programme;
  let marks: CountingMarks;
  beforeEach(async () => {
    table = await newTable(database().client);
    programme = programmeStore(database().client, table);
    marks = countingMarks(database().client, table);
  });

  describe("the campaigns of the programme store", () => {
    it("reads every campaign of every wave in order", async () => {
      const earlier: Campaign = { ...norfolk, wave: "2025" };
      for (const added of [norfolk, bristol, earlier]) expect(await programme.add(added)).toBe(true);
      expect(await programme.campaigns()).toEqual([earlier, bristol, norfolk]);
      expect(await programme.campaign(keyOf(norfolk))).toEqual(norfolk);
      expect(await programme.campaign({ ...keyOf(norfolk), wave: "2020" })).toBeUndefined();
    });

    it("adds a campaign once, however many try at a time, and keeps that one's link", async () => {
      const candidates = Array.from({ length: 50 }, (_, index) => ({
        ...bristol,
        link: `0123456789AB${String(index).padStart(2, "0")}`,
      }));
      const added = await Promise.all(candidates.map((candidate) => programme.add(candidate)));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await programme.campaigns()).toEqual([candidates[added.indexOf(true)]]);
    });

    it("replaces a campaign and keeps its counting mark and the note of its release", async () => {
      await programme.add(bristol);
      await marks.markCounting(keyOf(bristol), "2026-12-19");
      await programme.markReleased([keyOf(bristol)], "r1");
      const before = { ...bristol, counting: "2026-12-19", releasedIn: "r1" };
      await programme.replace(before, { ...before, eligible: 300 });
      expect(await programme.campaigns()).toEqual([{ ...before, eligible: 300 }]);
    });

    it("replaces a campaign whatever the order in which its fields were once written", async () => {
      await programme.add(reversed(bristol));
      await database().client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { pk: { S: "wave#2026" }, sk: { S: "801#ylyc-8-11" } },
          UpdateExpression: "SET campaign = :written",
          ExpressionAttributeValues: { ":written": { S: JSON.stringify(reversed(bristol)) } },
        }),
      );
      await programme.replace(bristol, reversed(later));
      expect(await programme.campaign(keyOf(bristol))).toEqual(later);
    });

    it("reads a campaign that was stored before there was consent as without it and without neighbours, and replaces it", async () => {
      const { mayBeNamed: _, statisticalNeighbours: __, ...authority } = bristol.authority;
      const silent: Campaign = {
        ...bristol,
        authority: { ...authority, mayBeNamed: false, statisticalNeighbours: [] },
      };
      await programme.add({ ...bristol, authority } as Campaign);
      expect(await programme.campaign(keyOf(bristol))).toEqual(silent);
      await programme.replace(silent, bristol);
      expect(await programme.campaigns()).toEqual([bristol]);
    });

    it("lets the same replacement come twice", async () => {
      await programme.add(bristol);
      await Promise.all([programme.replace(bristol, later), programme.replace(bristol, later)]);
      expect(await programme.campaigns()).toEqual([later]);
    });

    it("refuses to replace a campaign that was changed meanwhile", async () => {
      await programme.add(bristol);
      await programme.replace(bristol, { ...bristol, eligible: 300 });
      await expect(programme.replace(bristol, later)).rejects.toThrow(CampaignChangedMeanwhile);
      expect(await programme.campaigns()).toEqual([{ ...bristol, eligible: 300 }]);
    });

    it("lets only one of two different replacements through when they race", async () => {
      for (const eligible of [1, 2, 3, 4, 5]) {
        const fresh = { ...bristol, wave: `202${eligible}` };
        await programme.add(fresh);
        const settled = await Promise.allSettled(
          [later.closes, "2027-01-15"].map((closes) => programme.replace(fresh, { ...fresh, closes })),
        );
        expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      }
    });

    describe.each([
      ["released", { releasedIn: "r1" }, () => programme.markReleased([keyOf(bristol)], "r1")],
      ["marked as being counted", { counting: "2026-12-19" }, () => marks.markCounting(keyOf(bristol), "2026-12-19")],
    ] as const)("refuses to replace a campaign that is %s", (_, noted, note) => {
      it("since the caller read it", async () => {
        await programme.add(bristol);
        await note();
        await expect(programme.replace(bristol, later)).rejects.toThrow(CampaignChangedMeanwhile);
        expect(await programme.campaigns()).toEqual([{ ...bristol, ...noted }]);
      });

      it("between its own read and its write", async () => {
        await programme.add(bristol);
        const overtaken = meddled(database().client, note);
        await expect(programmeStore(overtaken, table).replace(bristol, later)).rejects.toThrow(
          CampaignChangedMeanwhile,
        );
        expect(await programme.campaigns()).toEqual([{ ...bristol, ...noted }]);
      });
    });

    it("refuses to replace a campaign whose counting mark is taken away between its read and its write", async () => {
      await programme.add(bristol);
      await marks.markCounting(keyOf(bristol), "2026-12-19");
      const before = { ...bristol, counting: "2026-12-19" };
      const overtaken = meddled(database().client, () => marks.unmarkCounting(keyOf(bristol)));
      await expect(programmeStore(overtaken, table).replace(before, { ...before, eligible: 300 })).rejects.toThrow(
        CampaignChangedMeanwhile,
      );
      expect(await programme.campaigns()).toEqual([bristol]);
    });

    it("replaces a campaign though the write is sent twice, as after an answer that was lost", async () => {
      await programme.add(bristol);
      const stubborn = meddled(database().client, (update) => database().client.send(update));
      await programmeStore(stubborn, table).replace(bristol, later);
      expect(await programme.campaigns()).toEqual([later]);
    });

    it("refuses to replace a campaign that is not there", async () => {
      await expect(programme.replace(bristol, later)).rejects.toThrow(CampaignChangedMeanwhile);
      expect(await programme.campaigns()).toEqual([]);
    });

    it("notes the first release of a campaign and no later one", async () => {
      await programme.add(bristol);
      await programme.markReleased([keyOf(bristol)], "r1");
      await programme.markReleased([keyOf(bristol)], "r2");
      expect((await programme.campaign(keyOf(bristol)))?.releasedIn).toBe("r1");
    });

    it("makes no campaign out of a release note for one that does not exist", async () => {
      const failure = await programme.markReleased([keyOf(bristol)], "r1").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(NoSuchCampaign);
      expect(failure).toMatchObject({ campaign: keyOf(bristol) });
      expect(await programme.campaign(keyOf(bristol))).toBeUndefined();
    });

    it.each([
      ["is another shape", { S: '{"wave":"2026","MARKER":"MARKER"}' }],
      ["is no JSON", { S: "MARKER" }],
      ["is null", { S: "null" }],
      ["is no text", { N: "1" }],
    ])("names a stored campaign that %s, and quotes nothing of it", async (_, stored) => {
      await programme.add(bristol);
      await database().client.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: { S: "wave#2026" }, sk: { S: "801#ylyc-4-7" }, campaign: stored as AttributeValue },
        }),
      );
      const failure = await programme.campaigns().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DamagedCampaign);
      expect(failure).toMatchObject({ item: "wave#2026 801#ylyc-4-7" });
      expect(String(failure)).not.toContain("MARKER");
    });
  });

  describe("the campaign finder", () => {
    it("follows a link to its campaign, and no other link to any", async () => {
      await programme.add(bristol);
      await programme.openLink(bristol);
      await programme.openLink(bristol);
      const finder = campaignFinder(database().client, table);
      expect(await finder.byLink(bristol.link)).toEqual(bristol);
      expect(await finder.byLink(norfolk.link)).toBeUndefined();
    });

    it("finds a link that is opened after it was asked for in vain", async () => {
      const finder = campaignFinder(database().client, table);
      expect(await finder.byLink(bristol.link)).toBeUndefined();
      await programme.add(bristol);
      await programme.openLink(bristol);
      expect(await finder.byLink(bristol.link)).toEqual(bristol);
    });

    it("sees a changed window at once, though it remembers where links lead", async () => {
      await programme.add(bristol);
      await programme.openLink(bristol);
      const finder = campaignFinder(database().client, table);
      expect((await finder.byLink(bristol.link))?.closes).toBe(bristol.closes);
      await programme.replace(bristol, later);
      expect((await finder.byLink(bristol.link))?.closes).toBe(later.closes);
    });
  });

  describe("the counting mark", () => {
    const key = keyOf(bristol);
    const finder = () => campaignFinder(database().client, table);

    it("is seen by whoever asks from then on, and by link, and on no other campaign", async () => {
      for (const campaign of [bristol, norfolk]) await programme.add(campaign);
      await programme.openLink(bristol);
      expect(await finder().isCounting(key)).toBe(false);
      await marks.markCounting(key, "2026-12-19");
      expect(await finder().isCounting(key)).toBe(true);
      expect(await finder().isCounting(keyOf(norfolk))).toBe(false);
      expect(await finder().byLink(bristol.link)).toEqual({ ...bristol, counting: "2026-12-19" });
      expect(await programme.campaigns()).toEqual([{ ...bristol, counting: "2026-12-19" }, norfolk]);
    });

    it("is asked for with a consistent read of nothing but the mark", async () => {
      const asked: unknown[] = [];
      const client: DynamoDBClient = Object.create(database().client, {
        send: {
          value: async ({ input }: GetItemCommand) => {
            asked.push(input);
            return {};
          },
        },
      });
      await campaignFinder(client, table).isCounting(key);
      expect(asked).toEqual([expect.objectContaining({ ConsistentRead: true, ProjectionExpression: "pk, counting" })]);
    });

    it("keeps the first day, however often the campaign is marked", async () => {
      await programme.add(bristol);
      await Promise.all(["2026-12-19", "2026-12-19"].map((day) => marks.markCounting(key, day)));
      await marks.markCounting(key, "2026-12-20");
      expect((await programme.campaign(key))?.counting).toBe("2026-12-19");
    });

    it("can be taken away, twice too, and set anew on a later day", async () => {
      await programme.add(bristol);
      await marks.markCounting(key, "2026-12-19");
      await marks.unmarkCounting(key);
      await marks.unmarkCounting(key);
      expect(await programme.campaigns()).toEqual([bristol]);
      expect(await finder().isCounting(key)).toBe(false);
      await programme.replace(bristol, later);
      await marks.markCounting(key, "2027-01-01");
      expect(await programme.campaigns()).toEqual([{ ...later, counting: "2027-01-01" }]);
    });

    it("makes no campaign where there is none, neither coming nor going", async () => {
      const failure = await marks.markCounting(key, "2026-12-19").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(NoSuchCampaign);
      expect(failure).toMatchObject({ campaign: key });
      await marks.unmarkCounting(key);
      expect(await programme.campaign(key)).toBeUndefined();
    });

    it("is taken to be there where the campaign is gone, so that nothing is accepted for it", async () => {
      expect(await finder().isCounting(key)).toBe(true);
    });

    it("stays when the campaign is released", async () => {
      await programme.add(bristol);
      await marks.markCounting(key, "2026-12-19");
      await programme.markReleased([key], "r1");
      expect(await programme.campaigns()).toEqual([{ ...bristol, counting: "2026-12-19", releasedIn: "r1" }]);
    });
  });
}
