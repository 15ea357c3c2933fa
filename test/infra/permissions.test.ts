/** The permission graph is the privacy graph, read off the template. */
import { describe, expect, test } from "vitest";
import { type VerbName, verbNames } from "../../infra/bundle.ts";
import { ANY_RELEASE } from "../../infra/readers.ts";
import { allows } from "./access.ts";
import { logicalIdOf, policyDocuments, readStatements, statementsOf, synthesized } from "./synthesized.ts";

const synth = synthesized();
const { responses, comments, programme, counts, nights, datasets, microdata, queryResults } = synth.data;
const names = new Map<string, string>([
  ...Object.entries({ responses, comments, programme, counts }).map(
    ([name, { table }]) => [`<${logicalIdOf(table)}>`, name] as const,
  ),
  ...Object.entries({ nights, datasets, microdata }).map(
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

  test("lets generalise see responses and the plan of its night, and neither counts nor figures", () => {
    expect(touching("responses", "generalise")).toEqual(["dynamodb:Query responses"]);
    expect(touching("nights", "generalise")).toEqual(["s3:GetObject nights/plans/*", "s3:ListBucket nights"]);
    expect(touching("counts", "generalise")).toEqual([]);
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

  test.each(["benchmark", "audit", "publish", "retract"] as const)(
    "keeps responses and comments out of the reach of %s, which works with noised counts or with files made of them",
    (verb) => {
      expect(touching("responses", verb)).toEqual([]);
      expect(touching("comments", verb)).toEqual([]);
    },
  );

  test("lets nobody but tally put counts, and nobody at all change or delete them", () => {
    const having = (action: RegExp) => verbNames.filter((verb) => touching("counts", verb).some((l) => action.test(l)));
    expect(having(/^dynamodb:PutItem /)).toEqual(["tally"]);
    expect(having(/^dynamodb:(?!PutItem |GetItem |Query )/)).toEqual([]);
  });

  test("lets nobody but tally, benchmark and audit read counts, and attest count them", () => {
    expect(verbNames.filter((verb) => touching("counts", verb).length > 0)).toEqual([
      "tally",
      "benchmark",
      "audit",
      "attest",
    ]);
    expect(conditionsOn("counts", "attest")).toEqual([onlyCounting]);
  });

  test("lets tally mark a campaign as being counted, but change nothing else of it and read none of it", () => {
    expect(touching("programme", "tally")).toEqual(["dynamodb:UpdateItem programme wave#*"]);
    expect(conditionsOn("programme", "tally")).toEqual([
      {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["wave#*"] },
        "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "counting"] },
        Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
        StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
      },
    ]);
  });

  test("lets the audit write nothing at all", () => {
    expect(allowed("audit").filter((line) => /^(s3:Put|s3:Delete|dynamodb:(Put|Update|Delete))/.test(line))).toEqual(
      [],
    );
  });

  test("keeps plans and counts out of the reach of publish", () => {
    expect(touching("counts", "publish")).toEqual([]);
    expect(touching("nights", "publish")).toEqual([]);
  });

  test("lets nobody but publish write what analysts read, and nobody but retract take it from them", () => {
    const having = (action: RegExp) => verbNames.filter((verb) => allowed(verb).some((line) => action.test(line)));
    expect(having(/^s3:Put\S+ datasets\/releases\//)).toEqual(["publish"]);
    expect(having(/^s3:Put\S+ datasets\/latest\.json/)).toEqual(["publish", "retract"]);
    expect(having(/^s3:(?!Get|List|Put)/)).toEqual(["retract"]);
    expect(having(/^s3:(?!Get|List)\S+ datasets(?!\/drafts\/)/)).toEqual(["publish", "retract"]);
  });

  test("lets retract hold the nights' lease, and see neither campaigns nor counts", () => {
    expect(touching("programme", "retract")).toEqual([
      "dynamodb:DeleteItem programme lease",
      "dynamodb:PutItem programme lease",
    ]);
    expect(touching("counts", "retract")).toEqual([]);
    expect(touching("nights", "retract")).toEqual([]);
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
    ],
    plan: [
      "dynamodb:DeleteItem programme lease",
      "dynamodb:GetItem programme nights",
      "dynamodb:PutItem programme lease",
      "dynamodb:PutItem programme nights",
      "dynamodb:Query programme recounts",
      "dynamodb:Query programme wave#*",
      "dynamodb:Query programme waves",
      "s3:PutObject nights/plans/*",
    ],
    tally: [
      "dynamodb:GetItem counts",
      "dynamodb:PutItem counts",
      "dynamodb:Query counts",
      "dynamodb:Query responses",
      "dynamodb:UpdateItem programme wave#*",
      "s3:GetObject nights/plans/*",
      "s3:ListBucket nights",
    ],
    benchmark: [
      "dynamodb:Query counts",
      "s3:GetObject datasets/latest.json",
      `s3:GetObject datasets/releases/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/changes.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/manifest.json`,
      "s3:GetObject datasets/retractions.json",
      "s3:GetObject nights/plans/*",
      "s3:ListBucket datasets",
      "s3:ListBucket nights",
      "s3:PutObject datasets/drafts/*",
    ],
    audit: [
      "dynamodb:Query counts",
      "s3:GetObject datasets/drafts/*",
      "s3:GetObject datasets/latest.json",
      `s3:GetObject datasets/releases/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/releases/${ANY_RELEASE}/noised_counts.csv`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/manifest.json`,
      `s3:GetObject datasets/retracted/${ANY_RELEASE}/noised_counts.csv`,
      "s3:GetObject datasets/retractions.json",
      "s3:GetObject nights/plans/*",
      "s3:ListBucket datasets",
      "s3:ListBucket nights",
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
      "s3:GetObject nights/plans/*",
      "s3:ListBucket microdata",
      "s3:ListBucket nights",
      "s3:PutObject microdata/owner/*",
      "s3:PutObject microdata/shared/*",
    ],
    attest: [
      "dynamodb:DeleteItem programme link#*",
      "dynamodb:DeleteItem programme nights",
      "dynamodb:DeleteItem programme recounts",
      "dynamodb:DeleteItem programme wave#*",
      "dynamodb:DeleteItem programme waves",
      "dynamodb:Query comments",
      "dynamodb:Query counts",
      "dynamodb:Query programme nights",
      "dynamodb:Query programme wave#*",
      "dynamodb:Query programme waves",
      "dynamodb:Query responses",
      "dynamodb:UpdateItem programme waves",
      "s3:ListBucket datasets",
      "s3:ListBucket microdata",
      "s3:ListBucket nights",
      "s3:ListBucketVersions datasets",
      "s3:ListBucketVersions microdata",
      "s3:ListBucketVersions nights",
      "s3:PutObject nights/retention/*",
    ],
  };
  test.each(verbNames)("allows %s exactly what it does, and no more", (verb) => {
    expect(allowed(verb)).toEqual(contract[verb]);
  });
});

describe("whoever signs a recount", () => {
  const { policy } = synth.pipeline.recounting;
  const { PolicyDocument: document, ...attachedTo } =
    synth.templates.pipeline.Resources[logicalIdOf(policy)]?.Properties ?? {};
  const may = (action: string, partition: string, attributes: string[], carries = {}) =>
    allows(readStatements(synth, document), {
      action: `dynamodb:${action}`,
      resource: `<${logicalIdOf(programme.table)}>`,
      carries: { "dynamodb:LeadingKeys": [partition], "dynamodb:Attributes": attributes, ...carries },
    });
  const signature = ["pk", "sk", "signedBy", "because"];

  test("writes who signed and why, and nothing else of the programme", () => {
    expect(may("PutItem", "recounts", signature)).toBe(true);
    expect(may("PutItem", "recounts", [...signature, "campaign"])).toBe(false);
    expect(may("PutItem", "wave#2017", signature)).toBe(false);
  });

  test("sees nothing of what was written before, and deletes nothing", () => {
    expect(may("PutItem", "recounts", signature, { "dynamodb:ReturnValues": "ALL_OLD" })).toBe(false);
    for (const action of ["GetItem", "Query", "UpdateItem", "DeleteItem"]) {
      expect(may(action, "recounts", signature), action).toBe(false);
    }
  });

  test("is nobody until a person attaches the policy", () => {
    expect([attachedTo.Users, attachedTo.Roles, attachedTo.Groups]).toEqual([undefined, undefined, undefined]);
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

  test.each(["benchmark", "audit", "generalise"] as const)(
    "of %s cannot encrypt for the table that it only reads",
    (verb) => {
      const throughDynamoDb = statementsOf(synth, verb)
        .filter(({ conditions }) => conditions.StringEquals?.["kms:ViaService"]?.startsWith("dynamodb."))
        .flatMap(({ actions }) => actions);
      expect(throughDynamoDb).toEqual(["kms:Decrypt", "kms:DescribeKey"]);
    },
  );
});

describe("a policy", () => {
  const { data, pipeline } = synth.templates;
  const statements = [data, pipeline].flatMap(policyDocuments).flatMap(({ owner, document }) =>
    readStatements(synth, document)
      .filter(({ effect }) => effect === "Allow")
      .map((statement) => ({ owner, ...statement })),
  );
  const isKeyPolicy = (owner: string) => (data.Resources[owner] ?? pipeline.Resources[owner])?.Type === "AWS::KMS::Key";

  test("allows no action by wildcard, nor by leaving out", () => {
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual([]);
    expect(statements.filter(({ actions }) => actions.length === 0)).toEqual([]);
  });

  test("allows an action on everything only where AWS lets nobody name a resource", () => {
    // In a key's own policy `*` means that key.
    const onEverything = statements.filter(({ owner, resources }) => resources.includes("*") && !isKeyPolicy(owner));
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
    const wild = statements.flatMap(({ resources }) => resources).filter((each) => /[*?]/.test(each) && each !== "*");
    const accessLogs = logicalIdOf(synth.data.node.findChild("AccessLogs"));
    const releaseFiles = (folder: string) =>
      ["changes.csv", "manifest.json", "noised_counts.csv"].map((path) => `datasets/${folder}/${ANY_RELEASE}/${path}`);
    expect([...new Set(wild.map(named))].sort()).toEqual([
      `<${accessLogs}>/datasets/*`,
      `<${accessLogs}>/microdata/*`,
      `<${accessLogs}>/nights/*`,
      `<${accessLogs}>/query-results/*`,
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
      "nights/plans/*",
      "nights/retention/*",
      "queryResults/results/*",
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
