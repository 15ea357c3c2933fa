/** A small invented wave on a local cloud of its own: what the journeys start from. SYNTHETIC. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeValue, DynamoDBClient, PutItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { londonDay } from "#shared/programme/calendar.ts";
import { noisedCounts } from "#shared/survey/noised-counts.ts";
import { type LocalCloud, startLocalCloud } from "../../infra/local/local-cloud.ts";
import { type PulledRelease, releaseInMemory } from "../../infra/local/pull-release.ts";
import { stages } from "../../infra/stages.ts";
import { RegisterFailed, registerWave } from "./register-wave.ts";
import { dayAfter, programmeOf } from "./synthetic/programme.ts";
import type { LinkedCampaign } from "./synthetic/visits.ts";
import type { WaveFigures } from "./synthetic/waves.ts";

export const smallWave: WaveFigures = {
  wave: "2017",
  authorities: 6,
  respondents: { "ylyc-8-11": 110, "ylyc-11-17": 150 },
};

/** Open until tomorrow, so that a journey that crosses midnight still finds its surveys open. */
const today = () => londonDay(new Date());
export const lastDay = () => dayAfter(today());
/** The day of the night that may release it. */
export const nightAfter = () => dayAfter(lastDay());

export async function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "bright-spots-journey-"));
}

export async function withCloud<Result>(
  journey: (cloud: LocalCloud, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await newFolder();
  const cloud = await startLocalCloud({ dataDir: folder, timers: false });
  try {
    return await journey(cloud, folder);
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Hands programme documents to the cloud's own register function, as a coordinator does. */
export const registerOn =
  (cloud: LocalCloud) =>
  async (programme: unknown): Promise<unknown> => {
    const answer = await cloud.invoke("register", programme);
    if (!answer.answered) throw new RegisterFailed(answer.errorType);
    return answer.payload;
  };

export async function registered(
  cloud: LocalCloud,
  figures: WaveFigures,
  seed: number,
): Promise<readonly LinkedCampaign[]> {
  const document = programmeOf(figures, seed, {
    today: today(),
    until: lastDay(),
    allowedOrigins: stages.local.allowedOrigins,
  });
  return registerWave(registerOn(cloud), document, figures, seed);
}

const invented = { accessKeyId: "synthetic", secretAccessKey: "synthetic" };
type Stores = Pick<LocalCloud, "dynamoDbUrl" | "s3Url" | "tableNames" | "bucketNames">;

const named = (names: readonly string[], part: string) => {
  const name = names.find((each) => each.toLowerCase().includes(part));
  if (name === undefined) throw new Error(`the local cloud has no ${part}`);
  return name;
};

export async function itemsIn(
  { dynamoDbUrl, tableNames }: Stores,
  table: string,
): Promise<Record<string, AttributeValue>[]> {
  const client = new DynamoDBClient({ endpoint: dynamoDbUrl, region: "eu-west-2", credentials: invented });
  const items: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan({ client }, { TableName: named(tableNames, table) }))
    items.push(...(page.Items ?? []));
  client.destroy();
  return items;
}

/** Every object of a bucket, by key. */
export async function objectsIn({ s3Url, bucketNames }: Stores, bucket: string): Promise<Map<string, Buffer>> {
  const client = new S3Client({ endpoint: s3Url, region: "eu-west-2", credentials: invented, forcePathStyle: true });
  const Bucket = named(bucketNames, bucket);
  const objects = new Map<string, Buffer>();
  for (const Key of await keysUnder(client, Bucket, "")) {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    objects.set(Key, Buffer.from((await body?.transformToByteArray()) ?? []));
  }
  client.destroy();
  return objects;
}

/**
 * Where they are too many for one page, folder by folder: fauxqs sorts a page by locale and continues the next by code unit,
 * so that a capital among small letters would be lost between the two.
 */
async function keysUnder(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const all = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const namesOf = ({ Contents: listed = [] }: ListObjectsV2CommandOutput) => listed.map(({ Key = "" }) => Key);
  if (all.IsTruncated !== true) return namesOf(all);
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix, Delimiter: "/" })) {
    keys.push(...namesOf(page));
    for (const { Prefix: folder = "" } of page.CommonPrefixes ?? [])
      keys.push(...(await keysUnder(client, Bucket, folder)));
  }
  return keys.toSorted();
}

export async function releaseOf(cloud: Stores): Promise<PulledRelease> {
  const objects = await objectsIn(cloud, "datasets");
  return releaseInMemory(async (key) => {
    const bytes = objects.get(key);
    if (bytes === undefined) throw new Error(`there is no object ${key}`);
    return bytes;
  });
}

/** How many responses were counted, by partition: of each campaign whose counts are drawn. A recount stands in for the first. */
export async function responsesCounted(cloud: Stores): Promise<ReadonlyMap<string, number>> {
  const drawn = (await itemsIn(cloud, "counts"))
    .map(({ pk, sk, json }) => ({ partition: pk?.S ?? "", draw: sk?.S ?? "", json: json?.S ?? "" }))
    .filter(({ partition, draw }) => draw.startsWith("counts#") && !partition.includes("#nation#"))
    .toSorted((one, other) => (one.draw < other.draw ? -1 : 1));
  return new Map(drawn.map(({ partition, json }) => [partition, noisedCounts.parse(JSON.parse(json)).responses]));
}

/** The items of the noised counts that were drawn. */
export async function drawsIn(cloud: Stores): Promise<Record<string, AttributeValue>[]> {
  return (await itemsIn(cloud, "counts")).filter(({ sk }) => sk?.S?.startsWith("counts#"));
}

/** Carries draws into another cloud, so that its night works from the same noise. */
export async function putDraws(
  draws: readonly Record<string, AttributeValue>[],
  { dynamoDbUrl, tableNames }: Stores,
): Promise<void> {
  const client = new DynamoDBClient({ endpoint: dynamoDbUrl, region: "eu-west-2", credentials: invented });
  for (const Item of draws) await client.send(new PutItemCommand({ TableName: named(tableNames, "counts"), Item }));
  client.destroy();
}

export async function copyCounts(from: Stores, to: Stores): Promise<void> {
  await putDraws(await drawsIn(from), to);
}

/** The sort key under which a submission with this idempotency key must be found. */
export const sortKeyOf = (idempotencyKey: string) => createHash("sha256").update(idempotencyKey).digest("base64url");
