/** The HTTP contract, status by status. */
import { describe, expect, test, vi } from "vitest";
import type { Arrival } from "#shared/storage/responses.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { itemsOf } from "#shared/survey/questionnaire.ts";
import { ANOTHER_KEY, aCampaign, aFrontDoor, aGoodSubmission, KEY, LINK, storesInMemory } from "./front-door.ts";

const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

describe("a first submission", () => {
  test("is answered 201 with a receipt once its response and its comment are stored", async () => {
    const stores = storesInMemory();
    const answer = await aFrontDoor({ stores }).post(aGoodSubmission());
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ receipt: expect.stringMatching(RECEIPT) });
    expect(stores.storedResponses()).toHaveLength(1);
    expect(stores.storedComments()).toEqual([
      expect.objectContaining({ question: "make-care-better", text: "More time outside would be good." }),
    ]);
  });

  test("is answered 201 where every question was skipped", async () => {
    const stores = storesInMemory();
    const answer = await aFrontDoor({ stores }).post(aGoodSubmission({ about: {}, answers: {}, comments: undefined }));
    expect(answer.status).toBe(201);
    expect(stores.storedResponses()).toEqual([
      expect.objectContaining({
        about: "1;online;unknown;unknown;unknown;unknown;unknown;unknown",
        answers: "-".repeat(itemsOf(latestVersionOf("ylyc-11-17")).length),
      }),
    ]);
  });

  test("is kept until its campaign's retention ends, whenever it came", async () => {
    for (const now of ["2017-02-01T12:00:00Z", "2017-03-31T12:00:00Z"]) {
      const stores = storesInMemory();
      await aFrontDoor({ stores, now }).post(aGoodSubmission());
      const dayOf = (seconds: number | undefined) => new Date((seconds ?? 0) * 1_000).toISOString().slice(0, 10);
      // 1,095 and 365 whole days after the last day, 31 March 2017.
      expect(dayOf(stores.storedResponses()[0]?.expiresAtInSeconds)).toBe("2020-03-31");
      expect(dayOf(stores.storedComments()[0]?.expiresAtInSeconds)).toBe("2018-04-01");
    }
  });

  test("hands over to the stores no exact age, no detailed ethnic group and no number of years", async () => {
    const stores = storesInMemory();
    const answers = { "life-satisfaction": 7 };
    await aFrontDoor({ stores }).post(
      aGoodSubmission({ answers, about: { age: 15, ethnicity: "white-gypsy-or-irish-traveller", yearsInCare: 14 } }),
    );
    const [response] = stores.handedOver;
    expect(response).toEqual({
      version: 1,
      mode: "online",
      about: {
        ageBand: "14-15",
        gender: "unknown",
        ethnicity: "white",
        placement: "unknown",
        timeInCare: "6-or-more",
        disability: "unknown",
      },
      answers: [["life-satisfaction", 7]],
    });
  });

  test("leaves out comments that are empty or hold nothing that can be seen", async () => {
    for (const nothing of ["", "  \n\t ", "\u200b\u2060", "\u00a0"]) {
      const stores = storesInMemory();
      const answer = await aFrontDoor({ stores }).post(aGoodSubmission({ comments: { "make-care-better": nothing } }));
      expect(answer.status).toBe(201);
      expect(stores.storedComments()).toEqual([]);
    }
  });

  test("has its comments stored redacted, and as text that a store can take", async () => {
    const stores = storesInMemory();
    const comments = { "make-care-better": "Ring me on 07700 900123 \ud800 please" };
    await aFrontDoor({ stores }).post(aGoodSubmission({ comments }));
    const [comment] = stores.storedComments();
    expect(comment?.text).toContain("[phone number]");
    expect(comment?.text).not.toContain("900123");
    expect(comment?.text.isWellFormed()).toBe(true);
  });

  test("stores its response first, then asks whether counting has begun, then stores its comments", async () => {
    const order: string[] = [];
    const { campaigns, responses } = storesInMemory();
    const arrives = (what: string) => async (): Promise<Arrival> => {
      await new Promise((settle) => setTimeout(settle, 5));
      order.push(what);
      return "first";
    };
    const stores = {
      campaigns: { ...campaigns, isCounting: async () => order.push("mark") === 0 },
      responses: { ...responses, put: arrives("response") },
      comments: { put: arrives("comment") },
    };
    await aFrontDoor({ stores }).post(aGoodSubmission());
    expect(order).toEqual(["response", "mark", "comment"]);
  });
});

describe("a retry", () => {
  test("is answered 200 with the same receipt and stores nothing more", async () => {
    const stores = storesInMemory();
    const door = aFrontDoor({ stores });
    const first = await door.post(aGoodSubmission());
    const retry = await door.post(aGoodSubmission());
    expect([first.status, retry.status]).toEqual([201, 200]);
    expect(retry.json).toEqual(first.json);
    expect([stores.storedResponses().length, stores.storedComments().length]).toEqual([1, 1]);
  });

  test("is known by its key and its link in whatever case they are written, and in whatever order its fields come", async () => {
    const door = aFrontDoor();
    const { comments, answers, ...rest } = aGoodSubmission();
    const first = await door.post(aGoodSubmission());
    const retry = await door.post(
      { comments, answers, ...rest },
      { link: LINK.toLowerCase(), headers: { "idempotency-key": KEY.toUpperCase() } },
    );
    expect(retry.status).toBe(200);
    expect(retry.json).toEqual(first.json);
  });

  test("with another key is another submission, with another receipt", async () => {
    const stores = storesInMemory();
    const door = aFrontDoor({ stores });
    const one = await door.post(aGoodSubmission());
    const other = await door.post(aGoodSubmission(), { headers: { "idempotency-key": ANOTHER_KEY } });
    expect(other.status).toBe(201);
    expect(other.json.receipt).not.toBe(one.json.receipt);
    expect(stores.storedResponses()).toHaveLength(2);
  });

  test("with other answers is a conflict, and the first answers stay", async () => {
    const stores = storesInMemory();
    const door = aFrontDoor({ stores });
    await door.post(aGoodSubmission());
    const [before] = stores.storedResponses();
    const answer = await door.post(aGoodSubmission({ answers: { "life-satisfaction": 2 } }));
    expect(answer.status).toBe(409);
    expect(stores.storedResponses()).toEqual([before]);
  });

  test("with another comment is a conflict, and the first comment stays", async () => {
    const stores = storesInMemory();
    const door = aFrontDoor({ stores });
    await door.post(aGoodSubmission());
    const answer = await door.post(aGoodSubmission({ comments: { "make-care-better": "More pets." } }));
    expect(answer.status).toBe(409);
    expect(stores.storedComments().map(({ text }) => text)).toEqual(["More time outside would be good."]);
  });

  test("heals a submission whose comment could not be stored: 503 first, then all of it once", async () => {
    const stores = storesInMemory();
    let failures = 1;
    const comments = {
      put: async (arriving: Parameters<typeof stores.comments.put>[0]) => {
        if (failures-- > 0) throw new Error("no connection");
        return stores.comments.put(arriving);
      },
    };
    const door = aFrontDoor({ stores: { ...stores, comments } });
    expect((await door.post(aGoodSubmission())).status).toBe(503);
    expect((await door.post(aGoodSubmission())).status).toBe(200);
    expect([stores.storedResponses().length, stores.storedComments().length]).toEqual([1, 1]);
  });
});

describe("a request that is the client's mistake", () => {
  const json = JSON.stringify(aGoodSubmission());
  const mistakes: readonly [string, number, string, Parameters<ReturnType<typeof aFrontDoor>["post"]>][] = [
    ["no content type", 415, "unsupported-media-type", [json, { headers: { "content-type": "" } }]],
    ["a form's content type", 415, "unsupported-media-type", [json, { headers: { "content-type": "text/plain" } }]],
    [
      "another character set",
      415,
      "unsupported-media-type",
      [json, { headers: { "content-type": "application/json; charset=latin1" } }],
    ],
    ["a byte too many", 413, "too-large", [json.padEnd(32 * 1024 + 1)]],
    ["no key", 400, "idempotency-key-missing-or-malformed", [json, { headers: { "idempotency-key": "" } }]],
    [
      "a key that is no UUID",
      400,
      "idempotency-key-missing-or-malformed",
      [json, { headers: { "idempotency-key": "1" } }],
    ],
    [
      "a key that carries a clock and an address",
      400,
      "idempotency-key-missing-or-malformed",
      [json, { headers: { "idempotency-key": "6f1c2d3e-4a5b-1c6d-8e7f-901234567890" } }],
    ],
    ["no body", 400, "malformed-json", [""]],
    ["a body that broke off", 400, "malformed-json", [json.slice(0, -1)]],
    ["a body that is no UTF-8", 400, "malformed-json", [Uint8Array.of(0x22, 0xc3, 0x28, 0x22)]],
    ["a link that nobody gave out", 404, "unknown-link", [json, { link: "00000000000000" }]],
    ["a link that cannot be one", 404, "unknown-link", [json, { link: "../../etc" }]],
    ["a submission that does not fit", 422, "invalid-submission", ["{}"]],
  ];

  test.each(mistakes)("is refused and stores nothing: %s is %i", async (_, status, code, post) => {
    const stores = storesInMemory();
    const answer = await aFrontDoor({ stores }).post(...post);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.json).toMatchObject({
      type: `urn:bright-spots:problem:${code}`,
      title: expect.stringMatching(/./),
      status,
      detail: expect.stringMatching(/./),
    });
    expect(stores.handedOver).toEqual([]);
  });

  test("is refused only past the last byte that is allowed", async () => {
    const answer = await aFrontDoor().post(json.padEnd(32 * 1024));
    expect(answer.status).toBe(201);
  });

  test("counts the limit in bytes, not in characters", async () => {
    const answer = await aFrontDoor().post(JSON.stringify(aGoodSubmission({ note: "é".repeat(17_000) })));
    expect(answer.status).toBe(413);
    expect(answer.json.limitInBytes).toBe(32_768);
  });

  test.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "is not made by sending %s",
    async (contentType) => {
      const answer = await aFrontDoor().post(json, { headers: { "content-type": contentType } });
      expect(answer.status).toBe(201);
    },
  );

  test("is not made by writing header names in capitals, nor by sending base64 of good JSON", async () => {
    const answer = await aFrontDoor().send({
      route: "POST /v1/surveys/{link}/submissions",
      headers: { "Content-Type": "application/json", "IDEMPOTENCY-KEY": KEY },
      body: new TextEncoder().encode(json),
    });
    expect(answer.status).toBe(201);
  });
});

describe("a submission that does not fit", () => {
  test("is told everything that is wrong at once, by pointer, code and what to do", async () => {
    const answer = await aFrontDoor().post({
      questionnaire: "ylyc-8-11",
      version: "1",
      language: "fr",
      about: { age: 99, yearsInCare: -1, gender: null, disability: "yes" },
      answers: { "life-satisfaction": 7.5, "happy-yesterday": 1e300, "trust-carers": "nearly-always", shoe: 4, hat: 5 },
      comments: { "make-care-better": "x".repeat(2001) },
    });
    const told = answer.json.problems.map((each: { pointer: string; code: string }) => `${each.pointer} ${each.code}`);
    expect(told.toSorted()).toEqual([
      "/about unknown-field",
      "/about/age above-maximum",
      "/about/gender wrong-type",
      "/about/yearsInCare below-minimum",
      "/answers unknown-field",
      "/answers/happy-yesterday above-maximum",
      "/answers/life-satisfaction wrong-type",
      "/answers/trust-carers unknown-option",
      "/comments/make-care-better too-long",
      "/language unknown-option",
      "/mode missing",
      "/questionnaire unknown-option",
      "/version wrong-type",
    ]);
    expect(answer.json.problems.every(({ detail }: { detail: string }) => detail.length > 0)).toBe(true);
  });

  test("is told each problem's remedy in the field's own terms", async () => {
    const answer = await aFrontDoor().post(
      aGoodSubmission({ about: { age: 1e300, placement: 3 }, answers: { "trust-carers": "no" }, mode: undefined }),
    );
    const details = Object.fromEntries(
      answer.json.problems.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]),
    );
    expect(details["/mode"]).toBe("This field is required.");
    expect(details["/about/age"]).toBe("Use a whole number of at most 17.");
    expect(details["/about/placement"]).toMatch(/^Use a string, or leave the field out/);
    expect(details["/answers/trust-carers"]).toMatch(/^Use one of: all-of-the-time, /);
  });

  test("is told of unknown fields by their positions, the first twenty of them, and never by name", async () => {
    const unknown = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`secret-${index}`, index]));
    const answer = await aFrontDoor().post(aGoodSubmission({ about: { age: 13, ...unknown } }));
    expect(answer.json.problems).toEqual([
      { pointer: "/about", code: "unknown-field", detail: expect.stringContaining("1: 2, 3, 4, 5,") },
    ]);
    expect(answer.json.problems[0].detail).toContain("20, 21 and 5 more.");
    expect(answer.body).not.toContain("secret");
  });

  test.each([["null"], ["[]"], ['"text"'], ["7"], ["true"]])("is told so at the root where it is %s", async (body) => {
    const answer = await aFrontDoor().post(body);
    expect(answer.json.problems).toEqual([expect.objectContaining({ pointer: "", code: "wrong-type" })]);
  });

  test("may have comments of exactly 2,000 characters, emoji counted as one", async () => {
    const post = (text: string) => aFrontDoor().post(aGoodSubmission({ comments: { "make-care-better": text } }));
    expect((await post("\u{1F600}".repeat(2000))).status).toBe(201);
    expect((await post("\u{1F600}".repeat(2001))).status).toBe(422);
  });
});

describe("trouble behind the door", () => {
  const { campaigns, responses, comments } = storesInMemory();
  const breaks = async () => {
    throw new TypeError("no connection");
  };
  const hangs = () => new Promise<never>(() => undefined);
  const troubles = [
    ["finding the campaign", { campaigns: { ...campaigns, byLink: breaks }, responses, comments }],
    ["storing the response", { campaigns, responses: { ...responses, put: breaks }, comments }],
    ["asking for the counting mark", { campaigns: { ...campaigns, isCounting: breaks }, responses, comments }],
    [
      "taking the response back",
      {
        campaigns: { ...campaigns, isCounting: async () => true },
        responses: { ...storesInMemory().responses, takeBack: breaks },
        comments,
      },
    ],
    ["storing a comment", { campaigns, responses, comments: { put: breaks } }],
    ["an unpublished questionnaire", storesInMemory([aCampaign({ version: 99 })])],
  ] as const;

  test.each(troubles)("is a 503 with Retry-After, whatever failed: %s", async (_, stores) => {
    const answer = await aFrontDoor({ stores }).post(aGoodSubmission());
    expect(answer.status).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.json.detail).toContain("same Idempotency-Key");
    expect(answer.json).not.toHaveProperty("problems");
  });

  test.each([
    ["finding the campaign", { campaigns: { ...campaigns, byLink: hangs }, responses, comments }],
    ["storing the response", { campaigns, responses: { ...responses, put: hangs }, comments }],
    ["asking for the counting mark", { campaigns: { ...campaigns, isCounting: hangs }, responses, comments }],
    ["storing a comment", { campaigns, responses, comments: { put: hangs } }],
  ])("is a 503 in time where a store hangs: %s", async (_, stores) => {
    const door = aFrontDoor({ stores, remainingTimeInMilliseconds: 820 });
    const answer = await door.post(aGoodSubmission());
    expect(answer.status).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(door.lines).toEqual([
      expect.objectContaining({ level: "warn", message: "gave up waiting", requestId: "request-1", status: 503 }),
    ]);
  });

  test("says nothing of an answer that comes after the client was told to try again", async () => {
    let wake = (_: Arrival) => {};
    const slowly = () =>
      new Promise<Arrival>((settle) => {
        wake = settle;
      });
    const stores = { campaigns, responses: { ...responses, put: slowly }, comments };
    const door = aFrontDoor({ stores, remainingTimeInMilliseconds: 820 });
    expect((await door.post(aGoodSubmission({ comments: {} }))).status).toBe(503);
    wake("first");
    await vi.waitFor(() => expect(door.lines.map(({ message }) => message)).toEqual(["gave up waiting"]));
    await new Promise((settle) => setTimeout(settle, 10));
    expect(door.lines).toHaveLength(1);
  });
});

test("every answer tells caches to ask again or to keep nothing, and browsers not to guess its type", async () => {
  const door = aFrontDoor();
  const answers = [await door.show(), await door.post(aGoodSubmission()), await door.post("{}")];
  expect(answers.map(({ headers }) => headers["cache-control"])).toEqual(["no-cache", "no-store", "no-store"]);
  for (const { headers } of answers) expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("every answer leaves one line with its route, its status, why it was refused and the codes of its problems", async () => {
  const door = aFrontDoor();
  await door.post(aGoodSubmission());
  await door.post(aGoodSubmission({ language: "fr", about: { age: 13, name: "x" } }));
  const route = "POST /v1/surveys/{link}/submissions";
  const line = { level: "info", message: "answered", requestId: "request-1", route, durationInMilliseconds: 0 };
  expect(door.lines).toEqual([
    { ...line, status: 201 },
    { ...line, status: 422, refusal: "invalid-submission", problems: ["unknown-option", "unknown-field"] },
  ]);
});
