/** The stack that can be rebuilt at any time. */
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Analysis } from "./analysis.ts";
import { Budget } from "./budget.ts";
import { Collection } from "./collection.ts";
import type { DataStack } from "./data-stack.ts";
import { Nightly } from "./nightly.ts";
import { Readers } from "./readers.ts";
import { Recounting } from "./recounting.ts";
import { Registration } from "./registration.ts";
import { Retraction } from "./retraction.ts";
import type { Stage } from "./stages.ts";
import { Watch } from "./watch.ts";
import { Withdrawal } from "./withdrawal.ts";

/** What can be rebuilt at any time, top to bottom as the data goes. */
export class PipelineStack extends Stack {
  readonly registration: Registration;
  readonly collection: Collection;
  readonly withdrawal: Withdrawal;
  readonly nightly: Nightly;
  readonly recounting: Recounting;
  readonly retraction: Retraction;
  readonly analysis: Analysis;
  readonly readers: Readers;
  readonly watch: Watch;

  constructor(
    scope: Construct,
    id: string,
    { stage, data, ...props }: StackProps & { readonly stage: Stage; readonly data: DataStack },
  ) {
    super(scope, id, { ...props, description: "Bright Spots: what can be rebuilt at any time" });
    this.registration = new Registration(this, "Registration", { stage, data });
    this.collection = new Collection(this, "Collection", { stage, data });
    this.withdrawal = new Withdrawal(this, "Withdrawal", { stage, data, frontDoor: this.collection });
    this.nightly = new Nightly(this, "Nightly", { stage, data });
    this.recounting = new Recounting(this, "Recounting", { data });
    this.retraction = new Retraction(this, "Retraction", { stage, data });
    this.analysis = new Analysis(this, "Analysis", { stage, data });
    this.readers = new Readers(this, "Readers", { stage, data, analysis: this.analysis });
    this.watch = new Watch(this, "Watch", {
      alarmPrefix: `bright-spots-${stage.name}`,
      concerns: [this.registration, this.collection, this.withdrawal, this.nightly, this.retraction].flatMap(
        ({ concerns }) => concerns,
      ),
    });
    new Budget(this, "Budget", {
      budgetName: `bright-spots-${stage.name}`,
      monthlyLimitInDollars: stage.monthlyBudgetInDollars,
      topic: this.watch.topic,
    });

    new CfnOutput(this, "RegisterFunction", { value: this.registration.register.function.functionName });
    new CfnOutput(this, "SurveyUrl", { value: this.collection.url });
    new CfnOutput(this, "NightStateMachine", { value: this.nightly.night.stateMachineArn });
    new CfnOutput(this, "RecountPolicy", { value: this.recounting.policy.managedPolicyArn });
    new CfnOutput(this, "RetractFunction", { value: this.retraction.retract.function.functionName });
    new CfnOutput(this, "DatasetsBucket", { value: data.datasets.bucket.bucketName });
    new CfnOutput(this, "MicrodataBucket", { value: data.microdata.bucket.bucketName });
    new CfnOutput(this, "AnalystPolicy", { value: this.readers.analysts.managedPolicyArn });
    new CfnOutput(this, "QueryWorkGroup", { value: this.analysis.workGroup.ref });
    new CfnOutput(this, "AlarmTopic", { value: this.watch.topic.topicArn });
  }
}
