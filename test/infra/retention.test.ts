/** What is kept how long, and that whoever attests that it is gone can read none of it. */
import { describe, expect, test } from "vitest";
import { madeInANight, madeOfAWave } from "#functions/attest/keeping.ts";
import { finishedWaves } from "#functions/plan/finished-waves.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { stages } from "../../infra/stages.ts";
import { aCampaign } from "../functions/plan/programme-in-memory.ts";
import { allows } from "./access.ts";
import { functionOf, logicalIdOf, statementsOf, synthesized } from "./synthesized.ts";

const synth = synthesized();
const { data } = synth;
const { retentionInDays: retention } = stages.production;

interface Rule {
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
}
const rulesOf = (bucket: "nights" | "microdata" | "datasets", prefix: string): readonly Rule[] =>
  synth.templates.data.Resources[logicalIdOf(data[bucket].bucket)]?.Properties.LifecycleConfiguration.Rules.filter(
    (rule: Rule) => prefix.startsWith(rule.Prefix ?? ""),
  );

describe("what attest expects to be gone", () => {
  test.each([...madeOfAWave("2017", retention), ...madeInANight(retention)])(
    "in $bucket under $prefix is what a rule of the bucket deletes, on the same day and its older versions too",
    ({ bucket, prefix, days, earlierVersionsInDays }) => {
      const rules = rulesOf(bucket, prefix);
      expect(Math.min(...rules.map(({ ExpirationInDays = Number.POSITIVE_INFINITY }) => ExpirationInDays))).toBe(days);
      const older = rules.map(
        ({ NoncurrentVersionExpiration: each }) => each?.NoncurrentDays ?? Number.POSITIVE_INFINITY,
      );
      expect(Math.min(...older)).toBe(earlierVersionsInDays);
    },
  );

  test("is told to it as to those who store it", () => {
    const variables = (verb: Parameters<typeof functionOf>[1]) =>
      functionOf(synth, verb).Properties.Environment.Variables;
    expect(variables("attest")).toMatchObject({
      RESPONSES_RETENTION_DAYS: variables("collect").RETENTION_DAYS,
      COMMENTS_RETENTION_DAYS: variables("collect").COMMENT_RETENTION_DAYS,
      COUNTS_RETENTION_DAYS: variables("tally").COUNTS_RETENTION_DAYS,
      MICRODATA_RETENTION_DAYS: String(retention.microdata),
      LOGS_RETENTION_DAYS: String(retention.logs),
    });
  });

  test("is every prefix of the nights and the microdata that anything is written under", () => {
    const named = [...madeOfAWave("2017", retention), ...madeInANight(retention)].map(
      ({ bucket, prefix }) => `${bucket}/${prefix.split("/")[0]}`,
    );
    const written = Object.values(synth.templates.pipeline.Resources)
      .filter(({ Type }) => Type === "AWS::IAM::Policy")
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes("s3:PutObject"))
      .flatMap(({ Resource }) => [Resource].flat())
      .map((resource) => JSON.stringify(resource))
      .flatMap((text) => {
        const [, bucket = "", prefix = ""] = /(Nights|Microdata)Bucket.*"\/([a-z]+)\//.exec(text) ?? [];
        return bucket === "" ? [] : [`${bucket.toLowerCase()}/${prefix}`];
      });
    expect(written.length).toBeGreaterThan(3);
    expect([...new Set(written)].filter((place) => !named.includes(place))).toEqual([]);
  });
});

test("records expire only when they could not be made again from responses, however early a night was run by hand", () => {
  const FURTHEST_AHEAD_IN_DAYS = 7;
  const campaign = aCampaign({ closes: "2017-03-31", releasedIn: "2017-03-25-0123456789ab" });
  const madeInSeconds = Date.parse("2017-04-01T00:00:00Z") / 1_000 - FURTHEST_AHEAD_IN_DAYS * 86_400;
  const gone = madeInSeconds + retention.microdata * 86_400;
  const finished = (nowInSeconds: number) =>
    finishedWaves([campaign], { asOf: "2017-04-01", nowInSeconds, responsesKeptInDays: retention.responses });
  expect(gone).toBeGreaterThan(expiryOf(campaign, retention.responses));
  expect(finished(gone)).toEqual([]);
});

describe("attest", () => {
  const statements = statementsOf(synth, "attest");
  const table = (name: "responses" | "comments" | "counts") => `<${logicalIdOf(data[name].table)}>`;
  const bucket = (name: "nights" | "microdata" | "datasets") => `<${logicalIdOf(data[name].bucket)}>`;
  const counting = { "dynamodb:Select": "COUNT", "dynamodb:Attributes": ["pk"] };

  describe.each(["responses", "comments", "counts"] as const)("and %s", (name) => {
    const may = (action: string, carries = {}) => allows(statements, { action, resource: table(name), carries });

    test("may count those of a campaign", () => {
      expect(may("dynamodb:Query", counting)).toBe(true);
    });

    test.each([
      ["without saying what it wants", { "dynamodb:Attributes": ["pk"] }],
      ["for all that they hold", { ...counting, "dynamodb:Select": "ALL_ATTRIBUTES" }],
      ["for some of what they hold", { ...counting, "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }],
      ["for how many have an answer", { ...counting, "dynamodb:Attributes": ["pk", "answers"] }],
      ["for how many hold a word", { ...counting, "dynamodb:Attributes": ["pk", "comment"] }],
    ])("may not query them %s", (_, carries) => {
      expect(may("dynamodb:Query", carries)).toBe(false);
    });

    test.each(["GetItem", "BatchGetItem", "Scan", "PartiQLSelect", "PutItem", "UpdateItem", "DeleteItem"])(
      "may not %s",
      (action) => {
        expect(may(`dynamodb:${action}`, counting)).toBe(false);
      },
    );
  });

  test.each([
    ["nights", ["plans/", "retention/"]],
    ["microdata", ["owner/2017/", "shared/2017/"]],
    ["datasets", ["drafts/"]],
  ] as const)("may list what lies in %s, older versions too, and open none of it", (name, prefixes) => {
    for (const prefix of prefixes) {
      for (const action of ["s3:ListBucket", "s3:ListBucketVersions"]) {
        const listing = { action, resource: bucket(name), carries: { "s3:prefix": prefix } };
        expect(allows(statements, listing), prefix).toBe(true);
      }
      for (const action of ["s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObject", "s3:DeleteObjectVersion"]) {
        expect(allows(statements, { action, resource: `${bucket(name)}/${prefix}x.json` }), prefix).toBe(false);
      }
    }
  });

  test("may not list releases, of which nothing is let go", () => {
    const carries = { "s3:prefix": "releases/" };
    expect(allows(statements, { action: "s3:ListBucket", resource: bucket("datasets"), carries })).toBe(false);
  });

  test("may write nothing but what it found", () => {
    const may = (key: string) => allows(statements, { action: "s3:PutObject", resource: `${bucket("nights")}/${key}` });
    expect(may("retention/2017-04-01/night-1.json")).toBe(true);
    expect(may("plans/night-1.json")).toBe(false);
  });
});
