/**
 * A proxy before one store that does to requests what services and networks do to them. It listens on 127.0.0.1 only, and
 * what it does follows from the number of a request: the same plan does the same again.
 */
import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { chanceOf } from "../journey/synthetic/chance.ts";

/**
 * - `throttled`, `failed`: refused, and nothing was written
 * - `failed-afterwards`: written, and answered with an error all the same
 * - `hung`: no answer, and nothing was written
 * - `delivered-late`: as hung, and written when whoever asked has long given up
 * - `cut`: written, and the connection ends before the answer
 * - `broken-off`: written, and the connection ends in the middle of the answer
 * - `slow`: as it should be, but late
 */
export const faults = [
  "throttled",
  "failed",
  "failed-afterwards",
  "hung",
  "delivered-late",
  "cut",
  "broken-off",
  "slow",
] as const;
export type Fault = (typeof faults)[number];

/** What becomes of the request with this number, counted from 0; undefined where nothing does. */
export type FaultPlan = (number: number) => Fault | undefined;

export const noFaults: FaultPlan = () => undefined;
export const always =
  (fault: Fault): FaultPlan =>
  () =>
    fault;

/** Every kind equally often, `share` of all requests in all. */
export function mixed(share: number, seed: number, kinds: readonly Fault[] = faults): FaultPlan {
  return (number) => {
    const chance = chanceOf(seed, "faults", number);
    return chance.happens(share) ? chance.pick(kinds) : undefined;
  };
}

export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** How a store says that it is asked too much, and that it has failed. */
export interface Refusals {
  readonly throttled: Refusal;
  readonly failed: Refusal;
}

function dynamoDbRefusal(status: number, type: string, message: string): Refusal {
  // Without `x-amz-crc32`: the client checks that header only where it comes.
  return {
    status,
    contentType: "application/x-amz-json-1.0",
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message }),
  };
}

export const dynamoDbRefusals: Refusals = {
  throttled: dynamoDbRefusal(
    400,
    "ProvisionedThroughputExceededException",
    "The level of configured provisioned throughput for the table was exceeded.",
  ),
  failed: dynamoDbRefusal(500, "InternalServerError", "Internal server error"),
};

function s3Refusal(status: number, code: string, message: string): Refusal {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, contentType: "application/xml", body };
}

export const s3Refusals: Refusals = {
  throttled: s3Refusal(503, "SlowDown", "Please reduce your request rate."),
  failed: s3Refusal(500, "InternalError", "We encountered an internal error. Please try again."),
};

/** An answer on its way back, whether or not it arrives. */
export interface Passed {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly asked: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

export interface FaultyProxyOptions {
  /** Where the requests go, `http://127.0.0.1:PORT`. */
  readonly upstream: string;
  readonly refusals: Refusals;
  readonly plan?: FaultPlan;
  /** How long a hung request stays without an answer before its connection is cut. Default: five seconds. */
  readonly hangInMilliseconds?: number;
  /** Default: two seconds, longer than a function waits while a person does. */
  readonly lateInMilliseconds?: number;
  /** Default: a third of a second. */
  readonly slowInMilliseconds?: number;
  /** `answered`: the body of the answer. */
  readonly onPassed?: (passed: Passed, answered: Buffer) => void;
}

export interface FaultyProxy {
  readonly url: string;
  /** How often each fault was done. */
  readonly done: ReadonlyMap<Fault, number>;
  /** Requests that came, whole or not. */
  requests(): number;
  /** From the next request on; requests are counted on. */
  follow(plan: FaultPlan): void;
  /** Resolves when nothing is under way any more, late deliveries included. */
  quiet(): Promise<void>;
  /** Cuts what hangs, delivers what is late, and closes. */
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ofTheConnection = ["connection", "keep-alive", "transfer-encoding"];

/** Where a function's clock is set, its client would take a refusal at another hour for one because of the hour, and ask again. */
const ofTheMachine = ["date"];

export async function startFaultyProxy(options: FaultyProxyOptions): Promise<FaultyProxy> {
  const { upstream, refusals, onPassed } = options;
  const { hangInMilliseconds = 5_000, lateInMilliseconds = 2_000, slowInMilliseconds = 333 } = options;
  let { plan = noFaults } = options;
  const agent = new Agent({ keepAlive: true });
  const done = new Map<Fault, number>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let requests = 0;

  /** Ends early when the proxy stops. */
  const pause = (milliseconds: number) => wait(milliseconds, undefined, { signal: stopping.signal }).catch(() => {});

  async function forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const headers: IncomingHttpHeaders = { ...incoming.headers };
    for (const name of ofTheConnection) delete headers[name];
    const sent = request(upstream, {
      agent,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, "content-length": String(body.byteLength) },
    });
    sent.end(body);
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const status = answer.statusCode ?? 0;
    const answered = await buffer(answer);
    onPassed?.(
      { method: incoming.method, path: incoming.url, asked: incoming.headers, body, status, headers: answer.headers },
      answered,
    );
    return { status, headers: answer.headers, body: answered };
  }

  const refused = ({ status, contentType, body }: Refusal): Answer => ({
    status,
    headers: { "content-type": contentType },
    body: Buffer.from(body),
  });

  /** The answer, or undefined where the connection is to end without one. */
  async function suffer(fault: Fault, incoming: IncomingMessage, body: Buffer): Promise<Answer | undefined> {
    switch (fault) {
      case "throttled":
      case "failed":
        return refused(refusals[fault]);
      case "failed-afterwards":
        await forward(incoming, body);
        return refused(refusals.failed);
      case "hung":
        await pause(hangInMilliseconds);
        return undefined;
      case "delivered-late":
        await pause(lateInMilliseconds);
        return forward(incoming, body);
      case "slow":
        await pause(slowInMilliseconds);
        return forward(incoming, body);
      case "cut":
        await forward(incoming, body);
        return undefined;
      case "broken-off":
        return forward(incoming, body);
    }
  }

  const server: Server = createServer((incoming, outgoing) => {
    const fault = plan(requests);
    requests += 1;
    if (fault !== undefined) done.set(fault, (done.get(fault) ?? 0) + 1);
    outgoing.on("error", () => {});

    async function serve(): Promise<void> {
      const body = await buffer(incoming);
      const answer = fault === undefined ? await forward(incoming, body) : await suffer(fault, incoming, body);
      if (answer === undefined) {
        incoming.socket.destroy();
        return;
      }
      const headers = { ...answer.headers };
      for (const name of [...ofTheConnection, ...ofTheMachine]) delete headers[name];
      outgoing.sendDate = false;
      outgoing.writeHead(answer.status, { ...headers, "content-length": answer.body.byteLength });
      if (fault === "broken-off") {
        outgoing.write(answer.body.subarray(0, answer.body.byteLength / 2), () => incoming.socket.destroy());
      } else outgoing.end(answer.body);
    }

    // Whoever asked has gone in the middle, or the store has: either way there is nothing to answer.
    const served = serve().catch(() => void incoming.socket.destroy());
    underWay.add(served);
    void served.then(() => underWay.delete(served));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const quiet = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    requests: () => requests,
    follow(next) {
      plan = next;
    },
    quiet,
    async stop() {
      stopping.abort();
      await quiet();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}
