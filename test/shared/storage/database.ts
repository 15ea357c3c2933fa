/** What the claims about the DynamoDB stores need of a database, whichever it is. */
import { setTimeout as pause } from "node:timers/promises";
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";

export interface Database {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/** Loopback only, with credentials that open nothing. */
export function clientSettings(port: number) {
  return {
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return table?.TableStatus === "ACTIVE";
}

let tables = 0;

/** A new empty table keyed as the three tables of the data stack are. */
export async function newTable(client: DynamoDBClient): Promise<string> {
  tables += 1;
  const name = `table-${tables}`;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  // Until then writes are refused; both databases take a few milliseconds at most.
  while (!(await isActive(client, name))) await pause(1);
  return name;
}
