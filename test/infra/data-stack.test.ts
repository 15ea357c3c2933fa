/** What outlives a deploy, how it is encrypted, kept and let go. */
import { describe, expect, test } from "vitest";
import { stages } from "../../infra/stages.ts";
import { ofType, synthesized } from "./synthesized.ts";

const synth = synthesized();
const template = synth.templates.data;
const tables = ofType(template, "AWS::DynamoDB::Table");
const buckets = ofType(template, "AWS::S3::Bucket");
const properties = (logicalId: string) => template.Resources[logicalId]?.Properties;

const dataHolders = {
  Key961B73FD: "AWS::KMS::Key",
  ResponsesTableEDAA8B7E: "AWS::DynamoDB::Table",
  CommentsTable3900662D: "AWS::DynamoDB::Table",
  ProgrammeTableD2F18415: "AWS::DynamoDB::Table",
  CountsTable415F08B3: "AWS::DynamoDB::Table",
  AccessLogs8B620ECA: "AWS::S3::Bucket",
  NightsBucket5BC52E10: "AWS::S3::Bucket",
  DatasetsBucket9EEDBE5A: "AWS::S3::Bucket",
  MicrodataKeyF28A5D65: "AWS::KMS::Key",
  MicrodataBucket411E2615: "AWS::S3::Bucket",
  QueryResults655BC675: "AWS::S3::Bucket",
};

test("keeps the logical id of everything that holds data, since another id is another, empty, resource", () => {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => Type !== "AWS::S3::BucketPolicy");
  expect(Object.fromEntries(found.map(([logicalId, { Type }]) => [logicalId, Type]))).toEqual(dataHolders);
});

test("keeps what holds data when it is dropped from the stack or replaced", () => {
  for (const logicalId of Object.keys(dataHolders)) {
    expect(template.Resources[logicalId], logicalId).toMatchObject({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
  }
});

test("lets nobody delete the data stack by mistake", () => {
  expect(synth.data.terminationProtection).toBe(true);
});

test.each(["Key961B73FD", "MicrodataKeyF28A5D65"])("rotates %s every year", (logicalId) => {
  expect(properties(logicalId)).toMatchObject({ EnableKeyRotation: true });
});

describe("a table", () => {
  test.each(tables.map(([logicalId]) => logicalId))("%s is encrypted with the customer key", (logicalId) => {
    expect(properties(logicalId).SSESpecification).toEqual({
      SSEEnabled: true,
      SSEType: "KMS",
      KMSMasterKeyId: { "Fn::GetAtt": ["Key961B73FD", "Arn"] },
    });
  });

  test.each(tables.map(([logicalId]) => logicalId))(
    "%s can be put back to any moment, and not be deleted",
    (logicalId) => {
      expect(properties(logicalId)).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      });
    },
  );

  test.each(tables.map(([logicalId]) => logicalId))(
    "%s is paid by request and keyed by the strings pk and sk",
    (logicalId) => {
      expect(properties(logicalId)).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "pk", AttributeType: "S" },
          { AttributeName: "sk", AttributeType: "S" },
        ],
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      });
    },
  );

  test("of what children said, and of the counts of it, forgets in time, and the programme does not", () => {
    const expiring = tables.map(([logicalId]) => [logicalId, properties(logicalId).TimeToLiveSpecification]);
    const inTime = { AttributeName: "expiresAt", Enabled: true };
    expect(Object.fromEntries(expiring)).toEqual({
      ResponsesTableEDAA8B7E: inTime,
      CommentsTable3900662D: inTime,
      ProgrammeTableD2F18415: undefined,
      CountsTable415F08B3: inTime,
    });
  });

  test("copies nothing elsewhere as it is written", () => {
    for (const [logicalId] of tables) expect(properties(logicalId).StreamSpecification).toBeUndefined();
  });
});

describe("a bucket", () => {
  test.each(buckets.map(([logicalId]) => logicalId))("%s is closed to the public", (logicalId) => {
    expect(properties(logicalId).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  test.each(buckets.map(([logicalId]) => logicalId))("%s refuses whoever comes without TLS", (logicalId) => {
    const policy = ofType(template, "AWS::S3::BucketPolicy").find(
      ([, each]) => each.Properties.Bucket.Ref === logicalId,
    );
    expect(policy?.[1].Properties.PolicyDocument.Statement).toContainEqual({
      Effect: "Deny",
      Action: "s3:*",
      Principal: { AWS: "*" },
      Resource: [
        { "Fn::GetAtt": [logicalId, "Arn"] },
        { "Fn::Join": ["", [{ "Fn::GetAtt": [logicalId, "Arn"] }, "/*"]] },
      ],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  const logged = [
    ["NightsBucket5BC52E10", "Key961B73FD"],
    ["DatasetsBucket9EEDBE5A", "Key961B73FD"],
    ["QueryResults655BC675", "Key961B73FD"],
    // Another tier, another key.
    ["MicrodataBucket411E2615", "MicrodataKeyF28A5D65"],
  ] as const;
  test.each(logged)("%s is encrypted with the customer key of its tier, and logged", (logicalId, keyId) => {
    expect(properties(logicalId)).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: { "Fn::GetAtt": [keyId, "Arn"] },
            },
          },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: { Ref: "AccessLogs8B620ECA" } },
    });
  });

  test.each(["NightsBucket5BC52E10", "DatasetsBucket9EEDBE5A", "MicrodataBucket411E2615"])(
    "%s keeps what is written over",
    (logicalId) => {
      expect(properties(logicalId)).toMatchObject({ VersioningConfiguration: { Status: "Enabled" } });
    },
  );

  const expiries = (logicalId: string) =>
    properties(logicalId)
      .LifecycleConfiguration.Rules.filter((rule: { ExpirationInDays?: number }) => rule.ExpirationInDays !== undefined)
      .map((rule: { Prefix?: string; ExpirationInDays: number }) => [rule.Prefix, rule.ExpirationInDays]);

  test("of datasets drops drafts after two weeks and a release never", () => {
    expect(expiries("DatasetsBucket9EEDBE5A")).toEqual([["drafts/", 14]]);
  });

  test("of records keeps them as long as the stage says", () => {
    expect(expiries("MicrodataBucket411E2615")).toEqual([[undefined, stages.production.retentionInDays.microdata]]);
  });

  test.each(["MicrodataBucket411E2615", "NightsBucket5BC52E10"])(
    "%s drops older versions after a month, since two tell who came or left, and then the mark of a deletion",
    (logicalId) => {
      expect(properties(logicalId).LifecycleConfiguration.Rules).toContainEqual({
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        ExpiredObjectDeleteMarker: true,
        Status: "Enabled",
      });
    },
  );

  test("of answers to queries drops them after a month", () => {
    expect(expiries("QueryResults655BC675")).toEqual([[undefined, 30]]);
  });

  test("of nights keeps plans as long as the logs that they explain, and proofs as long as counts", () => {
    expect(expiries("NightsBucket5BC52E10")).toEqual([
      ["plans/", stages.production.retentionInDays.logs],
      ["retention/", stages.production.retentionInDays.counts],
    ]);
  });
});
