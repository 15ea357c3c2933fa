/**
 * What a browser lets a page do with the API: everything of the contract where a front end is served from, nothing to read
 * and nothing to store from anywhere else. Chromium decides, not a client that we wrote.
 */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { stages } from "../../infra/stages.ts";
import { type FaultyCloud, startFaultyCloud } from "../faults/faulty-cloud.ts";
import { always, noFaults } from "../faults/proxy.ts";
import { itemsIn, smallWave, sortKeyOf } from "../journey/small-wave.ts";
import { chromiumPath, startChromium } from "./chromium.ts";
import { type Asked, openFrontEnd, type Seen, serveFrontEnd, type Tab } from "./front-end.ts";

const chromium = chromiumPath();
if (chromium === undefined) console.warn("SKIPPED the API as a browser sees it: it needs Chromium.");

const HOME = "http://localhost:5173";
/** Reserved by RFC 2606: nobody's. */
const ELSEWHERE = "http://elsewhere.example";
const SEED = 41;

/** The browser tells of what went by after the page may go on, on a busy machine by seconds. */
const eventually = <T>(found: () => T) => vi.waitFor(found, { timeout: 30_000 });

/** SYNTHETIC. */
const body = JSON.stringify({
  questionnaire: "ylyc-11-17",
  version: 1,
  language: "en",
  mode: "online",
  about: { age: 13 },
  answers: { "life-satisfaction": 7 },
  comments: { "make-care-better": "SYNTHETIC: some more time outside." },
});

/** What every answer of a function carries: of an API, so that no browser makes anything else of it. */
const headersOfEveryAnswer = {
  "strict-transport-security": "max-age=15552000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": expect.stringMatching(/^default-src 'none';.* frame-ancestors 'none';.* sandbox;/),
  "referrer-policy": "no-referrer",
};

describe.skipIf(chromium === undefined)("a browser", () => {
  let cloud: FaultyCloud;
  let browser: Browser;
  let frontEnd: Awaited<ReturnType<typeof serveFrontEnd>>;
  let survey: string;

  beforeAll(async () => {
    cloud = await startFaultyCloud({ sandboxes: 2, whenBusy: "wait" });
    const campaigns = await cloud.register(smallWave, SEED);
    const campaign = campaigns.find(({ campaign: { questionnaire } }) => questionnaire === "ylyc-11-17");
    survey = `${cloud.apiUrl}/v1/surveys/${campaign?.link}`;
    frontEnd = await serveFrontEnd();
    const places = { [new URL(HOME).host]: frontEnd.place, [new URL(ELSEWHERE).host]: frontEnd.place };
    browser = await startChromium(chromium ?? "", places);
  });
  afterAll(async () => {
    await browser?.close();
    await frontEnd?.stop();
    await cloud?.stop();
  });

  const open = (origin: string) => openFrontEnd(browser, origin, cloud.apiUrl);
  const posting = (key: string, changed: Partial<Asked> = {}): Asked => ({
    url: `${survey}/submissions`,
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body,
    ...changed,
  });
  const withdrawing = (key: string): Asked => ({
    url: `${survey}/submissions`,
    method: "DELETE",
    headers: { "idempotency-key": key },
  });
  const shown = (seen: Seen) => {
    if ("thrown" in seen) throw new Error(`the page was shown nothing: ${seen.thrown}`);
    return seen;
  };
  const stored = async (key: string) =>
    (await itemsIn(cloud, "responses")).filter(({ sk }) => sk?.S === sortKeyOf(key));
  const exchange = (tab: Tab, method: string) =>
    eventually(() => {
      const found = tab.exchanged().findLast((each) => each.method === method);
      if (found === undefined) throw new Error(`the browser has seen no answer to ${method}`);
      return found;
    });

  describe("on a page of the survey's own origin", () => {
    test("shows the survey with its tag, and is told by it that nothing has changed", async () => {
      const { ask } = await open(HOME);
      const first = shown(await ask({ url: survey }));
      expect(first).toMatchObject({ status: 200, type: "cors" });
      expect(JSON.parse(first.body).questionnaire.id).toBe("ylyc-11-17");
      const { etag = "" } = first.headers;
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const second = shown(await ask({ url: survey, headers: { "if-none-match": etag } }));
      expect(second).toMatchObject({ status: 304, body: "" });
    });

    test("takes a submission once it has asked whether it may, gives the receipt, and the same for a retry", async () => {
      const key = randomUUID();
      const tab = await open(HOME);
      const first = shown(await tab.ask(posting(key)));
      expect(first.status).toBe(201);
      expect(JSON.parse(first.body)).toEqual({ receipt: expect.stringMatching(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/) });
      await eventually(() => expect(tab.exchanged().map(({ method }) => method)).toEqual(["OPTIONS", "POST"]));
      expect((await exchange(tab, "OPTIONS")).headers).toMatchObject({
        "access-control-allow-origin": HOME,
        "access-control-max-age": "3600",
      });
      expect(shown(await tab.ask(posting(key)))).toMatchObject({ status: 200, body: first.body });
      // Not asked again within the hour.
      await eventually(() => expect(tab.exchanged().map(({ method }) => method)).toEqual(["OPTIONS", "POST", "POST"]));
      expect(await stored(key)).toHaveLength(1);
    });

    test("takes a submission back", async () => {
      const key = randomUUID();
      const { ask } = await open(HOME);
      expect(shown(await ask(posting(key))).status).toBe(201);
      expect(shown(await ask(withdrawing(key)))).toMatchObject({ status: 204, body: "" });
      expect(await stored(key)).toMatchObject([{ withdrawn: { BOOL: true } }]);
    });

    test("reads why it was refused, by place and code", async () => {
      const { ask } = await open(HOME);
      const seen = shown(await ask(posting(randomUUID(), { body: JSON.stringify({ about: { age: 900 } }) })));
      expect(seen.status).toBe(422);
      expect(seen.headers["content-type"]).toBe("application/problem+json");
      expect(JSON.parse(seen.body).problems).toContainEqual(expect.objectContaining({ pointer: "/answers" }));
    });

    test.each([
      ["a link that leads nowhere", () => ({ url: `${cloud.apiUrl}/v1/surveys/00000000000000` }), 404],
      ["a missing key", () => posting("", { headers: { "content-type": "application/json" } }), 400],
      ["what nobody sent", () => withdrawing(randomUUID()), 404],
      ["an address of no route, which the gateway itself refuses", () => ({ url: `${cloud.apiUrl}/v2` }), 404],
      [
        "a body beyond the gateway's own limit",
        () => posting(randomUUID(), { body: " ".repeat(10 * 1024 * 1024 + 1) }),
        413,
      ],
    ])("reads the answer to %s", async (_, asked, status) => {
      const { ask } = await open(HOME);
      expect(shown(await ask(asked()))).toMatchObject({ status, type: "cors" });
    });

    test("reads when to try again while the store is down, and then sends the same again", async () => {
      const key = randomUUID();
      const { ask } = await open(HOME);
      cloud.beforeDynamoDb.follow(always("failed"));
      const seen = shown(await ask(posting(key)));
      cloud.beforeDynamoDb.follow(noFaults);
      expect(seen.status).toBe(503);
      expect(seen.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
      expect(shown(await ask(posting(key))).status).toBe(201);
    });

    test("hands a script these headers of an answer and no others", async () => {
      const tab = await open(HOME);
      const { headers } = shown(await tab.ask({ url: survey }));
      expect(Object.keys(headers).sort()).toEqual(["cache-control", "content-length", "content-type", "etag"]);
      // There all the same: it is the gateway that does not expose it.
      expect((await exchange(tab, "GET")).headers).toHaveProperty("apigw-requestid");
    });

    test("keeps every answer to a request with cookies from the script, and is given none", async () => {
      const tab = await open(HOME);
      await tab.page.context().addCookies([{ name: "synthetic", value: "1", url: cloud.apiUrl }]);
      expect(await tab.ask({ url: survey, credentials: "include" })).toEqual({ thrown: "TypeError" });
      await eventually(() => expect(tab.refusals.join("\n")).toContain("Access-Control-Allow-Credentials"));
      expect(shown(await tab.ask(posting(randomUUID()))).status).toBe(201);
      await exchange(tab, "POST");
      for (const { headers } of tab.exchanged()) expect(headers).not.toHaveProperty("set-cookie");
      expect((await tab.page.context().cookies()).map(({ name }) => name)).toEqual(["synthetic"]);
    });
  });

  describe("on a page from elsewhere", () => {
    test.each([
      ["GET", () => ({ url: survey })],
      ["POST", () => posting(randomUUID())],
      ["DELETE", () => withdrawing(randomUUID())],
    ])("shows a script nothing of the answer to %s, by the rules of CORS", async (_, asked) => {
      const tab = await open(ELSEWHERE);
      expect(await tab.ask(asked())).toEqual({ thrown: "TypeError" });
      await eventually(() => {
        expect(tab.refusals.join("\n")).toContain(`from origin '${ELSEWHERE}' has been blocked by CORS policy`);
      });
    });

    test("never sends what would store or withdraw: the preflight is answered without a permission", async () => {
      const [posted, sent] = [randomUUID(), randomUUID()];
      expect(shown(await (await open(HOME)).ask(posting(posted))).status).toBe(201);
      const tab = await open(ELSEWHERE);
      await tab.ask(posting(sent));
      await tab.ask(withdrawing(posted));
      await eventually(() => expect(tab.exchanged().map(({ method }) => method)).toEqual(["OPTIONS", "OPTIONS"]));
      for (const { headers } of tab.exchanged()) {
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
      }
      expect(await stored(sent)).toEqual([]);
      expect(await stored(posted)).toMatchObject([{ answers: expect.anything() }]);
    });

    test.each(["text/plain", "text/plain; application/json", "application/x-www-form-urlencoded"])(
      "stores nothing of what may be sent without asking: %s",
      async (type) => {
        const before = await itemsIn(cloud, "responses");
        const tab = await open(ELSEWHERE);
        const seen = await tab.ask(posting("", { mode: "no-cors", headers: { "content-type": type } }));
        expect(seen).toMatchObject({ status: 0, type: "opaque", body: "" });
        expect((await exchange(tab, "POST")).status).toBe(415);
        expect(await itemsIn(cloud, "responses")).toEqual(before);
      },
    );

    test.each(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])(
      "stores nothing of a form that is sent as %s",
      async (enctype) => {
        const before = await itemsIn(cloud, "responses");
        const tab = await open(ELSEWHERE);
        await tab.page.setContent(
          `<form method="post" enctype="${enctype}" action="${survey}/submissions"><input name='${body}'></form>`,
        );
        await Promise.all([
          tab.page.waitForURL(`${survey}/submissions`),
          tab.page.evaluate("document.forms[0].submit()"),
        ]);
        expect((await exchange(tab, "POST")).status).toBe(415);
        expect(await itemsIn(cloud, "responses")).toEqual(before);
      },
    );

    test("shows no answer in a frame", async () => {
      const tab = await open(ELSEWHERE);
      await tab.page.setContent(`<iframe src="${survey}"></iframe>`);
      await eventually(() =>
        expect(tab.page.frames().map((frame) => frame.url())).toContain("chrome-error://chromewebdata/"),
      );
    });
  });

  test.each([
    ["a survey", () => ({ url: survey }), "GET", "no-cache"],
    ["the contract", () => ({ url: `${cloud.apiUrl}/v1/openapi.json` }), "GET", "no-cache"],
    ["its health", () => ({ url: `${cloud.apiUrl}/v1/health` }), "GET", "no-store"],
    ["a submission", () => posting(randomUUID()), "POST", "no-store"],
    ["a refusal", () => posting(randomUUID(), { body: "{" }), "POST", "no-store"],
    ["a withdrawal of what nobody sent", () => withdrawing(randomUUID()), "DELETE", "no-store"],
  ])(
    "is told with %s to keep to TLS, to guess no type, to frame nothing, to send no referrer, and what to keep",
    async (_, asked, method, cacheControl) => {
      const tab = await open(HOME);
      await tab.ask(asked());
      const { headers } = await exchange(tab, method);
      expect(headers).toMatchObject({ ...headersOfEveryAnswer, "cache-control": cacheControl });
    },
  );

  test("is let in from the origins of the stage only, and none of them is a pattern", () => {
    expect(stages.local.allowedOrigins).toContain(HOME);
    for (const { allowedOrigins } of Object.values(stages)) {
      for (const origin of allowedOrigins) expect(new URL(origin).origin).toBe(origin);
    }
  });
});
