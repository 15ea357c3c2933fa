/** The OpenAPI document is valid and says what the handlers do. */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "#functions/collect/openapi.ts";
import { routesOf } from "#functions/collect/routes.ts";
import { routesOf as withdrawalRoutesOf } from "#functions/withdraw/routes.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import { contract, contractAccepts, contractAcceptsSome, operationOf } from "./contract.ts";
import {
  ANOTHER_KEY,
  type Answer,
  aCampaign,
  aFrontDoor,
  aGoodSubmission,
  type Sending,
  storesInMemory,
} from "./front-door.ts";
import { goodSubmissionsTo, mutations } from "./submissions.ts";

const after = { now: "2018-01-01T12:00:00Z" };
const unreachable = {
  ...storesInMemory(),
  campaigns: {
    ...storesInMemory().campaigns,
    byLink: async () => {
      throw new Error("no connection");
    },
  },
};
const tagOf = ({ headers }: Answer) => ({ "if-none-match": headers.etag ?? "" });

/** For each route one way to come by each status. The front door holds each answer against the document's schema. */
const provoked: Readonly<Record<Sending["route"], readonly (() => Promise<Answer>)[]>> = {
  "GET /v1/surveys/{link}": [
    () => aFrontDoor().show(),
    async () => aFrontDoor().show({ headers: tagOf(await aFrontDoor().show()) }),
    () => aFrontDoor().show({ link: "no-such-link" }),
    () => aFrontDoor(after).show(),
    () => aFrontDoor({ stores: unreachable }).show(),
  ],
  "POST /v1/surveys/{link}/submissions": [
    () => aFrontDoor().post(aGoodSubmission()),
    async () => {
      const door = aFrontDoor();
      await door.post(aGoodSubmission());
      return door.post(aGoodSubmission());
    },
    async () => {
      const door = aFrontDoor();
      await door.post(aGoodSubmission());
      return door.post(aGoodSubmission({ mode: "paper" }));
    },
    () => aFrontDoor().post("{"),
    () => aFrontDoor().post(aGoodSubmission(), { link: "no-such-link" }),
    () => aFrontDoor(after).post(aGoodSubmission()),
    () => aFrontDoor().post(" ".repeat(33 * 1024)),
    () => aFrontDoor().post(aGoodSubmission(), { headers: { "content-type": "text/plain" } }),
    () => aFrontDoor().post({}),
    () => aFrontDoor({ stores: unreachable }).post(aGoodSubmission()),
  ],
  "DELETE /v1/surveys/{link}/submissions": [
    async () => {
      const door = aFrontDoor();
      await door.post(aGoodSubmission());
      return door.withdraw();
    },
    () => aFrontDoor().withdraw({ headers: { "idempotency-key": "1" } }),
    () => aFrontDoor().withdraw({ link: "no-such-link" }),
    () => aFrontDoor().withdraw(),
    async () => {
      const stores = storesInMemory();
      const door = aFrontDoor({ stores, withdrawal: stores });
      await door.post(aGoodSubmission());
      stores.countingBegins();
      return door.withdraw();
    },
    () => aFrontDoor({ withdrawal: unreachable }).withdraw(),
  ],
  "GET /v1/openapi.json": [
    () => aFrontDoor().send({ route: "GET /v1/openapi.json" }),
    async () => {
      const headers = tagOf(await aFrontDoor().send({ route: "GET /v1/openapi.json" }));
      return aFrontDoor().send({ route: "GET /v1/openapi.json", headers });
    },
  ],
  "GET /v1/health": [
    () => aFrontDoor().send({ route: "GET /v1/health" }),
    () => aFrontDoor({ stores: unreachable }).send({ route: "GET /v1/health" }),
  ],
};

/** The gateway's own answer; and one that stands for a function that could not start at all. */
const notOurs: Readonly<Record<Sending["route"], readonly string[]>> = {
  "GET /v1/surveys/{link}": ["429"],
  "POST /v1/surveys/{link}/submissions": ["429"],
  "DELETE /v1/surveys/{link}/submissions": ["429"],
  "GET /v1/openapi.json": ["429", "503"],
  "GET /v1/health": ["429"],
};

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1 and breaks no recommended rule", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: JSON.stringify(openApiDocument()), config });
    expect(problems.map(({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`)).toEqual([]);
  });

  test("is seen to be refused by the same rules when it is broken", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const { paths: _, ...broken } = { ...openApiDocument(), servers: "here" };
    const problems = await lintFromString({ source: JSON.stringify(broken), config });
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  });

  test("is what GET /v1/openapi.json serves", async () => {
    const answer = await aFrontDoor().send({ route: "GET /v1/openapi.json" });
    expect(answer.json).toEqual(openApiDocument());
  });

  test("describes every route of the two functions and no other", () => {
    const described = Object.entries(contract.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = {
      ...routesOf(
        storesInMemory(),
        { responsesInDays: 1, commentsInDays: 1 },
        "1.2.3",
        () => new Date(),
        () => "attempt",
      ),
      ...withdrawalRoutesOf(storesInMemory(), 1),
    };
    expect(described.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  test.each(Object.keys(provoked) as Sending["route"][])(
    "lists every status that is given, and no other: %s",
    async (route) => {
      const statuses = new Set<string>();
      for (const provoke of provoked[route]) statuses.add(String((await provoke()).status));
      const listed = Object.keys(operationOf(route).responses);
      expect([...statuses, ...notOurs[route]].toSorted()).toEqual(listed.toSorted());
    },
  );

  test.each(questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const))(
    "accepts the submissions that the handler accepts, and no other (%s)",
    async (id, questionnaire) => {
      const campaign = aCampaign({ questionnaire: id });
      const seen = { accepted: 0, refused: 0 };
      const submissions = fc
        .tuple(goodSubmissionsTo(questionnaire, fc.constantFrom("", " ")), fc.array(mutations, { maxLength: 3 }))
        .map(([good, changes]) => changes.reduce((submission, change) => change(submission), good));
      await fc.assert(
        fc.asyncProperty(submissions, async (submission) => {
          const stores = storesInMemory([campaign]);
          const door = aFrontDoor({ stores });
          const { status } = await door.post(submission, { headers: { "idempotency-key": ANOTHER_KEY } });
          // Judged as it arrives: JSON has no minus zero, for one.
          const arrived = JSON.parse(JSON.stringify(submission));
          const accepts = contractAccepts(id, arrived);
          expect(status).toBe(accepts ? 201 : 422);
          expect(contractAcceptsSome(arrived) || !accepts).toBe(true);
          expect(stores.storedResponses()).toHaveLength(accepts ? 1 : 0);
          seen[accepts ? "accepted" : "refused"] += 1;
        }),
        { seed: 2017, numRuns: 400 },
      );
      expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(50);
    },
  );
});
