/** What the account may cost in a month before whoever is on call is told. */
import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

/** Of the limit in per cent. A forecast needs weeks of spending before AWS makes one, so that the two others come first. */
const notices = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

export interface BudgetProps {
  readonly budgetName: string;
  readonly monthlyLimitInDollars: number;
  /** Must let AWS Budgets publish. */
  readonly topic: ITopic;
}

/**
 * Bills come once or twice a day, so that this is no brake: it tells of what has been spent already. The brake is the
 * throttle. Its chapter in RUNBOOK.md is `over-budget`.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { budgetName, monthlyLimitInDollars, topic }: BudgetProps) {
    super(scope, id);
    new CfnBudget(this, "Monthly", {
      budget: {
        budgetName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        budgetLimit: { amount: monthlyLimitInDollars, unit: "USD" },
      },
      notificationsWithSubscribers: notices.map((notice) => ({
        notification: { ...notice, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
        subscribers: [{ subscriptionType: "SNS", address: topic.topicArn }],
      })),
    });
  }
}
