/** What the end of a wave and of old nights promises, on any DynamoDB. */
import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { type Endings, endingsStore } from "#shared/storage/endings.ts";
import { campaignFinder, type Programme, programmeStore } from "#shared/storage/programme.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, norfolk } from "./fixtures.ts";

export function claimsOfEndings(database: () => Database): void {
  describe("the end of a wave", () => {
    let table: string;
    let programme: Programme;
    let endings: Endings;
    beforeEach(async () => {
      table = await newTable(database().client);
      programme = programmeStore(database().client, table);
      endings = endingsStore(database().client, table);
      for (const campaign of [bristol, norfolk]) {
        await programme.add(campaign);
        await programme.openLink(campaign);
      }
    });

    it("takes a campaign and its link, and no other's", async () => {
      await endings.endCampaign(bristol);
      await endings.endCampaign(bristol);
      expect(await programme.campaigns()).toEqual([norfolk]);
      const campaigns = campaignFinder(database().client, table);
      expect(await campaigns.byLink(bristol.link)).toBeUndefined();
      expect(await campaigns.byLink(norfolk.link)).toEqual(norfolk);
    });

    it("takes the links that were replaced, too", async () => {
      const replaced = { ...bristol, link: "ZZZZZZZZZZZZZZ", formerLinks: [bristol.link] };
      await programme.replace(bristol, replaced);
      await programme.openLink(replaced);
      const campaigns = campaignFinder(database().client, table);
      expect(await campaigns.byLink(bristol.link)).toEqual(replaced);
      await endings.endCampaign(replaced);
      for (const link of [bristol.link, replaced.link]) expect(await campaigns.byLink(link)).toBeUndefined();
    });

    it("forgets who signed a recount of a campaign, and of no other", async () => {
      const { client } = database();
      const keys = [bristol, norfolk].map((campaign) => ({
        pk: { S: "recounts" },
        sk: { S: partitionOf(keyOf(campaign)) },
      }));
      for (const key of keys) await client.send(new PutItemCommand({ TableName: table, Item: key }));
      await endings.endCampaign(bristol);
      const { Items: left } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :recounts",
          ExpressionAttributeValues: { ":recounts": { S: "recounts" } },
        }),
      );
      expect(left).toEqual(keys.slice(1));
    });

    it("that breaks off in the middle of a campaign leaves it without its link, and no link without a campaign", async () => {
      let requestsLeft = 1;
      const client: DynamoDBClient = Object.create(database().client, {
        send: {
          value: async (command: never) => {
            if (requestsLeft === 0) throw new Error("killed");
            requestsLeft -= 1;
            return database().client.send(command);
          },
        },
      });
      await expect(endingsStore(client, table).endCampaign(bristol)).rejects.toThrow("killed");
      expect(await programme.campaigns()).toEqual([bristol, norfolk]);
      const { Items: links = [] } = await database().client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :link",
          ExpressionAttributeValues: { ":link": { S: `link#${bristol.link}` } },
        }),
      );
      expect(links).toEqual([]);
    });

    it("is on record from its beginning until it is finished", async () => {
      expect(await endings.begun()).toEqual([]);
      await endings.begin("2026");
      await endings.begin("2026");
      expect(await endings.begun()).toEqual(["2026"]);
      expect(await programme.campaigns()).toEqual([bristol, norfolk]);
      await endings.finish("2026");
      await endings.finish("2026");
      expect(await endings.begun()).toEqual([]);
      expect(await programme.campaigns()).toEqual([]);
    });

    it("does not begin for a wave that is not there", async () => {
      await endings.begin("2027");
      expect(await endings.begun()).toEqual([]);
    });

    it("leaves a wave alone that has not begun to end, or into which a campaign was registered since", async () => {
      await endings.finish("2026");
      expect(await programme.campaigns()).toHaveLength(2);
      await endings.begin("2026");
      await endings.endCampaign(bristol);
      await programme.add({ ...bristol, link: "EEEEEEEEEEEEEE" });
      await endings.finish("2026");
      expect(await programme.campaigns()).toHaveLength(2);
    });
  });

  describe("old records of nights", () => {
    it("are forgotten where the night was run for an earlier day, and kept from that day on", async () => {
      const table = await newTable(database().client);
      const programme = programmeStore(database().client, table);
      const night = (asOf: string, runId: string) =>
        ({ runId, asOf, startedAt: "2026-12-19T03:15:00Z", status: "unchanged" }) as const;
      const nights = [night("2026-12-18", "a"), night("2026-12-18", "b"), night("2026-12-19", "c")];
      for (const each of nights) await programme.recordNight(each);
      await endingsStore(database().client, table).forgetNightsBefore("2026-12-19");
      const left = await Promise.all(nights.map(({ asOf, runId }) => programme.night(asOf, runId)));
      expect(left.map((each) => each?.runId)).toEqual([undefined, undefined, "c"]);
    });
  });
}
