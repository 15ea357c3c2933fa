/**
 * Takes any two releases of a campaign from one another, as a reader can who has kept the older one, and counts how often
 * the difference is few children. With the gate, and with every night's counts released as they are. SYNTHETIC.
 */
import { passGate } from "#functions/benchmark/gate/gate.ts";
import { countOne, groupedCountsOf, startCounting, tallyOf } from "#functions/tally/count.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import { breakdowns, type GroupCounts, type GroupedCounts } from "#shared/survey/tally.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";

const NIGHTS = 10;
const CAMPAIGN = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", version: 1 } as const;

/** Two questions of three and two bands, two ages: few enough categories that ten may come in each. */
export const shortQuestionnaire: Questionnaire = {
  id: CAMPAIGN.questionnaire,
  version: CAMPAIGN.version,
  title: { en: "A short questionnaire" },
  introduction: { en: "For an attack." },
  answeredBy: "young-person",
  ages: { from: 8, to: 11 },
  ageBands: [
    { id: "8-9", from: 8, to: 9 },
    { id: "10-11", from: 10, to: 11 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: ["trust", "friend"].map((id, position) => ({
        id,
        indicator: id,
        wording: { en: id },
        scale: {
          kind: "choice",
          bands: position === 0 ? ["positive", "neutral", "negative"] : ["positive", "negative"],
          options: [
            { id: "yes", wording: { en: "Yes" }, band: "positive" },
            ...(position === 0 ? [{ id: "so-so", wording: { en: "So-so" }, band: "neutral" as const }] : []),
            { id: "no", wording: { en: "No" }, band: "negative" },
          ],
        },
      })),
    },
  ],
  comments: [],
};

interface Child {
  readonly id: string;
  readonly response: ResponseContent;
}

type Chance = ReturnType<typeof chanceOf>;

function childOf(chance: Chance, id: string, ageBand: string, gender: KeptAbout["gender"]): Child {
  const about = {
    ageBand,
    gender,
    ethnicity: "white",
    placement: "foster",
    timeInCare: "1-2",
    disability: "unknown",
  } as const;
  const answers = new Map([
    ["trust", chance.integer(0, 2)],
    ["friend", chance.integer(0, 1)],
  ]);
  return { id, response: { version: CAMPAIGN.version, mode: "online", about, answers } };
}

function groupOf(chance: Chance, id: string, howMany: number): Child[] {
  const [ageBand, gender] = [
    chance.integer(0, 1) === 0 ? "8-9" : "10-11",
    chance.integer(0, 1) === 0 ? "girl" : "boy",
  ] as const;
  return Array.from({ length: howMany }, (_, position) => childOf(chance, `${id}-${position}`, ageBand, gender));
}

/** Nobody, one, some, or many at a time come and go: what makes a difference small, and what makes it large. */
const movers = (chance: Chance) => [0, 0, 1, 3, 12, 60][chance.integer(0, 5)] ?? 0;

/** Everybody who is there, night by night. */
function nightsOf(seed: number): Child[][] {
  const chance = chanceOf(seed, "subtraction");
  let present = Array.from({ length: 4 }, (_, place) => groupOf(chance, `first-${place}`, 25)).flat();
  return Array.from({ length: NIGHTS }, (_, night) => {
    if (night > 0) {
      const from = chance.integer(0, present.length);
      const leaving = movers(chance);
      present = [...present.slice(0, from), ...present.slice(from + leaving)];
      present = [...present, ...groupOf(chance, `night-${night}`, movers(chance))];
    }
    return present;
  });
}

function countsOf(children: readonly Child[]) {
  const counting = startCounting(shortQuestionnaire);
  for (const { response } of children) countOne(counting, { response });
  return counting;
}

function versionOf(children: readonly Child[], night: number): LedgerVersion {
  return {
    asAt: `2017-04-${String(night + 1).padStart(2, "0")}`,
    tally: tallyOf(CAMPAIGN, countsOf(children)),
    members: children.map(({ id }) => id).toSorted(),
  };
}

/** What readers will have seen after the last night. */
function gated(nights: readonly (readonly Child[])[]): readonly LedgerVersion[] {
  let seen: readonly LedgerVersion[] = [];
  for (const [night, children] of nights.entries()) {
    const arrivals = new Map(
      seen.map(({ asAt, members }) => {
        const known = new Set(members);
        return [asAt, groupedCountsOf(countsOf(children.filter(({ id }) => !known.has(id))))];
      }),
    );
    const candidate = { version: versionOf(children, night), arrivals, holdReason: undefined };
    const decision = passGate(seen, candidate, defaultPolicy);
    if (decision.status === "released" && decision.toWrite !== undefined) seen = decision.toWrite;
  }
  return seen;
}

/** By other means than the gate's: from the children themselves. */
function isolatesFew(one: readonly Child[], other: readonly Child[]): boolean {
  const come = other.filter(({ id }) => !one.some((each) => each.id === id));
  const gone = one.filter(({ id }) => !other.some((each) => each.id === id));
  return [come, gone].some((moved) => groupsOf(groupedCountsOf(countsOf(moved))).some(hasFewAnswers));
}

function groupsOf({ total, by }: GroupedCounts): GroupCounts[] {
  return [total, ...breakdowns.flatMap((breakdown) => Object.values(by[breakdown]))];
}

function hasFewAnswers({ indicators }: GroupCounts): boolean {
  return Object.values(indicators).some(({ counts }) => {
    const answers = counts.reduce((sum, count) => sum + count, 0);
    return answers > 0 && answers < defaultPolicy.minimumBase;
  });
}

export interface Subtraction {
  /** Sequences of nights. */
  readonly sequences: number;
  /** Versions that readers saw, over all sequences, with the gate. */
  readonly versions: number;
  /** Pairs of versions whose difference is few children, with the gate ... */
  readonly gated: number;
  /** ... and if every night's counts had been released. */
  readonly ungated: number;
}

const pairsOf = <Value>(values: readonly Value[]) =>
  values.flatMap((one, place) => values.slice(place + 1).map((other) => [one, other] as const));

export function subtractAll(sequences: number): Subtraction {
  const found = { sequences, versions: 0, gated: 0, ungated: 0 };
  for (let seed = 1; seed <= sequences; seed += 1) {
    const nights = nightsOf(seed);
    const versions = gated(nights);
    const childrenOf = ({ asAt }: LedgerVersion) => nights[Number(asAt.slice(-2)) - 1] ?? [];
    found.versions += versions.length;
    found.gated += pairsOf(versions.map(childrenOf)).filter(([one, other]) => isolatesFew(one, other)).length;
    found.ungated += pairsOf(nights).filter(([one, other]) => isolatesFew(one, other)).length;
  }
  return found;
}
