/**
 * The whole front door in memory: the routes and the wrapper of the deployed functions, called with events of payload
 * format 2.0, over stores that remember. Every answer is held against the served OpenAPI document on its way out.
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { CollectStores } from "#functions/collect/collect.ts";
import { routesOf } from "#functions/collect/routes.ts";
import { routesOf as withdrawalRoutesOf } from "#functions/withdraw/routes.ts";
import type { WithdrawStores } from "#functions/withdraw/withdraw.ts";
import { type Campaign, isSettled, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { httpFunction } from "#shared/runtime/http.ts";
import type { Log, LogFields } from "#shared/runtime/logger.ts";
import type { Arrival } from "#shared/storage/responses.ts";
import { pack } from "#shared/survey/response.ts";
import { disagreementWithContract } from "./contract.ts";

export const LINK = "7Q0K2M4N6P8RST";
export const KEY = "6f1c2d3e-4a5b-4c6d-8e7f-901234567890";
export const VERSION = "1.2.3";
export const ANOTHER_KEY = "0a1b2c3d-4e5f-4a6b-9c7d-8e9f00112233";

/** SYNTHETIC: a real place and an invented campaign. */
export function aCampaign(different: Partial<Campaign> = {}): Campaign {
  return {
    wave: "2017-synthetic",
    authority: {
      code: "801",
      onsCode: "E06000023",
      name: "Bristol, City of",
      regionCode: "E12000009",
      regionName: "South West",
      mayBeNamed: true,
      statisticalNeighbours: ["866"],
    },
    questionnaire: "ylyc-11-17",
    version: 1,
    opens: "2017-02-01",
    closes: "2017-03-31",
    eligible: 412,
    languages: ["en"],
    synthetic: true,
    link: LINK,
    ...different,
  };
}

/** SYNTHETIC: thirteen, fostered for four years, content with most things, and with something to say. */
export function aGoodSubmission(different: Record<string, unknown> = {}) {
  return {
    questionnaire: "ylyc-11-17",
    version: 1,
    language: "en",
    mode: "online",
    about: { age: 13, gender: "girl", ethnicity: "mixed-white-and-asian", placement: "foster", yearsInCare: 4 },
    answers: { "life-satisfaction": 7, "trust-carers": "all-of-the-time" },
    comments: { "make-care-better": "More time outside would be good." },
    ...different,
  };
}

interface StoredItem {
  readonly about?: string;
  readonly answers?: string;
  readonly attempt?: string;
  readonly withdrawn?: true;
  readonly expiresAtInSeconds: number;
}

/** Everything that was handed over, and what stays of it. */
export function storesInMemory(campaigns: readonly Campaign[] = [aCampaign()]) {
  const items = {
    responses: new Map<string, StoredItem>(),
    comments: new Map<string, { question: string; text: string; expiresAtInSeconds: number }>(),
  };
  const handedOver: unknown[] = [];
  const marked = new Set(campaigns.filter(isSettled).map((each) => partitionOf(keyOf(each))));

  function putOnce<Item>(table: Map<string, Item>, key: string, item: Item): Arrival {
    const present = table.get(key);
    if (present === undefined) table.set(key, item);
    else if (JSON.stringify(present) !== JSON.stringify(item)) return "conflicting";
    return present === undefined ? "first" : "repeated";
  }

  const stores: CollectStores & WithdrawStores = {
    campaigns: {
      byLink: async (link) => campaigns.find(({ link: now, formerLinks = [] }) => [now, ...formerLinks].includes(link)),
      isCounting: async (key) => marked.has(partitionOf(key)),
    },
    responses: {
      async put({ campaign, idempotencyKey, attempt, response, questionnaire, expiresAtInSeconds }) {
        handedOver.push({ ...response, answers: [...response.answers] });
        const { about, answers } = pack(response, questionnaire);
        const key = `${partitionOf(campaign)} ${idempotencyKey}`;
        const present = items.responses.get(key);
        if (present !== undefined && (present.about !== about || present.answers !== answers)) return "conflicting";
        items.responses.set(key, { about, answers, attempt, expiresAtInSeconds });
        return present === undefined ? "first" : "repeated";
      },
      async takeBack({ campaign, idempotencyKey, attempt, expiresAtInSeconds }) {
        const key = `${partitionOf(campaign)} ${idempotencyKey}`;
        if (items.responses.get(key)?.attempt !== attempt) return;
        items.responses.set(key, { withdrawn: true, expiresAtInSeconds });
      },
      async withdraw({ campaign, idempotencyKey, expiresAtInSeconds }) {
        const key = `${partitionOf(campaign)} ${idempotencyKey}`;
        if (!items.responses.has(key)) return "unknown";
        items.responses.set(key, { withdrawn: true, expiresAtInSeconds });
        return "withdrawn";
      },
    },
    comments: {
      async put({ campaign, idempotencyKey, question, text, expiresAtInSeconds }) {
        handedOver.push({ question, text });
        const item = { question, text, expiresAtInSeconds };
        return putOnce(items.comments, `${partitionOf(campaign)} ${idempotencyKey} ${question}`, item);
      },
      async remove({ campaign, idempotencyKey, question }) {
        items.comments.delete(`${partitionOf(campaign)} ${idempotencyKey} ${question}`);
      },
    },
  };
  return {
    ...stores,
    handedOver,
    /** A night marks every campaign; links still lead to them as they were, as a read that is not consistent may. */
    countingBegins(): void {
      for (const campaign of campaigns) marked.add(partitionOf(keyOf(campaign)));
    },
    storedResponses: () => [...items.responses.values()],
    storedComments: () => [...items.comments.values()],
  };
}

export interface LogLine extends LogFields {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
}

function logInMemory(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine["level"]) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, ...fields });
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
}

export interface Sending {
  readonly route:
    | "GET /v1/surveys/{link}"
    | "POST /v1/surveys/{link}/submissions"
    | "DELETE /v1/surveys/{link}/submissions"
    | "GET /v1/openapi.json"
    | "GET /v1/health";
  readonly link?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** A string goes as text, bytes go as base64: the gateway does so with what is no UTF-8. */
  readonly body?: string | Uint8Array;
}

function eventOf({ route, link = LINK, headers = {}, query = {}, body }: Sending): APIGatewayProxyEventV2 {
  const [method = "", template = ""] = route.split(" ");
  const path = template.replace("{link}", link);
  return {
    version: "2.0",
    routeKey: route,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...headers, host: "api.example", "user-agent": "front end", "x-forwarded-for": "192.0.2.17" },
    queryStringParameters: { ...query },
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.example",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.17", userAgent: "front end" },
      requestId: "gateway-request",
      routeKey: route,
      stage: "$default",
      time: "01/Mar/2017:12:00:00 +0000",
      timeEpoch: Date.UTC(2017, 2, 1, 12),
    },
    ...(template.includes("{link}") && { pathParameters: { link } }),
    ...(body !== undefined && { body: typeof body === "string" ? body : Buffer.from(body).toString("base64") }),
    isBase64Encoded: body instanceof Uint8Array,
  };
}

export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what a client would read
  readonly json: any;
}

function answerFrom({ statusCode, headers = {}, body = "" }: APIGatewayProxyStructuredResultV2): Answer {
  return {
    status: statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    body,
    json: body === "" ? undefined : JSON.parse(body),
  };
}

export interface Circumstances {
  readonly stores?: CollectStores;
  /** Those of the withdrawal: the same, where it should find what was posted. */
  readonly withdrawal?: WithdrawStores;
  readonly now?: string;
  readonly remainingTimeInMilliseconds?: number;
  readonly log?: Log;
}

export function aFrontDoor(circumstances: Circumstances = {}) {
  const { now = "2017-03-01T12:00:00Z", remainingTimeInMilliseconds = 60_000 } = circumstances;
  const memoryStores = storesInMemory();
  const { stores = memoryStores, withdrawal = memoryStores } = circumstances;
  const memory = logInMemory();
  let attempts = 0;
  const drawAttempt = () => `attempt-${++attempts}`;
  const retention = { responsesInDays: 1095, commentsInDays: 365 };
  const handler = httpFunction(
    {
      ...routesOf(stores, retention, VERSION, () => new Date(now), drawAttempt),
      ...withdrawalRoutesOf(withdrawal, retention.responsesInDays),
    },
    circumstances.log ?? memory,
    () => 0,
    () => 0,
  );
  const context = {
    awsRequestId: "request-1",
    getRemainingTimeInMillis: () => remainingTimeInMilliseconds,
  } as Context;

  async function send(sending: Sending): Promise<Answer> {
    const answer = answerFrom(await handler(eventOf(sending), context));
    const disagreement = disagreementWithContract(sending.route, answer);
    if (disagreement !== undefined) throw new Error(disagreement);
    return answer;
  }

  return {
    send,
    lines: memory.lines,
    withdraw: ({ headers, ...sending }: Partial<Sending> = {}) =>
      send({
        route: "DELETE /v1/surveys/{link}/submissions",
        headers: { "idempotency-key": KEY, ...headers },
        ...sending,
      }),
    show: (sending: Partial<Sending> = {}) => send({ route: "GET /v1/surveys/{link}", ...sending }),
    post(body: unknown, { headers, ...sending }: Partial<Sending> = {}) {
      const isOnTheWire = typeof body === "string" || body instanceof Uint8Array;
      return send({
        route: "POST /v1/surveys/{link}/submissions",
        headers: { "content-type": "application/json", "idempotency-key": KEY, ...headers },
        body: isOnTheWire ? body : JSON.stringify(body),
        ...sending,
      });
    },
  };
}
