/** The night as the template has it: its states, its schedule, and what it does when something fails. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type VerbName, verbNames } from "../../infra/bundle.ts";
import type { Functions } from "../../infra/local/functions.ts";
import { LogFile } from "../../infra/local/log-file.ts";
import { machinesOf, nightsOf } from "../../infra/local/night.ts";
import { readTemplates, type Stack } from "../../infra/local/template.ts";
import { stages } from "../../infra/stages.ts";
import { functionOf, logicalIdOf, ofType, readable, synthesized, the, verbsOf } from "./synthesized.ts";

// biome-ignore lint/suspicious/noExplicitAny: a state is whatever the Amazon States Language says it is.
type State = any;

const synth = synthesized();
const template = synth.templates.pipeline;
const machine = the(template, "AWS::StepFunctions::StateMachine").Properties;
const definition: { StartAt: string; TimeoutSeconds: number; States: Record<string, State> } = JSON.parse(
  readable(synth, machine.DefinitionString),
);
const states = definition.States;
const map = states["Tally every campaign"];
const tally = map.ItemProcessor.States.Tally;
const surveys = states["Tally every survey"];
const nation = surveys.ItemProcessor.States["Tally the nation"];
const records = states["Generalise every finished wave"];
const generalise = records.ItemProcessor.States.Generalise;
const attest = states.Attest;
const nightVerbs = ["plan", "tally", "benchmark", "audit", "publish", "generalise", "attest"] as const;
const functionId = (verb: VerbName) => `<${logicalIdOf(verbsOf(synth)[verb].function)}>`;

describe("a night", () => {
  test("plans, tallies campaigns and then surveys, benchmarks, audits, publishes, generalises every finished wave and attests, in this order", () => {
    expect(definition.StartAt).toBe("Plan");
    expect(states.Plan).toMatchObject({ Resource: functionId("plan"), Next: "Is it ours" });
    expect(states["Is it ours"]).toMatchObject({
      Choices: [{ Variable: "$.proceed", BooleanEquals: true, Next: "Tally every campaign" }],
      Default: "Another night is at work",
    });
    expect(states["Another night is at work"]).toEqual({ Type: "Succeed" });
    expect(map).toMatchObject({ Type: "Map", Next: "Tally every survey" });
    expect(tally).toMatchObject({ Resource: functionId("tally"), End: true });
    expect(surveys).toMatchObject({ Type: "Map", Next: "Benchmark" });
    expect(nation).toMatchObject({ Resource: functionId("tally"), End: true });
    expect(states.Benchmark).toMatchObject({ Resource: functionId("benchmark"), Next: "Audit" });
    expect(states.Audit).toMatchObject({ Resource: functionId("audit"), Next: "Publish" });
    expect(states.Publish).toMatchObject({ Resource: functionId("publish"), Next: "Generalise every finished wave" });
    expect(records).toMatchObject({ Type: "Map", Next: "Attest" });
    expect(generalise).toMatchObject({ Resource: functionId("generalise"), End: true });
    expect(attest).toMatchObject({ Resource: functionId("attest"), End: true });
  });

  test("has no way to publish but through the audit, nor to records but through a release", () => {
    const leadingTo = (name: string) =>
      Object.entries(states)
        .filter(([, state]) => JSON.stringify(state).includes(`"Next":"${name}"`) || state.Default === name)
        .map(([from]) => from);
    expect(leadingTo("Publish")).toEqual(["Audit"]);
    expect(leadingTo("Audit")).toEqual(["Benchmark"]);
    expect(leadingTo("Benchmark")).toEqual(["Tally every survey"]);
    expect(leadingTo("Generalise every finished wave")).toEqual(["Publish"]);
  });

  test("hands on names of runs, campaigns, surveys and waves, and no figures", () => {
    expect(states.Plan.Parameters).toEqual({ "execution.$": "$$.Execution.Name", "input.$": "$$.Execution.Input" });
    expect(map.ItemSelector).toEqual({
      "runId.$": "$.runId",
      "asOf.$": "$.asOf",
      "campaign.$": "$$.Map.Item.Value",
    });
    expect(map).toMatchObject({ ItemsPath: "$.campaigns", ResultPath: null });
    expect(surveys.ItemSelector).toEqual({
      "runId.$": "$.runId",
      "asOf.$": "$.asOf",
      "survey.$": "$$.Map.Item.Value",
    });
    expect(surveys).toMatchObject({ ItemsPath: "$.surveys", ResultPath: null });
    for (const task of [tally, nation]) expect(task).not.toHaveProperty("Parameters");
    for (const name of ["Benchmark", "Audit", "Publish", "Attest"]) {
      expect(states[name].Parameters, name).toEqual({ "runId.$": "$.runId" });
    }
    const { Benchmark, Audit, Publish } = states;
    expect([Benchmark, Audit, Publish].map(({ ResultPath }) => ResultPath)).toEqual([
      "$.draft",
      "$.audit",
      "$.release",
    ]);
    expect(records).toMatchObject({ ItemsPath: "$.finishedWaves", ResultPath: null });
    expect(attest).toMatchObject({ ResultPath: null, OutputPath: "$.release" });
    expect(records.ItemSelector).toEqual({ "runId.$": "$.runId", "wave.$": "$$.Map.Item.Value" });
    expect(generalise).not.toHaveProperty("Parameters");
  });

  test("tolerates no campaign and no survey that cannot be counted", () => {
    expect(map.ItemProcessor.ProcessorConfig).toMatchObject({ Mode: "DISTRIBUTED" });
    expect(surveys.ItemProcessor.ProcessorConfig).toMatchObject({ Mode: "INLINE" });
    for (const each of [map, surveys]) {
      for (const tolerance of ["ToleratedFailurePercentage", "ToleratedFailureCount"]) {
        expect(each[tolerance] ?? 0, tolerance).toBe(0);
        expect(each, tolerance).not.toHaveProperty(`${tolerance}Path`);
      }
    }
    // An item that swallowed its error would fail nothing.
    for (const task of [tally, nation]) expect(task.Catch).toBeUndefined();
  });

  test("generalises one wave at a time, in the night itself", () => {
    expect(records.ItemProcessor.ProcessorConfig).toMatchObject({ Mode: "INLINE" });
    expect(records.MaxConcurrency).toBe(1);
  });

  test("counts no more campaigns, and no more surveys, at once than the stage says", () => {
    for (const each of [map, surveys]) expect(each.MaxConcurrency).toBe(stages.production.tallyConcurrency);
  });

  test("is abandoned whichever step fails, and then says that it failed", () => {
    for (const name of ["Plan", "Tally every campaign", "Tally every survey", "Benchmark", "Audit", "Publish"]) {
      expect(states[name].Catch, name).toEqual([
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "Abandon" },
      ]);
    }
    expect(states.Abandon).toMatchObject({ Resource: functionId("plan"), Next: "Night failed", ResultPath: null });
    expect(states.Abandon.Catch).toEqual([{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: "Night failed" }]);
    expect(states["Night failed"]).toMatchObject({ Type: "Fail", ErrorPath: "$.failure.Error" });
  });

  test("hands on the name of an error, never its message, which could quote", () => {
    expect(states.Abandon.Parameters).toEqual({
      abandon: { "runId.$": "$$.Execution.Name", "error.$": "$.failure.Error", "input.$": "$$.Execution.Input" },
    });
    expect(states["Night failed"]).not.toHaveProperty("CausePath");
  });

  test("tries again after a fault of Lambda's or a worker that was killed, three times, and never after an audit that failed", () => {
    const { Plan, Benchmark, Audit, Publish, Attest, Abandon } = states;
    const tasks = [Plan, tally, nation, Benchmark, Audit, Publish, generalise, Attest, Abandon];
    for (const { Retry } of tasks) {
      expect(Retry).toHaveLength(1);
      expect(Retry[0]).toMatchObject({ MaxAttempts: 3, BackoffRate: 2 });
      expect(Retry[0].ErrorEquals.filter((error: string) => !error.startsWith("Lambda."))).toEqual([
        "Runtime.ExitError",
      ]);
    }
  });

  test("ends within three hours, and no function outlives what Lambda allows", () => {
    expect(definition.TimeoutSeconds).toBe(3 * 60 * 60);
    for (const verb of nightVerbs) {
      expect(functionOf(synth, verb).Properties.Timeout, verb).toBeLessThanOrEqual(15 * 60);
    }
  });

  test("is traced, and logs its errors without what they were about", () => {
    expect(machine.TracingConfiguration).toEqual({ Enabled: true });
    expect(machine.LoggingConfiguration).toMatchObject({ Level: "ERROR", IncludeExecutionData: false });
  });

  test("may call the functions of its steps and no others", () => {
    const role = template.Resources[machine.RoleArn["Fn::GetAtt"][0]]?.Properties;
    const invocable = role.Policies.flatMap((policy: State) => policy.PolicyDocument.Statement)
      .filter((statement: State) => [statement.Action].flat().includes("lambda:InvokeFunction"))
      .flatMap((statement: State) => statement.Resource.map((resource: unknown) => readable(synth, resource)));
    const steps = nightVerbs.map(functionId);
    expect(invocable.sort()).toEqual(steps.sort());
  });
});

describe("a night, run as it stands in the template", () => {
  const templates = readTemplates([
    { name: "data", template: synth.templates.data },
    { name: "pipeline", template: synth.templates.pipeline },
  ] as Stack[]);
  const [machineHere] = machinesOf(templates);
  const verbOf = (arn: string) => verbNames.find((verb) => arn.endsWith(`-${verb}`));

  /** Answers what the execution came to, and every call in order. */
  async function night(answers: Partial<Record<VerbName, (input: State) => unknown>>) {
    const calls: [VerbName | undefined, State][] = [];
    const folder = mkdtempSync(join(tmpdir(), "bright-spots-night-"));
    const log = new LogFile(join(folder, "night.log"));
    const functions: Functions = {
      all: [],
      named: () => undefined,
      stop: async () => {},
      byArn: (arn) => ({
        name: arn,
        arn,
        async invoke(input) {
          const verb = verbOf(arn);
          calls.push([verb, input]);
          try {
            return { answered: true, payload: (verb && answers[verb]?.(input)) ?? {} };
          } catch (error) {
            return { answered: false, errorType: (error as Error).name, errorMessage: "" };
          }
        },
      }),
    };
    const nights = nightsOf({
      machines: machineHere === undefined ? [] : [machineHere],
      functions,
      log,
      folder,
      retryIntervalInMilliseconds: 1,
    });
    const execution = await nights.run(machineHere?.arn ?? "", {});
    await log.close();
    rmSync(folder, { recursive: true });
    return { execution, calls };
  }
  const planned = {
    proceed: true,
    runId: "r",
    asOf: "2017-04-01",
    campaigns: [],
    surveys: [],
    finishedWaves: ["2016", "2017"],
  };
  const published = { status: "published", releaseId: "2017-04-01-0123456789ab" };
  const refusing = () => {
    throw Object.assign(new Error(), { name: "NotAnonymousEnough" });
  };

  test("counts every campaign before the first survey, and every survey before the first figure", async () => {
    const campaigns = [{ authority: "801" }, { authority: "878" }];
    const toCount = [{ questionnaire: "ylyc-8-11" }, { questionnaire: "ylyc-11-17" }];
    const { execution, calls } = await night({
      plan: () => ({ ...planned, campaigns, surveys: toCount, finishedWaves: [] }),
      publish: () => published,
    });
    expect(execution.status).toBe("SUCCEEDED");
    const item = { runId: "r", asOf: "2017-04-01" };
    expect(calls.slice(1, -4)).toEqual([
      ...campaigns.map((campaign) => ["tally", { ...item, campaign }]),
      ...toCount.map((survey) => ["tally", { ...item, survey }]),
    ]);
  });

  test("publishes nothing where a survey cannot be counted for the nation", async () => {
    const { execution, calls } = await night({
      plan: () => ({ ...planned, surveys: [{ questionnaire: "ylyc-8-11" }] }),
      tally: refusing,
    });
    expect(execution).toMatchObject({ status: "FAILED", error: "NotAnonymousEnough" });
    expect(calls.map(([verb]) => verb)).toEqual(["plan", "tally", "plan"]);
  });

  test("generalises each finished wave once the release is out, attests, and answers what was released", async () => {
    const { execution, calls } = await night({ plan: () => planned, publish: () => published });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: published });
    expect(calls.slice(-4)).toEqual([
      ["publish", { runId: "r" }],
      ["generalise", { runId: "r", wave: "2016" }],
      ["generalise", { runId: "r", wave: "2017" }],
      ["attest", { runId: "r" }],
    ]);
  });

  test("succeeds with its release where something is past its retention", async () => {
    const { execution, calls } = await night({ plan: () => planned, publish: () => published, attest: refusing });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: published });
    expect(calls.at(-1)?.[0]).toBe("attest");
  });

  test("goes on to the next wave and succeeds where the records of one cannot be made", async () => {
    const { execution, calls } = await night({
      plan: () => planned,
      publish: () => published,
      generalise: ({ wave }) => (wave === "2016" ? refusing() : {}),
    });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: published });
    expect(calls.slice(-3).map(([verb, { wave }]) => [verb, wave])).toEqual([
      ["generalise", "2016"],
      ["generalise", "2017"],
      ["attest", undefined],
    ]);
  });

  test("is done with its release where no wave has finished", async () => {
    const { execution, calls } = await night({
      plan: () => ({ ...planned, finishedWaves: [] }),
      publish: () => published,
    });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: published });
    expect(calls.slice(-2).map(([verb]) => verb)).toEqual(["publish", "attest"]);
  });

  test("generalises nothing where nothing was released", async () => {
    const { execution, calls } = await night({ plan: () => planned, publish: refusing });
    expect(execution).toMatchObject({ status: "FAILED", error: "NotAnonymousEnough" });
    expect(calls.map(([verb]) => verb)).not.toContain("generalise");
    expect(calls.map(([verb]) => verb)).not.toContain("attest");
  });
});

describe("the schedule", () => {
  const schedule = the(template, "AWS::Scheduler::Schedule").Properties;
  const [[queueId, queue] = []] = ofType(template, "AWS::SQS::Queue");

  test("starts the night at 03:15 in London, to the minute, with an empty input", () => {
    const [[machineId] = []] = ofType(template, "AWS::StepFunctions::StateMachine");
    expect(schedule).toMatchObject({
      ScheduleExpression: "cron(15 3 * * ? *)",
      ScheduleExpressionTimezone: "Europe/London",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
    });
    expect(schedule.Target).toMatchObject({ Arn: { Ref: machineId }, Input: "{}" });
  });

  test("keeps a start that could not be delivered in a queue that is encrypted and refuses whoever comes without TLS", () => {
    expect(schedule.Target.DeadLetterConfig).toEqual({ Arn: { "Fn::GetAtt": [queueId, "Arn"] } });
    expect(queue?.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 60 * 60 });
    expect(the(template, "AWS::SQS::QueuePolicy").Properties).toMatchObject({
      Queues: [{ Ref: queueId }],
      PolicyDocument: {
        Statement: [{ Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
      },
    });
  });

  test("stops trying before anybody is woken by the night's absence at five", () => {
    expect(schedule.Target.RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(105 * 60);
  });
});
