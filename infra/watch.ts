/**
 * The alarms, each with the sentence what its failure means for a person and its chapter in RUNBOOK.md; the topic that they
 * ring; and the dashboard.
 */
import { Aws } from "aws-cdk-lib";
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { CustomerKey } from "./customer-key.ts";
import { AlarmDashboard, type Panel } from "./dashboard.ts";

/** Something that must not happen unseen. */
export interface Concern {
  /** Words joined by hyphens: the alarm's own name, after that of the stage, and its chapter's in RUNBOOK.md. */
  readonly name: string;
  /** One sentence: what it means for a person. It opens the alarm's description. */
  readonly failureMeans: string;
  readonly metric: IMetric;
  /** The metric reaches 1 in a single period; or a value in so many periods in a row; or is under 1 or silent for so many. */
  readonly rings:
    | "at once"
    | { readonly reaching: number; readonly forPeriods: number }
    | { readonly afterSilentPeriods: number };
  /** Where to look first. Concerns may share a graph. */
  readonly seenOn: readonly [Panel, ...Panel[]];
}

export interface WatchProps {
  readonly alarmPrefix: string;
  readonly concerns: readonly Concern[];
}

/** One alarm per concern, one dashboard of them all, and one topic that tells whoever is on call. Subscriptions are added by hand: they are people. */
export class Watch extends Construct {
  readonly topic: Topic;
  readonly dashboard: AlarmDashboard;

  constructor(scope: Construct, id: string, { alarmPrefix, concerns }: WatchProps) {
    super(scope, id);
    this.topic = this.#topicFor("cloudwatch.amazonaws.com", "budgets.amazonaws.com");
    const alarms = concerns.map((concern) => {
      const alarm = new Alarm(this, concern.name, {
        alarmName: `${alarmPrefix}-${concern.name}`,
        alarmDescription: `${concern.failureMeans} What to do: chapter ${concern.name} of infra/RUNBOOK.md.`,
        metric: concern.metric,
        ...whenItRings(concern.rings),
      });
      alarm.addAlarmAction(new SnsAction(this.topic));
      return alarm;
    });
    const panels = [...new Set(concerns.flatMap(({ seenOn }) => seenOn))];
    this.dashboard = new AlarmDashboard(this, "Dashboard", { name: alarmPrefix, alarms, panels });
  }

  /** The services that tell of something publish to it, for this account only. */
  #topicFor(...services: readonly string[]): Topic {
    const principals = services.map((service) => new ServicePrincipal(service));
    const ofThisAccount = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };
    // A key of our own: neither can publish to a topic under the key that AWS manages for SNS.
    const key = new CustomerKey(this, "Key", "Bright Spots: alarms on their way to whoever is on call");
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: ofThisAccount,
      }),
    );
    const topic = new Topic(this, "Topic", { masterKey: key, enforceSSL: true });
    // A topic with any policy at all has lost the default one, which let this account's alarms in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: ofThisAccount,
      }),
    );
    return topic;
  }
}

type WhenItRings = Pick<AlarmProps, "threshold" | "comparisonOperator" | "evaluationPeriods" | "treatMissingData">;

function whenItRings(rings: Concern["rings"]): WhenItRings {
  if (rings === "at once") return whenItRings({ reaching: 1, forPeriods: 1 });
  if ("afterSilentPeriods" in rings) {
    return {
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: rings.afterSilentPeriods,
      treatMissingData: TreatMissingData.BREACHING,
    };
  }
  return {
    threshold: rings.reaching,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: rings.forPeriods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}
