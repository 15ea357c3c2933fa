/** The alarms, each with the sentence what its failure means for a person, and the topic that they ring. */
import { Aws } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { CustomerKey } from "./customer-key.ts";

/** Something that must not happen unseen. */
export interface Concern {
  /** Words joined by hyphens: the alarm's own name, after that of the stage. */
  readonly name: string;
  /** One sentence: what it means for a person. It becomes the alarm's description. */
  readonly failureMeans: string;
  readonly metric: IMetric;
  /** Either the metric reaches 1 in a single period, or it is under 1 or silent for so many periods in a row. */
  readonly rings: "at once" | { readonly afterSilentPeriods: number };
}

export interface WatchProps {
  readonly alarmPrefix: string;
  readonly concerns: readonly Concern[];
}

/** One alarm per concern, and one topic that tells whoever is on call. Subscriptions are added by hand: they are people. */
export class Watch extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { alarmPrefix, concerns }: WatchProps) {
    super(scope, id);
    this.topic = this.#topicForCloudWatch();
    for (const concern of concerns) {
      const alarm = new Alarm(this, concern.name, {
        alarmName: `${alarmPrefix}-${concern.name}`,
        alarmDescription: concern.failureMeans,
        metric: concern.metric,
        threshold: 1,
        ...(concern.rings === "at once"
          ? {
              comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
              evaluationPeriods: 1,
              treatMissingData: TreatMissingData.NOT_BREACHING,
            }
          : {
              comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
              evaluationPeriods: concern.rings.afterSilentPeriods,
              treatMissingData: TreatMissingData.BREACHING,
            }),
      });
      alarm.addAlarmAction(new SnsAction(this.topic));
    }
  }

  #topicForCloudWatch(): Topic {
    const cloudWatch = new ServicePrincipal("cloudwatch.amazonaws.com");
    const ofThisAccount = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };
    // A key of our own: alarms cannot be published to a topic under the key that AWS manages for SNS.
    const key = new CustomerKey(this, "Key", "Bright Spots: alarms on their way to whoever is on call");
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: ofThisAccount,
      }),
    );
    const topic = new Topic(this, "Topic", { masterKey: key, enforceSSL: true });
    // A topic with any policy at all has lost the default one, which let this account's alarms in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: ofThisAccount,
      }),
    );
    return topic;
  }
}
