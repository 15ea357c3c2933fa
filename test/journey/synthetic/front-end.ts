/** Posts a wave like real front ends do: over HTTP, eight at a time, and never giving up a submission lightly. */
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import {
  ConnectionLost,
  type Exchange,
  exchange,
  type Line,
  type Reply,
  SLOW_BODY_IN_MILLISECONDS,
} from "./exchange.ts";
import { type CampaignCounts, countIn, type PostingOutcome } from "./posting-counts.ts";
import { type LinkedCampaign, type Visit, visitsOf } from "./visits.ts";

export interface Patience {
  /** How often the same post is sent before the front end gives up. */
  readonly attempts: number;
  /** Waited at most between two attempts, also where the service asks for more. */
  readonly longestWaitInMilliseconds: number;
}

export interface Posting {
  readonly apiUrl: string;
  readonly campaigns: readonly LinkedCampaign[];
  readonly seed: number;
  readonly clients?: number;
  readonly patience?: Patience;
  /** How long a client on a slow line takes to send its answers. */
  readonly slowBodyInMilliseconds?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Told at once, so that a test that kills the service knows what had been promised until then. */
  readonly onAcknowledged?: (key: string) => void;
}

/** The service stayed away for longer than a front end waits. */
export class GaveUp extends Error {
  override readonly name = "GaveUp";
  readonly attempts: number;
  readonly lastAnswer: string;
  constructor(attempts: number, lastAnswer: string) {
    super(`gave up after ${attempts} attempts; the last one ended in: ${lastAnswer}`);
    this.attempts = attempts;
    this.lastAnswer = lastAnswer;
  }
}

/** Rides out a service that is restarted: a minute and a half, in waits that grow from a quarter of a second. */
const patient: Patience = { attempts: 40, longestWaitInMilliseconds: 3_000 };
const FIRST_WAIT_IN_MILLISECONDS = 250;
const temporary = new Set([429, 500, 502, 503, 504]);

const receiptBody = z.object({ receipt: z.string().min(1) });
const problemBody = z.object({
  type: z.string().transform((type) => type.split(":").at(-1)),
  problems: z.array(z.object({ code: z.string() })).optional(),
});

function parsed<Shape extends z.ZodType>(schema: Shape, body: string): z.infer<Shape> | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Status and problem codes, such as `422 unknown-option`. */
function reasonOf({ status, body }: Reply): string {
  const problem = parsed(problemBody, body);
  const codes = problem?.problems?.map(({ code }) => code) ?? [problem?.type ?? "without a problem document"];
  return `${status} ${[...new Set(codes)].toSorted().join(" + ")}`;
}

/**
 * Visits every survey link and posts every submission, with the retries, conflicts and mistakes that the seed draws.
 * Resolves when every post has its final answer; nothing is sent after that.
 *
 * @throws GaveUp when the service cannot be reached for longer than `patience`; nothing more is sent then either
 */
export async function postLikeFrontEnds(posting: Posting): Promise<PostingOutcome> {
  const { apiUrl, campaigns, seed, clients = 8, patience = patient } = posting;
  const { slowBodyInMilliseconds = SLOW_BODY_IN_MILLISECONDS } = posting;
  const agent = new Agent({ keepAlive: true, maxSockets: 2 * clients });
  const visits = visitsOf(campaigns, seed);
  const counts = new Map(
    campaigns.map(({ campaign, link }): [string, CampaignCounts] => [
      link,
      { campaign, link, accepted: 0, retried: 0, conflicts: 0, refused: new Map() },
    ]),
  );
  const receipts = new Map<string, string>();
  const etags = new Map<string, string>();
  const answers = new Map<number, number>();
  const surprises: string[] = [];
  let connectionsLost = 0;
  let done = 0;
  let failure: unknown;

  async function attempt(sent: Exchange): Promise<Reply | ConnectionLost> {
    try {
      const reply = await exchange(sent, agent);
      countIn(answers, reply.status);
      return reply;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      connectionsLost += 1;
      return error;
    }
  }

  /** The same request until it has an answer that is not temporary. Only the first attempt is on a bad line. */
  async function persist(sent: Exchange): Promise<Reply> {
    let lastAnswer = "nothing was sent";
    for (let tried = 1; tried <= patience.attempts; tried++) {
      if (failure !== undefined) throw new GaveUp(tried - 1, lastAnswer);
      const reply = await attempt(tried === 1 ? sent : { ...sent, line: "good" });
      if (!(reply instanceof ConnectionLost) && !temporary.has(reply.status)) return reply;
      lastAnswer = reply instanceof ConnectionLost ? reply.code : reasonOf(reply);
      await wait(waitBefore(tried, reply));
    }
    throw new GaveUp(patience.attempts, lastAnswer);
  }

  function waitBefore(tried: number, reply: Reply | ConnectionLost): number {
    const asked = reply instanceof ConnectionLost ? Number.NaN : Number(reply.headers["retry-after"] ?? Number.NaN);
    const wanted = Number.isFinite(asked) ? asked * 1_000 : FIRST_WAIT_IN_MILLISECONDS * 2 ** (tried - 1);
    return Math.min(wanted, patience.longestWaitInMilliseconds);
  }

  const surveyUrl = (link: string) => new URL(`/v1/surveys/${link}`, apiUrl);
  const submissionsUrl = (link: string) => new URL(`/v1/surveys/${link}/submissions`, apiUrl);

  function post(link: string, key: string, body: unknown, line: Line = "good"): Promise<Reply> {
    return persist({
      method: "POST",
      url: submissionsUrl(link),
      headers: { "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
      line,
      slowBodyInMilliseconds,
    });
  }

  /** As a browser that opens the link, and sends the tag of the page that it has already. */
  async function openSurvey(link: string): Promise<void> {
    const known = etags.get(link);
    const reply = await persist({
      method: "GET",
      url: surveyUrl(link),
      headers: known === undefined ? {} : { "if-none-match": known },
    });
    if (reply.status !== 200 && reply.status !== 304) surprises.push(`a survey was not shown: ${reasonOf(reply)}`);
    if (reply.headers.etag !== undefined) etags.set(link, reply.headers.etag);
  }

  function note(campaign: CampaignCounts, key: string, reply: Reply): void {
    if (reply.status === 409) campaign.conflicts += 1;
    else if (reply.status === 200 || reply.status === 201) acknowledge(campaign, key, reply);
    else countIn(campaign.refused, reasonOf(reply));
  }

  function acknowledge(campaign: CampaignCounts, key: string, { status, body }: Reply): void {
    const receipt = parsed(receiptBody, body)?.receipt;
    const before = receipts.get(key);
    if (receipt === undefined) surprises.push(`a ${status} came without a receipt`);
    if (before === undefined) {
      receipts.set(key, receipt ?? "");
      campaign.accepted += 1;
      posting.onAcknowledged?.(key);
      return;
    }
    campaign.retried += 1;
    if (receipt !== before) surprises.push("a retry got another receipt than the first post");
  }

  function expectStatus(what: string, reply: Reply, ...expected: readonly number[]): void {
    if (!expected.includes(reply.status)) {
      surprises.push(`${what} should have been answered ${expected.join(" or ")}, but was ${reasonOf(reply)}`);
    }
  }

  async function visit(planned: Visit): Promise<void> {
    const { link } = planned.at;
    const campaign = counts.get(link);
    if (campaign === undefined) return;
    await openSurvey(link);
    if (planned.kind === "mistake") {
      const { name, expectedStatus, headers, payload } = planned.mistake;
      const reply = await persist({
        method: "POST",
        url: submissionsUrl(planned.mistake.link ?? link),
        headers: { ...headers },
        body: payload,
      });
      countIn(campaign.refused, reasonOf(reply));
      expectStatus(name, reply, expectedStatus);
      return;
    }
    const { key, body, again, line, otherwise } = planned;
    const first = post(link, key, body, line);
    const replies = again === "at-once" ? await Promise.all([first, post(link, key, body)]) : [await first];
    if (again === "afterwards") replies.push(await post(link, key, body));
    for (const reply of replies) {
      note(campaign, key, reply);
      expectStatus("a valid submission", reply, 200, 201);
    }
    if (otherwise === undefined) return;
    const conflicting = await post(link, key, otherwise);
    note(campaign, key, conflicting);
    expectStatus("the same key with other answers", conflicting, 409);
  }

  const waiting = visits.values();
  async function client(): Promise<void> {
    try {
      for (const planned of waiting) {
        if (failure !== undefined) return;
        await visit(planned);
        done += 1;
        posting.onProgress?.({ done, total: visits.length });
      }
    } catch (error) {
      failure ??= error;
    }
  }

  try {
    await Promise.all(Array.from({ length: clients }, client));
    if (failure !== undefined) throw failure;
  } finally {
    agent.destroy();
  }
  return { campaigns: [...counts.values()], acknowledged: [...receipts.keys()], answers, connectionsLost, surprises };
}
