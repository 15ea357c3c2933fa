/** Every alarm, and that each says what its failure means for a person. */
import { describe, expect, test } from "vitest";
import type { RefusalCode } from "#shared/runtime/http.ts";
import { verbNames } from "../../infra/bundle.ts";
import { functionOf, logicalIdOf, ofType, synthesized, the, verbsOf } from "./synthesized.ts";

const synth = synthesized();
const template = synth.templates.pipeline;
const alarms = ofType(template, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `bright-spots-production-${name}`);
const [[topicId] = []] = ofType(template, "AWS::SNS::Topic");

test("watches every function, the front door, the night, its absence and its start, and nothing unnamed", () => {
  expect(alarms.map(({ AlarmName }) => AlarmName.replace("bright-spots-production-", "")).sort()).toEqual(
    [
      ...verbNames.map((verb) => `${verb}-errors`),
      "collect-throttles",
      "collect-server-errors",
      "submissions-refused",
      "submissions-in-conflict",
      "front-door-throttled",
      "front-door-slow",
      "tables-throttled",
      "withdraw-throttles",
      "night-failed",
      "no-night-by-five",
      "night-not-started",
    ].sort(),
  );
});

describe("every alarm", () => {
  test.each(alarms.map((each) => [each.AlarmName, each] as const))(
    "%s says what its failure means for a person",
    (_, each) => {
      const [, means] =
        /^([A-Z].{40,}\.) What to do: chapter [a-z-]+ of infra\/RUNBOOK\.md\.$/.exec(each.AlarmDescription) ?? [];
      expect(means).toMatch(
        /\b(child|children|carer|carers|people|coordinator|coordinator's|authority|authorities|analysts|somebody|nobody)\b/,
      );
    },
  );

  test.each(alarms.map((each) => [each.AlarmName, each] as const))("%s tells whoever is on call", (_, each) => {
    expect(each.AlarmActions).toEqual([{ Ref: topicId }]);
    expect(each.ActionsEnabled).not.toBe(false);
  });

  test.each(alarms.map((each) => [each.AlarmName, each] as const))("%s leads to its own chapter", (name, each) => {
    expect(each.AlarmDescription).toContain(
      ` What to do: chapter ${name.replace("bright-spots-production-", "")} of infra/RUNBOOK.md.`,
    );
    // The most that CloudWatch takes.
    expect(each.AlarmDescription.length).toBeLessThanOrEqual(1_024);
  });

  test("says something of its own", () => {
    const sentences = alarms.map(({ AlarmDescription }) => AlarmDescription);
    expect(sentences).toEqual([...new Set(sentences)]);
  });
});

describe("an alarm rings", () => {
  test.each(verbNames)("at the first error of %s", (verb) => {
    expect(alarm(`${verb}-errors`)).toMatchObject({
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      Dimensions: [{ Name: "FunctionName", Value: { Ref: logicalIdOf(verbsOf(synth)[verb].function) } }],
      Statistic: "Sum",
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      EvaluationPeriods: 1,
    });
  });

  test("when the front door answers with an error of ours, or turns somebody away", () => {
    expect(alarm("collect-server-errors")).toMatchObject({
      Namespace: "AWS/ApiGateway",
      MetricName: "5xx",
      Threshold: 1,
    });
    expect(alarm("collect-throttles")).toMatchObject({
      Namespace: "AWS/Lambda",
      MetricName: "Throttles",
      Threshold: 1,
    });
  });

  test.each([
    ["submissions-refused", "ContractBroken"],
    ["submissions-in-conflict", "SubmissionsRefused"],
  ])("when front ends break the contract ten times in an hour: %s", (name, metric) => {
    expect(alarm(name)).toMatchObject({
      Namespace: "bright-spots-production-pipeline",
      MetricName: metric,
      Period: 3_600,
      Statistic: "Sum",
      Threshold: 10,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    });
  });

  test("of conflicts for conflicts alone", () => {
    expect(alarm("submissions-in-conflict").Dimensions).toEqual([
      { Name: "refusal", Value: "idempotency-key-reused" satisfies RefusalCode },
    ]);
  });

  const aQuarterOfAnHour = {
    EvaluationPeriods: 3,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    TreatMissingData: "notBreaching",
  };

  test("when somebody is turned away, or waits three seconds, for a quarter of an hour, and not before", () => {
    expect(alarm("front-door-throttled")).toMatchObject({
      ...aQuarterOfAnHour,
      MetricName: "TurnedAway",
      Period: 300,
      Threshold: 1,
    });
    expect(alarm("front-door-slow")).toMatchObject({
      ...aQuarterOfAnHour,
      Namespace: "AWS/ApiGateway",
      MetricName: "Latency",
      ExtendedStatistic: "p99",
      Period: 300,
      Threshold: 3_000,
    });
  });

  test("when a table that the front door needs is throttled for a quarter of an hour", () => {
    const { Metrics: metrics, ...rest } = alarm("tables-throttled");
    expect(rest).toMatchObject({ ...aQuarterOfAnHour, Threshold: 1 });
    const asked = metrics.flatMap((each: { MetricStat?: { Metric: { MetricName: string; Dimensions: unknown[] } } }) =>
      each.MetricStat === undefined ? [] : [each.MetricStat.Metric.MetricName],
    );
    expect(asked.sort()).toEqual(["ReadThrottleEvents", "WriteThrottleEvents", "WriteThrottleEvents"]);
  });

  test("when a night fails, runs out of time or is aborted", () => {
    const { Metrics: metrics, ...rest } = alarm("night-failed");
    expect(rest).toMatchObject({ Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" });
    const names = metrics.flatMap((each: { MetricStat?: { Metric: { MetricName: string } } }) =>
      each.MetricStat === undefined ? [] : [each.MetricStat.Metric.MetricName],
    );
    expect(names.sort()).toEqual(["ExecutionsAborted", "ExecutionsFailed", "ExecutionsTimedOut"]);
  });

  test("when 25 hours have passed without a night that came as far as publishing, and silence counts as none", () => {
    expect(alarm("no-night-by-five")).toMatchObject({
      MetricName: "Invocations",
      Dimensions: [
        { Name: "FunctionName", Value: { Ref: logicalIdOf(synth.pipeline.nightly.verbs.publish.function) } },
      ],
      Period: 3_600,
      EvaluationPeriods: 25,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "breaching",
    });
    // All 25, not some of them: `DatapointsToAlarm` would say how many are enough.
    expect(alarm("no-night-by-five").DatapointsToAlarm).toBeUndefined();
  });

  test("when the schedule could not start a night", () => {
    const [[queueId] = []] = ofType(template, "AWS::SQS::Queue");
    expect(alarm("night-not-started")).toMatchObject({
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": [queueId, "QueueName"] } }],
      Threshold: 1,
    });
  });
});

test("alarms and budget notices travel encrypted, over TLS, and CloudWatch and Budgets of this account may send them", () => {
  const [[keyId] = []] = ofType(template, "AWS::KMS::Key");
  expect(the(template, "AWS::SNS::Topic").Properties.KmsMasterKeyId).toEqual({ "Fn::GetAtt": [keyId, "Arn"] });
  const ofThisAccount = { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } };
  const senders = { Service: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"] };
  const statements = the(template, "AWS::SNS::TopicPolicy").Properties.PolicyDocument.Statement;
  expect(statements).toMatchObject([
    { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Effect: "Allow", Action: "sns:Publish", Principal: senders, Condition: ofThisAccount },
  ]);
  expect(the(template, "AWS::KMS::Key").Properties.KeyPolicy.Statement).toContainEqual({
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Principal: senders,
    Resource: "*",
    Condition: ofThisAccount,
  });
});

test.each(verbNames)("%s has a log of its own that is kept as long as the stage says", (verb) => {
  const { Ref: logId } = functionOf(synth, verb).Properties.LoggingConfig.LogGroup;
  expect(template.Resources[logId]?.Properties.RetentionInDays).toBe(90);
});

test("no log is kept for ever", () => {
  const retentions = ofType(template, "AWS::Logs::LogGroup").map(([, { Properties }]) => Properties.RetentionInDays);
  expect(retentions).toEqual(retentions.map(() => 90));
});
