/** What a client plants in a request is in no log line and no answer. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Log, logger } from "#shared/runtime/logger.ts";
import { type Answer, aCampaign, aFrontDoor, aGoodSubmission, KEY, LINK, storesInMemory } from "./front-door.ts";

const MARKER = "Zyxomma";

/** What the deployed logger writes, whichever way it leaves the process. */
let written = "";
let log: Log;

beforeEach(() => {
  written = "";
  const keep = (chunk: unknown) => {
    written += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
  for (const method of ["log", "info", "warn", "error", "debug", "trace"] as const)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void keep(said.map(String).join(" ")));
  log = logger("collect");
});

afterEach(() => void vi.restoreAllMocks());

const logLines = () =>
  written
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A browser, or somebody who plays one, puts the marker wherever it can. */
const everywhereElse = {
  headers: {
    cookie: `session=${MARKER}`,
    referer: `https://example.org/?name=${MARKER}`,
    "x-forwarded-for": MARKER,
    "user-agent": MARKER,
    "accept-language": MARKER,
    "if-none-match": `"${MARKER}"`,
    [`x-${MARKER}`]: MARKER,
  },
  query: { [MARKER]: MARKER, name: MARKER },
};

function expectNowhere(answer: Answer, ...secrets: readonly string[]): void {
  const seen = `${written}\n${answer.body}\n${JSON.stringify(answer.headers)}`.toLowerCase();
  for (const secret of [MARKER, ...secrets]) expect(seen).not.toContain(secret.toLowerCase());
}

describe("a marker that a client plants", () => {
  test("in every header, the query and a comment of a good submission is in no log line and no answer", async () => {
    const stores = storesInMemory();
    const door = aFrontDoor({ stores, log });
    const comments = { "make-care-better": `I want ${MARKER} to happen.` };
    for (const status of [201, 200]) {
      const answer = await door.post(aGoodSubmission({ comments }), everywhereElse);
      expect(answer.status).toBe(status);
      expectNowhere(answer, KEY, "192.0.2.17", LINK);
    }
    expect(JSON.stringify(stores.storedResponses())).not.toContain(MARKER);
  });

  const { about, answers, comments: _, ...top } = aGoodSubmission();
  const fields = [
    ...Object.keys({ ...top, about, answers, comments: {} }).map((name) => ["", name] as const),
    ...Object.keys({ ...about, disability: 1 }).map((name) => ["about", name] as const),
    ...Object.keys({ ...answers, "happy-yesterday": 5 }).map((name) => ["answers", name] as const),
    ...["", "about", "answers", "comments"].map((group) => [group, MARKER] as const),
    ["comments", "best-thing-and-more"] as const,
  ];

  test.each(fields)("as a value is in no log line and no problem: group '%s', field '%s'", async (group, name) => {
    const stores = storesInMemory();
    const submission: Record<string, unknown> = aGoodSubmission();
    const changed =
      group === ""
        ? { ...submission, [name]: MARKER }
        : { ...submission, [group]: { ...(submission[group] as object), [name]: MARKER } };
    const answer = await aFrontDoor({ stores, log }).post(changed, everywhereElse);
    expect(answer.status).toBe(422);
    expectNowhere(answer);
    expect(stores.handedOver).toEqual([]);
  });

  test.each([
    ["a key", 400, { headers: { ...everywhereElse.headers, "idempotency-key": MARKER } }],
    ["a content type", 415, { headers: { ...everywhereElse.headers, "content-type": MARKER } }],
    ["a link", 404, { ...everywhereElse, link: MARKER }],
    ["a body that is no JSON", 400, { ...everywhereElse, body: `{"${MARKER}":` }],
    ["a body that is no UTF-8", 400, { ...everywhereElse, body: Buffer.from([0xff, ...Buffer.from(MARKER)]) }],
    ["a body that is too large", 413, { ...everywhereElse, body: MARKER.repeat(5_000) }],
  ])("as %s is in no log line and no problem", async (_, status, sending) => {
    const answer = await aFrontDoor({ log }).post(aGoodSubmission(), sending);
    expect(answer.status).toBe(status);
    expectNowhere(answer);
  });

  test("in a request for a survey, for the contract or for the health is in no log line and no answer", async () => {
    const door = aFrontDoor({ log });
    expectNowhere(await door.show(everywhereElse));
    expectNowhere(await door.show({ ...everywhereElse, link: MARKER }));
    expectNowhere(await door.send({ ...everywhereElse, route: "GET /v1/openapi.json" }));
    expectNowhere(await door.send({ ...everywhereElse, route: "GET /v1/health" }));
  });

  test("is not in the lines about a closed survey or a conflict", async () => {
    const door = aFrontDoor({ log });
    await door.post(aGoodSubmission());
    const comments = { "make-care-better": MARKER };
    expectNowhere(await door.post(aGoodSubmission({ comments }), everywhereElse));
    const closed = aFrontDoor({ log, stores: storesInMemory([aCampaign({ closes: "2017-02-02" })]) });
    expectNowhere(await closed.post(aGoodSubmission({ comments }), everywhereElse));
  });
});

describe("a store's error that quotes what was to be stored", () => {
  class StoreFailed extends Error {
    override readonly name = "StoreFailed";
  }

  const quoting = new StoreFailed(
    [`could not put ${MARKER}`, `    at ${MARKER} (file:///${MARKER}.ts:1:1)`, `    at ${KEY}`].join("\n"),
    { cause: new Error(MARKER) },
  );
  const named = Object.assign(new Error(MARKER), { name: `${MARKER} failed`, code: MARKER, item: { answer: MARKER } });

  test.each([
    ["a named error", quoting, "StoreFailed"],
    ["an error whose name quotes too", named, "Error"],
    ["a string", MARKER, "string"],
    ["an object", { message: MARKER }, "object"],
    ["nothing", undefined, "undefined"],
  ])("is logged by its class and its place only: %s", async (_, thrown, error) => {
    const memory = storesInMemory();
    const stores = { ...memory, responses: { ...memory.responses, put: () => Promise.reject(thrown) } };
    const answer = await aFrontDoor({ stores, log }).post(aGoodSubmission(), everywhereElse);
    expect(answer.status).toBe(503);
    expectNowhere(answer, KEY);
    expect(logLines()).toEqual([expect.objectContaining({ level: "ERROR", message: "failed", status: 503, error })]);
    const { at } = logLines()[0] ?? {};
    if (thrown instanceof Error) expect(at).toMatch(/^at .*markers\.test\.ts:\d+:\d+\)?$/);
    else expect(at).toBeUndefined();
  });
});

test("a log line has the fields of a closed list and no other", async () => {
  const door = aFrontDoor({ log });
  await door.show(everywhereElse);
  await door.post(aGoodSubmission(), everywhereElse);
  await door.post({ [MARKER]: MARKER }, everywhereElse);
  const ofTheLogger = ["level", "message", "timestamp", "service", "sampling_rate", "xray_trace_id"];
  const ours = ["requestId", "route", "status", "refusal", "problems", "durationInMilliseconds"];
  const lines = logLines();
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect([...ofTheLogger, ...ours]).toEqual(expect.arrayContaining(Object.keys(line)));
    expect(line).toMatchObject({ requestId: "request-1", route: expect.stringMatching(/^(GET|POST) \/v1\//) });
  }
});
