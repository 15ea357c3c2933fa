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
  readonly url: URL;
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
  /** A status, or what became of the connection. */
  readonly firstOutcome: string;
  /** Undefined where it was never acknowledged. */
  readonly acknowledgedAt: number | undefined;
  readonly attempts: number;
  /** Failures of the service that did not say when to try again. */
  readonly withoutRetryAfter: number;
}

/** What the README asks of front ends where no answer says when. */
const WITHOUT_WORD_IN_MILLISECONDS = 2_000;

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
      return await exchange({ method: "POST", url, headers, body }, agent);
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
    let withoutRetryAfter = 0;
    do {
      const reply = await attempt(arrival);
      attempts += 1;
      const isLost = reply instanceof ConnectionLost;
      const at = now();
      first ??= { at, outcome: isLost ? reply.code : String(reply.status) };
      if (!isLost && (reply.status === 200 || reply.status === 201)) acknowledgedAt = at;
      else if (isLost) await wait(WITHOUT_WORD_IN_MILLISECONDS);
      else {
        const asked = reply.headers["retry-after"];
        if (reply.status >= 500 && asked === undefined) withoutRetryAfter += 1;
        await wait(asked === undefined ? WITHOUT_WORD_IN_MILLISECONDS : 1_000 * Number(asked));
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
      withoutRetryAfter,
    };
  }

  try {
    return await Promise.all(arrivals.map(arrive));
  } finally {
    agent.destroy();
  }
}
