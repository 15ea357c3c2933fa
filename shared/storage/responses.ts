/**
 * The `responses` table: what is kept of each submission, and nothing that could say whose it is or when it came.
 *
 * Partition key `pk` = `wave#authority#questionnaire`; sort key `sk` = SHA-256 of the client's idempotency key, which is
 * random and never kept, so nobody can walk back; `about` and `answers` packed; `attempt`, drawn by chance, tells the request
 * that wrote the row last from every other; `expiresAt` in epoch seconds, the same for every response of a campaign. Of a
 * response that was withdrawn, or taken back by the request that brought it, a tombstone is left: `withdrawn` in place of
 * `about`, `answers` and `attempt`. A late retry of the submission finds its key taken.
 */
import { createHash } from "node:crypto";
import { type DynamoDBClient, PutItemCommand, paginateQuery } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { type CampaignKey, partitionOf } from "../programme/campaign.ts";
import type { Questionnaire } from "../survey/questionnaire.ts";
import { type PackedResponse, pack, type Response } from "../survey/response.ts";
import { heldBack } from "./conditional-write.ts";

/** What one conditional write finds: nothing yet, the same content, or other content (which it leaves alone). */
export type Arrival = "first" | "repeated" | "conflicting";

/** Names a request's own write. */
interface OwnWrite {
  readonly campaign: CampaignKey;
  readonly idempotencyKey: string;
  /** Random, new for every request. It is stored, so it must say nothing about the request. */
  readonly attempt: string;
  readonly expiresAtInSeconds: number;
}

export interface ResponseWriter {
  /**
   * Resolves only when the response is durable. The first content under a key stays, whatever follows. Where an answer is lost
   * and the same put is sent again, it is the first still.
   */
  put(arriving: OwnWrite & { readonly response: Response; readonly questionnaire: Questionnaire }): Promise<Arrival>;
  /**
   * Leaves a tombstone of what this request put. What another request with the same key has put since stays: it may have been
   * answered with 2xx.
   */
  takeBack(leaving: OwnWrite): Promise<void>;
}

export interface ResponseWithdrawer {
  /**
   * Resolves only when nothing but the mark of the withdrawal is left of the response. Repeating it changes nothing;
   * "unknown" where no response was ever stored under this campaign and key, and nothing is written then.
   */
  withdraw(leaving: {
    readonly campaign: CampaignKey;
    readonly idempotencyKey: string;
    readonly expiresAtInSeconds: number;
  }): Promise<"withdrawn" | "unknown">;
}

/** What a row of the table says. */
export type StoredResponse = PackedResponse | "withdrawn";

export interface StoredRow {
  /** The sort key: tells one response from another, and nobody can walk back from it. */
  readonly id: string;
  readonly response: StoredResponse;
}

export interface ResponseReader {
  /** Every response of a campaign that has not expired, packed, in no meaningful order, page by page. */
  ofCampaign(campaign: CampaignKey, nowInSeconds: number): AsyncIterable<StoredRow>;
}

export function responseWriter(client: DynamoDBClient, table: string): ResponseWriter {
  return {
    async put({ campaign, idempotencyKey, attempt, response, questionnaire, expiresAtInSeconds }) {
      const { about, answers } = pack(response, questionnaire);
      const written = await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              pk: { S: partitionOf(campaign) },
              sk: { S: sortKeyOf(idempotencyKey) },
              about: { S: about },
              answers: { S: answers },
              attempt: { S: attempt },
              expiresAt: { N: String(expiresAtInSeconds) },
            },
            ConditionExpression: "attribute_not_exists(pk) OR (about = :about AND answers = :answers)",
            ExpressionAttributeValues: { ":about": { S: about }, ":answers": { S: answers } },
            ReturnValues: "ALL_OLD",
          }),
        ),
      );
      if (written === "held back") return "conflicting";
      const { Attributes: old } = written;
      return old === undefined || old.attempt?.S === attempt ? "first" : "repeated";
    },

    async takeBack({ campaign, idempotencyKey, attempt, expiresAtInSeconds }) {
      await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: tombstone(campaign, idempotencyKey, expiresAtInSeconds),
            ConditionExpression: "attempt = :attempt",
            ExpressionAttributeValues: { ":attempt": { S: attempt } },
          }),
        ),
      );
    },
  };
}

/** Never reads: what a response was is gone before anybody could ask. */
export function responseWithdrawer(client: DynamoDBClient, table: string): ResponseWithdrawer {
  return {
    async withdraw({ campaign, idempotencyKey, expiresAtInSeconds }) {
      const written = await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: tombstone(campaign, idempotencyKey, expiresAtInSeconds),
            ConditionExpression: "attribute_exists(pk)",
            // The role allows nothing else: an old value would be a child's answers.
            ReturnValues: "NONE",
          }),
        ),
      );
      return written === "held back" ? "unknown" : "withdrawn";
    },
  };
}

function tombstone(campaign: CampaignKey, idempotencyKey: string, expiresAtInSeconds: number) {
  return {
    pk: { S: partitionOf(campaign) },
    sk: { S: sortKeyOf(idempotencyKey) },
    withdrawn: { BOOL: true },
    expiresAt: { N: String(expiresAtInSeconds) },
  };
}

const keyedItem = z.object({ sk: z.object({ S: z.string() }) });
const withdrawnItem = z.object({ withdrawn: z.object({ BOOL: z.literal(true) }) });
const storedItem = z.object({ about: z.object({ S: z.string() }), answers: z.object({ S: z.string() }) });

function readRow(item: unknown): StoredRow {
  return { id: keyedItem.parse(item).sk.S, response: readResponse(item) };
}

/** A row without the two packed strings reads as empty strings, which fit no questionnaire: it is set aside, not lost. */
function readResponse(item: unknown): StoredResponse {
  if (withdrawnItem.safeParse(item).success) return "withdrawn";
  const parsed = storedItem.safeParse(item);
  return parsed.success ? { about: parsed.data.about.S, answers: parsed.data.answers.S } : { about: "", answers: "" };
}

export function responseReader(client: DynamoDBClient, table: string): ResponseReader {
  return {
    async *ofCampaign(campaign, nowInSeconds) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          // Expiry deletes days late; a response past its time must not be counted meanwhile.
          // Written as a negation so that a row whose expiry is missing or no number is read and set aside, not lost.
          FilterExpression: "NOT expiresAt <= :now",
          ExpressionAttributeValues: { ":pk": { S: partitionOf(campaign) }, ":now": { N: String(nowInSeconds) } },
          ProjectionExpression: "sk, about, answers, withdrawn",
          // A night may run right after the last submission; a count that must reconcile is worth the second half of a read unit.
          ConsistentRead: true,
        },
      );
      for await (const { Items: items = [] } of pages) yield* items.map(readRow);
    },
  };
}

function sortKeyOf(idempotencyKey: string): string {
  return createHash("sha256").update(idempotencyKey).digest("base64url");
}
