import { describe, expect, test } from "vitest";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { checkThatItAddsUp, TallyDoesNotAddUp } from "#functions/tally/invariants.ts";
import { judge } from "#functions/tally/judge.ts";
import type { MeasureCounts, Tally } from "#shared/survey/tally.ts";
import { smallQuestionnaire } from "./small-questionnaire.ts";
import { storedResponse } from "./stored-responses.ts";

const campaign = { wave: "2017", authority: "801", questionnaire: "ylyc-8-11", version: 3 } as const;

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
  ["a response was read and neither tallied nor set aside", "read", (tally) => (tally.read += 1)],
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
});
