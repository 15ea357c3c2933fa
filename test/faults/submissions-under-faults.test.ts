/**
 * Front ends post while one in ten requests of the functions to the tables goes wrong, and while the line between front
 * ends and gateway breaks now and then too. `SUBMISSIONS_UNDER_FAULTS=20000` posts as many. SYNTHETIC.
 */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { anonymise } from "#functions/collect/anonymise.ts";
import { validate } from "#functions/collect/validate.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { pack } from "#shared/survey/response.ts";
import { itemsIn, smallWave, sortKeyOf } from "../journey/small-wave.ts";
import { postLikeFrontEnds } from "../journey/synthetic/front-end.ts";
import { type SyntheticBody, submissionsOf } from "../journey/synthetic/submissions.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import { startFaultyCloud } from "./faulty-cloud.ts";
import { dynamoDbRefusals, type FaultPlan, faults, mixed, type Passed, startFaultyProxy } from "./proxy.ts";

const SUBMISSIONS = Number(process.env.SUBMISSIONS_UNDER_FAULTS ?? 2_000);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const SANDBOXES = 12;
const CLIENTS = 24;

/** One in ten all along, and in between for a while nothing but refusals, so that functions give up too. */
const BLACKOUT = { from: 1_000, until: 1_200 };
const oneInTen = mixed(0.1, SEED);
const beforeTheTables: FaultPlan = (number) =>
  number >= BLACKOUT.from && number < BLACKOUT.until ? "failed-afterwards" : oneInTen(number);
/** What a line does. What a service says of itself is for the gateway to say. */
const onTheLine = mixed(0.03, SEED + 1, ["hung", "delivered-late", "cut", "broken-off", "slow"]);

/** The same campaigns with as many more children as it takes. */
function grown(campaigns: readonly LinkedCampaign[]): readonly LinkedCampaign[] {
  return campaigns.map((linked, at) => {
    const respondents =
      Math.floor(((at + 1) * SUBMISSIONS) / campaigns.length) - Math.floor((at * SUBMISSIONS) / campaigns.length);
    return { ...linked, submissions: submissionsOf({ ...linked.campaign, respondents }, SEED) };
  });
}

/** What must be stored of a submission, worked out without any store. */
function kept(body: SyntheticBody): unknown {
  const questionnaire = publishedQuestionnaire(body.questionnaire, body.version);
  const verdict = validate(JSON.parse(JSON.stringify(body)), questionnaire);
  if (!verdict.valid) throw new Error("a synthetic submission is valid");
  return pack(anonymise(verdict.submission, questionnaire), questionnaire);
}

const commentKeyOf = (key: string, question: string) =>
  createHash("sha256").update(`${key}\n${question}`).digest("base64url");

test(
  `of ${SUBMISSIONS} submissions under mixed faults each is stored once as it was sent, and every failure says when to try again`,
  async () => {
    const cloud = await startFaultyCloud({ sandboxes: SANDBOXES, whenBusy: "wait" });
    const passed: Passed[] = [];
    const line = await startFaultyProxy({
      upstream: cloud.apiUrl,
      refusals: dynamoDbRefusals,
      plan: onTheLine,
      hangInMilliseconds: 1_000,
      lateInMilliseconds: 1_000,
      onPassed: ({ asked, ...rest }) =>
        passed.push({ ...rest, asked: { "idempotency-key": asked["idempotency-key"] } }),
    });
    try {
      const campaigns = grown(await cloud.register(smallWave, SEED));
      cloud.beforeDynamoDb.follow(beforeTheTables);
      const began = performance.now();
      const posting = await postLikeFrontEnds({
        apiUrl: line.url,
        campaigns,
        seed: SEED,
        clients: CLIENTS,
        slowBodyInMilliseconds: 200,
      });
      const seconds = (performance.now() - began) / 1_000;
      // What is delivered late must change nothing either.
      await line.quiet();
      await cloud.beforeDynamoDb.quiet();

      expect(posting.surprises).toEqual([]);
      const submissions = campaigns.flatMap((campaign) => campaign.submissions);
      expect(posting.acknowledged.toSorted()).toEqual(submissions.map(({ key }) => key).toSorted());

      const stored = await itemsIn(cloud, "responses");
      expect(stored).toHaveLength(SUBMISSIONS);
      const byKey = new Map(stored.map(({ sk, about, answers }) => [sk?.S, { about: about?.S, answers: answers?.S }]));
      const different = submissions.filter(
        ({ key, body }) => JSON.stringify(byKey.get(sortKeyOf(key))) !== JSON.stringify(kept(body)),
      );
      expect(different.map(({ key }) => key)).toEqual([]);

      const comments = submissions.flatMap(({ key, body }) =>
        Object.entries(body.comments ?? {})
          .filter(([, words]) => words.trim() !== "")
          .map(([question]) => commentKeyOf(key, question)),
      );
      expect((await itemsIn(cloud, "comments")).map(({ sk }) => sk?.S).toSorted()).toEqual(comments.toSorted());

      const failures = passed.filter(({ status }) => status >= 500);
      expect(failures.filter(({ headers }) => headers["retry-after"] === undefined)).toEqual([]);
      expect(failures.length).toBeGreaterThan(0);
      const created = passed.filter(({ status }) => status === 201).map(({ asked }) => asked["idempotency-key"]);
      expect(new Set(created).size).toBe(created.length);

      for (const fault of faults) expect(cloud.beforeDynamoDb.done.get(fault), fault).toBeGreaterThan(0);
      const told = (done: ReadonlyMap<string, number>) =>
        [...done].map(([fault, times]) => `${times} ${fault}`).join(", ");
      console.log(
        `${SUBMISSIONS} submissions in ${seconds.toFixed(0)} s: ${passed.length} answers of the gateway (${failures.length} of them 503), ` +
          `${posting.connectionsLost} connections lost\n` +
          `tables: ${cloud.beforeDynamoDb.requests()} requests, ${told(cloud.beforeDynamoDb.done)}\n` +
          `line: ${line.requests()} requests, ${told(line.done)}`,
      );
    } finally {
      await line.stop();
      await cloud.stop();
    }
  },
  120_000 + 60 * SUBMISSIONS,
);
