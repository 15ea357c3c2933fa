/** What the local cloud refuses by name. */
import { describe, expect, it } from "vitest";
import { bucketNames } from "../../../infra/local/buckets.ts";
import { functionDefinitions } from "../../../infra/local/function-definition.ts";
import { httpApiOf } from "../../../infra/local/http-api.ts";
import { refuseUnmapped } from "../../../infra/local/mapping.ts";
import { machinesOf } from "../../../infra/local/night.ts";
import { schedulesOf } from "../../../infra/local/schedule.ts";
import { tableDefinitions } from "../../../infra/local/tables.ts";
import { readTemplates } from "../../../infra/local/template.ts";
import { bucket, handlerKey, httpApi, lambda, type Resources, table } from "./small-assembly.ts";

const read = (resources: Resources) =>
  readTemplates([{ name: "small", template: { Resources: { Role: { Type: "AWS::IAM::Role" }, ...resources } } }]);

const assets = new Map([[handlerKey("Run"), "/nowhere"]]);
const machine = (states: object, properties: object = {}): Resources => ({
  Night: {
    Type: "AWS::StepFunctions::StateMachine",
    Properties: { DefinitionString: JSON.stringify({ StartAt: "A", States: states }), ...properties },
  },
});
const schedule = (expression: string, properties: object = {}): Resources => ({
  Timer: {
    Type: "AWS::Scheduler::Schedule",
    Properties: { ScheduleExpression: expression, Target: { Arn: "a", RoleArn: "b" }, ...properties },
  },
});

describe("a resource that has no counterpart on one machine", () => {
  it("is refused with its logical id and its type", () => {
    const templates = read({ Ledger: { Type: "AWS::QLDB::Ledger" } });
    expect(() => refuseUnmapped(templates)).toThrowError(
      expect.objectContaining({ name: "UnsupportedResource", logicalId: "Ledger", type: "AWS::QLDB::Ledger" }),
    );
  });

  it("is refused when it may or may not exist", () => {
    expect(() => refuseUnmapped(read({ Maybe: { Type: "AWS::S3::Bucket", Condition: "Sometimes" } }))).toThrow("Maybe");
  });

  it("passes where it means nothing here, whatever expressions it holds", () => {
    const Properties = { PolicyDocument: { "Fn::Transform": "unheard of" } };
    expect(() => refuseUnmapped(read({ Policy: { Type: "AWS::IAM::Policy", Properties } }))).not.toThrow();
  });
});

describe("a property that would be passed over", () => {
  const refusals: [string, string, () => unknown][] = [
    ["a table's stream", "StreamSpecification", () => tableDefinitions(read(table("T", { StreamSpecification: {} })))],
    [
      "a bucket's notifications",
      "NotificationConfiguration",
      () => bucketNames(read(bucket("B", { NotificationConfiguration: {} }))),
    ],
    ["a function's layers", "Layers", () => functionDefinitions(read(lambda("Run", { Layers: [] })), assets)],
    [
      "another runtime",
      "python3.14",
      () => functionDefinitions(read(lambda("Run", { Runtime: "python3.14" })), assets),
    ],
    ["code that is no bundle", "bundle", () => functionDefinitions(read(lambda("Run")), new Map())],
    ["an authoriser", "authorisation", () => httpApiOf(read({ ...lambda("Run"), ...authorised() }))],
    [
      "payload format 1.0",
      "2.0",
      () =>
        httpApiOf(
          read({ ...lambda("Run"), ...httpApi(["GET /"], "Run", { integration: { PayloadFormatVersion: "1.0" } }) }),
        ),
    ],
    [
      "an address in the access log",
      "identity.sourceIp",
      () =>
        httpApiOf(
          read({
            ...lambda("Run"),
            ...httpApi(["GET /"], "Run", { stage: { AccessLogSettings: { Format: "$context.identity.sourceIp" } } }),
          }),
        ),
    ],
    [
      "a throttle of a route that is not there",
      "settings of GET /nowhere",
      () =>
        httpApiOf(
          read({
            ...lambda("Run"),
            ...httpApi(["GET /"], "Run", { stage: { RouteSettings: { "GET /nowhere": {} } } }),
          }),
        ),
    ],
    [
      "a log of one route",
      "RouteSettings.LoggingLevel",
      () =>
        httpApiOf(
          read({
            ...lambda("Run"),
            ...httpApi(["GET /"], "Run", { stage: { RouteSettings: { "GET /": { LoggingLevel: "INFO" } } } }),
          }),
        ),
    ],
    ["a rate", "rate(1 hour)", () => schedulesOf(read(schedule("rate(1 hour)")))],
    ["a weekday", "MON", () => schedulesOf(read(schedule("cron(15 3 ? * MON *)")))],
    [
      "a flexible window",
      "flexible",
      () => schedulesOf(read(schedule("cron(15 3 * * ? *)", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }))),
    ],
    [
      "an express workflow",
      "express",
      () => machinesOf(read(machine({ A: { Type: "Pass", End: true } }, { StateMachineType: "EXPRESS" }))),
    ],
    [
      "a task that is no function",
      "state A",
      () => machinesOf(read(machine({ A: { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true } }))),
    ],
    [
      "tolerated failures",
      "tolerated",
      () => machinesOf(read(machine({ A: { Type: "Map", ToleratedFailurePercentage: 5, End: true } }))),
    ],
  ];

  it.each(refusals)("is refused by name: %s", (_, word, refused) => {
    expect(refused).toThrowError(
      expect.objectContaining({ name: "UnsupportedResource", message: expect.stringContaining(word) }),
    );
  });

  function authorised(): Resources {
    const resources = httpApi(["GET /"], "Run");
    return {
      ...resources,
      Route0: {
        ...resources.Route0,
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { ...resources.Route0?.Properties, AuthorizationType: "JWT" },
      },
    };
  }
});
