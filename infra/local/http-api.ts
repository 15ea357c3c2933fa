/** What the template says about its HTTP API: routes, throttle, CORS, access log. */
import type { CorsConfiguration } from "./cors.ts";
import { knownProperties } from "./mapping.ts";
import { UnsupportedResource } from "./refusal.ts";
import type { Resource, Templates } from "./template.ts";

export interface Route {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly functionArn: string;
  readonly timeoutInMilliseconds: number;
  /** In place of the stage's. */
  readonly throttle?: Limits | undefined;
}

export interface Limits {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

export interface HttpApi {
  readonly apiId: string;
  readonly cors: CorsConfiguration | undefined;
  readonly routes: readonly Route[];
  readonly throttle: Limits | undefined;
  readonly accessLogFormat: string | undefined;
}

const understood = {
  api: {
    mapped: ["CorsConfiguration", "Name", "ProtocolType"],
    meaningless: ["Description", "DisableExecuteApiEndpoint", "IpAddressType", "Tags"],
  },
  stage: {
    mapped: ["AccessLogSettings", "ApiId", "AutoDeploy", "DefaultRouteSettings", "RouteSettings", "StageName"],
    meaningless: ["Description", "Tags"],
  },
  route: { mapped: ["ApiId", "AuthorizationType", "RouteKey", "Target"], meaningless: ["OperationName"] },
  integration: {
    mapped: ["ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion", "TimeoutInMillis"],
    meaningless: ["Description", "IntegrationMethod"],
  },
};

/** What a line of the access log may say. Addresses, agents, paths and queries are not among it. */
const accessLogVariables = [
  "apiId",
  "error.message",
  "error.responseType",
  "extendedRequestId",
  "httpMethod",
  "integrationErrorMessage",
  "integrationLatency",
  "integrationStatus",
  "integration.error",
  "integration.latency",
  "integration.status",
  "protocol",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "responseLatency",
  "responseLength",
  "routeKey",
  "stage",
  "status",
] as const;

/** The gateway's longest wait for an integration, and its default. */
const longestIntegrationInMilliseconds = 30_000;

const refuse = (resource: Resource, detail: string) =>
  new UnsupportedResource(resource.logicalId, resource.type, detail);

function routeOf(resource: Resource, integrations: readonly Resource[]): Route {
  const properties = knownProperties(resource, understood.route);
  if ((properties.AuthorizationType ?? "NONE") !== "NONE") throw refuse(resource, "authorisation");
  const routeKey = String(properties.RouteKey);
  const integration = integrations.find(({ name }) => properties.Target === `integrations/${name}`);
  if (integration === undefined) throw refuse(resource, "a target that is no integration");
  const target = knownProperties(integration, understood.integration);
  if (target.IntegrationType !== "AWS_PROXY" || target.PayloadFormatVersion !== "2.0") {
    throw refuse(integration, "only functions with payload format 2.0 are run");
  }
  const functionArn = /arn:aws:lambda:[^/]+:function:[^/:]+/.exec(String(target.IntegrationUri))?.[0];
  if (functionArn === undefined) throw refuse(integration, "only functions with payload format 2.0 are run");
  const [method = "", path = ""] = routeKey === "$default" ? ["ANY", "/{proxy+}"] : routeKey.split(" ");
  return {
    routeKey,
    method,
    segments: path.split("/").slice(1),
    functionArn,
    timeoutInMilliseconds: Number(target.TimeoutInMillis ?? longestIntegrationInMilliseconds),
  };
}

type Settings = Record<string, unknown>;

function throttleOf(stage: Resource, settings: Settings | undefined, property: string): Limits | undefined {
  const known = ["ThrottlingBurstLimit", "ThrottlingRateLimit", "DetailedMetricsEnabled"];
  for (const name of Object.keys(settings ?? {})) {
    if (!known.includes(name)) throw refuse(stage, `its property ${property}.${name}`);
  }
  const rate = settings?.ThrottlingRateLimit;
  const burst = settings?.ThrottlingBurstLimit;
  return rate === undefined || burst === undefined
    ? undefined
    : { requestsPerSecond: Number(rate), burst: Number(burst) };
}

function accessLogFormatOf(stage: Resource, settings: Record<string, unknown> | undefined): string | undefined {
  const format = settings?.Format;
  if (format === undefined) return undefined;
  for (const [, variable] of String(format).matchAll(/\$context\.([A-Za-z.]+)/g)) {
    if (!accessLogVariables.includes(variable as (typeof accessLogVariables)[number])) {
      throw refuse(stage, `$context.${variable} in its access log`);
    }
  }
  return String(format);
}

/** `undefined` when the template has no HTTP API. Throws `UnsupportedResource` for more than one, or for what it does not map. */
export function httpApiOf(templates: Templates): HttpApi | undefined {
  const [api, ...otherApis] = templates.ofType("AWS::ApiGatewayV2::Api");
  const [stage, ...otherStages] = templates.ofType("AWS::ApiGatewayV2::Stage");
  for (const other of [...otherApis, ...otherStages]) throw refuse(other, "one HTTP API with one stage is run");
  if (api === undefined) return undefined;
  const properties = knownProperties(api, understood.api);
  if (properties.ProtocolType !== "HTTP") throw refuse(api, `protocol ${properties.ProtocolType}`);
  const stageProperties = stage === undefined ? {} : knownProperties(stage, understood.stage);
  if (stage !== undefined && stageProperties.StageName !== "$default") throw refuse(stage, "a stage with a name");
  const integrations = templates.ofType("AWS::ApiGatewayV2::Integration");
  const routes = templates.ofType("AWS::ApiGatewayV2::Route").map((route) => routeOf(route, integrations));
  const ofRoutes = new Map(Object.entries((stageProperties.RouteSettings ?? {}) as Record<string, Settings>));
  for (const key of ofRoutes.keys()) {
    if (stage !== undefined && routes.every(({ routeKey }) => routeKey !== key)) {
      throw refuse(stage, `settings of ${key}, which is no route of it`);
    }
  }
  return {
    apiId: api.name,
    cors: properties.CorsConfiguration as CorsConfiguration | undefined,
    routes: routes.map((route) => ({
      ...route,
      throttle: stage && throttleOf(stage, ofRoutes.get(route.routeKey), "RouteSettings"),
    })),
    throttle:
      stage && throttleOf(stage, stageProperties.DefaultRouteSettings as Settings | undefined, "DefaultRouteSettings"),
    accessLogFormat:
      stage && accessLogFormatOf(stage, stageProperties.AccessLogSettings as Record<string, unknown> | undefined),
  };
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** How exactly a route's segments fit, or `undefined` when they do not: a greedy variable fits worst. */
function measure(
  segments: readonly string[],
  path: readonly string[],
): { rank: number; values: Record<string, string> } | undefined {
  const values: Record<string, string> = {};
  let rank = 0;
  for (const [position, segment] of segments.entries()) {
    const variable = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    const value = path[position];
    if (variable?.[2] === "+") {
      values[variable[1] ?? ""] = path.slice(position).join("/");
      return { rank: rank - 1_000_000, values };
    }
    if (value === undefined) return undefined;
    if (variable !== null) {
      if (value === "") return undefined;
      values[variable[1] ?? ""] = value;
    } else if (segment !== value) return undefined;
    else rank += 1;
  }
  return segments.length === path.length ? { rank, values } : undefined;
}

/**
 * The route that the gateway would choose: exact segments before variables, those before greedy ones, `$default` last,
 * a named method before ANY. `path` is split at its slashes and decoded.
 */
export function matchRoute(routes: readonly Route[], method: string, path: readonly string[]): RouteMatch | undefined {
  let best: { route: Route; score: readonly number[]; values: Record<string, string> } | undefined;
  for (const route of routes) {
    if (route.method !== "ANY" && route.method !== method) continue;
    const fitted = measure(route.segments, path);
    if (fitted === undefined) continue;
    const score = [route.routeKey === "$default" ? 0 : 1, fitted.rank, route.method === "ANY" ? 0 : 1];
    const difference =
      best === undefined ? 1 : (score.map((part, i) => part - (best?.score[i] ?? 0)).find(Boolean) ?? 0);
    if (difference > 0) best = { route, score, values: fitted.values };
  }
  return best && { route: best.route, pathParameters: best.route.routeKey === "$default" ? {} : best.values };
}
