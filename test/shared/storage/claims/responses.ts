/** What the responses table promises, on any DynamoDB. */
import { createHash } from "node:crypto";
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import {
  type Arrival,
  responseReader,
  responseWithdrawer,
  responseWriter,
  type StoredResponse,
} from "#shared/storage/responses.ts";
import { type PackedResponse, UnreadableResponse, unpack } from "#shared/survey/response.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, idempotencyKey, norfolk, questionnaire, responseWith } from "./fixtures.ts";

const campaign = keyOf(bristol);
const expiresAtInSeconds = 2_000_000_000;
const beforeExpiry = expiresAtInSeconds - 1;

async function allItems(client: DynamoDBClient, table: string) {
  const { Items: items = [] }: QueryCommandOutput = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: partitionOf(campaign) } },
      ConsistentRead: true,
    }),
  );
  return items;
}

async function gather<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const gathered: Value[] = [];
  for await (const value of values) gathered.push(value);
  return gathered;
}

const count = (arrivals: readonly Arrival[], kind: Arrival) => arrivals.filter((arrival) => arrival === kind).length;
const times = <Result>(number: number, make: (index: number) => Result) =>
  Array.from({ length: number }, (_, index) => make(index));

export function claimsOfResponses(database: () => Database, rounds: number): void {
  describe("the responses store", () => {
    let table: string;
    beforeEach(async () => {
      table = await newTable(database().client);
    });

    let attempts = 0;
    const put = (round: number, one: number, attempt = `attempt ${++attempts}`) =>
      responseWriter(database().client, table).put({
        campaign,
        idempotencyKey: idempotencyKey(round),
        attempt,
        response: responseWith(one),
        questionnaire,
        expiresAtInSeconds,
      });

    const takeBack = (round: number, attempt: string) =>
      responseWriter(database().client, table).takeBack({
        campaign,
        idempotencyKey: idempotencyKey(round),
        attempt,
        expiresAtInSeconds,
      });

    const withdraw = (round: number) =>
      responseWithdrawer(database().client, table).withdraw({
        campaign,
        idempotencyKey: idempotencyKey(round),
        expiresAtInSeconds,
      });

    async function rows(nowInSeconds = beforeExpiry): Promise<StoredResponse[]> {
      const found = await gather(responseReader(database().client, table).ofCampaign(campaign, nowInSeconds));
      return found.map(({ response }) => response);
    }

    async function read(nowInSeconds = beforeExpiry): Promise<PackedResponse[]> {
      return (await rows(nowInSeconds)).filter((row) => row !== "withdrawn");
    }

    const putItem = (sk: string, attributes: Record<string, AttributeValue>) =>
      database().client.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: { S: partitionOf(campaign) }, sk: { S: sk }, ...attributes },
        }),
      );

    it(`tells one first arrival from 49 repeats, and any other content as conflicting, ${rounds} times over`, async () => {
      for (const round of times(rounds, (index) => index)) {
        const arrivals = await Promise.all(times(50, () => put(round, 7)));
        expect(count(arrivals, "first")).toBe(1);
        expect(count(arrivals, "repeated")).toBe(49);
        expect(await put(round, 3)).toBe("conflicting");
      }
      const kept = await read();
      expect(kept).toHaveLength(rounds);
      expect(new Set(kept.map(({ answers }) => answers))).toEqual(new Set(["7a"]));
    });

    it("keeps exactly one of two contents that race under one key", async () => {
      for (const round of times(10, (index) => index)) {
        const arrivals = await Promise.all(times(50, (index) => put(round, index % 2)));
        expect(count(arrivals, "first")).toBe(1);
        expect(count(arrivals, "repeated")).toBe(24);
        expect(count(arrivals, "conflicting")).toBe(25);
      }
      expect(await read()).toHaveLength(10);
    });

    it("keeps two respondents who answered alike apart", async () => {
      expect(await put(1, 7)).toBe("first");
      expect(await put(2, 7)).toBe("first");
      expect(await read()).toHaveLength(2);
    });

    it("keeps exactly six attributes: no time, no address, no key that the client knows", async () => {
      await put(1, 7, "random");
      expect(await allItems(database().client, table)).toEqual([
        {
          pk: { S: "2026#801#ylyc-8-11" },
          sk: { S: createHash("sha256").update(idempotencyKey(1)).digest("base64url") },
          about: { S: "1;online;8-11;girl;white;foster;3-5;unknown" },
          answers: { S: "7a" },
          attempt: { S: "random" },
          expiresAt: { N: String(expiresAtInSeconds) },
        },
      ]);
    });

    it("reads back what was written", async () => {
      await put(1, 7);
      const [packed] = await read();
      expect(unpack(packed as PackedResponse, questionnaire)).toEqual(responseWith(7));
    });

    it("tells rows apart by the hash of a key, which stays when the response is withdrawn", async () => {
      await put(1, 7);
      await put(2, 7);
      await withdraw(2);
      const found = await gather(responseReader(database().client, table).ofCampaign(campaign, beforeExpiry));
      const hashOf = (round: number) => createHash("sha256").update(idempotencyKey(round)).digest("base64url");
      const byId = new Map(found.map(({ id, response }) => [id, response]));
      expect(byId.get(hashOf(1))).toMatchObject({ answers: "7a" });
      expect(byId.get(hashOf(2))).toBe("withdrawn");
      expect(byId.size).toBe(2);
    });

    it("reads every page of a campaign of several megabytes", async () => {
      const padding = "x".repeat(8_000);
      const items = times(400, (index) => ({
        pk: { S: partitionOf(campaign) },
        sk: { S: String(index) },
        about: { S: String(index) },
        answers: { S: padding },
        expiresAt: { N: String(expiresAtInSeconds) },
      }));
      for (let from = 0; from < items.length; from += 25) {
        const batch = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
        await database().client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
      }
      const found = await read();
      expect(new Set(found.map(({ about }) => about)).size).toBe(400);
      expect(found).toHaveLength(400);
    });

    it("reads no campaign but the one asked for", async () => {
      await put(1, 7);
      const other = responseReader(database().client, table).ofCampaign(keyOf(norfolk), beforeExpiry);
      expect(await gather(other)).toEqual([]);
    });

    it("leaves out a response that has expired though the table still holds it", async () => {
      await put(1, 7);
      expect(await read(expiresAtInSeconds)).toEqual([]);
      expect(await allItems(database().client, table)).toHaveLength(1);
    });

    it("reads a row with attributes missing or of a wrong type as unreadable instead of losing it", async () => {
      await putItem("nothing", {});
      await putItem("no answers", { about: { S: "1;online" }, expiresAt: { N: String(expiresAtInSeconds) } });
      await putItem("no text", {
        about: { N: "1" },
        answers: { N: "1" },
        expiresAt: { N: String(expiresAtInSeconds) },
      });
      await putItem("no time", { about: { S: "" }, answers: { S: "" }, expiresAt: { S: "never" } });
      const found = await read();
      expect(found).toHaveLength(4);
      for (const packed of found) expect(() => unpack(packed, questionnaire)).toThrow(UnreadableResponse);
    });

    it("leaves of a withdrawn response its keys, the mark of the withdrawal and the expiry, and nothing else", async () => {
      await put(1, 7);
      expect(await withdraw(1)).toBe("withdrawn");
      expect(await allItems(database().client, table)).toEqual([
        {
          pk: { S: "2026#801#ylyc-8-11" },
          sk: { S: createHash("sha256").update(idempotencyKey(1)).digest("base64url") },
          withdrawn: { BOOL: true },
          expiresAt: { N: String(expiresAtInSeconds) },
        },
      ]);
    });

    it("says of fifty withdrawals at once, and of one later, the same, and reads one row as withdrawn", async () => {
      await put(1, 7);
      const told = await Promise.all(times(50, () => withdraw(1)));
      expect(new Set([...told, await withdraw(1)])).toEqual(new Set(["withdrawn"]));
      expect(await rows()).toEqual(["withdrawn"]);
    });

    it("knows no withdrawal of what was never stored, and writes nothing for it", async () => {
      await put(1, 7);
      expect(await withdraw(2)).toBe("unknown");
      const elsewhere = responseWithdrawer(database().client, table).withdraw({
        campaign: keyOf(norfolk),
        idempotencyKey: idempotencyKey(1),
        expiresAtInSeconds,
      });
      expect(await elsewhere).toBe("unknown");
      expect(await allItems(database().client, table)).toHaveLength(1);
      expect(await read()).toHaveLength(1);
    });

    it("does not bring a withdrawn response back by a late retry, of the same content or of other", async () => {
      await put(1, 7);
      await withdraw(1);
      expect(await put(1, 7)).toBe("conflicting");
      expect(await put(1, 3)).toBe("conflicting");
      expect(await rows()).toEqual(["withdrawn"]);
    });

    it("ends in the withdrawal where retries race with it, whoever comes first", async () => {
      for (const round of times(10, (index) => index)) {
        await put(round, 7);
        await Promise.all(times(50, (index) => (index === 25 ? withdraw(round) : put(round, 7))));
      }
      expect(await rows()).toEqual(times(10, () => "withdrawn"));
    });

    it("tells a put whose answer was lost, and which is sent again, as the first arrival still", async () => {
      expect(await put(1, 7, "same request")).toBe("first");
      expect(await put(1, 7, "same request")).toBe("first");
      expect(await put(1, 7, "a retry")).toBe("repeated");
    });

    it("takes back what a request has put, and leaves what a withdrawal would leave", async () => {
      await put(1, 7, "refused");
      await put(2, 7);
      await withdraw(2);
      await takeBack(1, "refused");
      await takeBack(1, "refused");
      const [one, other] = (await allItems(database().client, table)).map(({ sk: _, ...rest }) => rest);
      expect(one).toEqual(other);
      expect(await rows()).toEqual(["withdrawn", "withdrawn"]);
      expect(await put(1, 7)).toBe("conflicting");
    });

    it("does not take back what a retry of the same content has put since, nor what it never put", async () => {
      await put(1, 7, "refused");
      await put(1, 7, "accepted");
      await takeBack(1, "refused");
      await takeBack(2, "refused");
      expect(await read()).toHaveLength(1);
      expect(await allItems(database().client, table)).toHaveLength(1);
    });

    it("forgets a withdrawal when its response would have been forgotten", async () => {
      await put(1, 7);
      await withdraw(1);
      expect(await rows(expiresAtInSeconds)).toEqual([]);
    });
  });
}
