/** What the templates of every stage promise to whoever reviews their security, read off them. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stages } from "../../infra/stages.ts";
import { allows } from "../infra/access.ts";
import { logicalIdOf, ofType, readStatements, statementsOf, synthesized, the } from "../infra/synthesized.ts";

const runbook = readFileSync(new URL("../../infra/RUNBOOK.md", import.meta.url), "utf8");

/** A name that would say that something secret is in it. */
const secretive = /secret|token|password|credential|private|api_?key/i;

describe.each(Object.values(stages))("the stage $name", (stage) => {
  const synth = synthesized({ stage: stage.name });
  const { data, pipeline } = synth.templates;
  const everywhere = (type: string) => [data, pipeline].flatMap((template) => ofType(template, type));

  test("rotates every key, and lets a service use one for this account only", () => {
    const keys = everywhere("AWS::KMS::Key");
    expect(keys).toHaveLength(3);
    for (const [id, { Properties }] of keys) {
      expect(Properties.EnableKeyRotation, id).toBe(true);
      for (const { Principal, Condition } of Properties.KeyPolicy.Statement) {
        if (Principal.Service === undefined) continue;
        expect(Condition).toEqual({ StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } });
      }
    }
  });

  test.each([
    ["AWS::S3::Bucket", "AWS::S3::BucketPolicy", "Bucket"],
    ["AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "Queues"],
    ["AWS::SNS::Topic", "AWS::SNS::TopicPolicy", "Topics"],
  ])("refuses whoever comes to any %s without TLS", (type, policyType, property) => {
    const guarded = everywhere(policyType)
      .filter(([, { Properties }]) =>
        Properties.PolicyDocument.Statement.some(
          (statement: { Effect: string; Condition?: { Bool?: Record<string, string> } }) =>
            statement.Effect === "Deny" && statement.Condition?.Bool?.["aws:SecureTransport"] === "false",
        ),
      )
      .flatMap(([, { Properties }]) => [Properties[property]].flat().map(({ Ref }: { Ref: string }) => Ref));
    const all = everywhere(type).map(([id]) => id);
    expect(guarded.sort()).toEqual(all.sort());
  });

  test("opens no bucket to the public, by policy or by list", () => {
    for (const [id, { Properties }] of everywhere("AWS::S3::Bucket")) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration), id).toEqual([true, true, true, true]);
      expect(Properties.AccessControl, id).toBeUndefined();
    }
  });

  test("tells a function no secret: its variables are names of resources, numbers and origins", () => {
    for (const [id, { Properties }] of everywhere("AWS::Lambda::Function")) {
      for (const [name, value] of Object.entries<unknown>(Properties.Environment.Variables)) {
        const place = `${name} of ${id}`;
        expect(name, place).not.toMatch(secretive);
        if (typeof value !== "string") {
          expect(Object.keys(value as object), place).toEqual([expect.stringMatching(/^(Ref|Fn::ImportValue)$/)]);
        } else if (name === "ALLOWED_ORIGINS") {
          expect(value.split(","), place).toEqual(stage.allowedOrigins);
        } else {
          expect(value, place).toMatch(/^\d+$/);
        }
      }
    }
  });

  test("holds no secret anywhere: no property for one, no reference to one, no parameter that is not echoed", () => {
    for (const template of [data, pipeline]) {
      const text = JSON.stringify(template);
      expect(text).not.toMatch(/\{\{resolve:|"NoEcho"|AKIA[0-9A-Z]{16}|-----BEGIN/);
      expect(text).not.toMatch(/"[A-Za-z]*(Password|Secret|AccessKey)[A-Za-z]*":/);
    }
  });

  test("keeps concurrency apart for every function that the public can reach", () => {
    const reached = ofType(pipeline, "AWS::ApiGatewayV2::Integration").map(
      ([, { Properties }]): string => Properties.IntegrationUri["Fn::GetAtt"][0],
    );
    const { collection, withdrawal } = synth.pipeline;
    const open = [collection.collect, withdrawal.withdraw].map((verb) => logicalIdOf(verb.function));
    expect([...new Set(reached)].sort()).toEqual(open.sort());
    for (const id of reached) {
      expect(pipeline.Resources[id]?.Properties.ReservedConcurrentExecutions, id).toBeGreaterThan(0);
    }
  });

  test("restores no function from a snapshot, least of all tally, whose random bytes must not come twice", () => {
    for (const [id, { Properties }] of everywhere("AWS::Lambda::Function")) {
      expect(Properties.SnapStart, id).toBeUndefined();
    }
  });

  test("keeps no log for ever", () => {
    for (const [id, { Properties }] of everywhere("AWS::Logs::LogGroup")) {
      expect(Properties.RetentionInDays, id).toBe(stage.retentionInDays.logs);
    }
  });

  describe("the bucket of the releases", () => {
    const { datasets } = synth.data;
    const releases = logicalIdOf(datasets.bucket);
    const [, policy] =
      ofType(data, "AWS::S3::BucketPolicy").find(([, { Properties }]) => Properties.Bucket.Ref === releases) ?? [];
    const anything = { effect: "Allow", actions: ["s3:*"], resources: ["*"], principal: {}, conditions: {} };
    const statements = [anything, ...readStatements(synth, policy?.Properties.PolicyDocument)];
    const may = (action: string, key: string, carries: Record<string, string> = {}) =>
      allows(statements, {
        action,
        resource: `<${releases}>/${key}`,
        carries: { "aws:SecureTransport": "true", ...carries },
      });
    const key = "releases/2027-06-01-0123456789ab/benchmarks.csv";

    test("takes nothing into a release that could write over what is there, from whoever may do anything else", () => {
      expect(may("s3:PutObject", key)).toBe(false);
      expect(may("s3:PutObject", key, { "s3:if-none-match": "*" })).toBe(true);
      expect(statements.find(({ conditions }) => conditions.Null !== undefined)?.principal).toEqual({ AWS: "*" });
    });

    test.each([
      ["benchmark", ["changes.csv", "manifest.json"]],
      ["audit", ["manifest.json", "noised_counts.csv"]],
    ] as const)("lets %s open of earlier releases what it compares with, and no other file", (verb, compared) => {
      const files = [
        "benchmarks.csv",
        "changes.csv",
        "manifest.json",
        "comparisons.csv",
        "national.csv",
        "noised_counts.csv",
        "trends.csv",
        "authorities/801/manifest.json",
      ];
      for (const folder of ["releases", "retracted"]) {
        const opened = files.filter((path) =>
          allows(statementsOf(synth, verb), {
            action: "s3:GetObject",
            resource: `<${releases}>/${folder}/2027-06-01-0123456789ab/${path}`,
          }),
        );
        expect(opened, folder).toEqual(compared);
      }
    });

    test("lets a release be read, and taken out of reach", () => {
      expect(may("s3:GetObject", key)).toBe(true);
      expect(may("s3:DeleteObject", key)).toBe(true);
    });

    test.each(["drafts/night/manifest.json", "latest.json"])("lets %s be written again", (movable) => {
      expect(may("s3:PutObject", movable)).toBe(true);
    });
  });

  describe("the budget", () => {
    const { Budget: budget, NotificationsWithSubscribers: notices } = the(pipeline, "AWS::Budgets::Budget").Properties;

    test("is the stage's, of every month", () => {
      expect(budget).toEqual({
        BudgetName: `bright-spots-${stage.name}`,
        BudgetType: "COST",
        TimeUnit: "MONTHLY",
        BudgetLimit: { Amount: stage.monthlyBudgetInDollars, Unit: "USD" },
      });
    });

    test("tells whoever is on call before it is passed, when it is, and when it will be", () => {
      const [[topicId] = []] = ofType(pipeline, "AWS::SNS::Topic");
      const told = [
        ["ACTUAL", 80],
        ["ACTUAL", 100],
        ["FORECASTED", 100],
      ];
      expect(notices).toEqual(
        told.map(([NotificationType, Threshold]) => ({
          Notification: {
            NotificationType,
            Threshold,
            ThresholdType: "PERCENTAGE",
            ComparisonOperator: "GREATER_THAN",
          },
          Subscribers: [{ SubscriptionType: "SNS", Address: { Ref: topicId } }],
        })),
      );
    });

    test("has a chapter in the runbook", () => {
      const [, chapter = ""] = /^## over-budget\n([\s\S]*?)^#/m.exec(runbook) ?? [];
      expect([...chapter.matchAll(/^\*\*([^*]+)\.\*\*/gm)].map(([, section]) => section)).toEqual([
        "Symptom",
        "What it means for people",
        "First five minutes",
        "Repair",
        "How it was rehearsed",
      ]);
    });
  });
});
