/**
 * The `comments` table: redacted words, apart from the answers and without a key that joins the two. The sort key hashes
 * the idempotency key together with the question, so that a retry is harmless. What a reviewer decides is recorded
 * beside a comment, never in it: a late retry cannot undo it.
 */
import { createHash } from "node:crypto";
import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type CampaignKey, partitionOf } from "../programme/campaign.ts";
import { heldBack } from "./conditional-write.ts";
import type { Arrival } from "./responses.ts";

export interface CommentWriter {
  /** `text` must be redacted already. The first text under a key and question stays. */
  put(arriving: {
    readonly campaign: CampaignKey;
    readonly idempotencyKey: string;
    readonly question: string;
    readonly text: string;
    readonly expiresAtInSeconds: number;
  }): Promise<Arrival>;
}

export interface CommentRemover {
  /** Resolves only when nothing is stored under this key and question, whether there was a comment or not. */
  remove(leaving: {
    readonly campaign: CampaignKey;
    readonly idempotencyKey: string;
    readonly question: string;
  }): Promise<void>;
}

export function commentWriter(client: DynamoDBClient, table: string): CommentWriter {
  return {
    async put({ campaign, idempotencyKey, question, text, expiresAtInSeconds }) {
      const written = await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              pk: { S: partitionOf(campaign) },
              sk: { S: sortKeyOf(idempotencyKey, question) },
              question: { S: question },
              comment: { S: text },
              expiresAt: { N: String(expiresAtInSeconds) },
            },
            // `comment` is one of DynamoDB's reserved words, which an expression may only name through a placeholder.
            ConditionExpression: "attribute_not_exists(pk) OR #comment = :comment",
            ExpressionAttributeNames: { "#comment": "comment" },
            ExpressionAttributeValues: { ":comment": { S: text } },
            ReturnValues: "ALL_OLD",
          }),
        ),
      );
      if (written === "held back") return "conflicting";
      return written.Attributes === undefined ? "first" : "repeated";
    },
  };
}

export function commentRemover(client: DynamoDBClient, table: string): CommentRemover {
  return {
    async remove({ campaign, idempotencyKey, question }) {
      await client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: { pk: { S: partitionOf(campaign) }, sk: { S: sortKeyOf(idempotencyKey, question) } },
          // The role allows nothing else: an old value would be a child's words.
          ReturnValues: "NONE",
        }),
      );
    },
  };
}

function sortKeyOf(idempotencyKey: string, question: string): string {
  return createHash("sha256").update(`${idempotencyKey}\n${question}`).digest("base64url");
}
