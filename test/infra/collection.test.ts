import { describe, expect, test } from "vitest";
import { stages } from "../../infra/stages.ts";
import { functionOf, logicalIdOf, ofType, synthesized, the } from "./synthesized.ts";

const synth = synthesized();
const template = synth.templates.pipeline;
const httpStage = the(template, "AWS::ApiGatewayV2::Stage").Properties;
const collect = functionOf(synth, "collect").Properties;
const withdraw = functionOf(synth, "withdraw").Properties;

describe("the front door", () => {
  test("has five routes: four lead to collect, and the one that takes back to withdraw", () => {
    const integrations = new Map(
      ofType(template, "AWS::ApiGatewayV2::Integration").map(([id, { Properties }]) => [id, Properties]),
    );
    const leadsTo = ({ Target: target }: { Target: { "Fn::Join": [string, [string, { Ref: string }]] } }) => {
      const [prefix, { Ref: id }] = target["Fn::Join"][1];
      expect(prefix).toBe("integrations/");
      const { IntegrationType, IntegrationUri, PayloadFormatVersion } = integrations.get(id);
      expect([IntegrationType, PayloadFormatVersion]).toEqual(["AWS_PROXY", "2.0"]);
      return IntegrationUri["Fn::GetAtt"][0];
    };
    const { collection, withdrawal } = synth.pipeline;
    const collectId = logicalIdOf(collection.collect.function);
    const routes = ofType(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties);
    expect(Object.fromEntries(routes.map((route) => [route.RouteKey, leadsTo(route)]))).toEqual({
      "GET /v1/surveys/{link}": collectId,
      "POST /v1/surveys/{link}/submissions": collectId,
      "GET /v1/openapi.json": collectId,
      "GET /v1/health": collectId,
      "DELETE /v1/surveys/{link}/submissions": logicalIdOf(withdrawal.withdraw.function),
    });
  });

  test("logs four fields of a request, and none that could say who sent it", () => {
    expect(JSON.parse(httpStage.AccessLogSettings.Format)).toEqual({
      requestId: "$context.requestId",
      routeKey: "$context.routeKey",
      status: "$context.status",
      responseLatency: "$context.responseLatency",
    });
  });

  test("admits browsers from the stage's origins only, and shows them when to try again", () => {
    expect(the(template, "AWS::ApiGatewayV2::Api").Properties.CorsConfiguration).toEqual({
      AllowOrigins: stages.production.allowedOrigins,
      AllowMethods: ["GET", "POST", "DELETE"],
      AllowHeaders: ["content-type", "idempotency-key", "if-none-match"],
      ExposeHeaders: ["retry-after", "etag"],
      MaxAge: 3_600,
    });
  });

  test("settles CORS in one place: no function is told an origin that it could answer with", () => {
    expect(collect.Environment.Variables).not.toHaveProperty("ALLOWED_ORIGINS");
    // A route of its own for OPTIONS would take the preflight away from the gateway.
    const keys = ofType(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties.RouteKey);
    expect(keys.filter((key) => /^(OPTIONS|ANY|\$default)/.test(key))).toEqual([]);
  });

  test("is throttled as the stage says, and more on the routes that are asked less often", () => {
    expect(httpStage).toMatchObject({
      StageName: "$default",
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
    expect(httpStage.RouteSettings).toEqual({
      "GET /v1/openapi.json": { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 10 },
      "GET /v1/health": { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 10 },
      "DELETE /v1/surveys/{link}/submissions": { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    });
  });

  test("has each route before its throttle, which the gateway would refuse otherwise", () => {
    const routes = ofType(template, "AWS::ApiGatewayV2::Route");
    const needed = Object.keys(httpStage.RouteSettings).map(
      (key) => routes.find(([, { Properties }]) => Properties.RouteKey === key)?.[0],
    );
    const { DependsOn } = the(template, "AWS::ApiGatewayV2::Stage") as { DependsOn?: readonly string[] };
    expect([...(DependsOn ?? [])].sort()).toEqual(needed.sort());
  });
});

describe("collect", () => {
  test("has concurrency of its own, so that a flood takes nothing from the night and the night nothing from children", () => {
    expect(collect.ReservedConcurrentExecutions).toBe(stages.production.reservedConcurrencyOfCollect);
  });

  test("is told how long to keep what it stores", () => {
    expect(collect.Environment.Variables).toMatchObject({ RETENTION_DAYS: "1095", COMMENT_RETENTION_DAYS: "365" });
  });

  test("answers well before the gateway gives up after 30 seconds", () => {
    expect(collect.Timeout).toBeLessThan(30);
  });
});

describe("withdraw", () => {
  test("has concurrency of its own, so that a flood of withdrawals takes nothing from those who answer", () => {
    expect(withdraw.ReservedConcurrentExecutions).toBe(stages.production.reservedConcurrencyOfWithdraw);
  });

  test("is told how long to keep the mark of a withdrawal: as long as collect keeps a response", () => {
    expect(withdraw.Environment.Variables.RETENTION_DAYS).toBe(collect.Environment.Variables.RETENTION_DAYS);
  });

  test("answers well before the gateway gives up after 30 seconds", () => {
    expect(withdraw.Timeout).toBeLessThan(30);
  });
});

test("register may open a programme to the stage's origins and no others", () => {
  const { Variables } = functionOf(synth, "register").Properties.Environment;
  expect(Variables.ALLOWED_ORIGINS).toBe(stages.production.allowedOrigins.join(","));
});
