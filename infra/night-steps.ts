/** The state machine of one night, state by state. */
import { Duration } from "aws-cdk-lib";
import {
  Choice,
  Condition,
  DistributedMap,
  Fail,
  type IChainable,
  Map as InlineMap,
  JsonPath,
  Succeed,
  TaskInput,
} from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke, type LambdaInvokeJsonPathProps } from "aws-cdk-lib/aws-stepfunctions-tasks";
import { Construct } from "constructs";
import type { Verb } from "./verb.ts";

export interface NightVerbs {
  readonly plan: Verb;
  readonly tally: Verb;
  readonly benchmark: Verb;
  readonly audit: Verb;
  readonly publish: Verb;
  readonly generalise: Verb;
  readonly attest: Verb;
}

/** Names the child executions of the map, and so the permission to watch them. */
export const mapLabel = "tally";

/**
 * What Lambda itself may get wrong, and a sandbox that was killed in the middle of its work: each step of a night may be done
 * again. A function's own errors are not here: `AuditFailed` above all is never tried again.
 */
const lambdaFaults = [
  "Runtime.ExitError",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
];

/**
 * The states of one night: plan, tally every campaign that has closed, tally every survey that is over for the nation,
 * benchmark, audit, publish. Whatever of these fails ends in `Abandon`, which gives the lease back; yesterday's release stands.
 * Once tonight's is out, the records of each finished wave are generalised, and what had to be gone by now is attested to be
 * gone; what fails there rings its own alarm and fails no night.
 */
export class NightSteps extends Construct {
  readonly start: IChainable;

  constructor(
    scope: Construct,
    id: string,
    { verbs, tallyConcurrency }: { readonly verbs: NightVerbs; readonly tallyConcurrency: number },
  ) {
    super(scope, id);
    const runId = JsonPath.stringAt("$.runId");

    const failed = new Fail(this, "Night failed", {
      errorPath: "$.failure.Error",
      cause: "The night was abandoned. Yesterday's release stands.",
    });
    const abandon = this.#invoke("Abandon", verbs.plan, {
      payload: TaskInput.fromObject({
        // The error's name alone: its cause is a text, and a text may quote.
        abandon: {
          runId: JsonPath.stringAt("$$.Execution.Name"),
          error: JsonPath.stringAt("$.failure.Error"),
          input: JsonPath.objectAt("$$.Execution.Input"),
        },
      }),
      resultPath: JsonPath.DISCARD,
    });
    abandon.addCatch(failed, { resultPath: JsonPath.DISCARD });
    abandon.next(failed);
    const orAbandon = { resultPath: "$.failure" };

    const plan = this.#invoke("Plan", verbs.plan, {
      payload: TaskInput.fromObject({
        execution: JsonPath.stringAt("$$.Execution.Name"),
        input: JsonPath.objectAt("$$.Execution.Input"),
      }),
    }).addCatch(abandon, orAbandon);

    const tallyEveryCampaign = new DistributedMap(this, "Tally every campaign", {
      label: mapLabel,
      itemsPath: "$.campaigns",
      itemSelector: {
        runId,
        asOf: JsonPath.stringAt("$.asOf"),
        campaign: JsonPath.objectAt("$$.Map.Item.Value"),
      },
      maxConcurrency: tallyConcurrency,
      // None tolerated: a campaign that cannot be read fails the night rather than vanish from it. Written in the
      // template as the absence of a tolerance.
      resultPath: JsonPath.DISCARD,
    })
      .itemProcessor(this.#invoke("Tally", verbs.tally, {}))
      .addCatch(abandon, orAbandon);

    // After the campaigns: a nation is counted of those that have been counted. Four questionnaires a wave need no children.
    const tallyEverySurvey = new InlineMap(this, "Tally every survey", {
      itemsPath: "$.surveys",
      itemSelector: {
        runId,
        asOf: JsonPath.stringAt("$.asOf"),
        survey: JsonPath.objectAt("$$.Map.Item.Value"),
      },
      maxConcurrency: tallyConcurrency,
      resultPath: JsonPath.DISCARD,
    })
      .itemProcessor(this.#invoke("Tally the nation", verbs.tally, {}))
      .addCatch(abandon, orAbandon);

    const benchmark = this.#invoke("Benchmark", verbs.benchmark, {
      payload: TaskInput.fromObject({ runId }),
      resultPath: "$.draft",
    }).addCatch(abandon, orAbandon);
    const audit = this.#invoke("Audit", verbs.audit, {
      payload: TaskInput.fromObject({ runId }),
      resultPath: "$.audit",
    }).addCatch(abandon, orAbandon);
    const publish = this.#invoke("Publish", verbs.publish, {
      payload: TaskInput.fromObject({ runId }),
      resultPath: "$.release",
    }).addCatch(abandon, orAbandon);

    const generalise = this.#invoke("Generalise", verbs.generalise, {}).addCatch(
      new Succeed(this, "Tried again the next night"),
      { resultPath: JsonPath.DISCARD },
    );
    const generaliseEveryFinishedWave = new InlineMap(this, "Generalise every finished wave", {
      itemsPath: "$.finishedWaves",
      itemSelector: { runId, wave: JsonPath.stringAt("$$.Map.Item.Value") },
      // A wave is held in memory whole, and nobody waits for it.
      maxConcurrency: 1,
      resultPath: JsonPath.DISCARD,
    }).itemProcessor(generalise);

    // What a night answers is what was released.
    const outputPath = "$.release";
    const attest = this.#invoke("Attest", verbs.attest, {
      payload: TaskInput.fromObject({ runId }),
      resultPath: JsonPath.DISCARD,
      outputPath,
    }).addCatch(new Succeed(this, "Looked at again the next night", { outputPath }), {
      resultPath: JsonPath.DISCARD,
    });

    const work = tallyEveryCampaign
      .next(tallyEverySurvey)
      .next(benchmark)
      .next(audit)
      .next(publish)
      .next(generaliseEveryFinishedWave)
      .next(attest);
    this.start = plan.next(
      new Choice(this, "Is it ours")
        .when(Condition.booleanEquals("$.proceed", true), work)
        .otherwise(new Succeed(this, "Another night is at work")),
    );
  }

  #invoke(name: string, verb: Verb, props: Omit<LambdaInvokeJsonPathProps, "lambdaFunction">): LambdaInvoke {
    const task = LambdaInvoke.jsonPath(this, name, {
      lambdaFunction: verb.function,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      ...props,
    });
    task.addRetry({ errors: lambdaFaults, interval: Duration.seconds(2), maxAttempts: 3, backoffRate: 2 });
    return task;
  }
}
