/** The HTTP API on this machine: what the gateway does before and after a function, on a Node server. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { type Functions, TOO_MANY_REQUESTS } from "./functions.ts";
import { type GatewayResponse, gatewayEvent, gatewayRefusal, gatewayResponse } from "./gateway-event.ts";
import { type HttpApi, matchRoute, type RouteMatch } from "./http-api.ts";
import { closeServer, listen } from "./listen.ts";
import type { LogFile } from "./log-file.ts";
import { Throttle } from "./throttle.ts";

export interface HttpLimits {
  readonly bodyInBytes: number;
  /** How long a client may take over its headers, and over the whole request. */
  readonly headersInMilliseconds: number;
  readonly requestInMilliseconds: number;
}

const gatewayLimits: HttpLimits = {
  bodyInBytes: 10 * 1024 * 1024,
  headersInMilliseconds: 10_000,
  requestInMilliseconds: 30_000,
};

/** How many times the body's limit a client may go on sending after its refusal. */
const MOST_FORGOTTEN = 4;

export interface HttpServer {
  readonly url: string;
  /** Answers what is under way, then closes. */
  stop(): Promise<void>;
}

class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}
class ClientHungUp extends Error {
  override readonly name = "ClientHungUp";
}

async function readBody(request: IncomingMessage, limitInBytes: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limitInBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limitInBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new ClientHungUp();
  }
  if (size > limitInBytes) throw new BodyTooLarge();
  if (!request.complete) throw new ClientHungUp();
  return Buffer.concat(chunks);
}

/**
 * Takes in what a client is still sending and forgets it: closing the connection under its hands would lose it the answer.
 * One that goes on too long is cut off all the same, as is one that is too slow.
 */
function forgetRest(request: IncomingMessage, limitInBytes: number): void {
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limitInBytes) request.destroy();
  });
  request.on("error", () => {});
}

/** `undefined` for a path that is not percent-encoded UTF-8. */
function decodedPath(target: string): string[] | undefined {
  try {
    return (target.split("?")[0] ?? "").split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly receivedAt: Date;
  readonly startedAt: number;
  routeKey: string;
  integrationLatencyInMilliseconds: number | undefined;
  message: string | undefined;
}

/**
 * The order is the gateway's: preflight, route, throttle, body, function. A client that hangs up before its body is
 * complete never reaches a function.
 */
class Gateway {
  readonly #api: HttpApi;
  readonly #functions: Functions;
  readonly #limits: HttpLimits;
  readonly #accessLog: LogFile;
  readonly #throttle: Throttle | undefined;
  /** By route key: a route that has one takes nothing from the stage's. */
  readonly #throttleOfRoutes: ReadonlyMap<string, Throttle>;

  constructor(api: HttpApi, functions: Functions, limits: HttpLimits, accessLog: LogFile) {
    this.#api = api;
    this.#functions = functions;
    this.#limits = limits;
    this.#accessLog = accessLog;
    this.#throttle = api.throttle && new Throttle(api.throttle, performance.now());
    this.#throttleOfRoutes = new Map(
      api.routes.flatMap(({ routeKey, throttle }) =>
        throttle === undefined ? [] : [[routeKey, new Throttle(throttle, performance.now())] as const],
      ),
    );
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = {
      request,
      requestId: randomUUID(),
      receivedAt: new Date(),
      startedAt: performance.now(),
      routeKey: "-",
      integrationLatencyInMilliseconds: undefined,
      message: undefined,
    };
    response.on("error", () => {});
    let answer: GatewayResponse;
    try {
      answer = await this.#respond(exchange);
    } catch (error) {
      if (error instanceof ClientHungUp) {
        request.destroy();
        return;
      }
      if (!(error instanceof BodyTooLarge)) throw error;
      answer = gatewayRefusal(413, "Request Entity Too Large");
      forgetRest(request, MOST_FORGOTTEN * this.#limits.bodyInBytes);
    }
    this.#send(exchange, response, answer);
  }

  async #respond(exchange: Exchange): Promise<GatewayResponse> {
    const { request } = exchange;
    const { origin } = request.headers;
    const { cors } = this.#api;
    if (cors !== undefined && request.method === "OPTIONS" && origin !== undefined) {
      return { status: 204, headers: preflightHeaders(cors, origin), body: Buffer.alloc(0) };
    }
    const path = decodedPath(request.url ?? "/");
    if (path === undefined) return gatewayRefusal(400, "Bad Request");
    const match = matchRoute(this.#api.routes, request.method ?? "GET", path);
    if (match === undefined) return gatewayRefusal(404, "Not Found");
    exchange.routeKey = match.route.routeKey;
    const throttle = this.#throttleOfRoutes.get(match.route.routeKey) ?? this.#throttle;
    if (throttle?.admits(performance.now()) === false) return gatewayRefusal(429, "Too Many Requests");
    const body = await readBody(request, this.#limits.bodyInBytes);
    return this.#integrate(exchange, match, body);
  }

  async #integrate(exchange: Exchange, { route, pathParameters }: RouteMatch, body: Buffer): Promise<GatewayResponse> {
    const { request } = exchange;
    const target = this.#functions.byArn(route.functionArn);
    if (target === undefined) return gatewayRefusal(500, "Internal Server Error");
    const event = gatewayEvent({
      requestId: exchange.requestId,
      apiId: this.#api.apiId,
      routeKey: route.routeKey,
      method: request.method ?? "GET",
      target: request.url ?? "/",
      pathParameters,
      headers: request.headersDistinct,
      body,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      protocol: `HTTP/${request.httpVersion}`,
      receivedAt: exchange.receivedAt,
    });
    const askedAt = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, route.timeoutInMilliseconds, undefined);
    });
    const answer = await Promise.race([target.invoke(event), tooLate]);
    clearTimeout(timer);
    exchange.integrationLatencyInMilliseconds = Math.round(performance.now() - askedAt);
    if (answer === undefined) return gatewayRefusal(503, "Service Unavailable");
    if (!answer.answered) {
      exchange.message = answer.errorType;
      // Escapes and base64 make an event longer than its body: only the whole event can be measured.
      if (answer.errorType === "RequestTooLargeException") return gatewayRefusal(413, "Request Entity Too Large");
      // Not documented for HTTP APIs; what those who have load tested one report. Its headers are the gateway's alone.
      if (answer.errorType === TOO_MANY_REQUESTS) return gatewayRefusal(503, "Service Unavailable");
      return gatewayRefusal(500, "Internal Server Error");
    }
    return gatewayResponse(answer.payload) ?? gatewayRefusal(500, "Internal Server Error");
  }

  #send(exchange: Exchange, response: ServerResponse, answer: GatewayResponse): void {
    const { cors } = this.#api;
    const isPreflight = answer.status === 204 && exchange.routeKey === "-";
    const headers = { ...answer.headers };
    if (cors !== undefined && !isPreflight) {
      for (const name of Object.keys(headers)) if (name.startsWith("access-control-")) delete headers[name];
      Object.assign(headers, corsHeaders(cors, exchange.request.headers.origin));
    }
    const { body } = answer;
    response.writeHead(answer.status, {
      ...headers,
      "apigw-requestid": exchange.requestId,
      ...(answer.status !== 204 && { "content-length": body.length }),
    });
    response.end(body);
    this.#writeAccessLog(exchange, answer);
  }

  #writeAccessLog(exchange: Exchange, { status, body }: GatewayResponse): void {
    const format = this.#api.accessLogFormat;
    if (format === undefined) return;
    const integrationLatency = exchange.integrationLatencyInMilliseconds ?? "-";
    const values: Record<string, string | number> = {
      apiId: this.#api.apiId,
      httpMethod: exchange.request.method ?? "-",
      integrationErrorMessage: exchange.message ?? "-",
      integrationLatency,
      "integration.error": exchange.message ?? "-",
      "integration.latency": integrationLatency,
      extendedRequestId: exchange.requestId,
      protocol: `HTTP/${exchange.request.httpVersion}`,
      requestId: exchange.requestId,
      requestTime: exchange.receivedAt.toISOString(),
      requestTimeEpoch: exchange.receivedAt.getTime(),
      responseLatency: Math.round(performance.now() - exchange.startedAt),
      responseLength: body.length,
      routeKey: exchange.routeKey,
      stage: "$default",
      status,
    };
    const line = format.replace(/\$context\.([A-Za-z.]+)/g, (_, name: string) => String(values[name] ?? "-"));
    this.#accessLog.write(`${line}\n`);
  }
}

/** Serves the API on 127.0.0.1. Throws `PortTaken`. */
export async function serveHttpApi(options: {
  readonly api: HttpApi;
  readonly functions: Functions;
  readonly accessLog: LogFile;
  readonly port: number;
  readonly limits?: Partial<HttpLimits>;
}): Promise<HttpServer> {
  const limits = { ...gatewayLimits, ...options.limits };
  const gateway = new Gateway(options.api, options.functions, limits, options.accessLog);
  const server: Server = createServer(
    {
      headersTimeout: limits.headersInMilliseconds,
      requestTimeout: limits.requestInMilliseconds,
      connectionsCheckingInterval: Math.min(1_000, limits.requestInMilliseconds),
      keepAliveTimeout: 60_000,
    },
    (request, response) => void gateway.answer(request, response),
  );
  const url = await listen(server, options.port, "the API");
  return {
    url,
    async stop() {
      await closeServer(server);
      await options.accessLog.close();
    },
  };
}
