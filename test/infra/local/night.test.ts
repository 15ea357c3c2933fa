import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Answer, Functions } from "../../../infra/local/functions.ts";
import { LogFile } from "../../../infra/local/log-file.ts";
import { machinesOf, nightsOf, UnknownStateMachine } from "../../../infra/local/night.ts";
import { readTemplates } from "../../../infra/local/template.ts";
import { emptyFolder, lambda } from "./small-assembly.ts";

type Handler = (input: Record<string, unknown>) => unknown;

const arnOf = (name: string) => `arn:aws:lambda:eu-west-2:000000000000:function:${name}`;
const faults = { ErrorEquals: ["Lambda.ServiceException"], MaxAttempts: 2, IntervalSeconds: 1 };

/** The shape of the night: plan, a map over campaigns, publish, and whatever fails is abandoned. */
const definition = (sections: { Plan?: object; Tally?: object } = {}) => {
  const orAbandon = { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "Abandon" }] };
  return {
    StartAt: "Plan",
    TimeoutSeconds: 60,
    States: {
      Plan: {
        Type: "Task",
        Resource: arnOf("plan"),
        Parameters: { "execution.$": "$$.Execution.Name", "input.$": "$$.Execution.Input" },
        Next: "Every campaign",
        ...orAbandon,
        ...sections.Plan,
      },
      "Every campaign": {
        Type: "Map",
        ItemsPath: "$.campaigns",
        ItemSelector: { "runId.$": "$.runId", "campaign.$": "$$.Map.Item.Value" },
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Tally",
          States: { Tally: { Type: "Task", Resource: arnOf("tally"), Retry: [faults], End: true, ...sections.Tally } },
        },
        ResultPath: null,
        Next: "Publish",
        ...orAbandon,
      },
      Publish: { Type: "Task", Resource: arnOf("publish"), End: true },
      Abandon: {
        Type: "Task",
        Resource: arnOf("abandon"),
        Parameters: { "error.$": "$.failure.Error" },
        ResultPath: null,
        Next: "Failed",
      },
      Failed: { Type: "Fail", ErrorPath: "$.failure.Error", Cause: "abandoned" },
    },
  };
};

const planned = { runId: "r", campaigns: ["a", "b", "c", "d"] };

async function night(handlers: Record<string, Handler>, asl: object = definition(), given?: string) {
  const folder = given ?? (await emptyFolder());
  const calls: [string, Record<string, unknown>][] = [];
  const functions: Functions = {
    all: [],
    named: () => undefined,
    stop: async () => {},
    byArn: (arn) => ({
      name: arn,
      arn,
      async invoke(input): Promise<Answer> {
        const name = arn.slice(arn.lastIndexOf(":") + 1);
        calls.push([name, input as Record<string, unknown>]);
        try {
          return { answered: true, payload: (await handlers[name]?.(input as Record<string, unknown>)) ?? {} };
        } catch (error) {
          return { answered: false, errorType: (error as Error).name, errorMessage: (error as Error).message };
        }
      },
    }),
  };
  const [before, after] = JSON.stringify(asl).split(arnOf("plan"));
  const Resources = {
    ...lambda("Plan"),
    Night: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        DefinitionString: {
          "Fn::Join": ["", [before, { "Fn::GetAtt": ["Plan", "Arn"] }, after]],
        },
      },
    },
  };
  const machines = machinesOf(readTemplates([{ name: "small", template: { Resources } }]));
  const logPath = join(await emptyFolder(), "night.log");
  const log = new LogFile(logPath);
  const nights = nightsOf({ machines, functions, log, folder, retryIntervalInMilliseconds: 1 });
  return {
    nights,
    folder,
    calls,
    run: (input: object = {}) => nights.run(machines[0]?.arn ?? "", input),
    async log() {
      await log.close();
      return readFile(logPath, "utf8");
    },
  };
}

const named = (name: string, message = "") => Object.assign(new Error(message), { name });

describe("a night", () => {
  it("runs the definition: context, map, results", async () => {
    const { run, calls } = await night({ plan: () => planned, publish: () => ({ status: "published" }) });
    const execution = await run({ asOf: "2017-04-01" });
    expect(execution).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
    expect(calls).toEqual([
      ["plan", { execution: execution.name, input: { asOf: "2017-04-01" } }],
      ...planned.campaigns.map((campaign) => ["tally", { runId: "r", campaign }]),
      ["publish", planned],
    ]);
  });

  it("has a name that may stand in an object key", async () => {
    expect((await (await night({ plan: () => planned })).run()).name).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });

  it("catches the failure of one item of its map, and begins no further item", async () => {
    const { run, calls } = await night({
      plan: () => planned,
      tally: ({ campaign }) => {
        if (campaign === "b") throw named("CampaignUnreadable");
      },
    });
    expect(await run()).toMatchObject({ status: "FAILED", error: "CampaignUnreadable", cause: "abandoned" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(calls.map(([name, { campaign, error }]) => [name, campaign ?? error])).toEqual([
      ["plan", undefined],
      ["tally", "a"],
      ["tally", "b"],
      ["abandon", "CampaignUnreadable"],
    ]);
  });

  it("tries again what the definition says, and nothing else", async () => {
    let faulty = 0;
    const { run, calls } = await night({
      plan: () => ({ ...planned, campaigns: ["a"] }),
      tally: () => {
        faulty += 1;
        if (faulty === 1) throw named("Lambda.ServiceException");
      },
    });
    expect(await run()).toMatchObject({ status: "SUCCEEDED" });
    expect(calls.filter(([name]) => name === "tally")).toHaveLength(2);

    const strict = await night({
      plan: () => {
        throw named("AuditFailed");
      },
    });
    expect(await strict.run()).toMatchObject({ status: "FAILED", error: "AuditFailed" });
    expect(strict.calls.filter(([name]) => name === "plan")).toHaveLength(1);
  });

  it("is timed out by the definition", async () => {
    const { run } = await night(
      { plan: () => new Promise((resolve) => setTimeout(resolve, 1_500, planned)) },
      { ...definition(), TimeoutSeconds: 1 },
    );
    expect(await run()).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" });
  });

  it("times out a task where the definition says so", async () => {
    const { run } = await night(
      { plan: () => new Promise((resolve) => setTimeout(resolve, 1_500, planned)) },
      definition({ Plan: { TimeoutSeconds: 1 } }),
    );
    expect(await run()).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  });

  it("is told that it was aborted when the local cloud stops", async () => {
    const { nights, run } = await night({ plan: () => new Promise(() => {}) });
    const ending = run();
    expect(nights.running()).toBe(1);
    nights.stop();
    expect(await ending).toMatchObject({ status: "ABORTED" });
  });

  it("that stopped with the local cloud fails at the next start under its own name, once", async () => {
    const { nights, run, folder } = await night({ plan: () => new Promise(() => {}) });
    const ending = run({ asOf: "2017-04-01" });
    nights.stop();
    const { name } = await ending;

    const asl = definition();
    const Abandon = {
      ...asl.States.Abandon,
      Parameters: { "error.$": "$.failure.Error", "execution.$": "$$.Execution.Name", "input.$": "$$.Execution.Input" },
    };
    const next = await night({}, { ...asl, States: { ...asl.States, Abandon } }, folder);
    await next.nights.failUnfinished();
    await next.nights.failUnfinished();
    expect(next.calls).toEqual([
      ["abandon", { error: "LocalCloudStopped", execution: name, input: { asOf: "2017-04-01" } }],
    ]);
  });

  it("that has ended leaves nothing for the next start", async () => {
    const { run, folder } = await night({ plan: () => planned });
    await run();
    const next = await night({}, definition(), folder);
    await next.nights.failUnfinished();
    expect(next.calls).toEqual([]);
  });

  it("is refused for a state machine that the template has not", async () => {
    const { nights } = await night({});
    expect(() => nights.run("arn:elsewhere", {})).toThrow(UnknownStateMachine);
  });

  it("leaves its course in the log and nothing that it was given, answered or told", async () => {
    const { run, log } = await night({
      plan: () => ({ ...planned, secret: "MARKER", campaigns: [{ MARKER: 1 }] }),
      tally: () => {
        throw named("CampaignUnreadable", "MARKER");
      },
    });
    await run({ asOf: "MARKER" });
    const text = await log();
    expect(text).not.toContain("MARKER");
    expect(text).toContain(
      '"event":"MapIterationFailed","state":"Every campaign","index":0,"error":"CampaignUnreadable"',
    );
    expect(text.trim().split("\n").at(-1)).toContain('"event":"ExecutionFailed"');
  });
});
