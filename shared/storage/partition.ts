/** Reads a partition of a table. */
import { type AttributeValue, type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;

/** All items of a partition, by sort key, as they stand at the time of the read. */
export async function itemsOf(client: DynamoDBClient, table: string, partition: string): Promise<Item[]> {
  const found: Item[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: partition } },
      ConsistentRead: true,
    },
  );
  for await (const { Items: items = [] } of pages) found.push(...items);
  return found;
}
