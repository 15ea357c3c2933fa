/** What the comments table promises, on any DynamoDB. */
import {
  type AttributeValue,
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import { keyOf } from "#shared/programme/campaign.ts";
import { commentRemover, commentWriter } from "#shared/storage/comments.ts";
import { responseWriter } from "#shared/storage/responses.ts";
import { type Database, newTable } from "../database.ts";
import { bristol, idempotencyKey, questionnaire, responseWith } from "./fixtures.ts";

const campaign = keyOf(bristol);
const expiresAtInSeconds = 2_000_000_000;

async function allItems(client: DynamoDBClient, table: string): Promise<Record<string, AttributeValue>[]> {
  const { Items: items = [] }: ScanCommandOutput = await client.send(
    new ScanCommand({ TableName: table, ConsistentRead: true }),
  );
  return items;
}

export function claimsOfComments(database: () => Database): void {
  describe("the comments store", () => {
    let table: string;
    beforeEach(async () => {
      table = await newTable(database().client);
    });

    const put = (key: number, question: string, text: string) =>
      commentWriter(database().client, table).put({
        campaign,
        idempotencyKey: idempotencyKey(key),
        question,
        text,
        expiresAtInSeconds,
      });

    const remove = (key: number, question: string) =>
      commentRemover(database().client, table).remove({ campaign, idempotencyKey: idempotencyKey(key), question });

    it("tells one first arrival from 49 repeats", async () => {
      const arrivals = await Promise.all(Array.from({ length: 50 }, () => put(1, "make-care-better", "more visits")));
      expect(arrivals.filter((arrival) => arrival === "first")).toHaveLength(1);
      expect(arrivals.filter((arrival) => arrival === "repeated")).toHaveLength(49);
      expect(await allItems(database().client, table)).toHaveLength(1);
    });

    it("keeps the first text under a key and question and calls another conflicting", async () => {
      await put(1, "make-care-better", "more visits");
      expect(await put(1, "make-care-better", "fewer visits")).toBe("conflicting");
      const items = await allItems(database().client, table);
      expect(items.map((item) => item.comment)).toEqual([{ S: "more visits" }]);
    });

    it("keeps exactly five attributes", async () => {
      await put(1, "make-care-better", "more visits");
      const [item = {}] = await allItems(database().client, table);
      expect(item).toEqual({
        pk: { S: "2026#801#ylyc-8-11" },
        sk: { S: expect.stringMatching(/^[\w-]{43}$/) },
        question: { S: "make-care-better" },
        comment: { S: "more visits" },
        expiresAt: { N: String(expiresAtInSeconds) },
      });
    });

    it("joins a comment neither to the answers nor to another comment of the same respondent", async () => {
      const responses = await newTable(database().client);
      await responseWriter(database().client, responses).put({
        campaign,
        idempotencyKey: idempotencyKey(1),
        attempt: "one",
        response: responseWith(7),
        questionnaire,
        expiresAtInSeconds,
      });
      await put(1, "make-care-better", "more visits");
      await put(1, "anything-else", "thanks");
      const items = [...(await allItems(database().client, table)), ...(await allItems(database().client, responses))];
      expect(new Set(items.map(({ sk }) => sk?.S)).size).toBe(3);
    });

    it("removes the comment under a key and question whole, and no other", async () => {
      await put(1, "make-care-better", "more visits");
      await put(1, "anything-else", "thanks");
      await put(2, "make-care-better", "more pets");
      await remove(1, "make-care-better");
      const left = (await allItems(database().client, table)).map((item) => item.comment?.S);
      expect(left.toSorted()).toEqual(["more pets", "thanks"]);
    });

    it("is content where there is nothing to remove, and removing twice is harmless", async () => {
      await put(1, "make-care-better", "more visits");
      for (const question of ["make-care-better", "make-care-better", "anything-else"]) await remove(1, question);
      expect(await allItems(database().client, table)).toEqual([]);
    });
  });
}
