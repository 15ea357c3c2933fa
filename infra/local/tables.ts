/** The template's tables, in dynalite on disk. */
import { mkdir } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { knownProperties } from "./mapping.ts";
import { DataFolderInUse, UnsupportedResource } from "./refusal.ts";
import { type StoreThread, startStoreThread } from "./store-thread.ts";
import { region, type Templates } from "./template.ts";

interface TableDefinition {
  readonly logicalId: string;
  readonly type: string;
  readonly definition: Record<string, unknown> & { readonly TableName: string; readonly KeySchema: unknown };
}

export interface Tables extends StoreThread {
  readonly names: readonly string[];
}

const understood = {
  mapped: [
    "TableName",
    "KeySchema",
    "AttributeDefinitions",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "TimeToLiveSpecification",
  ],
  meaningless: [
    "BillingMode",
    "ContributorInsightsSpecification",
    "DeletionProtectionEnabled",
    "OnDemandThroughput",
    "PointInTimeRecoverySpecification",
    "Replicas",
    "ResourcePolicy",
    "SSESpecification",
    "TableClass",
    "Tags",
    "WriteOnDemandThroughputSettings",
  ],
};

const only = (properties: Record<string, unknown>, ...names: string[]) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));

/** What a table of the template is here. Throws `UnsupportedResource` for what dynalite has not (streams, say). */
export function tableDefinitions(templates: Templates): TableDefinition[] {
  return templates.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map((resource) => {
    const properties = knownProperties(resource, understood);
    return {
      logicalId: resource.logicalId,
      type: resource.type,
      definition: {
        TableName: resource.name,
        KeySchema: properties.KeySchema,
        AttributeDefinitions: properties.AttributeDefinitions,
        ...only(properties, "GlobalSecondaryIndexes", "LocalSecondaryIndexes"),
        BillingMode: "PAY_PER_REQUEST",
      },
    };
  });
}

/** The differences to the real store that a reader of this machine's data should know. */
export function tableNotes(templates: Templates): string[] {
  return templates
    .ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
    .filter((resource) => resource.properties.TimeToLiveSpecification !== undefined)
    .map((resource) => `table ${resource.name}: items past their time to live are deleted before a scheduled night`);
}

interface DynaliteAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** dynalite checks that a signature is there, not what it is. */
export async function askTables(url: string, action: string, body: Record<string, unknown>): Promise<DynaliteAnswer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${action}`,
      "x-amz-date": "20000101T000000Z",
      authorization: `AWS4-HMAC-SHA256 Credential=local/20000101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function ensureTable(url: string, table: TableDefinition): Promise<void> {
  const { TableName, KeySchema } = table.definition;
  const found = await askTables(url, "DescribeTable", { TableName });
  if (found.status === 200) {
    if (isDeepStrictEqual((found.body.Table as Record<string, unknown>).KeySchema, KeySchema)) return;
    throw new UnsupportedResource(table.logicalId, table.type, "the table on disk has another key; use a new DATA_DIR");
  }
  const created = await askTables(url, "CreateTable", table.definition);
  if (created.status !== 200) {
    throw new UnsupportedResource(table.logicalId, table.type, String(created.body.message ?? "not created"));
  }
}

/** Starts the store on `folder` and creates the tables that are missing. What was there before is kept. */
export async function startTables(options: {
  readonly templates: Templates;
  readonly folder: string;
  readonly port: number;
}): Promise<Tables> {
  const definitions = tableDefinitions(options.templates);
  await mkdir(options.folder, { recursive: true });
  const thread = await startStoreThread({
    program: new URL("./tables-thread.ts", import.meta.url),
    purpose: "DynamoDB",
    folder: options.folder,
    port: options.port,
  });
  try {
    // The folder is opened by the first request, so this is where a second local cloud on it shows.
    await askTables(thread.url, "ListTables", {}).catch(async () => {
      const { code } = (await thread.failure) as NodeJS.ErrnoException;
      if (code?.startsWith("LEVEL_")) throw new DataFolderInUse(options.folder);
      throw await thread.failure;
    });
    for (const definition of definitions) await ensureTable(thread.url, definition);
  } catch (error) {
    await thread.stop();
    throw error;
  }
  return { ...thread, names: definitions.map(({ definition }) => definition.TableName) };
}
