/**
 * Front ends that arrive when they arrive, whether or not those before them have been answered. Every time is counted from
 * the moment at which somebody meant to press send: a service that is slow cannot make its own measurement late.
 */
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { ConnectionLost, exchange, type Reply } from "../journey/synthetic/exchange.ts";

/** Somebody who is about to press send. */
export interface Arrival {
  /** From the start of the measurement. */
  readonly atInMilliseconds: number;
  readonly url: string;
  readonly key: string;
  readonly body: string;
}

/** What came of one arrival; all times from the start of the measurement. */
export interface Outcome {
  readonly key: string;
  readonly intendedAt: number;
  /** How much later than meant the first attempt left: the fault of whoever measures. */
  readonly lateBy: number;
  readonly firstAnsweredAt: number;
  /** A status, and whether the gateway gave it in the function's place; or what became of the connection. */
  readonly firstOutcome: string;
  /** Undefined where it was never acknowledged. */
  readonly acknowledgedAt: number | undefined;
  readonly attempts: number;
  /** Failures that the gateway told of in its own words. It cannot say when to try again. */
  readonly failuresOfTheGateway: number;
  /** Failures that we told of without saying when to try again. */
  readonly failuresWithoutRetryAfter: number;
}

/** What the README asks of front ends where no answer says when: two seconds, then twice as long each time, up to eight. */
const withoutWordInMilliseconds = (attempts: number) => 1_000 * Math.min(8, 2 ** attempts);

/** Every refusal of ours is a problem document. */
const isOfTheGateway = ({ status, headers }: Reply) =>
  status >= 400 && headers["content-type"] !== "application/problem+json";

/**
 * Sends every arrival at its time, and again as the contract asks for, until it is acknowledged or `giveUpAt` has passed.
 *
 * @param now milliseconds from the start of the measurement
 */
export async function openLoop(
  arrivals: readonly Arrival[],
  giveUpAt: number,
  now: () => number,
): Promise<readonly Outcome[]> {
  const agent = new Agent({ keepAlive: true });

  async function attempt({ url, key, body }: Arrival): Promise<Reply | ConnectionLost> {
    try {
      const headers = { "content-type": "application/json", "idempotency-key": key };
      return await exchange({ method: "POST", url: new URL(url), headers, body }, agent);
    } catch (error) {
      if (error instanceof ConnectionLost) return error;
      throw error;
    }
  }

  async function arrive(arrival: Arrival): Promise<Outcome> {
    await wait(Math.max(0, arrival.atInMilliseconds - now()));
    const lateBy = Math.max(0, now() - arrival.atInMilliseconds);
    let first: { readonly at: number; readonly outcome: string } | undefined;
    let acknowledgedAt: number | undefined;
    let attempts = 0;
    let failuresOfTheGateway = 0;
    let failuresWithoutRetryAfter = 0;
    do {
      const reply = await attempt(arrival);
      attempts += 1;
      const isLost = reply instanceof ConnectionLost;
      const at = now();
      first ??= {
        at,
        outcome: isLost ? reply.code : `${reply.status}${isOfTheGateway(reply) ? " of the gateway" : ""}`,
      };
      if (!isLost && (reply.status === 200 || reply.status === 201)) acknowledgedAt = at;
      else if (isLost) await wait(withoutWordInMilliseconds(attempts));
      else {
        const asked = reply.headers["retry-after"];
        if (reply.status >= 500 && isOfTheGateway(reply)) failuresOfTheGateway += 1;
        else if (reply.status >= 500 && asked === undefined) failuresWithoutRetryAfter += 1;
        await wait(asked === undefined ? withoutWordInMilliseconds(attempts) : 1_000 * Number(asked));
      }
    } while (acknowledgedAt === undefined && now() < giveUpAt);
    return {
      key: arrival.key,
      intendedAt: arrival.atInMilliseconds,
      lateBy,
      firstAnsweredAt: first.at,
      firstOutcome: first.outcome,
      acknowledgedAt,
      attempts,
      failuresOfTheGateway,
      failuresWithoutRetryAfter,
    };
  }

  try {
    return await Promise.all(arrivals.map(arrive));
  } finally {
    agent.destroy();
  }
}
