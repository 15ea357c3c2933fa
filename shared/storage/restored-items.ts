/**
 * Brings back, from a table that was restored to a point in time, what its own table has lost. Reads whole items, answers
 * among them, and shows none: an engineer runs it with an identity of their own, and no function can.
 */
import {
  type AttributeValue,
  type DynamoDBClient,
  PutItemCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import pMap from "p-map";
import { heldBack } from "./conditional-write.ts";

export interface Restoring {
  /** The restored table. */
  readonly from: string;
  /** The table that has lost items. */
  readonly to: string;
  /** What has expired by then stays gone. */
  readonly nowInSeconds: number;
  /**
   * For comments: the table of the responses that they belong to. Nothing joins the two, so that of a campaign in which
   * anybody has withdrawn no comment is brought back: it could be one that was withdrawn.
   */
  readonly unlessWithdrawnIn?: string;
}

export interface Restored {
  readonly broughtBack: number;
  /** Its table has an item there, which stays: also the mark of a withdrawal in place of the answers. */
  readonly wasThere: number;
  readonly expired: number;
  readonly mayBeWithdrawn: number;
}

type Outcome = keyof Restored;
type Item = Record<string, AttributeValue>;

const WRITES_AT_ONCE = 16;

/** Safe to repeat, and to break off. */
export async function bringBackMissing(client: DynamoDBClient, restoring: Restoring): Promise<Restored> {
  const counts: Record<Outcome, number> = { broughtBack: 0, wasThere: 0, expired: 0, mayBeWithdrawn: 0 };
  const hasWithdrawals = withdrawalsIn(client, restoring.unlessWithdrawnIn);
  for await (const { Items: items = [] } of paginateScan(
    { client },
    { TableName: restoring.from, ConsistentRead: true },
  )) {
    await pMap(
      items,
      async (item) => {
        counts[await outcomeOf(item, client, restoring, hasWithdrawals)] += 1;
      },
      { concurrency: WRITES_AT_ONCE },
    );
  }
  return counts;
}

async function outcomeOf(
  item: Item,
  client: DynamoDBClient,
  { to, nowInSeconds }: Restoring,
  hasWithdrawals: (partition: string) => Promise<boolean>,
): Promise<Outcome> {
  if (item.expiresAt?.N !== undefined && Number(item.expiresAt.N) <= nowInSeconds) return "expired";
  if (await hasWithdrawals(item.pk?.S ?? "")) return "mayBeWithdrawn";
  const written = await heldBack(
    client.send(new PutItemCommand({ TableName: to, Item: item, ConditionExpression: "attribute_not_exists(pk)" })),
  );
  return written === "held back" ? "wasThere" : "broughtBack";
}

/** Asks once for each partition. Nowhere, where no table is named. */
function withdrawalsIn(client: DynamoDBClient, table: string | undefined): (partition: string) => Promise<boolean> {
  if (table === undefined) return async () => false;
  const known = new Map<string, Promise<boolean>>();
  async function ask(partition: string): Promise<boolean> {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "attribute_exists(withdrawn)",
        ExpressionAttributeValues: { ":pk": { S: partition } },
        Select: "COUNT",
        ConsistentRead: true,
      },
    );
    for await (const { Count: count = 0 } of pages) if (count > 0) return true;
    return false;
  }
  return (partition) => {
    const asked = known.get(partition) ?? ask(partition);
    known.set(partition, asked);
    return asked;
  };
}
