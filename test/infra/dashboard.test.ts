/** The one dashboard. */
import { describe, expect, test } from "vitest";
import { verbNames } from "../../infra/bundle.ts";
import { ofType, synthesized, the } from "./synthesized.ts";

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly metrics?: readonly unknown[];
    readonly alarms?: readonly string[];
  };
}

const synth = synthesized();
const template = synth.templates.pipeline;
const { DashboardName: name, DashboardBody: body } = the(template, "AWS::CloudWatch::Dashboard").Properties;
/** With a word in place of what is known when it is deployed. */
const written: string = body["Fn::Join"][1]
  .map((part: unknown) => (typeof part === "string" ? part : `<${Object.values(part as object)[0]}>`))
  .join("");
const { widgets }: { widgets: readonly Widget[] } = JSON.parse(written);
const graphs = widgets.filter(({ type }) => type === "metric");

describe("the dashboard", () => {
  test("is named for its stage", () => {
    expect(name).toBe("bright-spots-production");
  });

  test("shows the state of every alarm", () => {
    const alarms = ofType(template, "AWS::CloudWatch::Alarm").map(([id]) => `<${id},Arn>`);
    const [shown] = widgets.filter(({ type }) => type === "alarm");
    expect([...(shown?.properties.alarms ?? [])].sort()).toEqual(alarms.sort());
  });

  test("has a graph for what is to be seen of submissions, refusals, times, nights and figures, and one for each function", () => {
    const titles = graphs.map(({ properties }) => properties.title);
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles).toEqual(
      expect.arrayContaining([
        "Submissions stored, sent again, and not as the contract says",
        "Submissions refused, by code",
        "Front door: requests, and those that failed",
        "Front door: time to answer, and of it that of each route",
        "Withdrawals, those whose figures stay, and those refused, by code",
        "Nights, and how long they took",
        "Figures of a night: shown, withheld",
        "Campaigns held for their coordinator, by reason",
        "Tables: requests that were put off",
      ]),
    );
    expect(titles.filter((title) => title?.endsWith(": calls, errors, slowest"))).toHaveLength(verbNames.length);
  });

  test("shows every metric that is read off the logs", () => {
    const read = ofType(template, "AWS::Logs::MetricFilter").map(
      ([, { Properties }]) => Properties.MetricTransformations[0].MetricName,
    );
    expect(read.filter((metric) => !written.includes(`"bright-spots-production-pipeline","${metric}"`))).toEqual([]);
  });
});
