/** Payload format 2.0: the event that a function receives for a request, and the response that its answer stands for. */
import type { OutgoingHttpHeaders } from "node:http";
import { account } from "./template.ts";

export interface GatewayRequest {
  readonly requestId: string;
  readonly apiId: string;
  readonly routeKey: string;
  readonly method: string;
  /** As it was asked for, with its query. */
  readonly target: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly headers: NodeJS.Dict<string[]>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly receivedAt: Date;
}

export interface GatewayResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(body: Buffer): string | undefined {
  try {
    return strictUtf8.decode(body);
  } catch {
    return undefined;
  }
}

/** Repeated parameters are joined with a comma. */
function queryOf(query: string): Record<string, string> | undefined {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return Object.keys(values).length === 0 ? undefined : { ...values };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function commonLogTime(at: Date): string {
  const day = String(at.getUTCDate()).padStart(2, "0");
  return `${day}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${at.toISOString().slice(11, 19)} +0000`;
}

/** The event of payload format 2.0. The body is text where it is valid UTF-8, else base64. */
export function gatewayEvent(request: GatewayRequest): Record<string, unknown> {
  const questionMark = request.target.indexOf("?");
  const rawPath = questionMark < 0 ? request.target : request.target.slice(0, questionMark);
  const rawQueryString = questionMark < 0 ? "" : request.target.slice(questionMark + 1);
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries({
      ...others,
      "x-amzn-trace-id": [`Root=1-${request.requestId}`],
      "x-forwarded-for": [...(others["x-forwarded-for"] ?? []), request.sourceIp],
      "x-forwarded-proto": ["http"],
    } satisfies NodeJS.Dict<string[]>).map(([name, values]) => [name, (values ?? []).join(",")]),
  );
  const text = textOf(request.body);
  const parameters = queryOf(rawQueryString);
  return {
    version: "2.0",
    routeKey: request.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.flatMap((one) => one.split(/;\s*/)) }),
    headers,
    ...(parameters && { queryStringParameters: parameters }),
    ...(Object.keys(request.pathParameters).length > 0 && { pathParameters: request.pathParameters }),
    requestContext: {
      accountId: account,
      apiId: request.apiId,
      domainName: headers.host ?? "",
      domainPrefix: request.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: "$default",
      time: commonLogTime(request.receivedAt),
      timeEpoch: request.receivedAt.getTime(),
    },
    ...(request.body.length > 0 && { body: text ?? request.body.toString("base64") }),
    isBase64Encoded: text === undefined,
  };
}

/** Headers that belong to one connection: the server writes its own. */
const ofTheConnection = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

/** The response that a function's answer stands for, or `undefined` where the gateway would not accept the answer. */
export function gatewayResponse(payload: unknown): GatewayResponse | undefined {
  const isStructured = typeof payload === "object" && payload !== null && "statusCode" in payload;
  if (!isStructured) {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(text) };
  }
  const answer = payload as {
    readonly statusCode: unknown;
    readonly headers?: Record<string, unknown> | null;
    readonly cookies?: readonly string[];
    readonly body?: unknown;
    readonly isBase64Encoded?: boolean;
  };
  const status = Number(answer.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const headers: OutgoingHttpHeaders = { "content-type": "text/plain;charset=utf-8" };
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    const lowerCased = name.toLowerCase();
    if (!ofTheConnection.has(lowerCased) && value !== null) headers[lowerCased] = String(value);
  }
  if (answer.cookies !== undefined) headers["set-cookie"] = [...answer.cookies];
  const body = answer.body ?? "";
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers, body: Buffer.from(text, answer.isBase64Encoded === true ? "base64" : "utf8") };
}

/** What the gateway says in its own words. */
export function gatewayRefusal(status: number, message: string): GatewayResponse {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ message })),
  };
}
