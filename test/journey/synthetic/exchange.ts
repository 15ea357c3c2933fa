/** One exchange over HTTP, as a front end on a good, a slow or a breaking line has it. */
import { type Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

/** `slow` dribbles the body; `hangs-up` breaks the connection in the middle of it. */
export type Line = "good" | "slow" | "hangs-up";

export const SLOW_BODY_IN_MILLISECONDS = 2_000;

export interface Exchange {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string;
  readonly line?: Line;
  readonly slowBodyInMilliseconds?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** No answer arrived: refused, reset, or hung up on. Whether the other side stored anything is unknown. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
  readonly code: string;
  constructor(code: string) {
    super(`the connection was lost before an answer arrived (${code})`);
    this.code = code;
  }
}

const DRIBBLES = 20;
const TIME_LIMIT_IN_MILLISECONDS = 30_000;

/** @throws ConnectionLost */
export async function exchange(sending: Exchange, agent: Agent): Promise<Reply> {
  const { method, url, headers, body = "", line = "good" } = sending;
  const { slowBodyInMilliseconds = SLOW_BODY_IN_MILLISECONDS } = sending;
  const payload = Buffer.from(body);
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(url, {
    method,
    agent,
    headers: { ...headers, ...(method === "POST" && { "content-length": payload.byteLength }) },
    timeout: TIME_LIMIT_IN_MILLISECONDS,
  });
  sent.once("response", resolve);
  sent.once("timeout", () => sent.destroy(new ConnectionLost("timeout")));
  sent.on("error", reject);

  try {
    const [incoming] = await Promise.all([answered, write()]);
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) };
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    throw new ConnectionLost((error as NodeJS.ErrnoException).code ?? "unknown");
  }

  async function write(): Promise<void> {
    if (line === "good") {
      sent.end(payload);
      return;
    }
    const size = Math.ceil(payload.byteLength / DRIBBLES);
    const pieces = Array.from({ length: DRIBBLES }, (_, at) => payload.subarray(at * size, (at + 1) * size));
    for (const [at, piece] of pieces.entries()) {
      if (sent.destroyed) return;
      sent.write(piece);
      if (line === "hangs-up" && at >= DRIBBLES / 4) {
        // Long enough for the first half to leave this machine, so that the other side sees a body break off.
        await wait(50);
        sent.destroy(new ConnectionLost("hung up"));
        return;
      }
      if (line === "slow") await wait(slowBodyInMilliseconds / DRIBBLES);
    }
    sent.end();
  }
}
