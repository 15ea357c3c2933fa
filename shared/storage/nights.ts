/** The part of the `programme` table that nights keep: the lease on publishing, and the record of how each night went. */
import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type NightRecord, nightRecord } from "../programme/night.ts";
import { heldBack } from "./conditional-write.ts";

/** The lease is not ours any more: another night has taken over, and this one must not publish. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  readonly holder: string;
  constructor(holder: string) {
    super(`the nightly lease is no longer held by run ${holder}; another night has taken over, so this one stops`);
    this.holder = holder;
  }
}

export interface Nights {
  /** Takes the lease if it is free, expired or ours. False when another run holds it. */
  acquireLease(lease: {
    readonly holder: string;
    readonly nowInSeconds: number;
    readonly seconds: number;
  }): Promise<boolean>;
  /** @throws LeaseLost */
  renewLease(lease: {
    readonly holder: string;
    readonly nowInSeconds: number;
    readonly seconds: number;
  }): Promise<void>;
  /** Harmless when the lease is not ours. */
  endLease(holder: string): Promise<void>;

  recordNight(night: NightRecord): Promise<void>;
  night(asOf: string, runId: string): Promise<NightRecord | undefined>;
}

export function nightStore(client: DynamoDBClient, table: string): Nights {
  return {
    async acquireLease({ holder, nowInSeconds, seconds }) {
      const written = await heldBack(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              pk: { S: "lease" },
              sk: { S: "nightly" },
              holder: { S: holder },
              until: { N: String(nowInSeconds + seconds) },
            },
            ConditionExpression: "attribute_not_exists(pk) OR #until < :now OR holder = :holder",
            ExpressionAttributeNames: { "#until": "until" },
            ExpressionAttributeValues: { ":now": { N: String(nowInSeconds) }, ":holder": { S: holder } },
          }),
        ),
      );
      return written !== "held back";
    },

    async renewLease({ holder, nowInSeconds, seconds }) {
      const written = await heldBack(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: { pk: { S: "lease" }, sk: { S: "nightly" } },
            UpdateExpression: "SET #until = :until",
            ConditionExpression: "holder = :holder",
            ExpressionAttributeNames: { "#until": "until" },
            ExpressionAttributeValues: { ":holder": { S: holder }, ":until": { N: String(nowInSeconds + seconds) } },
          }),
        ),
      );
      if (written === "held back") throw new LeaseLost(holder);
    },

    async endLease(holder) {
      await heldBack(
        client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: { pk: { S: "lease" }, sk: { S: "nightly" } },
            ConditionExpression: "holder = :holder",
            ExpressionAttributeValues: { ":holder": { S: holder } },
          }),
        ),
      );
    },

    async recordNight(night) {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: { S: "nights" }, sk: { S: `${night.asOf}#${night.runId}` }, night: { S: JSON.stringify(night) } },
        }),
      );
    },

    async night(asOf, runId) {
      const { Item: item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: { pk: { S: "nights" }, sk: { S: `${asOf}#${runId}` } },
          ConsistentRead: true,
        }),
      );
      return item && nightRecord.parse(JSON.parse(item.night?.S ?? "null"));
    },
  };
}
