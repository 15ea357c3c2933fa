/** What is counted of the logs: by the patterns of the template, held against lines that are really written. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type RefusalCode, refusalCodes } from "#shared/runtime/http.ts";
import type { LogFields } from "#shared/runtime/logger.ts";
import { verbNames } from "../../infra/bundle.ts";
import { aFrontDoor, aGoodSubmission, storesInMemory } from "../functions/collect/front-door.ts";
import { fieldsIn, meets, PatternNotRead } from "./log-filter.ts";
import { functionOf, ofType, synthesized } from "./synthesized.ts";

interface Filter {
  readonly FilterPattern: string;
  readonly LogGroupName: { readonly Ref: string };
  readonly MetricTransformations: readonly [
    {
      readonly MetricName: string;
      readonly MetricNamespace: string;
      readonly MetricValue: string;
      readonly Dimensions?: readonly { readonly Key: string; readonly Value: string }[];
    },
  ];
}

const synth = synthesized();
const template = synth.templates.pipeline;
const filters: Filter[] = ofType(template, "AWS::Logs::MetricFilter").map(([, { Properties }]) => Properties);
const logOf = (verb: (typeof verbNames)[number]) => functionOf(synth, verb).Properties.LoggingConfig.LogGroup.Ref;

/** Name of the metric, then what it is counted apart by, for each filter that a line meets. */
function counted(verb: (typeof verbNames)[number], line: object): string[] {
  const fields = line as Record<string, unknown>;
  return filters
    .filter(({ LogGroupName, FilterPattern }) => LogGroupName.Ref === logOf(verb) && meets(FilterPattern, fields))
    .map(({ MetricTransformations: [{ MetricName, Dimensions = [] }] }) =>
      [MetricName, ...Dimensions.map(({ Value }) => fields[Value.slice(2)])].join(" "),
    )
    .sort();
}

describe("what a metric can hold", () => {
  /** Whose values are written in our code, or are the gateway's own names of routes. */
  const closed = ["route", "refusal", "outcome"];
  /** Numbers of the closed list; the log's own level; and the one field that is taken of the access log. */
  const others = ["status", "durationInMilliseconds", "shown", "withheld", "level"];

  test("is counted apart by fields with few values, and by nothing that says who, where or in which campaign", () => {
    const dimensions = filters.flatMap(({ MetricTransformations: [{ Dimensions = [] }] }) => Dimensions);
    expect(dimensions.map(({ Key }) => Key).filter((key) => !closed.includes(key))).toEqual([]);
    for (const { Key, Value } of dimensions) expect(Value).toBe(`$.${Key}`);
  });

  test("comes from the log's closed list of fields", () => {
    const taken = filters.flatMap(({ FilterPattern, MetricTransformations: [{ MetricValue }] }) => [
      ...fieldsIn(FilterPattern),
      ...fieldsIn(MetricValue),
    ]);
    expect([...new Set(taken)].filter((field) => ![...closed, ...others].includes(field))).toEqual([]);
    const onTheList: Partial<Record<keyof LogFields, true>> = {
      route: true,
      refusal: true,
      outcome: true,
      status: true,
      durationInMilliseconds: true,
      shown: true,
      withheld: true,
    };
    expect(Object.keys(onTheList)).toEqual(expect.arrayContaining(taken.filter((field) => field !== "level")));
  });

  test("is kept apart for each stage, and no metric is counted by two filters", () => {
    const names = filters.map(({ MetricTransformations: [{ MetricName }] }) => MetricName);
    expect(names).toEqual([...new Set(names)]);
    for (const { MetricTransformations } of filters) {
      expect(MetricTransformations[0].MetricNamespace).toBe("bright-spots-production-pipeline");
    }
  });

  test("is read from the logs of the front door and of benchmark alone", () => {
    const logs = new Set(filters.map(({ LogGroupName }) => LogGroupName.Ref));
    const read = verbNames.filter((verb) => logs.has(logOf(verb)));
    expect(read).toEqual(["collect", "withdraw", "benchmark"]);
    // And the access log.
    expect(logs.size).toBe(read.length + 1);
  });
});

describe("a line of collect is counted", () => {
  const POST = "POST /v1/surveys/{link}/submissions";
  const lineOf = async (send: (door: ReturnType<typeof aFrontDoor>) => Promise<unknown>, stores = storesInMemory()) => {
    const door = aFrontDoor({ stores });
    await send(door);
    return door.lines.at(-1) ?? {};
  };

  test("as a submission stored, and as one sent again", async () => {
    expect(counted("collect", await lineOf((door) => door.post(aGoodSubmission())))).toEqual([
      `AnswerTime ${POST}`,
      "SubmissionsStored",
    ]);
    const again = await lineOf(async (door) => {
      await door.post(aGoodSubmission());
      return door.post(aGoodSubmission());
    });
    expect(counted("collect", again)).toEqual([`AnswerTime ${POST}`, "SubmissionsRepeated"]);
  });

  test("as a conflict", async () => {
    const line = await lineOf(async (door) => {
      await door.post(aGoodSubmission());
      return door.post(aGoodSubmission({ mode: "paper" }));
    });
    expect(counted("collect", line)).toEqual([`AnswerTime ${POST}`, "SubmissionsRefused idempotency-key-reused"]);
  });

  const broken: [RefusalCode, (door: ReturnType<typeof aFrontDoor>) => Promise<unknown>][] = [
    ["invalid-submission", (door) => door.post({})],
    ["malformed-json", (door) => door.post("{")],
    ["too-large", (door) => door.post(" ".repeat(33 * 1024))],
    ["unsupported-media-type", (door) => door.post({}, { headers: { "content-type": "text/plain" } })],
    ["idempotency-key-missing-or-malformed", (door) => door.post({}, { headers: { "idempotency-key": "1" } })],
  ];
  test.each(broken)("by its code, and as a contract broken: %s", async (code, send) => {
    expect(counted("collect", await lineOf(send))).toEqual([
      `AnswerTime ${POST}`,
      "ContractBroken",
      `SubmissionsRefused ${code}`,
    ]);
  });

  test("by its code alone where a child's link is wrong", async () => {
    const line = await lineOf((door) => door.post(aGoodSubmission(), { link: "no-such-link" }));
    expect(counted("collect", line)).toEqual([`AnswerTime ${POST}`, "SubmissionsRefused unknown-link"]);
  });

  test("for its time alone where nothing was submitted", async () => {
    const show = await lineOf((door) => door.show({ link: "no-such-link" }));
    expect(counted("collect", show)).toEqual(["AnswerTime GET /v1/surveys/{link}"]);
    const health = await lineOf((door) => door.send({ route: "GET /v1/health" }));
    expect(counted("collect", health)).toEqual(["AnswerTime GET /v1/health"]);
  });

  test("as nothing where it was given up: the gateway counts those", async () => {
    const stores = { ...storesInMemory(), responses: { put: () => Promise.reject(new Error("no connection")) } };
    expect(counted("collect", await lineOf((door) => door.post(aGoodSubmission()), stores as never))).toEqual([]);
  });
});

test("a withdrawal is counted, apart once figures stay, and one that is refused by its code", async () => {
  const stores = storesInMemory();
  const door = aFrontDoor({ stores, withdrawal: stores });
  const headers = { "idempotency-key": randomUUID() };
  await door.post(aGoodSubmission(), { headers });
  await door.withdraw({ headers });
  await door.withdraw();
  stores.countingBegins();
  await door.withdraw({ headers });
  expect(door.lines.slice(1).map((line) => counted("withdraw", line))).toEqual([
    ["SubmissionsWithdrawn"],
    ["WithdrawalsRefused unknown-submission"],
    ["SubmissionsWithdrawnOnceCounted"],
  ]);
});

test("a night's figures are counted, and the campaigns that it holds by reason alone", () => {
  const line = { level: "INFO", message: "shown", runId: "r", shown: 7, withheld: 0 };
  expect(counted("benchmark", line)).toEqual(["FiguresShown", "FiguresWithheld"]);
  const held = { level: "WARN", message: "held", runId: "r", campaign: "2017#801#ylyc-11-17", outcome: "too-few" };
  expect(counted("benchmark", held)).toEqual(["CampaignsHeld too-few"]);
  expect(counted("benchmark", { level: "INFO", message: "drafted", runId: "r", count: 40 })).toEqual([]);
});

test("what the gateway turns away is counted from its access log", () => {
  const [turnedAway] = filters.filter(({ MetricTransformations: [{ MetricName }] }) => MetricName === "TurnedAway");
  const line = { requestId: "r", routeKey: "POST /v1/surveys/{link}/submissions", responseLatency: "3" };
  expect(meets(turnedAway?.FilterPattern ?? "", { ...line, status: "429" })).toBe(true);
  expect(meets(turnedAway?.FilterPattern ?? "", { ...line, status: "422" })).toBe(false);
});

test("every code that a refusal may have is one that its front ends know, each once", () => {
  expect([...new Set(refusalCodes)]).toEqual(refusalCodes);
  for (const code of refusalCodes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test("a pattern that the reader does not know is not taken for one that it does", () => {
  expect(() => meets("ERROR", {})).toThrow(PatternNotRead);
  expect(() => meets("{ $.a != 1 }", { a: 2 })).toThrow(PatternNotRead);
});
