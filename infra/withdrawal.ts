/** The way back: the function that takes a submission back, its route, and its alarms. */
import { Duration } from "aws-cdk-lib";
import { HttpMethod, PayloadFormatVersion } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Construct } from "constructs";
import { refusalCodes } from "#shared/runtime/http.ts";
import type { Collection } from "./collection.ts";
import type { Panel } from "./dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./stages.ts";
import { Verb } from "./verb.ts";
import type { Concern } from "./watch.ts";

export interface WithdrawalProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** The front door, whose throttle, CORS and log hold for withdrawals too. */
  readonly frontDoor: Collection;
}

/** Takes submissions back: can blank out a response and delete a comment, and can see neither. */
export class Withdrawal extends Construct {
  readonly withdraw: Verb;
  readonly concerns: readonly Concern[];

  constructor(scope: Construct, id: string, { stage, data, frontDoor }: WithdrawalProps) {
    super(scope, id);
    this.withdraw = new Verb(this, "Withdraw", {
      verb: "withdraw",
      failureMeans:
        "A child or carer asked for answers to be taken back and was told to try again: what they said may still be counted tonight.",
      memoryInMegabytes: 1_024,
      timeout: Duration.seconds(10),
      logRetentionInDays: stage.retentionInDays.logs,
      reservedConcurrency: stage.reservedConcurrencyOfWithdraw,
    });
    this.withdraw.setVariable("RETENTION_DAYS", String(stage.retentionInDays.responses));
    data.programme.grantWithin(this.withdraw, { GetItem: ["link#*", "wave#*"] });
    // What a tombstone consists of; with these alone no answer can be written.
    data.responses.grantPutUnseen(this.withdraw, ["pk", "sk", "withdrawn", "expiresAt"]);
    data.comments.grantDeleteUnseen(this.withdraw);

    const added = frontDoor.api.addRoutes({
      path: "/v1/surveys/{link}/submissions",
      methods: [HttpMethod.DELETE],
      integration: new HttpLambdaIntegration("Withdraw", this.withdraw.function, {
        payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      }),
    });
    frontDoor.throttle(stage, added);
    const withdrawn = this.withdraw.measure({ name: "SubmissionsWithdrawn", of: { route: "DELETE *", status: 204 } });
    const withdrawnLate = this.withdraw.measure({
      name: "SubmissionsWithdrawnOnceCounted",
      of: { route: "DELETE *", status: 200 },
    });
    const refused = this.withdraw.measure({
      name: "WithdrawalsRefused",
      of: { route: "DELETE *" },
      apartBy: "refusal",
    });
    const withdrawals: Panel = {
      title: "Withdrawals, those whose figures stay, and those refused, by code",
      metrics: [withdrawn(), withdrawnLate(), ...refusalCodes.map(refused)],
    };
    this.concerns = [
      { ...this.withdraw.errors, seenOn: [this.withdraw.panel, withdrawals] },
      {
        name: "withdraw-throttles",
        failureMeans:
          "More people are taking answers back at once than withdraw may serve: some are being told to try again in a moment.",
        metric: this.withdraw.function.metricThrottles({ statistic: "Sum" }),
        rings: "at once",
        seenOn: [this.withdraw.panel],
      },
    ];
  }
}
