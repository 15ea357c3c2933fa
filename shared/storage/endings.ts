/**
 * The end of what the `programme` table holds: of a wave of which nothing else is left, and of old records of nights. A wave's
 * item is marked first and deleted last, so that a wave whose ending broke off is told from one that is being registered.
 */
import {
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Day } from "../programme/calendar.ts";
import { type Campaign, keyOf, partitionOf } from "../programme/campaign.ts";
import { heldBack } from "./conditional-write.ts";

/** Everything here is harmless when repeated. */
export interface Endings {
  /** Marks the wave as ending. Registering a campaign in it takes the mark away. */
  begin(wave: string): Promise<void>;
  /** The link first: as long as it leads anywhere, it leads to a campaign. Who signed a recount of it is forgotten, too. */
  endCampaign(campaign: Campaign): Promise<void>;
  /** Waves that are marked. */
  begun(): Promise<string[]>;
  /** Deletes the wave's own item, unless the mark is gone. */
  finish(wave: string): Promise<void>;
  /** Deletes the records of nights that were run for an earlier day. */
  forgetNightsBefore(day: Day): Promise<void>;
}

export function endingsStore(client: DynamoDBClient, table: string): Endings {
  async function sortKeys(asked: Omit<QueryCommandInput, "TableName">): Promise<string[]> {
    const found: string[] = [];
    const pages = paginateQuery({ client }, { TableName: table, ConsistentRead: true, ...asked });
    for await (const { Items: items = [] } of pages) found.push(...items.map(({ sk }) => sk?.S ?? ""));
    return found;
  }

  const remove = (pk: string, sk: string) =>
    client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }));

  return {
    async begin(wave) {
      await heldBack(
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: { pk: { S: "waves" }, sk: { S: wave } },
            UpdateExpression: "SET ending = :true",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":true": { BOOL: true } },
          }),
        ),
      );
    },

    async endCampaign(campaign) {
      const { wave, authority, questionnaire, link, formerLinks = [] } = campaign;
      for (const each of [...formerLinks, link]) await remove(`link#${each}`, "campaign");
      await remove("recounts", partitionOf(keyOf(campaign)));
      await remove(`wave#${wave}`, `${authority.code}#${questionnaire}`);
    },

    begun: () =>
      sortKeys({
        KeyConditionExpression: "pk = :waves",
        FilterExpression: "attribute_exists(ending)",
        ExpressionAttributeValues: { ":waves": { S: "waves" } },
      }),

    async finish(wave) {
      await heldBack(
        client.send(
          new DeleteItemCommand({
            TableName: table,
            Key: { pk: { S: "waves" }, sk: { S: wave } },
            ConditionExpression: "attribute_exists(ending)",
          }),
        ),
      );
    },

    async forgetNightsBefore(day) {
      const old = await sortKeys({
        KeyConditionExpression: "pk = :nights AND sk < :day",
        ExpressionAttributeValues: { ":nights": { S: "nights" }, ":day": { S: day } },
      });
      for (const night of old) await remove("nights", night);
    },
  };
}
