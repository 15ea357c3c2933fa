/**
 * The only code that knows how API Gateway calls a function: payload format 2.0 in, payload format 2.0 out. Routes get a
 * request and give an answer; every refusal is a problem document (RFC 9457).
 */
import middy from "@middy/core";
import httpHeaderNormalizer from "@middy/http-header-normalizer";
import httpSecurityHeaders from "@middy/http-security-headers";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { type Log, whereabouts } from "./logger.ts";

export interface HttpRequest {
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Every refusal that the contract knows. A closed list, because it becomes a dimension of metrics. */
export const refusalCodes = [
  "closed",
  "idempotency-key-missing-or-malformed",
  "idempotency-key-reused",
  "invalid-submission",
  "malformed-json",
  "no-such-route",
  "programme-unavailable",
  "too-large",
  "unavailable",
  "unknown-link",
  "unknown-submission",
  "unsupported-media-type",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is taken to be JSON already. Absent for 304. */
  readonly body?: unknown;
  /** For the log: why it was refused, and what was wrong in particular. */
  readonly refusal?: RefusalCode;
  readonly problems?: readonly string[];
}

/** One thing that is wrong, at a place in the request's body (RFC 6901). Never quotes what was sent. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface Problem {
  readonly status: number;
  /** Stable, for programs; becomes the `type`. */
  readonly code: RefusalCode;
  readonly title: string;
  /** Says what to do. */
  readonly detail: string;
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
}

export const problemType = (code: string) => `urn:bright-spots:problem:${code}`;

export function refuse({ status, code, title, detail, extension, headers, problems }: Problem): HttpAnswer {
  return {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
    body: { type: problemType(code), title, status, detail, ...extension, ...(problems && { problems }) },
    refusal: code,
    problems: problems ? [...new Set(problems.map((problem) => problem.code))] : [code],
  };
}

/** What matters where no page is served: no sniffing, no framing, no referrer, TLS only. The rest is about documents and their features. */
const headersOfAnApi = {
  contentSecurityPolicy: { "default-src": "'none'", "frame-ancestors": "'none'" },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  // Front ends are served from another origin; who may read is the gateway's to say.
  crossOriginResourcePolicy: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  originAgentCluster: false,
  permissionsPolicy: false,
  permittedCrossDomainPolicies: false,
  reportingEndpoints: false,
  reportTo: false,
  xssProtection: false,
};

/** How long a client should wait, at least, before it sends the same again. */
export const RETRY_AFTER_IN_SECONDS = 2;

/** Up to so much longer, by chance: those who were told so in one moment shall not all come back in one moment. */
const SPREAD_IN_SECONDS = 4;

/** Kept back from the function's time limit, so that a slow store ends in an answer and not in a timeout. */
const TIME_TO_ANSWER_IN_MILLISECONDS = 800;

const unavailable = (chance: number) =>
  refuse({
    status: 503,
    code: "unavailable",
    title: "Try again",
    detail:
      "The request could not be confirmed. Send it again, with the same Idempotency-Key if it has one: nothing is stored or withdrawn twice.",
    headers: { "retry-after": String(RETRY_AFTER_IN_SECONDS + Math.floor(chance * SPREAD_IN_SECONDS)) },
  });

const noRoute = refuse({
  status: 404,
  code: "no-such-route",
  title: "Not found",
  detail: "There is nothing at this address. The addresses are listed in /v1/openapi.json.",
});

export type Route = (request: HttpRequest) => Promise<HttpAnswer> | HttpAnswer;

/**
 * A Lambda handler for an HTTP API. A route that throws, or is not done in time, is answered 503 with `Retry-After`:
 * whatever was wrong was not the client's doing.
 *
 * @param routes by route key, such as `GET /v1/surveys/{link}`
 * @param now milliseconds; only differences are used
 * @param chance from 0 to below 1
 */
export function httpFunction(
  routes: Readonly<Record<string, Route>>,
  log: Log,
  now: () => number,
  chance: () => number = Math.random,
) {
  const addressed = new Map(Object.entries(routes));

  async function serve(
    event: APIGatewayProxyEventV2,
    context: Context,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const started = now();
    const { routeKey: route } = event;
    signal.addEventListener("abort", () => {
      log.warn("gave up waiting", { requestId: context.awsRequestId, route, status: 503 });
    });
    const answer = await (addressed.get(route) ?? (() => noRoute))(requestFrom(event));
    // What comes after the client was told to try again is no answer any more.
    if (!signal.aborted) report(route, context, answer, now() - started);
    return resultFrom(answer);
  }

  function report(route: string, { awsRequestId: requestId }: Context, answer: HttpAnswer, duration: number): void {
    log.info("answered", {
      requestId,
      route,
      status: answer.status,
      durationInMilliseconds: Math.round(duration),
      ...(answer.refusal && { refusal: answer.refusal }),
      ...(answer.problems && { problems: answer.problems }),
    });
  }

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
    timeoutEarlyInMillis: TIME_TO_ANSWER_IN_MILLISECONDS,
    timeoutEarlyResponse: () => resultFrom(unavailable(chance())),
  })
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders(headersOfAnApi))
    .onError((request) => {
      const answer = unavailable(chance());
      log.error("failed", {
        requestId: request.context.awsRequestId,
        route: request.event.routeKey,
        status: answer.status,
        ...whereabouts(request.error),
      });
      request.response = resultFrom(answer);
    })
    .handler(serve);
}

function requestFrom(event: APIGatewayProxyEventV2): HttpRequest {
  return {
    parameters: event.pathParameters ?? {},
    headers: event.headers,
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf-8"),
  };
}

function resultFrom({ status, headers, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: {
      "cache-control": "no-store",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
}
