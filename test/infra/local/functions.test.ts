import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readAssembly } from "../../../infra/local/assembly.ts";
import { functionDefinitions, mostSandboxes } from "../../../infra/local/function-definition.ts";
import { type Functions, startFunctions } from "../../../infra/local/functions.ts";
import { readTemplates } from "../../../infra/local/template.ts";
import { emptyFolder, lambda, smallAssembly } from "./small-assembly.ts";

const started: Functions[] = [];
afterEach(async () => {
  for (const functions of started.splice(0)) await functions.stop();
});

async function running(source: string, properties: Record<string, unknown> = {}) {
  const assembly = await readAssembly(await smallAssembly(lambda("Run", properties), { Run: source }));
  const logFolder = await emptyFolder();
  const functions = await startFunctions({
    definitions: functionDefinitions(readTemplates(assembly.stacks), assembly.assetFolders),
    endpoints: { dynamoDbUrl: "http://127.0.0.1:3002", s3Url: "http://127.0.0.1:3001" },
    logFolder,
  });
  started.push(functions);
  return {
    functions,
    invoke: (event: unknown = {}) => functions.all[0]?.invoke(event),
    async log() {
      await functions.stop();
      return readFile(join(logFolder, "run.log"), "utf8");
    },
  };
}

const payload = (value: unknown) => ({ answered: true, payload: value });

describe("an invocation", () => {
  it("carries the event and the answer as JSON and nothing else", async () => {
    const { invoke } = await running(
      "export const handler = async (event) => ({ event, gone: undefined, date: new Date(0) })",
    );
    expect(await invoke({ a: [1], gone: undefined })).toEqual(
      payload({ event: { a: [1] }, date: "1970-01-01T00:00:00.000Z" }),
    );
  });

  it("answers null where the handler returns nothing", async () => {
    const { invoke } = await running("export const handler = async () => {}");
    expect(await invoke()).toEqual(payload(null));
  });

  it("has a context that knows the function, the request and the time that remains", async () => {
    const { invoke } = await running(
      `export const handler = async (_, context) =>
         ({ ...context, remaining: context.getRemainingTimeInMillis() })`,
      { Timeout: 7, MemorySize: 256 },
    );
    const answer = await invoke();
    expect(answer).toMatchObject({
      payload: {
        functionName: "run",
        invokedFunctionArn: "arn:aws:lambda:eu-west-2:000000000000:function:run",
        memoryLimitInMB: "256",
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    const { remaining } = (answer as { payload: { remaining: number } }).payload;
    expect(remaining).toBeGreaterThan(6_000);
    expect(remaining).toBeLessThanOrEqual(7_000);
  });

  it("fails with the name and the message of the error that the handler throws", async () => {
    const { invoke } = await running(
      `class AuditFailed extends Error { name = "AuditFailed" }
       export const handler = async () => { throw new AuditFailed("rule 3") }`,
    );
    expect(await invoke()).toEqual({ answered: false, errorType: "AuditFailed", errorMessage: "rule 3" });
  });

  it("is ended at the template's timeout, as Lambda says it, and the next one works", async () => {
    const { invoke } = await running(
      "export const handler = async (event) => { if (event.busy) for (;;); return 'well' }",
      { Timeout: 1 },
    );
    expect(await invoke({ busy: true })).toMatchObject({
      answered: false,
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringContaining("Task timed out after 1.00 seconds"),
    });
    expect(await invoke()).toEqual(payload("well"));
  });

  it("fails when the handler ends its process, and the next one works", async () => {
    const { invoke } = await running("export const handler = async (event) => event.end ? process.exit(3) : 'well'");
    expect(await invoke({ end: true })).toMatchObject({ answered: false, errorType: "Runtime.ExitError" });
    expect(await invoke()).toEqual(payload("well"));
  });

  it("fails when the handler takes more memory than the template gives", async () => {
    const { invoke } = await running(
      "export const handler = async () => { const all = []; for (;;) all.push(new Array(1000).fill(Math.random())) }",
      { MemorySize: 32, Timeout: 60 },
    );
    expect(await invoke()).toMatchObject({ answered: false, errorType: "Runtime.OutOfMemory" });
  });

  it.each([
    ["that cannot be loaded", "export const handler = missing", "ReferenceError"],
    ["without its handler", "export const other = 1", "Runtime.HandlerNotFound"],
  ])("fails for a bundle %s", async (_, source, errorType) => {
    const { invoke } = await running(source);
    expect(await invoke()).toMatchObject({ answered: false, errorType });
  });

  it("is refused above 6 MB", async () => {
    const { invoke } = await running("export const handler = async () => 1");
    expect(await invoke("x".repeat(6_291_557))).toMatchObject({ errorType: "RequestTooLargeException" });
  });
});

describe("a sandbox", () => {
  const counting =
    "let inside = 0; export const handler = async () => { inside += 1; await new Promise((r) => setTimeout(r, 150)); return inside-- }";

  it("has one event at a time, however many arrive", async () => {
    const { invoke } = await running(counting);
    const answers = await Promise.all(Array.from({ length: 12 }, () => invoke()));
    expect(answers).toEqual(Array.from({ length: 12 }, () => payload(1)));
  });

  it("is one of a few, and the only one where the template reserves one", async () => {
    const which =
      "const mine = Math.random(); export const handler = async () => { await new Promise((r) => setTimeout(r, 50)); return mine }";
    for (const [properties, atOnce, most] of [
      [{}, 20, mostSandboxes],
      [{ ReservedConcurrentExecutions: 1 }, 1, 1],
    ] as const) {
      const { invoke } = await running(which, properties);
      const seen = new Set<string>();
      for (let round = 0; round < 4; round += 1) {
        const answers = await Promise.all(Array.from({ length: atOnce }, () => invoke()));
        for (const answer of answers) seen.add(JSON.stringify(answer));
      }
      expect(seen.size).toBe(most);
    }
  });

  it("has the template's environment and nothing of the host's", async () => {
    process.env.AWS_SESSION_TOKEN = "real";
    process.env.AWS_PROFILE = "real";
    process.env.AWS_ENDPOINT_URL_STS = "real";
    process.env.SECRET_OF_THE_HOST = "real";
    try {
      const { invoke } = await running("export const handler = async () => ({ ...process.env })", {
        Environment: { Variables: { RESPONSES_TABLE: "responses" } },
      });
      const { payload } = (await invoke()) as { payload: Record<string, string> };
      expect(Object.values(payload)).not.toContain("real");
      expect(payload).toMatchObject({
        RESPONSES_TABLE: "responses",
        AWS_REGION: "eu-west-2",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:3002",
        AWS_ENDPOINT_URL_S3: "http://127.0.0.1:3001",
        AWS_LAMBDA_FUNCTION_NAME: "run",
      });
      expect(Object.keys(payload).filter((name) => /TOKEN|PROFILE|STS/.test(name))).toEqual([]);
    } finally {
      for (const name of ["AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ENDPOINT_URL_STS", "SECRET_OF_THE_HOST"]) {
        delete process.env[name];
      }
    }
  });

  it.each(["fetch('http://192.0.2.1/')", "fetch('https://dynamodb.eu-west-2.amazonaws.com/')"])(
    "does not reach another machine: %s",
    async (call) => {
      const { invoke } = await running(
        `export const handler = () => ${call}.then(() => "reached", (error) => error.cause?.name ?? error.name)`,
      );
      expect(await invoke()).toEqual(payload("ConnectionElsewhere"));
    },
  );

  it("writes what its handler prints to the function's log", async () => {
    const { invoke, log } = await running(
      "export const handler = async () => { console.log('out'); console.error('err') }",
    );
    await invoke();
    await invoke();
    expect(await log()).toMatch(/out[\s\S]*err|err[\s\S]*out/);
  });
});

describe("a start", () => {
  it("may take ten seconds and as long again as a call may, as on Lambda, and no longer", async () => {
    const slow = await running(
      "await new Promise((r) => setTimeout(r, 10_500)); export const handler = async () => 'well'",
      {
        Timeout: 900,
      },
    );
    const endless = await running("await new Promise(() => setInterval(() => {}, 1_000)); export const handler = 0", {
      Timeout: 1,
    });
    const [answer, failure] = await Promise.all([slow.invoke(), endless.invoke()]);
    expect(answer).toEqual(payload("well"));
    expect(failure).toMatchObject({ answered: false, errorMessage: "Initialisation took over 11 seconds" });
  });
});

describe("a function that is asked more than Lambda would run at once", () => {
  const refused = { answered: false, errorType: "Lambda.TooManyRequestsException", errorMessage: "Rate Exceeded." };

  it("runs as many as the template reserves, taking turns, refuses the others at once, and takes on again", async () => {
    const { invoke } = await running(
      "export const handler = async () => { await new Promise((r) => setTimeout(r, 300)); return 'well' }",
      { ReservedConcurrentExecutions: mostSandboxes + 3 },
    );
    const order: unknown[] = [];
    const asked = Array.from({ length: 20 }, () => invoke()?.then((answer) => order.push(answer)));
    await Promise.all(asked);
    const taken = mostSandboxes + 3;
    expect(order.slice(0, 20 - taken)).toEqual(Array.from({ length: 20 - taken }, () => refused));
    expect(order.slice(20 - taken)).toEqual(Array.from({ length: taken }, () => payload("well")));
    expect(await Promise.all(Array.from({ length: taken }, () => invoke()))).toEqual(order.slice(20 - taken));
  });

  it("has room for as many as an account has, where the template reserves nothing", async () => {
    const { invoke } = await running("export const handler = async () => 'well'");
    const answers = await Promise.all(Array.from({ length: 1_001 }, () => invoke()));
    expect(answers.filter((answer) => answer?.answered === false)).toEqual([refused]);
  });

  it("has room again after those that were ended at the timeout or broke their sandbox", async () => {
    const { invoke } = await running(
      "export const handler = async ({ end }) => { if (end) process.exit(3); await new Promise(() => {}) }",
      { ReservedConcurrentExecutions: 2, Timeout: 1 },
    );
    for (const event of [{}, { end: true }, {}]) {
      const answers = await Promise.all([invoke(event), invoke(event)]);
      expect(answers).not.toContainEqual(refused);
    }
  });

  it("refuses what has waited longer than it could have taken, and never runs it", async () => {
    const { invoke, log } = await running(
      "export const handler = async () => { console.log('run'); await new Promise(() => {}) }",
      { ReservedConcurrentExecutions: 100, Timeout: 1 },
    );
    const answers = await Promise.all(Array.from({ length: 100 }, () => invoke()));
    const late = answers.filter((answer) => answer?.answered === false && answer.errorType === refused.errorType);
    // Eleven seconds to start and one to run: a sandbox begins a second's work twelve times until then, on no machine oftener.
    expect(late.length).toBeGreaterThanOrEqual(100 - 12 * mostSandboxes);
    expect((await log()).match(/^run$/gm)).toHaveLength(100 - late.length);
  });
});

it("finds a function by a word of its name, if only one has it", async () => {
  const { functions } = await running("export const handler = async () => 1", { FunctionName: "nightly-plan" });
  expect(functions.named("plan")?.name).toBe("nightly-plan");
  expect(functions.named("nightly-plan")?.name).toBe("nightly-plan");
  expect(functions.named("pla")).toBeUndefined();
});
