/** The function that brings programme documents in, and its alarm. */
import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./stages.ts";
import { Verb } from "./verb.ts";
import type { Concern } from "./watch.ts";

export interface RegistrationProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** A coordinator's programme document becomes waves, campaigns and links. Invoked with the coordinator's own IAM identity. */
export class Registration extends Construct {
  readonly register: Verb;
  readonly concerns: readonly Concern[];

  constructor(scope: Construct, id: string, { stage, data }: RegistrationProps) {
    super(scope, id);
    this.register = new Verb(this, "Register", {
      verb: "register",
      failureMeans:
        "A coordinator's programme document was not applied whole: some children may not have a link yet, and applying it again is safe.",
      memoryInMegabytes: 512,
      timeout: Duration.minutes(1),
      logRetentionInDays: stage.retentionInDays.logs,
    });
    this.register.setVariable("ALLOWED_ORIGINS", stage.allowedOrigins.join(","));
    data.programme.grantWithin(this.register, {
      GetItem: ["wave#*"],
      PutItem: ["waves", "wave#*", "link#*"],
      UpdateItem: ["wave#*"],
      Query: ["waves", "wave#*"],
    });
    this.concerns = [this.register.errors];
  }
}
