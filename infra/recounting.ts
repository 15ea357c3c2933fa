/** What lets a person have a campaign counted a second time, after a fault of ours. See A recount in RUNBOOK.md. */
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { DataStack } from "./data-stack.ts";

export interface RecountingProps {
  readonly data: DataStack;
}

/** Attached to nobody here, as the policies of readers. IAM cannot tell whether two people signed: plan refuses one name. */
export class Recounting extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, { data }: RecountingProps) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, "Policy", {
      description: "Bright Spots: signs that a campaign is counted a second time",
      statements: data.programme.puttingOf({
        partitions: ["recounts"],
        attributes: ["pk", "sk", "signedBy", "because"],
      }),
    });
  }
}
