/** Who may read what: every policy for people, judged by example. */
import type { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { describe, expect, test } from "vitest";
import { stages } from "../../infra/stages.ts";
import { authorityFolder, manifest } from "../../shared/release/manifest.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { allows, matches, NotJudged } from "./access.ts";
import { logicalIdOf, ofType, readable, readStatements, type Statement, synthesized } from "./synthesized.ts";

// The local stage has authorities; production has none until one signs.
const synth = synthesized({ stage: "local" });
const { data, pipeline } = synth;
const { readers, analysis } = pipeline;

const reference = (construct: Parameters<typeof logicalIdOf>[0]) => `<${logicalIdOf(construct)}>`;
const datasets = reference(data.datasets.bucket);
const nights = reference(data.nights.bucket);
const microdata = reference(data.microdata.bucket);
const queryResults = reference(data.queryResults);
const key = reference(data.key);
const microdataKey = reference(data.node.findChild("MicrodataKey"));

const documentOf = (policy: ManagedPolicy) =>
  synth.templates.pipeline.Resources[logicalIdOf(policy)]?.Properties.PolicyDocument;
const statementsOf = (policy: ManagedPolicy): Statement[] => readStatements(synth, documentOf(policy));

const everybody: readonly (readonly [string, ManagedPolicy])[] = [
  ["analysts", readers.analysts],
  ["researchers", readers.researchers],
  ["the owner of the microdata", readers.microdataOwner],
  ["data protection", readers.dataProtection],
  ...[...readers.authorities].map(([code, policy]) => [`authority ${code}`, policy] as const),
];

const release = "2017-04-01-0123456789ab";
const earlier = "2016-05-02-ba9876543210";
const run = "3f2b0c1e-8a4d-4c6f-9b1e-2d7a5e0c9f11";

const ofAuthority = (code: string) => [
  `${datasets}/releases/${release}/${authorityFolder(code)}manifest.json`,
  `${datasets}/releases/${release}/${authorityFolder(code)}benchmarks.csv`,
  `${datasets}/releases/${earlier}/${authorityFolder(code)}parquet/comparisons/comparisons.parquet`,
];
/** What lies in every bucket, by what it is. */
const stored = {
  pointer: [`${datasets}/latest.json`],
  ofTheRelease: [
    "manifest.json",
    "README.md",
    "datapackage.json",
    "national.csv",
    "parquet/national/national.parquet",
  ].map((path) => `${datasets}/releases/${release}/${path}`),
  ofAuthorities: stages.local.authorities.flatMap(ofAuthority),
  drafts: [
    `${datasets}/drafts/${run}/benchmarks.csv`,
    ...stages.local.authorities.map((code) => `${datasets}/drafts/${run}/${authorityFolder(code)}benchmarks.csv`),
  ],
  plans: [`${nights}/plans/${run}.json`],
  proofs: [`${nights}/retention/2017-04-02/${run}.json`],
  sharedRecords: [`${microdata}/shared/2017/records.csv`],
  ownersRecords: [`${microdata}/owner/2017/records.csv`],
  answersToQueries: [`${queryResults}/results/${run}.csv`],
} as const;
type Stored = keyof typeof stored;

const readableBy = (policy: ManagedPolicy) => {
  const statements = statementsOf(policy);
  return Object.values(stored)
    .flat()
    .filter((resource) => allows(statements, { action: "s3:GetObject", resource }));
};
const all = (...kinds: Stored[]) => kinds.flatMap((kind) => stored[kind]);

test("the examples are named as releases are", () => {
  for (const id of [release, earlier]) expect(manifest.shape.releaseId.safeParse(id).success, id).toBe(true);
});

describe("the rules of IAM, as they are judged here:", () => {
  const statement = (parts: Partial<Statement>): Statement => ({
    effect: "Allow",
    actions: ["s3:GetObject"],
    resources: ["<B>/a/*"],
    principal: undefined,
    conditions: {},
    ...parts,
  });
  const request = { action: "s3:GetObject", resource: "<B>/a/b/c" };

  test("a star matches slashes too, and a question mark one character", () => {
    expect(matches("a/*/z", "a/b/c/z")).toBe(true);
    expect(matches("a/??/z", "a/bc/z")).toBe(true);
    expect(matches("a/??/z", "a/b/z")).toBe(false);
    expect(matches("a.c", "abc")).toBe(false);
  });

  test("nothing is allowed that no statement names", () => {
    expect(allows([], request)).toBe(false);
    expect(allows([statement({})], request)).toBe(true);
    expect(allows([statement({})], { ...request, action: "s3:PutObject" })).toBe(false);
    expect(allows([statement({})], { ...request, resource: "<B>/b" })).toBe(false);
  });

  test("a denial stands above every permission", () => {
    expect(allows([statement({}), statement({ effect: "Deny", resources: ["*"] })], request)).toBe(false);
  });

  test("a condition on what a request does not carry is not met", () => {
    const conditional = [statement({ conditions: { StringLike: { "s3:prefix": ["a/*"] } } })];
    expect(allows(conditional, request)).toBe(false);
    expect(allows(conditional, { ...request, carries: { "s3:prefix": "b/" } })).toBe(false);
    expect(allows(conditional, { ...request, carries: { "s3:prefix": "a/" } })).toBe(true);
  });

  test("what they do not cover is not guessed at", () => {
    expect(() => allows([statement({ actions: [] })], request)).toThrow(NotJudged);
    expect(() => allows([statement({ conditions: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })], request)).toThrow(
      NotJudged,
    );
  });
});

describe("analysts", () => {
  const statements = statementsOf(readers.analysts);
  const may = (action: string, resource: string, carries?: Record<string, string>) =>
    allows(statements, { action, resource, ...(carries !== undefined && { carries }) });

  test("read releases, whole, and the answers to their queries, and nothing else", () => {
    expect(readableBy(readers.analysts)).toEqual(all("pointer", "ofTheRelease", "ofAuthorities", "answersToQueries"));
  });

  test("list releases and answers, and neither drafts nor everything", () => {
    const list = (bucket: string, prefix: string) => may("s3:ListBucket", bucket, { "s3:prefix": prefix });
    expect(list(datasets, "releases/")).toBe(true);
    expect(list(datasets, `releases/${release}/parquet/`)).toBe(true);
    expect(list(queryResults, "results/")).toBe(true);
    for (const prefix of ["", "drafts/", "r"]) expect(list(datasets, prefix), prefix).toBe(false);
    expect(may("s3:ListBucket", datasets)).toBe(false);
  });

  test("write answers to queries, and nothing where releases are", () => {
    expect(may("s3:PutObject", `${queryResults}/results/${run}.csv`)).toBe(true);
    for (const resource of all("pointer", "ofTheRelease", "ofAuthorities", "drafts")) {
      expect(may("s3:PutObject", resource), resource).toBe(false);
      expect(may("s3:DeleteObject", resource), resource).toBe(false);
    }
  });

  test("ask in the workgroup with the limit, and in no other", () => {
    const workGroup = (name: string) => `arn:aws:athena:<AWS::Region>:<AWS::AccountId>:workgroup/${name}`;
    expect(may("athena:StartQueryExecution", workGroup(analysis.workGroup.name))).toBe(true);
    expect(may("athena:StartQueryExecution", workGroup("primary"))).toBe(false);
    for (const action of ["UpdateWorkGroup", "DeleteWorkGroup", "CreateNamedQuery", "DeleteNamedQuery"]) {
      expect(may(`athena:${action}`, workGroup(analysis.workGroup.name)), action).toBe(false);
    }
  });

  test("see how every table is made up, of this database alone, and change none", () => {
    const glue = (rest: string) => `arn:aws:glue:eu-west-2:<AWS::AccountId>:${rest}`;
    const [[database] = []] = ofType(synth.templates.pipeline, "AWS::Glue::Database");
    const tables = ofType(synth.templates.pipeline, "AWS::Glue::Table").map(([id]) =>
      glue(`table/<${database}>/<${id}>`),
    );
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      expect(may("glue:GetTable", table), table).toBe(true);
      for (const change of ["UpdateTable", "DeleteTable"]) expect(may(`glue:${change}`, table), change).toBe(false);
    }
    expect(may("glue:GetTable", glue("table/another/table"))).toBe(false);
    expect(may("glue:CreateTable", glue(`database/<${database}>`))).toBe(false);
  });
});

describe.each(stages.local.authorities)("authority %s", (code) => {
  const policy = readers.authorities.get(code) as ManagedPolicy;
  const statements = statementsOf(policy);
  const reads = (resource: string) => allows(statements, { action: "s3:GetObject", resource });
  const lists = (prefix?: string) =>
    allows(statements, {
      action: "s3:ListBucket",
      resource: datasets,
      ...(prefix !== undefined && { carries: { "s3:prefix": prefix } }),
    });

  test("reads its own folder of every release and the pointer, nobody else's and nothing else", () => {
    expect(readableBy(policy)).toEqual([...all("pointer"), ...ofAuthority(code)]);
  });

  test("is not let in by a folder of its name elsewhere", () => {
    for (const resource of [
      `${datasets}/${authorityFolder(code)}benchmarks.csv`,
      `${datasets}/releases/${authorityFolder(code)}benchmarks.csv`,
      `${datasets}/releases/${release}/authorities/999/${authorityFolder(code)}benchmarks.csv`,
      `${datasets}/releases/${release}/${authorityFolder(`${code}1`)}benchmarks.csv`,
    ]) {
      expect(reads(resource), resource).toBe(false);
    }
  });

  test("lists its own folder of a release it knows, and learns from a listing of nothing else", () => {
    expect(lists(`releases/${release}/${authorityFolder(code)}`)).toBe(true);
    expect(lists()).toBe(false);
    for (const prefix of ["", "releases/", `releases/${release}/`, `releases/${release}/authorities/`, "drafts/"]) {
      expect(lists(prefix), prefix).toBe(false);
    }
  });

  test("does nothing but read and list, and opens what is encrypted", () => {
    expect([...new Set(statements.flatMap(({ actions }) => actions))].sort()).toEqual([
      "kms:Decrypt",
      "s3:GetObject",
      "s3:ListBucket",
    ]);
  });
});

test("an authority that has not signed has no policy", () => {
  expect([...readers.authorities.keys()]).toEqual(stages.local.authorities);
  expect(synthesized({ stage: "production" }).pipeline.readers.authorities.size).toBe(
    stages.production.authorities.length,
  );
});

test("on one machine the authorities of the synthetic waves have signed, and a seventeenth has not", () => {
  expect(stages.local.authorities).toEqual(authorities.slice(0, 16).map(({ code }) => code));
});

test.each(Object.values(stages))("every authority of $name is three digits, once", ({ authorities }) => {
  expect(authorities.filter((code) => !/^[0-9]{3}$/.test(code))).toEqual([]);
  expect(authorities).toEqual([...new Set(authorities)]);
});

describe("records", () => {
  test("that may be shared are all that researchers read", () => {
    expect(readableBy(readers.researchers)).toEqual(all("sharedRecords"));
  });

  test("are read by their owner, all of them, and nothing else", () => {
    expect(readableBy(readers.microdataOwner)).toEqual(all("sharedRecords", "ownersRecords"));
  });

  test("are listed by researchers as far as they read them", () => {
    const lists = (policy: ManagedPolicy, prefix: string) =>
      allows(statementsOf(policy), {
        action: "s3:ListBucket",
        resource: microdata,
        carries: { "s3:prefix": prefix },
      });
    expect(["shared/", "owner/", ""].map((prefix) => lists(readers.researchers, prefix))).toEqual([true, false, false]);
    expect(["shared/", "owner/", ""].map((prefix) => lists(readers.microdataOwner, prefix))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

test("data protection reads what the nights found of retention, and neither plans, records nor figures", () => {
  const lists = (resource: string, prefix: string) =>
    allows(statementsOf(readers.dataProtection), {
      action: "s3:ListBucket",
      resource,
      carries: { "s3:prefix": prefix },
    });
  expect(readableBy(readers.dataProtection)).toEqual(all("proofs"));
  expect(["retention/", "plans/", ""].map((prefix) => lists(nights, prefix))).toEqual([true, false, false]);
});

describe.each(everybody)("the policy of %s", (_, policy) => {
  const statements = statementsOf(policy);
  const decrypts = (resource: string, carries = {}) => allows(statements, { action: "kms:Decrypt", resource, carries });
  const throughS3 = { "kms:ViaService": "s3.eu-west-2.amazonaws.com" };

  test("uses the key of its own tier, through S3 alone", () => {
    const ofRecords = policy === readers.researchers || policy === readers.microdataOwner;
    const [own, other] = ofRecords ? [microdataKey, key] : [key, microdataKey];
    expect(decrypts(own, throughS3)).toBe(true);
    expect(decrypts(own)).toBe(false);
    expect(decrypts(own, { "kms:ViaService": "dynamodb.eu-west-2.amazonaws.com" })).toBe(false);
    expect(decrypts(other, throughS3)).toBe(false);
  });

  test("reaches no table, deletes nothing, and reads no older version", () => {
    const actions = statements.flatMap((statement) => statement.actions);
    expect(actions.filter((action) => /^dynamodb:|:Delete|Version/.test(action))).toEqual([]);
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  });

  test("belongs to nobody until a person attaches it", () => {
    const properties = synth.templates.pipeline.Resources[logicalIdOf(policy)]?.Properties;
    expect([properties.Users, properties.Roles, properties.Groups]).toEqual([undefined, undefined, undefined]);
  });

  test("is not longer than IAM takes", () => {
    // A name where a resource has one, else as long as the longest ARN of a bucket or key.
    const length = JSON.stringify(documentOf(policy), (_name, value) =>
      typeof value === "object" && value !== null && Object.keys(value).some((name) => /^(Ref$|Fn::)/.test(name))
        ? readable(synth, value)
        : value,
    ).replace(/<([^>]+)>/g, (_whole, id: string) => {
      const input = synth.templates.pipeline.Resources[id]?.Properties;
      return input?.TableInput?.Name ?? input?.DatabaseInput?.Name ?? "x".repeat(id.startsWith("AWS::") ? 12 : 75);
    }).length;
    expect(length).toBeLessThanOrEqual(6_144);
  });
});
