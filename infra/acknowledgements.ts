/**
 * What cdk-nag finds (packs AwsSolutions and Serverless) and we accept, one finding at a time, each with its reason. A
 * test fails on a finding that is not here, and on a line here that no longer matches a finding.
 */
import { type App, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { keysOfAuthority } from "./readers.ts";
import type { Stage } from "./stages.ts";

export interface Acknowledgement {
  /** Path of the construct. */
  readonly path: string;
  /** The finding's id. */
  readonly finding: string;
  readonly reason: string;
}

const functions = [
  "Pipeline/Registration/Register",
  "Pipeline/Collection/Collect",
  "Pipeline/Withdrawal/Withdraw",
  "Pipeline/Nightly/Plan",
  "Pipeline/Nightly/Tally",
  "Pipeline/Nightly/Benchmark",
  "Pipeline/Nightly/Audit",
  "Pipeline/Nightly/Publish",
  "Pipeline/Retraction/Retract",
  "Pipeline/Nightly/Generalise",
  "Pipeline/Nightly/Attest",
];

export function acknowledgementsOf({ name, authorities }: Pick<Stage, "name" | "authorities">): Acknowledgement[] {
  const bucket = (logicalId: string) => `bright-spots-${name}-data:ExportsOutputFnGetAtt${logicalId}`;
  const nights = bucket("NightsBucket5BC52E10ArnB9C14809");
  const datasets = bucket("DatasetsBucket9EEDBE5AArnB8D246A8");
  const microdata = bucket("MicrodataBucket411E2615Arn60A6BD3F");
  const queryResults = bucket("QueryResults655BC675Arn38BA575E");

  return [
    ...functions.map((path) => ({
      path: `${path}/Role/DefaultPolicy/Resource`,
      finding: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "X-Ray has no resources to name: xray:PutTraceSegments and xray:PutTelemetryRecords can only be allowed on *. They add traces and read nothing.",
    })),
    {
      path: "Pipeline/Nightly/NightRole/Resource",
      finding: "AwsSolutions-IAM5[Resource::*]",
      reason:
        "Step Functions sets up the delivery of its log, and X-Ray takes its traces, with actions that AWS lets nobody restrict to a resource. None of them reads or writes data of ours.",
    },
    {
      path: "Pipeline/Nightly/NightChildren/Resource",
      finding:
        'AwsSolutions-IAM5[Resource::arn:aws:states:eu-west-2:<AWS::AccountId>:execution:{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"NightlyNight4EC9DCAA"}]}]}/tally:*]',
      reason:
        "Child executions are named when the map starts them. The ARN is held to the children of this map of this state machine.",
    },
    prefixOf("Plan", `${nights}/plans/*`, "One plan per run, named by the run. Write only."),
    prefixOf("Tally", `${nights}/plans/*`, "Reads the plan of its run, named by the run."),
    prefixOf("Benchmark", `${nights}/plans/*`, "Reads the plan of its run, named by the run."),
    prefixOf(
      "Benchmark",
      `${datasets}/drafts/*`,
      "Writes the draft of its run, named by the run, and cannot write a release.",
    ),
    prefixOf("Audit", `${nights}/plans/*`, "Reads the plan of its run, named by the run."),
    prefixOf("Audit", `${datasets}/drafts/*`, "Reads the draft of its run, named by the run. Writes nothing."),
    prefixOf("Publish", `${datasets}/drafts/*`, "Reads the draft of its run, named by the run."),
    prefixOf(
      "Publish",
      `${datasets}/releases/*`,
      "Adds the files of the draft to a release that is named by its contents, and reads them again. The bucket refuses what would write over one.",
    ),
    keysOf(
      "Retraction/Retract/Role/DefaultPolicy",
      `${datasets}/releases/*`,
      "Reads the manifests of releases, and takes the files of one out of reach: which one, the engineer who calls it says. The bucket keeps what is deleted.",
    ),
    keysOf(
      "Retraction/Retract/Role/DefaultPolicy",
      `${datasets}/retracted/*`,
      "Where the files of a release go that must not be read any more, named by the release.",
    ),
    prefixOf("Generalise", `${nights}/plans/*`, "Reads the plan of its run, named by the run."),
    ...["owner", "shared"].flatMap((edition) => [
      prefixOf("Generalise", `${microdata}/${edition}/*`, "Files of a finished wave, named by the wave. Write only."),
      prefixOf(
        "Generalise",
        `${microdata}/${edition}/*/risk-report.json`,
        "Reads the reports of what it made before, named by the wave, to write only what is new: never a record.",
      ),
    ]),
    prefixOf(
      "Attest",
      `${nights}/retention/*`,
      "Writes what it found on its night, named by the run. Reads no object.",
    ),
    keysOf(
      "Readers/Analysts",
      `${datasets}/releases/*`,
      "Analysts read all releases: each is named by its contents. Drafts lie elsewhere and stay closed.",
    ),
    keysOf(
      "Readers/Analysts",
      `${queryResults}/results/*`,
      "Athena names an answer by the id that it gives the question, and writes and reads it as the analyst who asked.",
    ),
    ...authorities.map((code) =>
      keysOf(
        `Readers/Authority${code}`,
        `${datasets}/${keysOfAuthority(code)}`,
        "All files of the authority's own folder in any release: a release is named by its contents, and the pattern has exactly as many characters, so no other folder matches.",
      ),
    ),
    keysOf(
      "Readers/Researchers",
      `${microdata}/shared/*`,
      "One file per finished wave, named by the wave. What only the owner may see lies elsewhere.",
    ),
    keysOf(
      "Readers/MicrodataOwner",
      `${microdata}/shared/*`,
      "One file per finished wave, named by the wave. Reads only.",
    ),
    keysOf(
      "Readers/MicrodataOwner",
      `${microdata}/owner/*`,
      "One file per finished wave, named by the wave. Reads only.",
    ),
    keysOf(
      "Readers/DataProtection",
      `${nights}/retention/*`,
      "One proof a night, named by its day and run. Names waves and stores, holds nothing of a child. Reads only.",
    ),
    ...functions.map((path) => ({
      path: `${path}/Function/Resource`,
      finding: "Serverless-LambdaDLQ",
      reason:
        "Lambda uses a dead letter queue for asynchronous calls only. This function is called synchronously: whoever calls it gets the error, and its alarm rings. A queue would also be one more place to which a submission could leak.",
    })),
    ...["GET--v1--surveys--{link}", "POST--v1--surveys--{link}--submissions"].map((route) => ({
      path: `Pipeline/Collection/Api/${route}/Resource`,
      finding: "AwsSolutions-APIG4",
      reason:
        "Children answer without an account: a sign-in would say who they are. The link carries 70 random bits, leads to one authority's questionnaire, and lets nobody read an answer. Whoever guessed one could add answers; with 10,000 links in use that takes 75 million years at the throttle.",
    })),
    {
      path: "Pipeline/Collection/Api/GET--v1--openapi.json/Resource",
      finding: "AwsSolutions-APIG4",
      reason:
        "The contract is public, the same for everybody, and made when the function is built: it reads no store, and the throttle holds for it too.",
    },
    {
      path: "Pipeline/Collection/Api/GET--v1--health/Resource",
      finding: "AwsSolutions-APIG4",
      reason:
        "Whoever watches from outside asks without an account. The answer holds the version, which stands in every release too, and whether the programme table answers; it is throttled like every other route.",
    },
    {
      path: "Pipeline/Collection/Api/DELETE--v1--surveys--{link}--submissions/Resource",
      finding: "AwsSolutions-APIG4",
      reason:
        "Children withdraw without an account, as they answered. What proves it is the submission's own key, of which only the sender's device knows the 122 random bits (74 in version 7): our tables keep a hash. Whoever guessed one could take one submission back and read nothing.",
    },
    {
      path: "Pipeline/Nightly/Night/Resource",
      finding: "AwsSolutions-SF1",
      reason:
        "Errors are logged. Step Functions itself keeps every event of a night for 90 days, so a second copy of all of them would add only a place to protect.",
    },
    {
      path: "Pipeline/Nightly/Undelivered/Resource",
      finding: "AwsSolutions-SQS3",
      reason: "It is the dead letter queue of the schedule, a kind of use that the rule does not look for.",
    },
    {
      path: "Pipeline/Nightly/Undelivered/Resource",
      finding: "Serverless-SQSRedrivePolicy",
      reason:
        "It is a dead letter queue: nothing consumes it, so nothing could be redriven out of it. Its alarm rings on the first message.",
    },
  ];
}

/** The keys under a prefix are those of campaigns, runs and releases that do not exist yet when the policy is written. */
function keysOf(policy: string, keys: string, reason: string): Acknowledgement {
  return { path: `Pipeline/${policy}/Resource`, finding: `AwsSolutions-IAM5[Resource::${keys}]`, reason };
}

function prefixOf(
  verb: "Plan" | "Tally" | "Benchmark" | "Audit" | "Publish" | "Generalise" | "Attest",
  keys: string,
  reason: string,
): Acknowledgement {
  return keysOf(`Nightly/${verb}/Role/DefaultPolicy`, keys, reason);
}

/** Throws when a path leads to no construct. */
export function acknowledge(app: App, acknowledged: readonly Acknowledgement[]): void {
  for (const { path, finding, reason } of acknowledged) {
    const construct = path.split("/").reduce<IConstruct>((scope, id) => scope.node.findChild(id), app);
    Validations.of(construct).acknowledge({ id: finding, reason });
  }
}
