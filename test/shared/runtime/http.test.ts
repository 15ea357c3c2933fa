/** The wrapper around every route. */
import { setTimeout as sleep } from "node:timers/promises";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { type HttpRequest, httpFunction, type Route, refuse } from "#shared/runtime/http.ts";
import type { Log, LogFields } from "#shared/runtime/logger.ts";

const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 10_000 } as Context;

const anEvent = (different: Partial<APIGatewayProxyEventV2> = {}) =>
  ({
    version: "2.0",
    routeKey: "GET /thing",
    headers: {},
    isBase64Encoded: false,
    ...different,
  }) as APIGatewayProxyEventV2;

function aFunction(route: Route, chance = 0) {
  const lines: (LogFields & { readonly message: string })[] = [];
  const keep = (message: string, fields: LogFields = {}) => void lines.push({ message, ...fields });
  const log: Log = { info: keep, warn: keep, error: keep };
  let milliseconds = 0;
  const handler = httpFunction(
    { "GET /thing": route },
    log,
    () => (milliseconds += 41.6),
    () => chance,
  );
  return { handler, lines };
}

async function seenBy(event: Partial<APIGatewayProxyEventV2>): Promise<HttpRequest> {
  let seen: HttpRequest | undefined;
  const { handler } = aFunction((request) => {
    seen = request;
    return { status: 200, body: {} };
  });
  await handler(anEvent(event), context);
  if (seen === undefined) throw new Error("the route was not called");
  return seen;
}

describe("a route", () => {
  test("reads headers by lower-case name, whatever case they were sent in", async () => {
    const { headers } = await seenBy({ headers: { "Content-Type": "a", "IF-NONE-MATCH": "b", etag: "c" } });
    expect({ ...headers }).toEqual({ "content-type": "a", "if-none-match": "b", etag: "c" });
  });

  test("finds no header that was not sent, even under a name that every object has", async () => {
    const { headers } = await seenBy({});
    const inherited: readonly string[] = ["constructor", "toString", "__proto__"];
    expect(inherited.map((name) => headers[name])).toEqual([undefined, undefined, undefined]);
  });

  test("gets the body's own bytes, whether they came as text, as base64 or not at all", async () => {
    const text = "é\u{1F600}";
    expect(Buffer.from((await seenBy({ body: text })).body).toString()).toBe(text);
    const base64 = Buffer.from([0xff, 0x00, 0xc3]).toString("base64");
    expect([...(await seenBy({ body: base64, isBase64Encoded: true })).body]).toEqual([0xff, 0x00, 0xc3]);
    expect((await seenBy({})).body).toHaveLength(0);
  });

  test("gets no parameters where the address has none", async () => {
    expect((await seenBy({})).parameters).toEqual({});
  });
});

describe("an answer", () => {
  test("is sent as JSON, or as it is where it is text already", async () => {
    for (const body of [{ a: 1 }, '{"a":1}']) {
      const result = await aFunction(() => ({ status: 200, body })).handler(anEvent(), context);
      expect(result).toMatchObject({ statusCode: 200, body: '{"a":1}' });
      expect(result.headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-store" });
    }
  });

  test("without a body has no content type", async () => {
    const result = await aFunction(() => ({ status: 304, headers: { etag: '"x"' } })).handler(anEvent(), context);
    expect(result).not.toHaveProperty("body");
    expect(Object.keys(result.headers ?? {}).map((name) => name.toLowerCase())).not.toContain("content-type");
  });

  test("leaves one line with the route's name, its status and its time, rounded", async () => {
    const { handler, lines } = aFunction(() => ({ status: 200, body: {} }));
    await handler(anEvent({ rawPath: "/thing/secret", rawQueryString: "q=secret" }), context);
    expect(lines).toEqual([
      { message: "answered", requestId: "request-1", route: "GET /thing", status: 200, durationInMilliseconds: 42 },
    ]);
  });

  test("is a 404 where there is no such route", async () => {
    for (const routeKey of ["$default", "constructor", "GET /other"]) {
      const result = await aFunction(() => ({ status: 200 })).handler(anEvent({ routeKey }), context);
      expect(result).toMatchObject({ statusCode: 404, headers: { "content-type": "application/problem+json" } });
    }
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("quoted");
      },
    ],
    ["rejects", () => Promise.reject(new Error("quoted"))],
    ["rejects with no error", () => Promise.reject("quoted")],
  ] satisfies [string, Route][])(
    "is a 503 with Retry-After and security headers where the route %s",
    async (_, route) => {
      const { handler, lines } = aFunction(route);
      const result = await handler(anEvent(), context);
      expect(result).toMatchObject({
        statusCode: 503,
        headers: { "retry-after": "2", "X-Content-Type-Options": "nosniff", "cache-control": "no-store" },
      });
      expect(lines).toEqual([expect.objectContaining({ message: "failed", requestId: "request-1", status: 503 })]);
      expect(JSON.stringify([result, lines])).not.toContain("quoted");
    },
  );

  test("comes before the function's time is up, however long the route takes, and leaves one line", async () => {
    const { handler, lines } = aFunction(() => new Promise(() => undefined));
    const outOfTime = sleep(900, "Task timed out");
    const answer = handler(anEvent(), { ...context, getRemainingTimeInMillis: () => 900 });
    expect(await Promise.race([outOfTime, answer])).toMatchObject({ statusCode: 503, headers: { "retry-after": "2" } });
    expect(lines).toEqual([{ message: "gave up waiting", requestId: "request-1", route: "GET /thing", status: 503 }]);
  });
});

test("those who are told to try again are told different times, from two seconds to five", async () => {
  const told = await Promise.all(
    [0, 0.24, 0.25, 0.5, 0.999].map(async (chance) => {
      const failing = aFunction(() => Promise.reject(new Error("any")), chance).handler;
      const hanging = aFunction(() => new Promise(() => undefined), chance).handler;
      const answers = [
        await failing(anEvent(), context),
        await hanging(anEvent(), { ...context, getRemainingTimeInMillis: () => 800 }),
      ];
      return answers.map(({ headers }) => headers?.["retry-after"]);
    }),
  );
  expect(told).toEqual(["2", "2", "3", "4", "5"].map((seconds) => [seconds, seconds]));
});

test("a refusal is a problem document, and its log shows each code once", () => {
  const problems = [
    { pointer: "/a", code: "missing", detail: "This field is required." },
    { pointer: "/b", code: "missing", detail: "This field is required." },
  ];
  expect(refuse({ status: 422, code: "invalid-submission", title: "Title", detail: "Do this.", problems })).toEqual({
    status: 422,
    headers: { "content-type": "application/problem+json" },
    body: {
      type: "urn:bright-spots:problem:invalid-submission",
      title: "Title",
      status: 422,
      detail: "Do this.",
      problems,
    },
    refusal: "invalid-submission",
    problems: ["missing"],
  });
});
