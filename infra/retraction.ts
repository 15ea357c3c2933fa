/** The function that takes a release back, and its alarm. */
import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./stages.ts";
import { Verb } from "./verb.ts";
import type { Concern } from "./watch.ts";

export interface RetractionProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/**
 * Takes back a release that is wrong or says too much, and leads readers to the one before. Invoked with an engineer's own
 * IAM identity. Nothing is destroyed: what it deletes lies elsewhere, and in an earlier version.
 */
export class Retraction extends Construct {
  readonly retract: Verb;
  readonly concerns: readonly Concern[];

  constructor(scope: Construct, id: string, { stage, data: { programme, datasets } }: RetractionProps) {
    super(scope, id);
    this.retract = new Verb(this, "Retract", {
      verb: "retract",
      failureMeans:
        "A release that is wrong or says too much could not be taken back whole: analysts and authorities may still read it, and asking again is safe.",
      memoryInMegabytes: 512,
      timeout: Duration.minutes(15),
      logRetentionInDays: stage.retentionInDays.logs,
    });
    // The lease alone, so that no night publishes meanwhile; it reads no campaign.
    programme.grantWithin(this.retract, { PutItem: ["lease"], DeleteItem: ["lease"] });
    datasets.grantRead(this.retract, "releases/*", "retracted/*", "latest.json", "retractions.json");
    datasets.grantWrite(this.retract, "retracted/*", "latest.json", "retractions.json");
    datasets.grantDelete(this.retract, "releases/*", "latest.json");
    this.concerns = [this.retract.errors];
  }
}
