/** What coordinators and engineers do through IAM in an account: invoke a function, start a night. On 127.0.0.1 only. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { campaignDate } from "#shared/programme/calendar.ts";
import type { Answer } from "./functions.ts";
import { closeServer, listen } from "./listen.ts";
import type { Execution } from "./night.ts";

export interface Controlled {
  /** `undefined` for a name that no function has. */
  invoke(name: string, event: unknown): Promise<Answer> | undefined;
  runNight(input: { readonly asOf?: string }): Promise<Execution>;
  status(): Record<string, unknown>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const bodyLimitInBytes = 6_291_556;
const ownHosts = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitInBytes) throw new RangeError("the body is too large");
    chunks.push(chunk);
  }
  return size === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown);
}

async function startNight(body: unknown, controlled: Controlled): Promise<Reply> {
  const { asOf, ...others } = (body ?? {}) as Record<string, unknown>;
  const day = campaignDate.optional().safeParse(asOf);
  if (Object.keys(others).length > 0 || !day.success) {
    return { status: 400, body: { message: 'The body is {} or { "asOf": "YYYY-MM-DD" }, a day that exists' } };
  }
  return { status: 200, body: await controlled.runNight(day.data === undefined ? {} : { asOf: day.data }) };
}

async function reply(request: IncomingMessage, controlled: Controlled): Promise<Reply> {
  const { method, url = "/", headers } = request;
  // A page in a browser on this machine may send requests here, but not with this host and this type unless we allow it.
  if (!ownHosts.test(headers.host ?? "")) return { status: 403, body: { message: "Not for other hosts" } };
  if (method === "GET" && url === "/") return { status: 200, body: controlled.status() };
  if (method !== "POST") return { status: 404, body: { message: "Not Found" } };
  if (headers["content-type"]?.split(";")[0] !== "application/json") {
    return { status: 415, body: { message: "Send application/json" } };
  }
  let body: unknown;
  try {
    body = await jsonBody(request);
  } catch (error) {
    return error instanceof RangeError
      ? { status: 413, body: { message: "The body is too large" } }
      : { status: 400, body: { message: "The body is not JSON" } };
  }
  if (url === "/nights") return startNight(body, controlled);
  const name = /^\/functions\/([A-Za-z0-9_-]+)\/invocations$/.exec(url)?.[1];
  const answering = name === undefined ? undefined : controlled.invoke(name, body);
  if (answering === undefined) return { status: 404, body: { message: "Not Found" } };
  const answer = await answering;
  return answer.answered
    ? { status: 200, body: answer.payload }
    : { status: 502, body: { errorType: answer.errorType, errorMessage: answer.errorMessage } };
}

export interface ControlServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `GET /` the status; `POST /functions/<name>/invocations` with the event, answers the function's result, or 502 and
 * `{ errorType, errorMessage }`; `POST /nights` with `{}` or `{ asOf }` answers the execution when it has ended.
 * Throws `PortTaken`.
 */
export async function serveControl(controlled: Controlled, port: number): Promise<ControlServer> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    response.on("error", () => {});
    reply(request, controlled)
      .catch((): Reply => ({ status: 500, body: { message: "Internal Server Error" } }))
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body ?? null));
      });
  });
  const url = await listen(server, port, "control");
  return {
    url,
    stop: () => closeServer(server),
  };
}
