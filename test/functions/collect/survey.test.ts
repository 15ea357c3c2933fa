/** When a survey is open, how it is found by its link, and how it is shown. */
import { describe, expect, test } from "vitest";
import { aCampaign, aFrontDoor, aGoodSubmission, LINK, storesInMemory } from "./front-door.ts";

describe("a survey's window", () => {
  const summer = aCampaign({ opens: "2017-06-01", closes: "2017-06-30" });
  const at = (now: string, campaign = summer) => aFrontDoor({ now, stores: storesInMemory([campaign]) });

  test.each([
    ["a second before its first day", "2017-05-31T22:59:59Z", 410],
    ["on the first second of its first day", "2017-05-31T23:00:00Z", 201],
    ["on the last second of its last day", "2017-06-30T22:59:59Z", 201],
    ["at 23:30 UTC of its last day, when London's clocks show the next", "2017-06-30T23:30:00Z", 410],
  ])("is counted in London's days in summer: %s", async (_, now, status) => {
    expect((await at(now).post(aGoodSubmission())).status).toBe(status);
  });

  test("is counted in London's days in winter: the last day ends at midnight UTC", async () => {
    const winter = aCampaign({ opens: "2017-01-01", closes: "2017-01-31" });
    expect((await at("2017-01-31T23:30:00Z", winter).post(aGoodSubmission())).status).toBe(201);
    expect((await at("2017-02-01T00:00:00Z", winter).post(aGoodSubmission())).status).toBe(410);
  });

  test("is told to those who come outside it, for showing and for posting", async () => {
    const door = at("2017-07-15T12:00:00Z");
    for (const answer of [await door.show(), await door.post(aGoodSubmission())]) {
      expect(answer.status).toBe(410);
      expect(answer.json.window).toEqual({ opens: "2017-06-01", closes: "2017-06-30" });
    }
  });
});

describe("a survey that has been counted", () => {
  test.each([
    ["inside its window", "2017-06-15T12:00:00Z", { counting: "2017-06-15" }],
    ["after its last day", "2017-07-15T12:00:00Z", { counting: "2017-07-01" }],
    ["once its figures are released", "2017-06-15T12:00:00Z", { releasedIn: "2017-07-01-0123456789ab" }],
  ])("is closed, says so in plain words, and stores nothing: %s", async (_, now, settled) => {
    const stores = storesInMemory([aCampaign({ opens: "2017-06-01", closes: "2017-06-30", ...settled })]);
    const door = aFrontDoor({ now, stores });
    for (const answer of [await door.show(), await door.post(aGoodSubmission())]) {
      expect([answer.status, answer.json.type]).toEqual([410, "urn:bright-spots:problem:closed"]);
      expect(answer.json.detail).toBe("The survey has been counted and takes no more submissions.");
      expect(answer.json.window).toEqual({ opens: "2017-06-01", closes: "2017-06-30" });
    }
    expect(stores.handedOver).toEqual([]);
  });
});

describe("a survey", () => {
  test("is shown with its authority, window, languages and questionnaire, and without the authority's codes", async () => {
    const answer = await aFrontDoor().show();
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      authority: { name: "Bristol, City of" },
      wave: "2017-synthetic",
      synthetic: true,
      window: { opens: "2017-02-01", closes: "2017-03-31" },
      languages: ["en"],
      questionnaire: { id: "ylyc-11-17", version: 1 },
    });
    expect(answer.body).not.toMatch(/E06000023|"eligible"|"link"/);
  });

  test("is shown in the same bytes whether or not its authority may be named to others, and whatever its neighbours", async () => {
    const shown = async (mayBeNamed: boolean, statisticalNeighbours: string[]) => {
      const { authority } = aCampaign();
      const stores = storesInMemory([aCampaign({ authority: { ...authority, mayBeNamed, statisticalNeighbours } })]);
      const { status, body, headers } = await aFrontDoor({ stores }).show();
      return { status, body, etag: headers.etag };
    };
    const withConsent = await shown(true, ["866", "926"]);
    expect(withConsent.status).toBe(200);
    expect(withConsent.body).not.toMatch(/mayBeNamed|statisticalNeighbours/);
    expect(await shown(false, [])).toEqual(withConsent);
  });

  test.each([
    ["in lower case", LINK.toLowerCase()],
    ["in groups", "7Q0K-2M4N-6P8R-ST"],
    ["with the letter O for the digit 0", LINK.replace("0", "o")],
  ])("is found by its link as a person types it: %s", async (_, link) => {
    expect((await aFrontDoor().show({ link })).status).toBe(200);
    expect((await aFrontDoor().post(aGoodSubmission(), { link })).status).toBe(201);
  });

  test("is found by a link with ones that were typed as I or L", async () => {
    const stores = storesInMemory([aCampaign({ link: "11AAAAAAAAAAAA" })]);
    expect((await aFrontDoor({ stores }).show({ link: "iLaaaaaaaaaaaa" })).status).toBe(200);
  });

  test("is not found, nor answered, by a link that was replaced: strangers have it", async () => {
    const stores = storesInMemory([aCampaign({ link: "22222222222222", formerLinks: [LINK] })]);
    const door = aFrontDoor({ stores });
    expect((await door.show({ link: LINK })).json).toMatchObject({ type: "urn:bright-spots:problem:unknown-link" });
    expect((await door.post(aGoodSubmission(), { link: LINK })).status).toBe(404);
    expect(stores.handedOver).toEqual([]);
    expect((await door.post(aGoodSubmission(), { link: "22222222222222" })).status).toBe(201);
  });

  test("is not found by a link that nobody gave out", async () => {
    expect((await aFrontDoor().show({ link: "00000000000000" })).status).toBe(404);
  });

  test("is not sent again to those who have it: 304 without a body, the same ETag", async () => {
    const door = aFrontDoor();
    const { etag = "" } = (await door.show()).headers;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await door.show({ headers: { "If-None-Match": known } });
      expect([answer.status, answer.body, answer.headers.etag]).toEqual([304, "", etag]);
    }
    expect((await door.show({ headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  test("has another ETag when anything of it changes", async () => {
    const longer = storesInMemory([aCampaign({ closes: "2017-04-30" })]);
    const before = (await aFrontDoor().show()).headers.etag;
    expect((await aFrontDoor({ stores: longer }).show()).headers.etag).not.toBe(before);
  });
});
