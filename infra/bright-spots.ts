/** The CDK app: both stacks of one stage. */
import { App, type Environment } from "aws-cdk-lib";
import cdkSettings from "../cdk.json" with { type: "json" };
import { type Acknowledgement, acknowledge, acknowledgementsOf } from "./acknowledgements.ts";
import { DataStack } from "./data-stack.ts";
import { PipelineStack } from "./pipeline-stack.ts";
import { type Stage, stageNamed } from "./stages.ts";

export interface BrightSpots {
  readonly app: App;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
}

export interface BrightSpotsOptions {
  /** A name of stages.ts. Default: `-c stage=NAME` of the CDK command line, else production. */
  readonly stage?: string;
  /** Where the cloud assembly goes. Default: what the CDK command line asks for, else `cdk.out`. */
  readonly outdir?: string;
  /** Without bundles the functions of the template have no code. Default: true. */
  readonly bundle?: boolean;
  /** Whether CloudFormation's own rules are checked; that takes longer than the rest of the synthesis. Default: true. */
  readonly validate?: boolean;
  readonly acknowledged?: readonly Acknowledgement[];
}

/**
 * Both stacks of one stage, ready for `app.synth()`: artifacts `Data` and `Pipeline`.
 *
 * @throws UnknownStage
 */
export function brightSpotsApp(options: BrightSpotsOptions = {}): BrightSpots {
  const app = new App({
    ...(options.outdir !== undefined && { outdir: options.outdir }),
    builtinCloudFormationValidation: options.validate ?? true,
    // The feature flags reach a plain `node infra/app.ts` and the tests only this way; the CDK command line adds them itself.
    context: { ...cdkSettings.context, ...(options.bundle === false && { "aws:cdk:bundling-stacks": [] }) },
  });
  const stage = stageNamed(options.stage ?? app.node.tryGetContext("stage") ?? "production");
  const env = environmentOf(stage);

  const data = new DataStack(app, "Data", { stackName: `bright-spots-${stage.name}-data`, env, stage });
  const pipeline = new PipelineStack(app, "Pipeline", {
    stackName: `bright-spots-${stage.name}-pipeline`,
    env,
    stage,
    data,
  });
  acknowledge(app, options.acknowledged ?? acknowledgementsOf(stage));
  return { app, data, pipeline };
}

function environmentOf({ account, region }: Stage): Environment {
  return { region, ...(account !== undefined && { account }) };
}
