/** What the front door says of itself. */
import { describe, expect, test } from "vitest";
import { normaliseLink } from "#shared/programme/link.ts";
import { aFrontDoor, storesInMemory, VERSION } from "./front-door.ts";

/** Stores that notice being asked. `answer` stands for the programme. */
function watched(answer: () => Promise<undefined>) {
  const asked: string[] = [];
  const told = (what: string) => async (): Promise<never> => {
    asked.push(what);
    throw new Error("nobody may ask this");
  };
  const campaigns = {
    byLink(link: string) {
      asked.push(`programme ${link}`);
      return answer();
    },
    isCounting: told("the counting mark"),
  };
  return {
    asked,
    stores: {
      ...storesInMemory(),
      campaigns,
      responses: { put: told("responses"), takeBack: told("responses") },
      comments: { put: told("comments") },
    },
  };
}

describe("GET /v1/health", () => {
  test("says the version and that the programme answers, and is kept by no cache", async () => {
    const answer = await aFrontDoor().send({ route: "GET /v1/health" });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ status: "ok", version: VERSION, dependencies: { programme: "answers" } });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("asks the programme for a link that can be nobody's, and asks no other store anything", async () => {
    const { stores, asked } = watched(async () => undefined);
    await aFrontDoor({ stores }).send({ route: "GET /v1/health" });
    expect(asked).toEqual(["programme health"]);
    expect(normaliseLink("health")).toBeNull();
  });

  test("is a 503 with Retry-After that names what is silent and quotes nothing of the error", async () => {
    const { stores } = watched(() => Promise.reject(new Error("quoted")));
    const door = aFrontDoor({ stores });
    const answer = await door.send({ route: "GET /v1/health" });
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ "retry-after": "2", "content-type": "application/problem+json" });
    expect(answer.json).toMatchObject({
      type: "urn:bright-spots:problem:programme-unavailable",
      version: VERSION,
      dependencies: { programme: "silent" },
    });
    expect(JSON.stringify([answer.json, door.lines])).not.toContain("quoted");
    expect(door.lines).toMatchObject([{ status: 503, refusal: "programme-unavailable" }]);
  });

  test("is a 503 before the function's time is up, however long the programme takes", async () => {
    const { stores } = watched(() => new Promise(() => undefined));
    const answer = await aFrontDoor({ stores, remainingTimeInMilliseconds: 900 }).send({ route: "GET /v1/health" });
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toBe("2");
  });
});
