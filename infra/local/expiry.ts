/**
 * What the template lets go with time: items past their table's attribute, objects past their bucket's rules. AWS does it in
 * the background, days late; here it is done when asked for, at once.
 */
import { lifecycleReaches } from "#shared/programme/expiry.ts";
import { UnsupportedResource } from "./refusal.ts";
import { askTables } from "./tables.ts";
import type { Resource, Templates } from "./template.ts";

export interface ExpiryRules {
  readonly tables: readonly { readonly table: string; readonly attribute: string; readonly keys: readonly string[] }[];
  readonly buckets: readonly { readonly bucket: string; readonly prefix: string; readonly days: number }[];
}

/** Of a rule these mean something here; the others are about what a local bucket never has: older versions, unfinished uploads. */
const mapped = ["Prefix", "ExpirationInDays", "Status"];
const meaningless = [
  "AbortIncompleteMultipartUpload",
  "ExpiredObjectDeleteMarker",
  "Id",
  "NoncurrentVersionExpiration",
];

interface LifecycleRule {
  readonly Status?: unknown;
  readonly Prefix?: unknown;
  readonly ExpirationInDays?: unknown;
}

function tableRulesOf(resource: Resource): ExpiryRules["tables"] {
  const { TimeToLiveSpecification: specification, KeySchema: schema } = resource.properties as {
    readonly TimeToLiveSpecification?: { readonly AttributeName?: unknown; readonly Enabled?: unknown };
    readonly KeySchema?: readonly { readonly AttributeName: string }[];
  };
  if (specification === undefined || specification.Enabled === false) return [];
  if (typeof specification.AttributeName !== "string") {
    throw new UnsupportedResource(resource.logicalId, resource.type, "a time to live without an attribute");
  }
  const keys = (schema ?? []).map(({ AttributeName }) => AttributeName);
  return [{ table: resource.name, attribute: specification.AttributeName, keys }];
}

function bucketRulesOf(resource: Resource): ExpiryRules["buckets"] {
  const { LifecycleConfiguration: configuration } = resource.properties as {
    readonly LifecycleConfiguration?: { readonly Rules?: readonly LifecycleRule[] };
  };
  return (configuration?.Rules ?? []).flatMap((rule) => {
    const unknown = Object.keys(rule).filter((name) => !mapped.includes(name) && !meaningless.includes(name));
    if (unknown.length > 0) {
      throw new UnsupportedResource(resource.logicalId, resource.type, `a lifecycle rule with ${unknown.join(", ")}`);
    }
    if (rule.Status !== "Enabled" || rule.ExpirationInDays === undefined) return [];
    return { bucket: resource.name, prefix: String(rule.Prefix ?? ""), days: Number(rule.ExpirationInDays) };
  });
}

/** Throws `UnsupportedResource` for a rule that cannot be followed here. */
export function expiryRulesOf(templates: Templates): ExpiryRules {
  return {
    tables: templates.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").flatMap(tableRulesOf),
    buckets: templates.ofType("AWS::S3::Bucket").flatMap(bucketRulesOf),
  };
}

interface Stores {
  readonly dynamoDbUrl: string;
  readonly s3Url: string;
}

type Item = Readonly<Record<string, unknown>>;

async function expireItems(
  url: string,
  { table: TableName, attribute, keys }: ExpiryRules["tables"][number],
  now: Date,
): Promise<void> {
  let from: { readonly ExclusiveStartKey?: unknown } | undefined = {};
  while (from !== undefined) {
    const names = [...keys, attribute].map((name, index) => [`#${index}`, name] as const);
    const { body } = await askTables(url, "Scan", {
      TableName,
      FilterExpression: `#${keys.length} <= :now`,
      ProjectionExpression: keys.map((_, index) => `#${index}`).join(", "),
      ExpressionAttributeNames: Object.fromEntries(names),
      ExpressionAttributeValues: { ":now": { N: String(Math.floor(now.getTime() / 1_000)) } },
      ...from,
    });
    for (const Key of body.Items as readonly Item[]) await askTables(url, "DeleteItem", { TableName, Key });
    from = body.LastEvaluatedKey === undefined ? undefined : { ExclusiveStartKey: body.LastEvaluatedKey };
  }
}

const textOf = (xml: string) =>
  xml
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

interface Listing {
  readonly objects: readonly { readonly key: string; readonly written: Date }[];
  readonly folders: readonly string[];
  readonly isWhole: boolean;
}

async function listingOf(url: string, bucket: string, asked: Readonly<Record<string, string>>): Promise<Listing> {
  const search = new URLSearchParams({ "list-type": "2", ...asked });
  const listing = await (await fetch(`${url}/${bucket}?${search}`)).text();
  const entries = listing.matchAll(/<Key>([^<]*)<\/Key>[\s\S]*?<LastModified>([^<]*)<\/LastModified>/g);
  const folders = listing.matchAll(/<CommonPrefixes><Prefix>([^<]*)<\/Prefix>/g);
  return {
    objects: Array.from(entries, ([, key = "", written = ""]) => ({ key: textOf(key), written: new Date(written) })),
    folders: Array.from(folders, ([, folder = ""]) => textOf(folder)),
    isWhole: !listing.includes("<IsTruncated>true</IsTruncated>"),
  };
}

/**
 * Every object under the prefix. Where they are too many for one page, folder by folder: fauxqs sorts a page by locale and
 * continues the next by code unit, so that a capital among small letters would be lost between the two.
 */
async function objectsUnder(url: string, bucket: string, prefix: string): Promise<Listing["objects"]> {
  const all = await listingOf(url, bucket, { prefix });
  if (all.isWhole) return all.objects;
  const found: Listing["objects"][number][] = [];
  const folders: string[] = [];
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await listingOf(url, bucket, { prefix, delimiter: "/", "start-after": after });
    found.push(...page.objects);
    folders.push(...page.folders);
    after = page.isWhole ? undefined : [...page.objects.map(({ key }) => key), ...page.folders].toSorted().at(-1);
  }
  for (const folder of folders) found.push(...(await objectsUnder(url, bucket, folder)));
  return found;
}

async function expireObjects(
  url: string,
  { bucket, prefix, days }: ExpiryRules["buckets"][number],
  now: Date,
): Promise<void> {
  for (const { key, written } of await objectsUnder(url, bucket, prefix)) {
    if (lifecycleReaches(written, days) > now) continue;
    await fetch(`${url}/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`, { method: "DELETE" });
  }
}

/** Deletes what is past its time at this instant. */
export async function expire(rules: ExpiryRules, { dynamoDbUrl, s3Url }: Stores, now: Date): Promise<void> {
  for (const rule of rules.tables) await expireItems(dynamoDbUrl, rule, now);
  for (const rule of rules.buckets) await expireObjects(s3Url, rule, now);
}
