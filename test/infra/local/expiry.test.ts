import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import pMap from "p-map";
import { afterEach, describe, expect, it } from "vitest";
import { startBuckets } from "../../../infra/local/buckets.ts";
import { expire, expiryRulesOf } from "../../../infra/local/expiry.ts";
import { UnsupportedResource } from "../../../infra/local/refusal.ts";
import { startTables } from "../../../infra/local/tables.ts";
import { readTemplates, type Stack } from "../../../infra/local/template.ts";
import { synthesized } from "../synthesized.ts";
import { bucket, emptyFolder, type Resources, table } from "./small-assembly.ts";

const started: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const store of started.splice(0)) await store.stop();
});

const read = (Resources: Resources) => readTemplates([{ name: "small", template: { Resources } }]);
const settings = { region: "eu-west-2", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const withRules = (...Rules: object[]) => bucket("Kept", { LifecycleConfiguration: { Rules } });
const rule = (rest: object) => ({ Status: "Enabled", ...rest });

describe("what the template lets go", () => {
  it("is read off it: the attribute of a table, the prefix and the days of a bucket's rules", () => {
    const templates = read({
      ...table("Answers", { TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true } }),
      ...table("Programme"),
      ...withRules(
        rule({ Prefix: "plans/", ExpirationInDays: 90 }),
        rule({ ExpirationInDays: 30, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
        rule({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true }),
        { Status: "Disabled", ExpirationInDays: 1 },
      ),
    });
    expect(expiryRulesOf(templates)).toEqual({
      tables: [{ table: "answers", attribute: "expiresAt", keys: ["pk"] }],
      buckets: [
        { bucket: "kept", prefix: "plans/", days: 90 },
        { bucket: "kept", prefix: "", days: 30 },
      ],
    });
  });

  it.each([
    ["TagFilters", rule({ ExpirationInDays: 30, TagFilters: [] })],
    ["ExpirationDate", rule({ ExpirationDate: "2030-01-01" })],
    ["Transitions", rule({ Transitions: [] })],
  ])("is refused by name where it cannot be followed: %s", (name, refused) => {
    const reading = () => expiryRulesOf(read(withRules(refused)));
    expect(reading).toThrow(UnsupportedResource);
    expect(reading).toThrow(`a lifecycle rule with ${name}`);
  });

  it("is everything in the stacks that has an end", () => {
    const { data, pipeline } = synthesized({ stage: "local" }).templates;
    const rules = expiryRulesOf(
      readTemplates([
        { name: "data", template: data },
        { name: "pipeline", template: pipeline },
      ] as Stack[]),
    );
    expect(rules.tables.map((each) => each.table)).toEqual(["responses", "comments", "counts"]);
    expect(rules.buckets.map((each) => `${each.bucket}/${each.prefix}`).sort()).toEqual([
      "access-logs/",
      "datasets/drafts/",
      "microdata/",
      "nights/plans/",
      "nights/retention/",
      "query-results/",
    ]);
  });
});

describe("expiry on one machine", () => {
  it("deletes the items whose second has come, and neither later ones nor those without", async () => {
    const templates = read(table("Answers", { TimeToLiveSpecification: { AttributeName: "until", Enabled: true } }));
    const store = await startTables({ templates, folder: await emptyFolder(), port: 0 });
    started.push(store);
    const client = new DynamoDBClient({ ...settings, endpoint: store.url });
    const until = { now: "1000", later: "1001" };
    for (const [pk, second] of Object.entries(until)) {
      const item = { pk: { S: pk }, until: { N: second } };
      await client.send(new PutItemCommand({ TableName: "answers", Item: item }));
    }
    await client.send(new PutItemCommand({ TableName: "answers", Item: { pk: { S: "always" } } }));
    const left = async () =>
      (await client.send(new ScanCommand({ TableName: "answers" }))).Items?.map(({ pk }) => pk?.S);
    const rules = expiryRulesOf(templates);
    await expire(rules, { dynamoDbUrl: store.url, s3Url: "" }, new Date(999_999));
    expect((await left())?.sort()).toEqual(["always", "later", "now"]);
    await expire(rules, { dynamoDbUrl: store.url, s3Url: "" }, new Date(1_000_000));
    expect((await left())?.sort()).toEqual(["always", "later"]);
    client.destroy();
  });

  it("deletes the objects under a prefix at the midnight after their days, and no others, page after page and folder by folder", async () => {
    const templates = read(withRules(rule({ Prefix: "plans/", ExpirationInDays: 90 })));
    const store = await startBuckets({ templates, folder: await emptyFolder(), port: 0 });
    started.push(store);
    const client = new S3Client({ ...settings, endpoint: store.url, forcePathStyle: true });
    // A page that ends within the folder would lose the capital, which comes first by code unit and late by locale.
    const plans = [
      ...Array.from({ length: 1_001 }, (_, number) => `plans/${number} & more.json`),
      ...["a.json", "README.md", "z.json"].map((name) => `plans/99 & more/${name}`),
    ];
    const put = (Key: string) => client.send(new PutObjectCommand({ Bucket: "kept", Key, Body: "SYNTHETIC" }));
    await pMap(["retention/1.json", ...plans], put, { concurrency: 16 });
    const isThere = (Key: string) =>
      client.send(new HeadObjectCommand({ Bucket: "kept", Key })).then(
        () => true,
        () => false,
      );
    const left = async () => {
      const all = ["retention/1.json", ...plans];
      const answers = await pMap(all, isThere, { concurrency: 16 });
      return all.filter((_, position) => answers[position]);
    };
    const rules = expiryRulesOf(templates);
    const day = 86_400_000;
    const midnight = (Math.floor(Date.now() / day) + 1 + 90) * day;
    // Those that were written before a midnight which passed meanwhile are a day ahead.
    await expire(rules, { dynamoDbUrl: "", s3Url: store.url }, new Date(midnight - day - 1));
    expect(await left()).toHaveLength(1 + plans.length);
    await expire(rules, { dynamoDbUrl: "", s3Url: store.url }, new Date(midnight));
    expect(await left()).toEqual(["retention/1.json"]);
    client.destroy();
  });
});
