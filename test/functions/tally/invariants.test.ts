import { describe, expect, test } from "vitest";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { checkThatItAddsUp, TallyDoesNotAddUp } from "#functions/tally/invariants.ts";
import { judge } from "#shared/survey/judge.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";
import type { MeasureCounts, Tally } from "#shared/survey/tally.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { storedResponse } from "./stored-responses.ts";

const campaign = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", version: 3 } as const;

/** The small questionnaire has nothing to derive low well-being from; that of the oldest has. */
function aTallyOfTheOldest(): Tally {
  const counting = startCounting(oldest);
  for (const happy of [0, 5, 9]) {
    const ladders = { "life-satisfaction": 2, "happy-yesterday": happy, "things-worthwhile": 4 };
    countOne(counting, judge(storedResponse(ladders, { ageBand: "11-13" }, oldest), oldest));
  }
  return structuredClone(tallyOf(campaign, counting));
}

function aTally(): Tally {
  const counting = startCounting(smallQuestionnaire);
  for (const life of [0, 5, 5, 9]) {
    countOne(counting, judge(storedResponse({ "how-is-life": life, "has-a-friend": 1 }), smallQuestionnaire));
  }
  return structuredClone(tallyOf(campaign, counting));
}

function measure(found: MeasureCounts | undefined): MeasureCounts {
  if (found === undefined) throw new Error("no such measure");
  return found;
}

/** Moves one answer from one code to another: every sum inside the measure still holds. */
function moveOne({ counts }: MeasureCounts, from: number, to: number): void {
  counts[from] = (counts[from] ?? 0) - 1;
  counts[to] = (counts[to] ?? 0) + 1;
}

const broken: readonly [claim: string, place: string, breakIt: (tally: Tally) => void][] = [
  ["a response was read and neither tallied, withdrawn nor set aside", "read", (tally) => (tally.read += 1)],
  ["a withdrawal was counted and nothing read for it", "read", (tally) => (tally.withdrawn += 1)],
  [
    "more were tallied than there are respondents",
    "tallied",
    (tally) => {
      tally.tallied += 1;
      tally.read += 1;
    },
  ],
  [
    "an answer to an item was lost",
    "total, how-is-life",
    (tally) => (measure(tally.total.items["how-is-life"]).counts[9] = 0),
  ],
  [
    "an answer was counted twice in an indicator",
    "gender girl, good-friend",
    (tally) => (measure(tally.by.gender.girl?.indicators["good-friend"]).counts[0] = 5),
  ],
  [
    "a breakdown has the right sums but other answers than the total",
    "age_band, how-is-life",
    (tally) => moveOne(measure(tally.by.age_band["8-9"]?.items["how-is-life"]), 5, 6),
  ],
  [
    "a category that is for national figures alone has lost an answer",
    "ethnicity_major white, good-friend",
    (tally) => (measure(tally.by.ethnicity_major.white?.indicators["good-friend"]).counts[0] = 3),
  ],
  [
    "a placement is missing",
    "placement, respondents",
    (tally) => {
      delete tally.by.placement.foster;
    },
  ],
  [
    "a category is missing",
    "gender, respondents",
    (tally) => {
      delete tally.by.gender.girl;
    },
  ],
];

describe("a tally that contradicts itself", () => {
  test("is told from one that adds up", () => {
    expect(() => checkThatItAddsUp(aTally())).not.toThrow();
  });

  test.each(broken)("is refused where %s", (_, place, breakIt) => {
    const tally = aTally();
    breakIt(tally);
    expect(() => checkThatItAddsUp(tally)).toThrow(new TallyDoesNotAddUp(campaign, place));
  });

  test("is refused where a derived measure has lost a respondent, or moved one between bands", () => {
    const id = "low-well-being-by-ladders";
    expect(() => checkThatItAddsUp(aTallyOfTheOldest())).not.toThrow();
    const lost = aTallyOfTheOldest();
    measure(lost.total.derived[id]).counts[0] = 0;
    expect(() => checkThatItAddsUp(lost)).toThrow(new TallyDoesNotAddUp(campaign, `total, ${id}`));
    const moved = aTallyOfTheOldest();
    moveOne(measure(moved.by.placement.foster?.derived[id]), 0, 1);
    expect(() => checkThatItAddsUp(moved)).toThrow(new TallyDoesNotAddUp(campaign, `placement, ${id}`));
  });

  test("is refused where two items of one indicator were counted into one", () => {
    const [people, life] = smallQuestionnaire.sections;
    if (people === undefined || life === undefined) throw new Error("the small questionnaire has two sections");
    const twice = life.items.map((item) => ({ ...item, id: "how-was-life" }));
    const questionnaire = { ...smallQuestionnaire, sections: [people, life, { ...life, items: twice }] };
    const counting = startCounting(questionnaire);
    countOne(
      counting,
      judge(storedResponse({ "how-is-life": 3, "how-was-life": 4 }, {}, questionnaire), questionnaire),
    );
    expect(() => checkThatItAddsUp(tallyOf(campaign, counting))).toThrow(
      new TallyDoesNotAddUp(campaign, "total, life-satisfaction"),
    );
  });
});
