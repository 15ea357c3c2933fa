/**
 * Children post and take back over HTTP while a night counts their campaigns, and workers of tally die in the middle of it:
 * every draw is of those who were told to be in. `CAMPAIGNS_COUNTED=60` is how many at least, `PROPERTY_SEED` draws
 * other visits and deaths. SYNTHETIC.
 */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { londonDay } from "#shared/programme/calendar.ts";
import { partitionOf } from "#shared/programme/campaign.ts";
import type { ProgrammeDocument } from "#shared/programme/document.ts";
import { stages } from "../../infra/stages.ts";
import { registerWave } from "../journey/register-wave.ts";
import { itemsIn, lastDay, nightAfter, responsesCounted, sortKeyOf } from "../journey/small-wave.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { programmeOf } from "../journey/synthetic/programme.ts";
import { type SyntheticSubmission, submissionsOf } from "../journey/synthetic/submissions.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import type { WaveFigures } from "../journey/synthetic/waves.ts";
import { type FaultyCloud, startFaultyCloud } from "./faulty-cloud.ts";
import { type Mortality, newMortality } from "./mortal.ts";
import { mixed, noFaults, type Passed } from "./proxy.ts";
import { drawsIn, redrawn } from "./what-a-night-leaves.ts";

const COUNTED = Number(process.env.CAMPAIGNS_COUNTED ?? 10);
const SEED = Number(process.env.PROPERTY_SEED ?? 2017);
const figures: WaveFigures = { wave: "2017", authorities: 6, respondents: { "ylyc-8-11": 180 } };
/** One campaign has more responses than children who may answer: it is held, and open again. */
const HELD = figures.authorities - 1;

/** Posted before the night begins: enough for a campaign to be counted. */
const EARLY = 15;
const ELIGIBLE = 2_000;
const VISITORS_OF_A_CAMPAIGN = 2;
const LONGEST_PAUSE_IN_MILLISECONDS = 60;
const PAUSES_AFTER_A_REFUSAL = 10;
const SHARE_THAT_TAKES_BACK = 0.3;
/** Of all requests to the tables, so that the mark falls between two steps of a post or a withdrawal. */
const SHARE_OF_SLOW_REQUESTS = 0.25;
const DEATHS_OF_TALLY = 3;
const REQUESTS_FOR_A_CAMPAIGN = 5;
const LONGEST_FOR_ONE_NIGHT_IN_MILLISECONDS = 300_000;

const isAnswered = ({ body }: SyntheticSubmission) => Object.keys(body.answers).length > 0;

/** What the visitors of a campaign were told in the end. */
interface Told {
  readonly accepted: SyntheticSubmission[];
  readonly refused: SyntheticSubmission[];
  /** Refused where an earlier try was not answered: that one may be in. */
  readonly unsure: SyntheticSubmission[];
  /** 204: in no figure. */
  readonly withdrawn: SyntheticSubmission[];
  /** 200: figures stay as they are. */
  readonly withdrawnLate: SyntheticSubmission[];
  readonly surprises: string[];
}

interface Visited {
  readonly linked: LinkedCampaign;
  readonly partition: string;
  readonly waiting: SyntheticSubmission[];
  readonly told: Told;
}

function visitedOf(linked: LinkedCampaign): Visited {
  const { campaign } = linked;
  return {
    linked,
    partition: partitionOf({ ...campaign, authority: campaign.authority.code }),
    waiting: [...submissionsOf({ ...campaign, respondents: ELIGIBLE }, SEED)],
    told: { accepted: [], refused: [], unsure: [], withdrawn: [], withdrawnLate: [], surprises: [] },
  };
}

/** Asks again with the same key, as the contract has it, until there is an answer. */
async function ask(
  cloud: FaultyCloud,
  { linked }: Visited,
  { key, body }: SyntheticSubmission,
  method: "POST" | "DELETE",
): Promise<{ readonly status: number; readonly tries: number }> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(`${cloud.apiUrl}/v1/surveys/${linked.link}/submissions`, {
      method,
      headers: {
        "idempotency-key": key,
        ...(method === "POST" && { "content-type": "application/json" }),
      },
      ...(method === "POST" && { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    if (answer.status < 500) return { status: answer.status, tries };
    await wait(LONGEST_PAUSE_IN_MILLISECONDS);
  }
}

/** The submission, if it was accepted. */
async function post(cloud: FaultyCloud, visited: Visited): Promise<SyntheticSubmission | undefined> {
  const { waiting, told } = visited;
  const submission = waiting.shift();
  if (submission === undefined) throw new Error("there is nobody left to post");
  const { status, tries } = await ask(cloud, visited, submission, "POST");
  const isAccepted = status === 201 || status === 200;
  if (isAccepted) told.accepted.push(submission);
  else if (tries > 1 && (status === 410 || status === 409)) told.unsure.push(submission);
  else if (status === 410) told.refused.push(submission);
  else told.surprises.push(`POST ${status}`);
  return isAccepted ? submission : undefined;
}

async function takeBack(cloud: FaultyCloud, visited: Visited, submission: SyntheticSubmission): Promise<void> {
  const { told } = visited;
  const { status } = await ask(cloud, visited, submission, "DELETE");
  if (status === 204) told.withdrawn.push(submission);
  else if (status === 200) told.withdrawnLate.push(submission);
  else told.surprises.push(`DELETE ${status}`);
}

/** Many visitors of every campaign, until it is over. To every other campaign nobody asks for anything back. */
async function visitAll(cloud: FaultyCloud, all: readonly Visited[], seed: number, isOver: () => boolean) {
  const visits = all.flatMap((visited, at) =>
    Array.from({ length: VISITORS_OF_A_CAMPAIGN }, async (_, visitor) => {
      const chance = chanceOf(seed, "visitor", visited.partition, visitor);
      const mine: SyntheticSubmission[] = [];
      while (!isOver()) {
        const posted = await post(cloud, visited);
        if (posted !== undefined) mine.push(posted);
        const leaver = at % 2 === 1 && chance.happens(SHARE_THAT_TAKES_BACK) ? mine.pop() : undefined;
        if (leaver !== undefined) await takeBack(cloud, visited, leaver);
        const pauses = posted === undefined ? PAUSES_AFTER_A_REFUSAL : 1;
        await wait(pauses * chance.integer(0, LONGEST_PAUSE_IN_MILLISECONDS));
      }
    }),
  );
  await Promise.all(visits);
}

const withEligible = (document: ProgrammeDocument, eligibleAt: (position: number) => number): ProgrammeDocument => ({
  ...document,
  waves: document.waves.map((wave) => ({
    ...wave,
    campaigns: wave.campaigns.map((campaign, at) => ({ ...campaign, eligible: eligibleAt(at) })),
  })),
});

/** Sees what tally reads and what it writes. */
class Draws {
  /** Sort keys of the responses that a campaign's draw was made of, by partition. */
  readonly madeOf = new Map<string, ReadonlySet<string>>();
  readonly #read = new Map<string, ReadonlySet<string>>();

  readonly watch = ({ asked, body, status }: Passed, answered: Buffer): void => {
    const action = String(asked["x-amz-target"]).split(".")[1];
    const request = JSON.parse(body.toString());
    if (status !== 200) return;
    if (action === "Query" && request.TableName === "responses") {
      const { Items: items = [], LastEvaluatedKey: next } = JSON.parse(answered.toString());
      if (next !== undefined) throw new Error("so few responses come on one page");
      const counted = (items as Item[]).filter(({ withdrawn }) => withdrawn === undefined);
      const partition = request.ExpressionAttributeValues[":pk"].S;
      this.#read.set(partition, new Set(counted.map(({ sk }) => sk.S)));
    }
    if (action === "PutItem" && request.Item.sk.S.startsWith("counts#")) {
      const partition = request.Item.pk.S;
      this.madeOf.set(partition, this.#read.get(partition) ?? new Set());
    }
  };
}

interface Item {
  readonly sk: { readonly S: string };
  readonly withdrawn?: unknown;
}

async function onACloud(
  story: (
    cloud: FaultyCloud,
    tally: { readonly mortality: Mortality; readonly name: string },
    draws: Draws,
  ) => Promise<void>,
): Promise<void> {
  const [mortality, draws] = [newMortality(), new Draws()];
  let name = "";
  const cloud = await startFaultyCloud({
    sandboxes: 4,
    whenBusy: "wait",
    change(definition) {
      if (!definition.functionName.endsWith("-tally")) return definition;
      name = definition.functionName;
      return mortality.mortal(definition);
    },
    onPassedToDynamoDb: draws.watch,
  });
  try {
    await story(cloud, { mortality, name }, draws);
  } finally {
    await cloud.stop();
    await mortality.forget();
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
const commentKeys = ({ key, body }: SyntheticSubmission) =>
  Object.keys(body.comments ?? {}).map((question) =>
    createHash("sha256").update(`${key}\n${question}`).digest("base64url"),
  );

interface Stored {
  /** Whether the answers of a submission are there. */
  readonly holds: (submission: SyntheticSubmission) => boolean;
  /** Whether it was there at any time. */
  readonly knows: (submission: SyntheticSubmission) => boolean;
}

/** Of those who were refused or have withdrawn nothing is stored but a tombstone; of all others everything is. */
async function expectStored(cloud: FaultyCloud, all: readonly Visited[]): Promise<Stored> {
  const stored = new Map((await itemsIn(cloud, "responses")).map((item) => [item.sk?.S, item]));
  const comments = new Set((await itemsIn(cloud, "comments")).map(({ sk }) => sk?.S));
  const holds = ({ key }: SyntheticSubmission) => stored.get(sortKeyOf(key))?.answers !== undefined;
  const gone = all.flatMap(({ told }) => [...told.refused, ...told.withdrawn, ...told.withdrawnLate]);
  const left = new Set(gone);
  const stay = all.flatMap(({ told }) => told.accepted.filter((submission) => !left.has(submission)));
  expect(gone.filter(holds)).toEqual([]);
  expect(gone.flatMap(commentKeys).filter((key) => comments.has(key))).toEqual([]);
  expect(stay.filter((submission) => !holds(submission))).toEqual([]);
  return { holds, knows: ({ key }) => stored.has(sortKeyOf(key)) };
}

/**
 * Who was told to be in is in, and who was told to be out is out, to the unit. Between mark and reading a submission may be
 * both: counted and then taken back by its own request, or gone before the reading by a withdrawal that found the mark.
 *
 * @returns how many were
 */
function expectCounted(
  { told, partition }: Visited,
  { knows }: Stored,
  madeOf: ReadonlySet<string>,
  responses: number,
) {
  const isIn = ({ key }: SyntheticSubmission) => madeOf.has(sortKeyOf(key));
  const takenBack = told.refused.filter(knows);
  const mayBeEither = new Set([...takenBack, ...told.unsure, ...told.withdrawnLate]);
  const out = [...told.withdrawn, ...told.refused].filter((submission) => !mayBeEither.has(submission));
  const isOut = new Set(out);
  const inside = told.accepted.filter((submission) => !mayBeEither.has(submission) && !isOut.has(submission));
  expect(
    inside.filter((submission) => !isIn(submission)),
    partition,
  ).toEqual([]);
  expect(out.filter(isIn), partition).toEqual([]);
  const counted = [...inside, ...[...mayBeEither].filter(isIn)];
  expect(madeOf.size, partition).toBe(counted.length);
  expect(responses, partition).toBe(counted.filter(isAnswered).length);
  return { refusedYetIn: takenBack.filter(isIn).length, takenBack: takenBack.length };
}

test(
  `each of ${COUNTED} campaigns that are counted while children post and take back is drawn once, and of those who were told to be in`,
  async () => {
    let [nights, counted, deaths] = [0, 0, 0];
    let [accepted, refused, takenBack, refusedYetIn, withdrawn, late] = [0, 0, 0, 0, 0, 0];
    while (counted < COUNTED) {
      const seed = SEED + nights;
      nights += 1;
      await onACloud(async (cloud, { mortality, name }, draws) => {
        const opening = { today: londonDay(new Date()), until: lastDay(), allowedOrigins: stages.local.allowedOrigins };
        const [asOf, plain] = [nightAfter(), programmeOf(figures, seed, opening)];
        const document = withEligible(plain, (position) => (position === HELD ? 1 : ELIGIBLE));
        const register = (wanted: ProgrammeDocument) => cloud.invoke("register", wanted);
        const all = (await registerWave(register, document, figures, seed)).map(visitedOf);
        const held = all[HELD];
        if (held === undefined) throw new Error("the wave has too few campaigns");
        for (let early = 0; early < EARLY; early += 1) await Promise.all(all.map((visited) => post(cloud, visited)));
        const acceptedEarly = sum(all.map(({ told }) => told.accepted.length));

        cloud.beforeDynamoDb.follow(mixed(SHARE_OF_SLOW_REQUESTS, seed, ["slow"]));
        const chance = chanceOf(seed, "deaths of tally");
        mortality.letDie(
          name,
          Array.from({ length: DEATHS_OF_TALLY }, () => chance.integer(1, REQUESTS_FOR_A_CAMPAIGN)),
        );
        let isOver = false;
        const visits = visitAll(cloud, all, seed, () => isOver);
        const night = await cloud.runNight(asOf);
        isOver = true;
        await visits;
        cloud.beforeDynamoDb.follow(noFaults);
        expect(night).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
        expect(all.flatMap(({ told }) => told.surprises)).toEqual([]);
        deaths += mortality.died(name);

        const drawn = await drawsIn(cloud);
        const drawnAsExpected = all
          .filter((visited) => visited !== held)
          .map(({ partition }) => `${partition} counts#1`);
        expect([...drawn.keys()].filter((each) => !each.includes("#nation#")).toSorted()).toEqual(
          drawnAsExpected.toSorted(),
        );
        const responses = await responsesCounted(cloud);
        const stored = await expectStored(cloud, all);
        for (const visited of all.filter((each) => each !== held)) {
          const { partition } = visited;
          const found = expectCounted(
            visited,
            stored,
            draws.madeOf.get(partition) ?? new Set(),
            responses.get(partition) ?? 0,
          );
          takenBack += found.takenBack;
          refusedYetIn += found.refusedYetIn;
          counted += 1;
        }
        accepted += sum(all.map(({ told }) => told.accepted.length)) - acceptedEarly;
        refused += sum(all.map(({ told }) => told.refused.length));
        withdrawn += sum(all.map(({ told }) => told.withdrawn.length));
        late += sum(all.map(({ told }) => told.withdrawnLate.length));

        // The one that was held takes posts again, and is counted when its coordinator has mended it.
        const before = held.told.accepted.length;
        await post(cloud, held);
        expect(held.told.accepted).toHaveLength(before + 1);
        expect(await register(withEligible(plain, () => ELIGIBLE))).toMatchObject({ refused: false });
        expect(await cloud.runNight(asOf)).toMatchObject({ status: "SUCCEEDED", output: { status: "published" } });
        expect(redrawn(drawn, await drawsIn(cloud))).toEqual([]);
        const { told } = held;
        const gone = new Set([...told.withdrawn, ...told.withdrawnLate]);
        const left = told.accepted.filter((submission) => isAnswered(submission) && !gone.has(submission));
        expect((await responsesCounted(cloud)).get(held.partition)).toBe(left.length);
        counted += 1;
      });
    }
    console.log(
      `seed ${SEED}: ${counted} campaigns counted in ${nights} nights, with ${deaths} deaths of tally; meanwhile ${accepted} posts ` +
        `accepted, ${refused} refused (${takenBack} of them taken back, ${refusedYetIn} of these when they had been counted), ` +
        `${withdrawn} withdrawn before the mark and ${late} after it`,
    );
    expect(deaths).toBeGreaterThan(0);
    for (const times of [accepted, refused, takenBack, withdrawn, late]) expect(times).toBeGreaterThan(0);
  },
  600_000 + COUNTED * LONGEST_FOR_ONE_NIGHT_IN_MILLISECONDS,
);
