/** The permission graph is the privacy graph, read off the template. */
import { describe, expect, test } from "vitest";
import { attacked } from "#functions/audit/attack-draft.ts";
import { type VerbName, verbNames } from "../../infra/bundle.ts";
import { ANY_RELEASE } from "../../infra/readers.ts";
import { logicalIdOf, policyDocuments, readStatements, statementsOf, synthesized } from "./synthesized.ts";

const synth = synthesized();
const { responses, comments, programme, tallies, datasets, microdata, queryResults } = synth.data;
const names = new Map<string, string>([
  ...Object.entries({ responses, comments, programme }).map(
    ([name, { table }]) => [`<${logicalIdOf(table)}>`, name] as const,
  ),
  ...Object.entries({ tallies, datasets, microdata }).map(
    ([name, { bucket }]) => [`<${logicalIdOf(bucket)}>`, name] as const,
  ),
  [`<${logicalIdOf(queryResults)}>`, "queryResults"],
]);

function named(resource: string): string {
  for (const [reference, name] of names) if (resource.startsWith(reference)) return resource.replace(reference, name);
  return resource;
}

/** What the function may do to stored data, one `service:Action resource` a line, or `service:Action resource partition`. */
function allowed(verb: VerbName): string[] {
  return statementsOf(synth, verb)
    .flatMap(({ actions, resources, conditions }) => {
      const partitions = [conditions["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? ""].flat();
      return actions.flatMap((action) =>
        resources.flatMap((resource) =>
          partitions.map((partition: string) => `${action} ${named(resource)} ${partition}`.trimEnd()),
        ),
      );
    })
    .filter((line) => line.startsWith("dynamodb:") || line.startsWith("s3:"))
    .sort();
}

/** Under which conditions the function may touch the table. */
const conditionsOn = (store: string, verb: VerbName) =>
  statementsOf(synth, verb)
    .filter(({ actions }) => actions.some((action) => action.startsWith("dynamodb:")))
    .filter(({ resources }) => resources.some((resource) => named(resource) === store))
    .map(({ conditions }) => conditions);

const touching = (store: string, verb: VerbName) =>
  allowed(verb).filter((line) => line.split(" ")[1]?.split("/")[0] === store);

/** See retention.test.ts for what it comes to. */
const onlyCounting = {
  StringEquals: { "dynamodb:Select": "COUNT" },
  "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk"] },
};

describe("the permission graph is the privacy graph:", () => {
  test("lets collect add responses but never read one", () => {
    expect(touching("responses", "collect")).toEqual(["dynamodb:PutItem responses"]);
  });

  test("lets collect add comments but never read one", () => {
    expect(touching("comments", "collect")).toEqual(["dynamodb:PutItem comments"]);
  });

  test("lets nobody but tally and generalise read responses, and attest count them", () => {
    const readers = verbNames.filter((verb) =>
      touching("responses", verb).some((line) => !line.startsWith("dynamodb:PutItem ")),
    );
    expect(readers).toEqual(["tally", "generalise", "attest"]);
    expect(conditionsOn("responses", "attest")).toEqual([onlyCounting]);
  });

  test("lets generalise see responses and the plan of its night, and neither counts, members nor figures", () => {
    expect(touching("responses", "generalise")).toEqual(["dynamodb:Query responses"]);
    expect(touching("tallies", "generalise")).toEqual(["s3:GetObject tallies/plans/*", "s3:ListBucket tallies"]);
    expect(touching("datasets", "generalise")).toEqual([]);
  });

  test("lets nobody but generalise open or write records, and attest list them", () => {
    expect(verbNames.filter((verb) => touching("microdata", verb).length > 0)).toEqual(["generalise", "attest"]);
    expect(touching("microdata", "attest")).toEqual(["s3:ListBucket microdata", "s3:ListBucketVersions microdata"]);
  });

  test("lets no function see what analysts asked", () => {
    expect(verbNames.filter((verb) => touching("queryResults", verb).length > 0)).toEqual([]);
  });

  test("lets nobody but collect and withdraw touch comments, and attest count them", () => {
    expect(verbNames.filter((verb) => touching("comments", verb).length > 0)).toEqual([
      "collect",
      "withdraw",
      "attest",
    ]);
    expect(conditionsOn("comments", "attest")).toEqual([onlyCounting]);
  });

  test("lets withdraw blank out a response, but write no answer and see none that it replaces", () => {
    expect(touching("responses", "withdraw")).toEqual(["dynamodb:PutItem responses"]);
    expect(conditionsOn("responses", "withdraw")).toEqual([
      {
        "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "withdrawn", "expiresAt"] },
        Null: { "dynamodb:Attributes": "false" },
        StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
      },
    ]);
  });

  test("lets withdraw delete a comment, but see none that it deletes", () => {
    expect(touching("comments", "withdraw")).toEqual(["dynamodb:DeleteItem comments"]);
    expect(conditionsOn("comments", "withdraw")).toEqual([
      { StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" } },
    ]);
  });

  test.each(["benchmark", "audit"] as const)("keeps responses out of the reach of %s", (verb) => {
    expect(touching("responses", verb)).toEqual([]);
  });

  test("lets nobody but benchmark write the ledger, by which the audit judges it", () => {
    const writers = verbNames.filter((verb) => allowed(verb).includes("s3:PutObject tallies/ledger/*"));
    expect(writers).toEqual(["benchmark"]);
    expect(allowed("audit").filter((line) => line.startsWith("s3:Put"))).toEqual([]);
  });

  test("keeps responses and tallies out of the reach of publish", () => {
    expect(touching("responses", "publish")).toEqual([]);
    expect(touching("tallies", "publish")).toEqual([]);
  });

  test("lets the audit's attack read of an earlier release every file that it puts together, in or out of readers' reach", () => {
    for (const path of attacked) {
      for (const folder of ["releases", "retracted"]) {
        expect(allowed("audit")).toContain(`s3:GetObject datasets/${folder}/${ANY_RELEASE}/${path}`);
      }
    }
  });

  test("lets nobody but publish write what analysts read, and nobody but retract take it from them", () => {
    const having = (action: RegExp) => verbNames.filter((verb) => allowed(verb).some((line) => action.test(line)));
    expect(having(/^s3:Put\S+ datasets\/releases\//)).toEqual(["publish"]);
    expect(having(/^s3:Put\S+ datasets\/latest\.json/)).toEqual(["publish", "retract"]);
    expect(having(/^s3:(?!Get|List|Put)/)).toEqual(["retract"]);
    expect(having(/^s3:(?!Get|List)\S+ datasets(?!\/drafts\/)/)).toEqual(["publish", "retract"]);
  });

  test("lets retract hold the nights' lease, and see neither campaigns, responses nor tallies", () => {
    expect(touching("programme", "retract")).toEqual([
      "dynamodb:DeleteItem programme lease",
      "dynamodb:PutItem programme lease",
    ]);
    expect(touching("responses", "retract")).toEqual([]);
    expect(touching("tallies", "retract")).toEqual([]);
  });

  const contract: Record<VerbName, string[]> = {
    register: [
      "dynamodb:GetItem programme wave#*",
      "dynamodb:PutItem programme link#*",
      "dynamodb:PutItem programme wave#*",
      "dynamodb:PutItem programme waves",
      "dynamodb:Query programme wave#*",
      "dynamodb:Query programme waves",
      "dynamodb:UpdateItem programme wave#*",
    ],
    collect: [
      "dynamodb:GetItem programme link#*",
      "dynamodb:GetItem programme wave#*",
      "dynamodb:PutItem comments",
      "dynamodb:PutItem responses",
    ],
    withdraw: [
      "dynamodb:DeleteItem comments",
      "dynamodb:GetItem programme link#*",
      "dynamodb:GetItem programme wave#*",
      "dynamodb:PutItem responses",
      "dynamodb:Query programme wave#*",
    ],
    plan: [
      "dynamodb:DeleteItem programme lease",
      "dynamodb:GetItem programme nights",
      "dynamodb:PutItem programme lease",
      "dynamodb:PutItem programme nights",
      "dynamodb:Query programme wave#*",
      "dynamodb:Query programme waves",
      "s3:PutObject tallies/plans/*",
    ],
    tally: [
      "dynamodb:Query responses",
      "s3:GetObject tallies/ledger/*",
      "s3:ListBucket tallies",
      "s3:PutObject tallies/members/*",
      "s3:PutObject tallies/tallies/*",
    ],
    benchmark: [
      "s3:GetObject datasets/latest.json",
      `s3:GetObject datasets/releases/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/manifest.json`,
      "s3:GetObject datasets/retractions.json",
      "s3:GetObject tallies/ledger/*",
      "s3:GetObject tallies/members/*",
      "s3:GetObject tallies/plans/*",
      "s3:GetObject tallies/tallies/*",
      "s3:ListBucket datasets",
      "s3:ListBucket tallies",
      "s3:PutObject datasets/drafts/*",
      "s3:PutObject tallies/ledger/*",
      "s3:PutObject tallies/reconciliation/*",
    ],
    audit: [
      "s3:GetObject datasets/drafts/*",
      "s3:GetObject datasets/latest.json",
      `s3:GetObject datasets/releases/${ANY_RELEASE}/benchmarks.csv`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/comparisons.csv`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/national.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/benchmarks.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/comparisons.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/national.csv`,
      "s3:GetObject datasets/retractions.json",
      "s3:GetObject tallies/ledger/*",
      "s3:GetObject tallies/plans/*",
      "s3:GetObject tallies/tallies/*",
      "s3:ListBucket datasets",
      "s3:ListBucket tallies",
    ],
    publish: [
      "dynamodb:DeleteItem programme lease",
      "dynamodb:GetItem programme nights",
      "dynamodb:PutItem programme nights",
      "dynamodb:UpdateItem programme lease",
      "dynamodb:UpdateItem programme wave#*",
      "s3:GetObject datasets/drafts/*",
      "s3:GetObject datasets/latest.json",
      "s3:GetObject datasets/releases/*",
      `s3:GetObject datasets/releases/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/manifest.json`,
      "s3:GetObject datasets/retractions.json",
      "s3:ListBucket datasets",
      "s3:PutObject datasets/latest.json",
      "s3:PutObject datasets/releases/*",
    ],
    retract: [
      "dynamodb:DeleteItem programme lease",
      "dynamodb:PutItem programme lease",
      "s3:DeleteObject datasets/latest.json",
      "s3:DeleteObject datasets/releases/*",
      "s3:GetObject datasets/latest.json",
      "s3:GetObject datasets/releases/*",
      "s3:GetObject datasets/retracted/*",
      "s3:GetObject datasets/retractions.json",
      "s3:ListBucket datasets",
      "s3:PutObject datasets/latest.json",
      "s3:PutObject datasets/retracted/*",
      "s3:PutObject datasets/retractions.json",
    ],
    generalise: [
      "dynamodb:Query responses",
      "s3:GetObject microdata/owner/*/risk-report.json",
      "s3:GetObject microdata/shared/*/risk-report.json",
      "s3:GetObject tallies/plans/*",
      "s3:ListBucket microdata",
      "s3:ListBucket tallies",
      "s3:PutObject microdata/owner/*",
      "s3:PutObject microdata/shared/*",
    ],
    attest: [
      "dynamodb:DeleteItem programme link#*",
      "dynamodb:DeleteItem programme nights",
      "dynamodb:DeleteItem programme wave#*",
      "dynamodb:DeleteItem programme waves",
      "dynamodb:Query comments",
      "dynamodb:Query programme nights",
      "dynamodb:Query programme wave#*",
      "dynamodb:Query programme waves",
      "dynamodb:Query responses",
      "dynamodb:UpdateItem programme waves",
      "s3:ListBucket datasets",
      "s3:ListBucket microdata",
      "s3:ListBucket tallies",
      "s3:ListBucketVersions datasets",
      "s3:ListBucketVersions microdata",
      "s3:ListBucketVersions tallies",
      "s3:PutObject tallies/retention/*",
    ],
  };
  test.each(verbNames)("allows %s exactly what it does, and no more", (verb) => {
    expect(allowed(verb)).toEqual(contract[verb]);
  });
});

describe("the role of a function", () => {
  test.each(verbNames)("of %s reaches data, the key, its own log and traces, and no other service", (verb) => {
    const services = statementsOf(synth, verb).flatMap(({ actions }) => actions.map((action) => action.split(":")[0]));
    expect(services.filter((service) => !["dynamodb", "s3", "kms", "logs", "xray"].includes(service ?? ""))).toEqual(
      [],
    );
  });

  test.each(verbNames)("of %s uses a key only through the services that keep its data", (verb) => {
    const services = new Set(allowed(verb).map((line) => line.split(":")[0]));
    const throughServices = statementsOf(synth, verb)
      .filter(({ actions }) => actions.some((action) => action.startsWith("kms:")))
      .map(({ conditions }) => conditions.StringEquals?.["kms:ViaService"]);
    expect([...new Set(throughServices)].sort()).toEqual(
      [...services].sort().map((service) => `${service}.eu-west-2.amazonaws.com`),
    );
  });

  test.each(verbNames)("of %s opens records with their own key, and everything else with the other", (verb) => {
    const keys = statementsOf(synth, verb)
      .filter(({ actions }) => actions.some((action) => action.startsWith("kms:")))
      .flatMap(({ resources }) => resources);
    const both = [synth.data.key, synth.data.node.findChild("MicrodataKey")].map((key) => `<${logicalIdOf(key)}>`);
    expect([...new Set(keys)].sort()).toEqual((verb === "generalise" ? both : both.slice(0, 1)).sort());
  });

  test.each(["tally", "generalise"] as const)("of %s cannot encrypt for the table that it only reads", (verb) => {
    const throughDynamoDb = statementsOf(synth, verb)
      .filter(({ conditions }) => conditions.StringEquals?.["kms:ViaService"]?.startsWith("dynamodb."))
      .flatMap(({ actions }) => actions);
    expect(throughDynamoDb).toEqual(["kms:Decrypt", "kms:DescribeKey"]);
  });
});

describe("a policy", () => {
  const { data, pipeline } = synth.templates;
  const allows = [data, pipeline].flatMap(policyDocuments).flatMap(({ owner, document }) =>
    readStatements(synth, document)
      .filter(({ effect }) => effect === "Allow")
      .map((statement) => ({ owner, ...statement })),
  );
  const isKeyPolicy = (owner: string) => (data.Resources[owner] ?? pipeline.Resources[owner])?.Type === "AWS::KMS::Key";

  test("allows no action by wildcard, nor by leaving out", () => {
    expect(allows.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual([]);
    expect(allows.filter(({ actions }) => actions.length === 0)).toEqual([]);
  });

  test("allows an action on everything only where AWS lets nobody name a resource", () => {
    // In a key's own policy `*` means that key.
    const onEverything = allows.filter(({ owner, resources }) => resources.includes("*") && !isKeyPolicy(owner));
    const actions = [...new Set(onEverything.flatMap((statement) => statement.actions))].sort();
    expect(actions).toEqual([
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
  });

  test("names every other resource, or a prefix in a bucket, or the children of the map", () => {
    const wild = allows.flatMap(({ resources }) => resources).filter((each) => /[*?]/.test(each) && each !== "*");
    const accessLogs = logicalIdOf(synth.data.node.findChild("AccessLogs"));
    const releaseFiles = (folder: string) =>
      ["benchmarks.csv", "changes.csv", "comparisons.csv", "manifest.json", "national.csv"].map(
        (path) => `datasets/${folder}/${ANY_RELEASE}/${path}`,
      );
    expect([...new Set(wild.map(named))].sort()).toEqual([
      `<${accessLogs}>/datasets/*`,
      `<${accessLogs}>/microdata/*`,
      `<${accessLogs}>/query-results/*`,
      `<${accessLogs}>/tallies/*`,
      expect.stringMatching(/^arn:aws:states:eu-west-2:<AWS::AccountId>:execution:.*\/tally:\*$/),
      "datasets/drafts/*",
      "datasets/releases/*",
      ...releaseFiles("releases"),
      "datasets/retracted/*",
      ...releaseFiles("retracted"),
      "microdata/owner/*",
      "microdata/owner/*/risk-report.json",
      "microdata/shared/*",
      "microdata/shared/*/risk-report.json",
      "queryResults/results/*",
      "tallies/ledger/*",
      "tallies/members/*",
      "tallies/plans/*",
      "tallies/reconciliation/*",
      "tallies/retention/*",
      "tallies/tallies/*",
    ]);
  });

  test("of the data itself gives nobody a way round the roles", () => {
    const principals = policyDocuments(data)
      .flatMap(({ document }) => readStatements(synth, document))
      .filter(({ effect }) => effect === "Allow")
      .map(({ principal }) => JSON.stringify(principal));
    expect([...new Set(principals)].sort()).toEqual([
      '{"AWS":{"Fn::Join":["",["arn:aws:iam::",{"Ref":"AWS::AccountId"},":root"]]}}',
      '{"Service":"logging.s3.amazonaws.com"}',
    ]);
  });
});
