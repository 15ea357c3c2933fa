/** The night: its functions, a state machine, its schedule and its alarms. */
import { Arn, ArnFormat, Duration, Stack, TimeZone } from "aws-cdk-lib";
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { StepFunctionsStartExecution } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { holdReasons } from "#shared/release/hold-rule.ts";
import { MANIFEST } from "#shared/release/manifest.ts";
import type { Panel } from "./dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import { mapLabel, NightSteps, type NightVerbs } from "./night-steps.ts";
import { ANY_RELEASE } from "./readers.ts";
import type { Stage } from "./stages.ts";
import { Verb } from "./verb.ts";
import type { Concern } from "./watch.ts";

export interface NightlyProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/**
 * Every night: the responses of campaigns that have closed become noised counts, once; counts become a draft, and a draft that
 * passes the audit becomes a release. The responses of a wave that is over become a file of records, too; and what is past its
 * retention is seen to be gone.
 */
export class Nightly extends Construct {
  readonly verbs: NightVerbs;
  readonly night: StateMachine;
  readonly concerns: readonly Concern[];

  constructor(scope: Construct, id: string, { stage, data }: NightlyProps) {
    super(scope, id);
    this.verbs = this.#verbs(stage);
    this.#grants(data, stage);
    this.night = this.#stateMachine(stage);
    const undelivered = this.#schedule();

    const nights: Panel = {
      title: "Nights, and how long they took",
      metrics: [
        this.night.metricStarted({ statistic: "Sum" }),
        this.night.metricSucceeded({ statistic: "Sum" }),
        this.night.metricFailed({ statistic: "Sum" }),
        undelivered.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum" }),
      ],
      beside: [this.night.metricTime({ statistic: "Maximum" })],
    };
    const released = this.#released();

    this.concerns = [
      ...Object.values(this.verbs).map((verb: Verb) => verb.errors),
      {
        name: "night-failed",
        failureMeans:
          "Tonight's figures were not released: authorities and analysts go on reading yesterday's, which are still right as of yesterday.",
        metric: new MathExpression({
          expression: "FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)",
          usingMetrics: {
            failed: this.night.metricFailed({ statistic: "Sum" }),
            timedOut: this.night.metricTimedOut({ statistic: "Sum" }),
            aborted: this.night.metricAborted({ statistic: "Sum" }),
          },
          label: "nights that failed, timed out or were aborted",
        }),
        rings: "at once",
        seenOn: [nights, ...released],
      },
      {
        name: "no-night-by-five",
        failureMeans:
          "No night has come as far as its release by 05:00: nobody has been told of a failure, and authorities read figures that are growing old.",
        // Publish, not the state machine: a night that finds another at work succeeds too. Hours, not a day, because days
        // end at midnight UTC; 25 of them, because one day in October has as many.
        metric: this.verbs.publish.function.metricInvocations({ statistic: "Sum", period: Duration.hours(1) }),
        rings: { afterSilentPeriods: 25 },
        seenOn: [nights],
      },
      {
        name: "night-not-started",
        failureMeans:
          "The schedule could not start tonight's run: nothing will be counted or released until somebody starts it by hand.",
        metric: undelivered.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum" }),
        rings: "at once",
        seenOn: [nights],
      },
    ];
  }

  /** What benchmark says of a night's figures: how many of all together are shown, and which campaigns are held, by reason. */
  #released(): Panel[] {
    const { benchmark } = this.verbs;
    const figures = [
      benchmark.measure({ name: "FiguresShown", taking: "shown" })(),
      benchmark.measure({ name: "FiguresWithheld", taking: "withheld" })(),
    ];
    const held = benchmark.measure({ name: "CampaignsHeld", of: { level: "WARN" }, apartBy: "outcome" });
    return [
      { title: "Figures of a night: shown, withheld", metrics: figures },
      { title: "Campaigns held for their coordinator, by reason", metrics: holdReasons.map(held) },
    ];
  }

  #verbs(stage: Stage): NightVerbs {
    const logRetentionInDays = stage.retentionInDays.logs;
    return {
      plan: new Verb(this, "Plan", {
        verb: "plan",
        failureMeans:
          "Tonight's run could not take stock of the campaigns, or could not be closed: authorities go on reading yesterday's figures.",
        memoryInMegabytes: 512,
        timeout: Duration.minutes(2),
        logRetentionInDays,
      }),
      tally: new Verb(this, "Tally", {
        verb: "tally",
        failureMeans:
          "The responses of a campaign, or of a survey for the nation, could not be counted: no authority gets new figures tonight, and no response is lost.",
        memoryInMegabytes: 1_024,
        timeout: Duration.minutes(15),
        logRetentionInDays,
      }),
      benchmark: new Verb(this, "Benchmark", {
        verb: "benchmark",
        failureMeans:
          "The figures could not be worked out from the noised counts: authorities go on reading yesterday's.",
        // Holds a dataset in three formats until it is written: 0.8 GB for one wave of 150 authorities (npm run bench:night),
        // and a trend needs five waves.
        memoryInMegabytes: 4_096,
        timeout: Duration.minutes(15),
        logRetentionInDays,
      }),
      audit: new Verb(this, "Audit", {
        verb: "audit",
        failureMeans:
          "Tonight's draft was held back because it does not add up: authorities go on reading yesterday's figures until somebody has found out why.",
        // Reads the draft back, one dataset after the other, in every format: 0.6 GB for the same wave.
        memoryInMegabytes: 3_072,
        timeout: Duration.minutes(15),
        logRetentionInDays,
      }),
      publish: new Verb(this, "Publish", {
        verb: "publish",
        failureMeans:
          "Figures that passed the audit could not be made visible: analysts go on reading yesterday's release, whole.",
        memoryInMegabytes: 1_024,
        timeout: Duration.minutes(5),
        logRetentionInDays,
      }),
      generalise: new Verb(this, "Generalise", {
        verb: "generalise",
        failureMeans:
          "The record-level file of a finished wave could not be made: researchers go without it, no authority's figures are affected, and it is tried again the next night.",
        memoryInMegabytes: 2_048,
        timeout: Duration.minutes(15),
        logRetentionInDays,
      }),
      attest: new Verb(this, "Attest", {
        verb: "attest",
        failureMeans:
          "Something of children or care leavers may be kept longer than they were promised, or nobody has looked tonight: no figure is affected, and it is looked at again the next night.",
        memoryInMegabytes: 512,
        timeout: Duration.minutes(15),
        logRetentionInDays,
      }),
    };
  }

  /**
   * The permission graph is the privacy graph: only tally and generalise read responses, only tally adds counts, publish sees
   * neither, and attest counts and lists what it may not read.
   */
  #grants(
    { responses, comments, programme, counts, nights, datasets, microdata }: DataStack,
    { retentionInDays }: Stage,
  ): void {
    const { plan, tally, benchmark, audit, publish, generalise, attest } = this.verbs;
    for (const verb of [plan, tally]) verb.setVariable("COUNTS_RETENTION_DAYS", String(retentionInDays.counts));
    plan.setVariable("RESPONSES_RETENTION_DAYS", String(retentionInDays.responses));
    programme.grantWithin(plan, {
      GetItem: ["nights"],
      PutItem: ["lease", "nights"],
      DeleteItem: ["lease"],
      Query: ["waves", "wave#*", "recounts"],
    });
    nights.grantWrite(plan, "plans/*");

    responses.grant(tally, "Query");
    // The mark that a campaign is being counted, and nothing else of the campaign.
    programme.grantUpdateUnseen(tally, { partitions: ["wave#*"], attributes: ["pk", "sk", "counting"] });
    // A draw stands for good: no update, no deletion. IAM cannot demand of a put that it writes over nothing. The store's code
    // does (`attribute_not_exists` in shared/storage/counts.ts), and its test holds it to that.
    counts.grant(tally, "PutItem", "GetItem", "Query");
    nights.grantRead(tally, "plans/*");

    counts.grant(benchmark, "Query");
    nights.grantRead(benchmark, "plans/*");
    // Each asks what readers were told last, also where that was taken back and put out of reach; of a release these files.
    const whatWasTold = (...paths: readonly string[]) =>
      [
        "latest.json",
        "retractions.json",
        ...paths.flatMap((path) => [`releases/${ANY_RELEASE}/${path}`, `retracted/${ANY_RELEASE}/${path}`]),
      ] as const;
    datasets.grantRead(benchmark, ...whatWasTold(MANIFEST, changesSinceTheLastRelease.path));
    datasets.grantWrite(benchmark, "drafts/*");

    counts.grant(audit, "Query");
    nights.grantRead(audit, "plans/*");
    datasets.grantRead(audit, "drafts/*", ...whatWasTold(MANIFEST, noisedCounts.path));

    programme.grantWithin(publish, {
      GetItem: ["nights"],
      PutItem: ["nights"],
      UpdateItem: ["lease", "wave#*"],
      DeleteItem: ["lease"],
    });
    datasets.grantRead(publish, "drafts/*", "releases/*", ...whatWasTold(MANIFEST));
    datasets.grantWrite(publish, "releases/*", "latest.json");

    responses.grant(generalise, "Query");
    nights.grantRead(generalise, "plans/*");
    microdata.grantRead(generalise, "owner/*/risk-report.json", "shared/*/risk-report.json");
    microdata.grantWrite(generalise, "owner/*", "shared/*");

    for (const [name, days] of Object.entries(retentionInDays)) {
      attest.setVariable(`${name.toUpperCase()}_RETENTION_DAYS`, String(days));
    }
    responses.grantCount(attest);
    comments.grantCount(attest);
    counts.grantCount(attest);
    programme.grantWithin(attest, {
      Query: ["waves", "wave#*", "nights"],
      UpdateItem: ["waves"],
      DeleteItem: ["link#*", "wave#*", "waves", "nights", "recounts"],
    });
    nights.grantListing(attest, "plans/*", "retention/*");
    nights.grantWrite(attest, "retention/*");
    microdata.grantListing(attest, "owner/*", "shared/*");
    datasets.grantListing(attest, "drafts/*");
  }

  #stateMachine(stage: Stage): StateMachine {
    const role = new Role(this, "NightRole", {
      assumedBy: new ServicePrincipal("states.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      inlinePolicies: {
        Steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ["lambda:InvokeFunction"],
              // The functions themselves. Left to itself the CDK adds every version and alias of each.
              resources: Object.values(this.verbs).map((verb: Verb) => verb.function.functionArn),
            }),
          ],
        }),
        Observation: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: [
                "logs:CreateLogDelivery",
                "logs:GetLogDelivery",
                "logs:UpdateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:DescribeResourcePolicies",
                "logs:DescribeLogGroups",
                "xray:PutTraceSegments",
                "xray:PutTelemetryRecords",
                "xray:GetSamplingRules",
                "xray:GetSamplingTargets",
              ],
              resources: ["*"],
            }),
          ],
        }),
      },
    });
    const steps = new NightSteps(this, "Steps", { verbs: this.verbs, tallyConcurrency: stage.tallyConcurrency });
    const night = new StateMachine(this, "Night", {
      definitionBody: DefinitionBody.fromChainable(steps.start),
      role: role.withoutPolicyUpdates(),
      timeout: Duration.hours(3),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "NightLog", { retention: stage.retentionInDays.logs }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    // Attached to nothing, since the role takes no updates, and broader than the one that follows.
    night.node.tryRemoveChild("DistributedMapPolicy");
    this.#letWatchItsChildren(role, night);
    return night;
  }

  /** Apart from the role, because it names the state machine, which names the role. */
  #letWatchItsChildren(role: Role, night: StateMachine): void {
    const children = Stack.of(this).formatArn({
      service: "states",
      resource: "execution",
      resourceName: `${Arn.split(night.stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName}/${mapLabel}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, "NightChildren", {
      statements: [
        new PolicyStatement({ actions: ["states:StartExecution"], resources: [night.stateMachineArn] }),
        new PolicyStatement({
          actions: ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"],
          resources: [children],
        }),
      ],
    });
    policy.attachToRole(role);
  }

  /** Returns the queue of the starts that could not be delivered. */
  #schedule(): Queue {
    const undelivered = new Queue(this, "Undelivered", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new Schedule(this, "Schedule", {
      description: "Starts the night",
      // London's clock jumps over or repeats the hour from 01:00; this one it never touches.
      schedule: ScheduleExpression.cron({ minute: "15", hour: "3", timeZone: TimeZone.EUROPE_LONDON }),
      target: new StepFunctionsStartExecution(this.night, {
        input: ScheduleTargetInput.fromObject({}),
        deadLetterQueue: undelivered,
        // Past 05:00 the alarm has rung, and a person decides.
        maxEventAge: Duration.minutes(90),
      }),
    });
    return undelivered;
  }
}
