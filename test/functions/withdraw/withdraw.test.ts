/** Taking a submission back, status by status, and what is left of it. */
import { describe, expect, test } from "vitest";
import type { WithdrawStores } from "#functions/withdraw/withdraw.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import {
  ANOTHER_KEY,
  aCampaign,
  aFrontDoor,
  aGoodSubmission,
  KEY,
  LINK,
  storesInMemory,
} from "../collect/front-door.ts";

/** One front door over one memory: what is posted is there to be withdrawn. */
function aDoorOver(stores = storesInMemory(), different: { withdrawal?: WithdrawStores; now?: string } = {}) {
  return { stores, door: aFrontDoor({ stores, withdrawal: stores, ...different }) };
}

const everyBox = Object.fromEntries(
  questionnaires.find(({ id }) => id === "ylyc-11-17")?.comments.map(({ id }) => [id, "A few words."]) ?? [],
);

const broken = async () => {
  throw new TypeError("no connection");
};

describe("a withdrawal", () => {
  test("leaves no answer and no comment, in no box, and is answered 204 without a body", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission({ comments: everyBox }));
    expect(stores.storedComments()).toHaveLength(3);
    const answer = await door.withdraw();
    expect([answer.status, answer.body]).toEqual([204, ""]);
    expect(stores.storedResponses()).toEqual([{ withdrawn: true, expiresAtInSeconds: expect.any(Number) }]);
    expect(stores.storedComments()).toEqual([]);
  });

  test("is 204 again, and changes nothing more", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    await door.withdraw();
    const after = stores.storedResponses();
    expect((await door.withdraw()).status).toBe(204);
    expect(stores.storedResponses()).toEqual(after);
  });

  test("takes back what was answered by a link that was replaced since", async () => {
    const stores = storesInMemory([aCampaign({ link: "22222222222222", formerLinks: [LINK] })]);
    await aFrontDoor({ stores }).post(aGoodSubmission(), { link: "22222222222222" });
    const { door } = aDoorOver(stores);
    expect((await door.withdraw({ link: LINK })).status).toBe(204);
    expect(stores.storedResponses()).toMatchObject([{ withdrawn: true }]);
  });

  test("leaves a mark that goes when the response would have gone", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    const [response] = stores.storedResponses();
    await door.withdraw();
    expect(stores.storedResponses()[0]?.expiresAtInSeconds).toBe(response?.expiresAtInSeconds);
  });

  test("finds its submission by key and link in whatever case they are written", async () => {
    const { door } = aDoorOver();
    await door.post(aGoodSubmission());
    const answer = await door.withdraw({
      link: LINK.toLowerCase(),
      headers: { "idempotency-key": KEY.toUpperCase() },
    });
    expect(answer.status).toBe(204);
  });

  test("takes back that one submission, and leaves what others said", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    await door.post(aGoodSubmission(), { headers: { "idempotency-key": ANOTHER_KEY } });
    await door.withdraw();
    expect(stores.storedResponses().map(({ withdrawn = false }) => withdrawn)).toEqual([true, false]);
    expect(stores.storedComments()).toHaveLength(1);
  });

  test.each([
    ["before the first day", "2017-01-01T12:00:00Z"],
    ["on an open day", "2017-03-01T12:00:00Z"],
    ["long after the last day", "2017-12-01T12:00:00Z"],
  ])("is done whatever the window: %s", async (_, now) => {
    const stores = storesInMemory();
    await aFrontDoor({ stores }).post(aGoodSubmission());
    expect((await aDoorOver(stores, { now }).door.withdraw()).status).toBe(204);
  });

  test("after counting began leaves nothing stored either, and is told that the figures stay, however often it is sent", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission({ comments: everyBox }));
    stores.countingBegins();
    for (const answer of [await door.withdraw(), await door.withdraw()]) {
      expect([answer.status, answer.json]).toEqual([200, { figures: "stay" }]);
      expect(stores.storedResponses()).toEqual([{ withdrawn: true, expiresAtInSeconds: expect.any(Number) }]);
      expect(stores.storedComments()).toEqual([]);
    }
  });

  test("of a campaign whose figures are released is one after counting began", async () => {
    const stores = storesInMemory();
    await aDoorOver(stores).door.post(aGoodSubmission());
    const later = storesInMemory([aCampaign({ counting: "2017-04-01", releasedIn: "2017-04-01-0123456789ab" })]);
    const withdrawal = { ...stores, campaigns: later.campaigns };
    const answer = await aDoorOver(stores, { withdrawal }).door.withdraw();
    expect([answer.status, answer.json]).toEqual([200, { figures: "stay" }]);
    expect(stores.storedResponses()).toMatchObject([{ withdrawn: true }]);
  });

  test("asks whether counting has begun only when everything is deleted: 204 must not be said of what a night has read", async () => {
    const { stores } = aDoorOver();
    const remove: WithdrawStores["comments"]["remove"] = async (leaving) => {
      await stores.comments.remove(leaving);
      stores.countingBegins();
    };
    const { door } = aDoorOver(stores, { withdrawal: { ...stores, comments: { remove } } });
    await door.post(aGoodSubmission());
    expect((await door.withdraw()).status).toBe(200);
  });

  test("of what was refused because counting had begun finds nothing left to delete, and is a withdrawal all the same", async () => {
    const stores = storesInMemory();
    stores.countingBegins();
    const { door } = aDoorOver(stores);
    expect((await door.post(aGoodSubmission())).status).toBe(410);
    expect((await door.withdraw()).status).toBe(200);
    expect(stores.storedResponses()).toMatchObject([{ withdrawn: true }]);
  });

  test("keeps a late retry of the post out: 409 with its answers or with others, and nothing comes back", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    await door.withdraw();
    for (const late of [aGoodSubmission(), aGoodSubmission({ answers: { "life-satisfaction": 2 } })]) {
      const answer = await door.post(late);
      expect([answer.status, answer.json.type]).toEqual([409, "urn:bright-spots:problem:idempotency-key-reused"]);
      expect(answer.json.detail).toContain("withdrawn");
    }
    expect(stores.storedResponses().map(({ withdrawn }) => withdrawn)).toEqual([true]);
    expect(stores.storedComments()).toEqual([]);
  });

  test("lets the same person answer anew, with a new key", async () => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    await door.withdraw();
    const anew = await door.post(aGoodSubmission(), { headers: { "idempotency-key": ANOTHER_KEY } });
    expect(anew.status).toBe(201);
    expect(stores.storedResponses()).toHaveLength(2);
  });
});

describe("a withdrawal that is refused", () => {
  const refusals = [
    ["no key", 400, "idempotency-key-missing-or-malformed", { headers: { "idempotency-key": "" } }],
    ["a key that is no UUID", 400, "idempotency-key-missing-or-malformed", { headers: { "idempotency-key": "1" } }],
    ["a link that nobody gave out", 404, "unknown-link", { link: "00000000000000" }],
    ["a link that cannot be one", 404, "unknown-link", { link: "../../etc" }],
    ["a key that was never used", 404, "unknown-submission", { headers: { "idempotency-key": ANOTHER_KEY } }],
  ] as const;

  test.each(refusals)("leaves everything stored and says why: %s is %i", async (_, status, code, sending) => {
    const { stores, door } = aDoorOver();
    await door.post(aGoodSubmission());
    const before = [stores.storedResponses(), stores.storedComments()];
    const answer = await door.withdraw(sending);
    expect([answer.status, answer.json.type]).toEqual([status, `urn:bright-spots:problem:${code}`]);
    expect(answer.json.detail).toMatch(/\bCheck |\bSet /);
    expect([stores.storedResponses(), stores.storedComments()]).toEqual(before);
  });

  test("is that of a submission to another campaign under the same key", async () => {
    const elsewhere = aCampaign({ link: "11AAAAAAAAAAAA", wave: "2018-synthetic" });
    const { stores, door } = aDoorOver(storesInMemory([aCampaign(), elsewhere]));
    await door.post(aGoodSubmission());
    const answer = await door.withdraw({ link: elsewhere.link });
    expect([answer.status, answer.json.type]).toEqual([404, "urn:bright-spots:problem:unknown-submission"]);
    expect(stores.storedComments()).toHaveLength(1);
  });
});

describe("trouble during a withdrawal", () => {
  const { campaigns, comments } = storesInMemory();
  const withdrawn = { withdraw: async () => "withdrawn" as const };
  test.each([
    ["finding the campaign", { campaigns: { ...campaigns, byLink: broken }, responses: withdrawn, comments }],
    ["replacing the response", { campaigns, responses: { withdraw: broken }, comments }],
    [
      "asking for the counting mark",
      { campaigns: { ...campaigns, isCounting: broken }, responses: withdrawn, comments },
    ],
    ["an unpublished questionnaire", storesInMemory([aCampaign({ version: 99 })])],
  ])("is a 503 with Retry-After, whatever failed: %s", async (_, withdrawal) => {
    const answer = await aFrontDoor({ withdrawal }).withdraw();
    expect(answer.status).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.json.detail).toContain("same Idempotency-Key");
  });

  test.each([0, 1, 2])("is never a 204 while a comment is left: it breaks off after %i boxes", async (removed) => {
    const { stores } = aDoorOver();
    let until = removed;
    const remove: WithdrawStores["comments"]["remove"] = async (leaving) => {
      if (until-- === 0) throw new Error("no connection");
      await stores.comments.remove(leaving);
    };
    const withdrawal = { ...stores, comments: { remove } };
    const door = aFrontDoor({ stores, withdrawal });
    await door.post(aGoodSubmission({ comments: everyBox }));

    expect((await door.withdraw()).status).toBe(503);
    expect(stores.storedComments()).toHaveLength(3 - removed);
    expect((await door.post(aGoodSubmission({ comments: everyBox }))).status).toBe(409);
    expect(stores.storedComments()).toHaveLength(3 - removed);
    expect((await door.withdraw()).status).toBe(204);
    expect(stores.storedComments()).toEqual([]);
  });

  test("is told to try again in time where a store hangs", async () => {
    const hangs = () => new Promise<never>(() => undefined);
    const withdrawal = { campaigns, responses: { withdraw: hangs }, comments };
    const door = aFrontDoor({ withdrawal, remainingTimeInMilliseconds: 820 });
    expect((await door.withdraw()).status).toBe(503);
    expect(door.lines).toEqual([expect.objectContaining({ message: "gave up waiting", status: 503 })]);
  });
});

test("a withdrawal leaves one line with its route and its status, and neither link nor key", async () => {
  const { door } = aDoorOver();
  await door.post(aGoodSubmission());
  await door.withdraw();
  await door.withdraw({ headers: { "idempotency-key": ANOTHER_KEY } });
  const route = "DELETE /v1/surveys/{link}/submissions";
  const line = { level: "info", message: "answered", requestId: "request-1", route, durationInMilliseconds: 0 };
  expect(door.lines.slice(1)).toEqual([
    { ...line, status: 204 },
    { ...line, status: 404, refusal: "unknown-submission", problems: ["unknown-submission"] },
  ]);
});
