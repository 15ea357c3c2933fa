import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { GaveUp, type Posting, postLikeFrontEnds } from "./front-end.ts";
import { refusedIn } from "./posting-counts.ts";
import { campaignsOf, type SyntheticBody, submissionsOf } from "./submissions.ts";
import { type LinkedCampaign, visitsOf, withOtherAnswers } from "./visits.ts";
import { waves } from "./waves.ts";

const SEED = 7;
/** Long enough for the posts of several clients to overlap. */
const ANSWER_TAKES_IN_MILLISECONDS = 4;
const SURVEY_TAG = '"page-1"';

/** Campaigns of a small wave, cut to so many submissions each. */
function linked(campaigns: number, submissions: number): LinkedCampaign[] {
  return campaignsOf(waves["2016"], SEED)
    .slice(0, campaigns)
    .map((campaign, at) => ({
      campaign,
      link: `LINK${at}`,
      submissions: submissionsOf({ ...campaign, respondents: submissions }, SEED),
    }));
}

interface Arrival {
  readonly method: string;
  readonly link: string;
  readonly key: string;
  readonly body: string;
  readonly whole: boolean;
  readonly knownTag: string | undefined;
}

type Trouble = (
  arrival: Arrival,
  arrivals: readonly Arrival[],
) => { status: number; retryAfter: string } | "reset" | undefined;

/** Speaks the contract for as long as a test lasts: stores by key, tells retry from conflict, refuses what is not JSON. */
async function fakeService(trouble: Trouble = () => undefined) {
  const stored = new Map<string, string>();
  const arrivals: Arrival[] = [];
  const inFlight = { now: 0, most: 0 };

  const problem = (response: ServerResponse, status: number, code: string, headers = {}) =>
    response
      .writeHead(status, { "content-type": "application/problem+json", ...headers })
      .end(JSON.stringify({ type: `urn:test:${code}`, status }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , link = ""] = (request.url ?? "").split("/");
    const key = String(request.headers["idempotency-key"] ?? "");
    let body = "";
    let whole = true;
    try {
      body = await text(request);
    } catch {
      whole = false;
    }
    const arrival = {
      method: request.method ?? "",
      link,
      key,
      body,
      whole,
      knownTag: request.headers["if-none-match"],
    };
    arrivals.push(arrival);
    if (!whole) return;
    await wait(ANSWER_TAKES_IN_MILLISECONDS);
    const troubled = trouble(arrival, arrivals);
    if (troubled === "reset") return void request.socket.destroy();
    if (troubled !== undefined)
      return void problem(response, troubled.status, "unavailable", { "retry-after": troubled.retryAfter });
    if (request.method === "GET") {
      const status = request.headers["if-none-match"] === SURVEY_TAG ? 304 : 200;
      return void response.writeHead(status, { etag: SURVEY_TAG }).end(status === 200 ? "{}" : undefined);
    }
    if (!link.startsWith("LINK")) return void problem(response, 404, "unknown-link");
    if (request.headers["content-type"] !== "application/json") return void problem(response, 415, "wrong-type");
    if (body.length > 32 * 1024) return void problem(response, 413, "too-large");
    if (!/^[0-9a-f-]{36}$/.test(key)) return void problem(response, 400, "no-key");
    if (!body.endsWith("}}")) return void problem(response, 400, "malformed-json");
    if (!isInvited(key)) return void problem(response, 422, "invalid");
    const before = stored.get(key);
    if (before !== undefined && before !== body) return void problem(response, 409, "reused");
    stored.set(key, body);
    response
      .writeHead(before === undefined ? 201 : 200, { "content-type": "application/json" })
      .end(JSON.stringify({ receipt: `receipt of ${key}` }));
  }

  let isInvited = (_key: string) => true;
  const server = createServer((request, response) => {
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    response.once("close", () => {
      inFlight.now -= 1;
    });
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push(server);
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    arrivals,
    inFlight,
    posts: () => arrivals.filter(({ method, whole }) => method === "POST" && whole),
    /** Only these keys belong to valid submissions; everything else is one of the mistakes. */
    invite(campaigns: readonly LinkedCampaign[]) {
      const keys = new Set(campaigns.flatMap(({ submissions }) => submissions.map(({ key }) => key)));
      isInvited = (key) => keys.has(key);
    },
  };
}

const running: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Hasty and on short lines, so that the tests are quick. */
function post(apiUrl: string, campaigns: readonly LinkedCampaign[], more: Partial<Posting> = {}) {
  return postLikeFrontEnds({
    apiUrl,
    campaigns,
    seed: SEED,
    patience: { attempts: 5, longestWaitInMilliseconds: 20 },
    slowBodyInMilliseconds: 100,
    ...more,
  });
}

describe("front ends", () => {
  it("get every submission stored under its own key, in a wave with retries, conflicts, mistakes and bad lines", async () => {
    const campaigns = linked(4, 50);
    const service = await fakeService();
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);

    expect(outcome.surprises).toEqual([]);
    const expected = new Map(
      campaigns.flatMap(({ submissions }) => submissions.map(({ key, body }) => [key, JSON.stringify(body)])),
    );
    expect(service.stored).toEqual(expected);
    expect(new Set(outcome.acknowledged)).toEqual(new Set(expected.keys()));
    expect(outcome.campaigns.map(({ accepted }) => accepted)).toEqual([50, 50, 50, 50]);
  });

  it("count what the service said: 5 per cent retried, 1 per cent conflicting, 2 per cent refused with their reason", async () => {
    const campaigns = linked(4, 50);
    const service = await fakeService();
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);

    const sum = (of: (campaign: (typeof outcome.campaigns)[number]) => number) =>
      outcome.campaigns.reduce((total, campaign) => total + of(campaign), 0);
    expect(sum(({ retried }) => retried)).toBe(10);
    expect(sum(({ conflicts }) => conflicts)).toBe(2);
    expect(sum(refusedIn)).toBe(4);
    const reasons = outcome.campaigns.flatMap(({ refused }) => [...refused.keys()]);
    expect(reasons).toContain("422 invalid");
    expect(outcome.answers.get(201)).toBe(200);
    expect(outcome.answers.get(200)).toBeGreaterThanOrEqual(10);
  });

  it("send the same posts for the same seed, and others for another", () => {
    const campaigns = linked(2, 40);
    expect(visitsOf(campaigns, 1)).toEqual(visitsOf(campaigns, 1));
    expect(visitsOf(campaigns, 1)).not.toEqual(visitsOf(campaigns, 2));
  });

  it("open the survey before they post, and ask only whether it changed when they know it", async () => {
    const campaigns = linked(1, 20);
    const service = await fakeService();
    service.invite(campaigns);
    await post(service.apiUrl, campaigns, { clients: 1 });

    expect(service.arrivals[0]?.method).toBe("GET");
    const views = service.arrivals.filter(({ method }) => method === "GET");
    expect(views.length).toBeGreaterThanOrEqual(20);
    expect(views.slice(1).every(({ knownTag }) => knownTag === SURVEY_TAG)).toBe(true);
  });

  it("try again with the same key and the same body after a 503", async () => {
    const campaigns = linked(1, 20);
    const troubled = new Set<string>();
    const service = await fakeService(({ method, key }) => {
      if (method !== "POST" || troubled.has(key)) return undefined;
      troubled.add(key);
      return { status: 503, retryAfter: "0" };
    });
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);

    expect(outcome.surprises).toEqual([]);
    expect(outcome.campaigns[0]?.accepted).toBe(20);
    expect(outcome.answers.get(503)).toBe(troubled.size);
    for (const key of outcome.acknowledged) {
      const [first, second] = service.posts().filter((post) => post.key === key);
      expect(second?.body).toBe(first?.body);
    }
  });

  it("wait as long as Retry-After asks before they try again", async () => {
    const campaigns = linked(1, 1);
    const times: number[] = [];
    const service = await fakeService(({ method }) => {
      if (method !== "POST") return undefined;
      times.push(performance.now());
      return times.length === 1 ? { status: 429, retryAfter: "1" } : undefined;
    });
    service.invite(campaigns);
    await post(service.apiUrl, campaigns, {
      patience: { attempts: 3, longestWaitInMilliseconds: 5_000 },
    });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("count a submission once where the answer to its first post was lost after it was stored", async () => {
    const campaigns = linked(1, 20);
    const service = await fakeService();
    service.invite(campaigns);
    const lost = campaigns[0]?.submissions[0];
    if (lost === undefined) throw new RangeError("the campaign is empty");
    service.stored.set(lost.key, JSON.stringify(lost.body));
    const outcome = await post(service.apiUrl, campaigns);
    expect(outcome.campaigns[0]).toMatchObject({ accepted: 20, retried: 1 });
  });

  it("carry on where the connection is reset", async () => {
    const campaigns = linked(1, 20);
    let resets = 0;
    const service = await fakeService(({ method }) => {
      if (method !== "POST" || resets >= 5) return undefined;
      resets += 1;
      return "reset";
    });
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);
    expect(resets).toBe(5);
    expect(outcome.campaigns[0]?.accepted).toBe(20);
    expect(outcome.connectionsLost).toBeGreaterThanOrEqual(5);
  });

  it("hang up in the middle of a body and come back with the same key", async () => {
    const campaigns = linked(1, 20);
    const service = await fakeService();
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);

    const broken = service.arrivals.filter(({ whole }) => !whole);
    expect(broken).toHaveLength(2);
    for (const { key } of broken) expect(outcome.acknowledged).toContain(key);
    expect(outcome.connectionsLost).toBe(2);
  });

  it("are never more than eight at a time, but for those that post twice at once", async () => {
    const campaigns = linked(2, 60);
    const service = await fakeService();
    service.invite(campaigns);
    const atOnce = visitsOf(campaigns, SEED).filter(
      (visit) => visit.kind === "submission" && visit.again === "at-once",
    );
    await post(service.apiUrl, campaigns);
    expect(service.inFlight.most).toBeGreaterThan(4);
    expect(service.inFlight.most).toBeLessThanOrEqual(8 + atOnce.length);
  });

  it("tell of every acknowledgement when it comes, and of progress up to the last visit", async () => {
    const campaigns = linked(1, 20);
    const service = await fakeService();
    service.invite(campaigns);
    const acknowledged: string[] = [];
    const progress: { done: number; total: number }[] = [];
    const outcome = await post(service.apiUrl, campaigns, {
      onAcknowledged: (key) => acknowledged.push(key),
      onProgress: (step) => progress.push(step),
    });
    expect(acknowledged).toEqual(outcome.acknowledged);
    expect(progress.map(({ done }) => done)).toEqual(progress.map((_, at) => at + 1));
    expect(progress.at(-1)).toEqual({ done: progress.length, total: progress.length });
  });

  it("report a service that takes what it must refuse", async () => {
    const campaigns = linked(4, 50);
    const service = await fakeService();
    const outcome = await post(service.apiUrl, campaigns);
    expect(outcome.surprises).toContainEqual(expect.stringMatching(/should have been answered 422, but was 201/));
  });

  it("report a conflict that was accepted", async () => {
    const campaigns = linked(4, 50);
    const service = await fakeService(({ key, body }) => {
      const earlier = service.stored.get(key);
      if (earlier !== undefined && earlier !== body) service.stored.delete(key);
      return undefined;
    });
    service.invite(campaigns);
    const outcome = await post(service.apiUrl, campaigns);
    expect(outcome.surprises).toContainEqual(expect.stringMatching(/^the same key with other answers should .* 409/));
  });

  it("give up in the end, and send nothing after that", async () => {
    const campaigns = linked(2, 50);
    const service = await fakeService(() => ({ status: 503, retryAfter: "0" }));
    const posting = post(service.apiUrl, campaigns);
    await expect(posting).rejects.toBeInstanceOf(GaveUp);
    const sent = service.arrivals.length;
    await wait(100);
    expect(service.arrivals.length).toBe(sent);
  });

  it("send nothing after the end", async () => {
    const campaigns = linked(1, 30);
    const service = await fakeService();
    service.invite(campaigns);
    await post(service.apiUrl, campaigns);
    const sent = service.arrivals.length;
    await wait(100);
    expect(service.arrivals.length).toBe(sent);
  });
});

describe("the other answers of a conflict", () => {
  it("differ in exactly one answer, also from a blank submission", () => {
    const posted = linked(6, 30).flatMap(({ submissions }) => submissions.map(({ body }) => body));
    for (const body of posted.flatMap((body): SyntheticBody[] => [body, { ...body, answers: {} }])) {
      const other = withOtherAnswers(body);
      const items = [...Object.keys(body.answers), ...Object.keys(other.answers)];
      expect(new Set(items.filter((item) => body.answers[item] !== other.answers[item])).size).toBe(1);
      expect({ ...other, answers: body.answers }).toEqual(body);
    }
  });
});
