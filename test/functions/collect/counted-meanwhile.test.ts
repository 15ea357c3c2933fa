/** Counting may begin between any two steps of a post. */
import { describe, expect, test, vi } from "vitest";
import { ANOTHER_KEY, aFrontDoor, aGoodSubmission, storesInMemory } from "./front-door.ts";

describe("a submission that comes while the survey is being counted", () => {
  /** Counting begins right after a response was put, and before the mark is asked for. */
  function overtaken(stores = storesInMemory()) {
    const responses: typeof stores.responses = {
      ...stores.responses,
      async put(arriving) {
        const arrival = await stores.responses.put(arriving);
        stores.countingBegins();
        return arrival;
      },
    };
    return { stores, door: aFrontDoor({ stores: { ...stores, responses }, withdrawal: stores }) };
  }

  test("is refused as closed, and neither its answers nor its comments are stored", async () => {
    const { stores, door } = overtaken();
    const answer = await door.post(aGoodSubmission());
    expect([answer.status, answer.json]).toEqual([
      410,
      {
        type: "urn:bright-spots:problem:closed",
        title: "The survey is not open",
        status: 410,
        detail: "The survey has been counted and takes no more submissions.",
        window: { opens: "2017-02-01", closes: "2017-03-31" },
      },
    ]);
    expect(stores.storedResponses()).toEqual([{ withdrawn: true, expiresAtInSeconds: expect.any(Number) }]);
    expect(stores.storedComments()).toEqual([]);
  });

  test("leaves a tombstone that goes when the response would have gone", async () => {
    const { stores, door } = overtaken();
    await door.post(aGoodSubmission());
    const accepted = storesInMemory();
    await aFrontDoor({ stores: accepted }).post(aGoodSubmission());
    expect(stores.storedResponses()[0]?.expiresAtInSeconds).toBe(accepted.storedResponses()[0]?.expiresAtInSeconds);
  });

  test("is a 409 under the same key later, should the survey open again, and taken under a new one", async () => {
    const { stores, door } = overtaken();
    await door.post(aGoodSubmission());
    const reopened = { ...stores, campaigns: storesInMemory().campaigns };
    const again = aFrontDoor({ stores: reopened });
    const sameKey = await again.post(aGoodSubmission());
    expect([sameKey.status, sameKey.json.detail]).toEqual([409, expect.stringContaining("was being counted")]);
    expect((await again.post(aGoodSubmission(), { headers: { "idempotency-key": ANOTHER_KEY } })).status).toBe(201);
  });

  test("is refused where it is the retry of one that was accepted before, and that one stays with its comments", async () => {
    const stores = storesInMemory();
    expect((await aFrontDoor({ stores }).post(aGoodSubmission())).status).toBe(201);
    const { door } = overtaken(stores);
    expect((await door.post(aGoodSubmission())).status).toBe(410);
    expect(stores.storedResponses()).toMatchObject([{ about: expect.any(String) }]);
    expect(stores.storedComments()).toHaveLength(1);
    expect((await door.withdraw()).status).toBe(200);
    expect(stores.storedResponses()).toMatchObject([{ withdrawn: true }]);
  });

  test("is not taken back where a retry of it was accepted before counting began", async () => {
    const stores = storesInMemory();
    let wake = () => {};
    const slow = new Promise<void>((settle) => {
      wake = settle;
    });
    const isCounting: typeof stores.campaigns.isCounting = async (key) => {
      await slow;
      return stores.campaigns.isCounting(key);
    };
    const door = aFrontDoor({ stores });
    // Its attempts are named apart from those of the other door.
    await door.post({});
    const first = aFrontDoor({ stores: { ...stores, campaigns: { ...stores.campaigns, isCounting } } }).post(
      aGoodSubmission(),
    );
    await vi.waitFor(() => expect(stores.storedResponses()).toHaveLength(1));
    expect((await door.post(aGoodSubmission())).status).toBe(200);
    stores.countingBegins();
    wake();
    expect((await first).status).toBe(410);
    expect(stores.storedResponses()).toMatchObject([{ about: expect.any(String) }]);
  });
});
