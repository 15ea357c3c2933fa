/** The one dashboard: which alarms ring, and below them what the engineer on call looks at, in the order of the data's way. */
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";

/** A graph. */
export interface Panel {
  readonly title: string;
  readonly metrics: readonly IMetric[];
  /** Drawn by the scale on the right: times beside counts. */
  readonly beside?: readonly IMetric[];
}

const WIDTH_OF_A_ROW = 24;
const PANELS_IN_A_ROW = 3;

export interface AlarmDashboardProps {
  readonly name: string;
  readonly alarms: readonly Alarm[];
  readonly panels: readonly Panel[];
}

/** Shows counts, times and states, and nothing by campaign, authority or person: no metric of ours knows them. */
export class AlarmDashboard extends Dashboard {
  constructor(scope: Construct, id: string, { name, alarms, panels }: AlarmDashboardProps) {
    super(scope, id, { dashboardName: name });
    this.addWidgets(
      new AlarmStatusWidget({
        title: "Alarms: each has its chapter in infra/RUNBOOK.md",
        alarms: [...alarms],
        width: WIDTH_OF_A_ROW,
        height: 4,
      }),
    );
    for (let first = 0; first < panels.length; first += PANELS_IN_A_ROW) {
      this.addWidgets(...panels.slice(first, first + PANELS_IN_A_ROW).map(graphOf));
    }
  }
}

function graphOf({ title, metrics, beside = [] }: Panel): GraphWidget {
  return new GraphWidget({
    title,
    left: [...metrics],
    right: [...beside],
    leftYAxis: { min: 0 },
    rightYAxis: { min: 0 },
    width: WIDTH_OF_A_ROW / PANELS_IN_A_ROW,
  });
}
