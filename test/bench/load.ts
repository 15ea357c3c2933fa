/**
 * Posts at a fixed rate over loopback, before, during and after an outage of the tables:
 *
 *     npm run bench:load -- --rate 20 --seconds 90 --outage-from 30 --outage-seconds 30 --fault hung
 *
 * An open loop: who arrives when is settled before the first post, and every latency is counted from then. Front ends,
 * gateway, proxy, sandboxes and tables share one machine, so the figures say how an outage echoes, not how fast AWS is.
 * Ends with 1 where the recovery takes as long as the outage, where a submission is lost or stored otherwise than once, or
 * where a failure of ours does not say when to try again.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { runCommand } from "../../infra/local/command.ts";
import { stages } from "../../infra/stages.ts";
import { startFaultyCloud } from "../faults/faulty-cloud.ts";
import { always, type Fault, faults, noFaults } from "../faults/proxy.ts";
import { itemsIn, smallWave, sortKeyOf } from "../journey/small-wave.ts";
import { submissionsOf } from "../journey/synthetic/submissions.ts";
import type { LinkedCampaign } from "../journey/synthetic/visits.ts";
import { type Arrival, type Outcome, openLoop } from "./load-arrivals.ts";
import { headings, type Outage, recoveryOf, rowsOf } from "./load-figures.ts";
import { frontEnds } from "./load-front-ends.ts";
import { markdownTable } from "./markdown.ts";

const usage =
  "npm run bench:load [-- --rate NUMBER] [--seconds NUMBER] [--outage-from NUMBER] [--outage-seconds NUMBER] [--fault NAME] [--sandboxes NUMBER] [--seed NUMBER]";

const wishes = z.object({
  rate: z.coerce.number().positive().max(1_000),
  seconds: z.coerce.number().int().min(3).max(900),
  "outage-from": z.coerce.number().int().min(1),
  "outage-seconds": z.coerce.number().int().min(1),
  fault: z.enum(faults),
  /**
   * As in an account, collect takes as many requests at once as it reserves and refuses one more. There each has a sandbox
   * and a processor to itself; here they take turns in so many sandboxes, which share a few processors.
   */
  sandboxes: z.coerce.number().int().min(1).max(stages.production.reservedConcurrencyOfCollect),
  seed: z.coerce.number().int(),
});
type Wishes = z.infer<typeof wishes>;

function read(): Wishes {
  const { values } = parseArgs({
    options: {
      rate: { type: "string", default: "20" },
      seconds: { type: "string", default: "90" },
      "outage-from": { type: "string", default: "30" },
      "outage-seconds": { type: "string", default: "30" },
      fault: { type: "string", default: "hung" },
      sandboxes: { type: "string", default: "12" },
      seed: { type: "string", default: "7" },
    },
  });
  return wishes.parse(values);
}

/** How long after the last arrival a front end goes on trying. */
const PATIENCE_IN_MILLISECONDS = 60_000;
/**
 * A sandbox starts on its first request, and takes several times as much of the processor for its first hundred; that is no
 * part of what is measured.
 */
const WARMING_UP_IN_ROUNDS = 50;

const say = (line = "") => process.stdout.write(`${line}\n`);

/** Evenly spaced, taking the campaigns in turn. */
function arrivalsOf(
  campaigns: readonly LinkedCampaign[],
  apiUrl: string,
  { rate, seconds, seed }: { readonly rate: number; readonly seconds: number; readonly seed: number },
): readonly Arrival[] {
  const count = Math.floor(rate * seconds);
  const each = Math.ceil(count / campaigns.length);
  const people = campaigns.map(({ campaign, link }) => ({
    url: new URL(`/v1/surveys/${link}/submissions`, apiUrl).href,
    submissions: submissionsOf({ ...campaign, respondents: each }, seed),
  }));
  return Array.from({ length: count }, (_, at) => {
    const from = people[at % people.length];
    const submission = from?.submissions[Math.floor(at / people.length)];
    if (from === undefined || submission === undefined) throw new RangeError("there are too few submissions");
    const { key, body } = submission;
    return { atInMilliseconds: (1_000 * at) / rate, url: from.url, key, body: JSON.stringify(body) };
  });
}

async function underOutage(arrivals: readonly Arrival[], outage: Outage, fault: Fault, cloud: Cloud) {
  const timers = [
    setTimeout(() => cloud.beforeDynamoDb.follow(always(fault)), outage.fromInMilliseconds),
    setTimeout(() => cloud.beforeDynamoDb.follow(noFaults), outage.untilInMilliseconds),
  ];
  const giveUpAt = (arrivals.at(-1)?.atInMilliseconds ?? 0) + PATIENCE_IN_MILLISECONDS;
  const outcomes = await frontEnds(arrivals, giveUpAt);
  for (const timer of timers) clearTimeout(timer);
  return outcomes;
}
type Cloud = Awaited<ReturnType<typeof startFaultyCloud>>;

/** Every acknowledged submission once in the table, and nothing that nobody sent. */
async function isEachStoredOnce(outcomes: readonly Outcome[], others: readonly Arrival[], cloud: Cloud) {
  const stored = (await itemsIn(cloud, "responses")).map(({ sk }) => sk?.S ?? "");
  const acknowledged = outcomes.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  const sent = new Set([...outcomes, ...others].map(({ key }) => sortKeyOf(key)));
  const held = new Set(stored);
  return (
    held.size === stored.length &&
    acknowledged.every(({ key }) => held.has(sortKeyOf(key))) &&
    stored.every((key) => sent.has(key))
  );
}

async function load({ rate, seconds, fault, sandboxes, seed, ...wished }: Wishes): Promise<number> {
  const outage: Outage = {
    fromInMilliseconds: 1_000 * wished["outage-from"],
    untilInMilliseconds: 1_000 * (wished["outage-from"] + wished["outage-seconds"]),
  };
  const cloud = await startFaultyCloud({ sandboxes, whenBusy: "wait" });
  try {
    const campaigns = await cloud.register(smallWave, seed);
    const warming = arrivalsOf(campaigns, cloud.apiUrl, {
      rate: sandboxes,
      seconds: WARMING_UP_IN_ROUNDS,
      seed: seed + 1,
    });
    for (let round = 0; round < WARMING_UP_IN_ROUNDS; round += 1) {
      const together = warming.slice(round * sandboxes, (round + 1) * sandboxes);
      await openLoop(
        together.map((arrival) => ({ ...arrival, atInMilliseconds: 0 })),
        PATIENCE_IN_MILLISECONDS,
        () => 0,
      );
    }

    const arrivals = arrivalsOf(campaigns, cloud.apiUrl, { rate, seconds, seed });
    const outcomes = await underOutage(arrivals, outage, fault, cloud);
    await cloud.beforeDynamoDb.quiet();

    const recovery = recoveryOf(outcomes, outage);
    const inSeconds = (milliseconds: number | undefined) =>
      milliseconds === undefined ? "never" : `${(milliseconds / 1_000).toFixed(1)} s`;
    const lost = outcomes.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length;
    const stored = await isEachStoredOnce(outcomes, warming, cloud);
    say(
      `SYNTHETIC: ${rate} a second for ${seconds} s, the tables ${fault} for ${wished["outage-seconds"]} s, ${sandboxes} sandboxes. In seconds from when somebody meant to send.\n`,
    );
    say(markdownTable(headings, rowsOf(outcomes, outage)));
    say();
    say(`usual before: within ${inSeconds(recovery.usualInMilliseconds)}`);
    say(`usual again: ${inSeconds(recovery.usualAgainInMilliseconds)} after the outage`);
    say(`backlog gone: ${inSeconds(recovery.backlogGoneInMilliseconds)} after the outage`);
    say(`never acknowledged: ${lost}; each acknowledged one stored once: ${stored ? "yes" : "NO"}`);
    const ofTheGateway = outcomes.reduce((sum, { failuresOfTheGateway }) => sum + failuresOfTheGateway, 0);
    const untold = outcomes.reduce((sum, { failuresWithoutRetryAfter }) => sum + failuresWithoutRetryAfter, 0);
    say(`5xx of ours without Retry-After: ${untold}; 5xx of the gateway, which has none: ${ofTheGateway}`);
    say(`the measurement itself was late by at most ${inSeconds(Math.max(...outcomes.map(({ lateBy }) => lateBy)))}`);

    const took = Math.max(
      recovery.usualAgainInMilliseconds ?? Number.POSITIVE_INFINITY,
      recovery.backlogGoneInMilliseconds ?? Number.POSITIVE_INFINITY,
    );
    return lost === 0 && stored && untold === 0 && took < 1_000 * wished["outage-seconds"] ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

await runCommand({ usage, read, run: load });
