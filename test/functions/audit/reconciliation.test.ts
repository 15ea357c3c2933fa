/** Counts that do not reconcile, and campaigns that must not be shown. */
import { describe, test } from "vitest";
import type { SetAsideReason } from "#shared/survey/tally.ts";
import type { Night } from "./a-night.ts";
import {
  BENCHMARKS,
  inBenchmarks,
  inManifest,
  inRates,
  isFound,
  isMissed,
  plus,
  RATES,
  type Spoiled,
} from "./spoiling.ts";

describe("only closed campaigns are shown: finds", () => {
  const rule = "only-closed-campaigns-are-shown";
  const repeat = (night: Night) =>
    night.rewrite(BENCHMARKS, () => night.rows(BENCHMARKS).slice(0, 1).concat(night.rows(BENCHMARKS).slice(0, 1)));
  test.each<Spoiled>([
    [
      "a row of an open campaign",
      inBenchmarks(
        ({ wave }) => wave === "2017",
        () => ({ old_la_code: "880", instrument: "ylyc-4-7" }),
      ),
      `${rule}: is of a campaign that is still open`,
    ],
    [
      "a row of a campaign that has not begun",
      inBenchmarks(
        ({ wave }) => wave === "2017",
        () => ({ old_la_code: "890" }),
      ),
      `${rule}: is of a campaign that is not in the plan, or whose window has not opened`,
    ],
    [
      "a row of a measure that was not asked",
      inBenchmarks(
        () => true,
        () => ({ measure: "shoe-size" }),
      ),
      `${rule}: is of a measure, group or band that the questionnaire does not have`,
    ],
    [
      "a row of two crossed characteristics",
      inBenchmarks(
        (row) => row.gender === "girl",
        () => ({ age_band: "4-5" }),
      ),
      `${rule}: is of a measure, group or band that the questionnaire does not have`,
    ],
    ["a row that is there twice", repeat, `${rule}: is there twice`],
    [
      "a manifest that leaves a campaign out",
      inManifest(({ released }) => ({ released: released.slice(1) })),
      `${rule}: names other campaigns as released than those that are closed and not held`,
    ],
    [
      "a manifest that names a held campaign",
      inManifest(({ released }) => ({
        released: [...released, { wave: "2017", authority: "870", questionnaire: "ylyc-4-7", asAt: "2017-04-01" }],
      })),
      `${rule}: names other campaigns as released than those that are closed and not held`,
    ],
    [
      "a manifest that makes figures older than they are",
      inManifest(({ released }) => ({ released: released.map((each) => ({ ...each, asAt: "2017-03-31" })) })),
      `${rule}: gives another day as of which figures stand than the ledger`,
    ],
    [
      "a row of a held campaign",
      inBenchmarks(
        ({ wave }) => wave === "2017",
        () => ({ old_la_code: "870", instrument: "ylyc-4-7" }),
      ),
      `${rule}: is of a campaign that is held`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));

  test("a gap", () => isMissed(BENCHMARKS, "2013 801 ylyc-4-7", rule));
});

describe("the counts reconcile: finds", () => {
  const rule = "counts-reconcile";
  type Counts = ReturnType<Night["manifest"]>["counts"];
  const inCounts = (change: (counts: Counts) => Partial<Counts>) =>
    inManifest(({ counts }) => ({ counts: { ...counts, ...change(counts) } }));
  const openTally = (night: Night) => night.tally("2017#880#ylyc-4-7");
  test.each<Spoiled>([
    [
      "a response that was accepted and then lost",
      inCounts(({ accepted }) => ({ accepted: accepted + 1 })),
      `${rule}: accepted is not tallied, withdrawn and set aside`,
    ],
    [
      "a number that is exact",
      inCounts(({ accepted, tallied }) => ({ accepted: accepted + 1, tallied: tallied + 1 })),
      `${rule}: tallied is not the rounded sum over the released campaigns`,
    ],
    [
      "ten responses too many",
      inCounts(({ accepted, tallied }) => ({ accepted: accepted + 10, tallied: tallied + 10 })),
      `${rule}: tallied is not the rounded sum over the released campaigns`,
    ],
    [
      "withdrawals that are told as responses",
      inCounts(({ tallied, withdrawn }) => ({ tallied: tallied + 10, withdrawn: withdrawn - 10 })),
      `${rule}: withdrawn is not the rounded sum over the released campaigns`,
    ],
    [
      "withdrawals that were left out of the manifest",
      inCounts(({ accepted, withdrawn }) => ({ accepted: accepted - withdrawn, withdrawn: 0 })),
      `${rule}: withdrawn is not the rounded sum over the released campaigns`,
    ],
    [
      "another reason for setting aside",
      inCounts(({ setAside }) => ({
        setAside: {
          unreadable: Object.values<number>(setAside as Record<SetAsideReason, number>).reduce(
            (sum, count) => sum + count,
            0,
          ),
        },
      })),
      `${rule}: set aside is not the rounded sum over the released campaigns`,
    ],
    [
      "a tally that has lost a response",
      (night) => {
        openTally(night).read += 1;
      },
      `${rule}: a tally has read more or fewer responses than it counts`,
    ],
    [
      "a tally of another version",
      (night) => {
        openTally(night).campaign.version = 2;
      },
      `${rule}: a tally was made with another version of its questionnaire`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});

describe("the response rates follow the tallies: finds", () => {
  const rule = "response-rates-follow-the-tallies";
  test.each<Spoiled>([
    [
      "an open campaign that is called released",
      inRates("open", () => ({ campaign_status: "released" })),
      `${rule}: has another status than the plan and the counts give`,
    ],
    [
      "another reason for holding a campaign",
      inRates("held", () => ({ held_reason: "identical-answers" })),
      `${rule}: gives another reason for being held`,
    ],
    [
      "a held campaign that is called released",
      inRates("held", () => ({ campaign_status: "released" })),
      `${rule}: has another status than the plan and the counts give`,
    ],
    [
      "figures that are said to be newer than they are",
      inRates("released", () => ({ as_at: "2017-04-02" })),
      `${rule}: gives another day as of which its figures stand`,
    ],
    [
      "a rate while the window is open",
      inRates("open", () => ({ response_rate_percent: "20" })),
      `${rule}: has another rate than the policy demands`,
    ],
    [
      "an exact number of responses",
      inRates("released", (row) => ({ response_count: plus(row.response_count, 1) })),
      `${rule}: has another number of responses than the policy demands`,
    ],
    [
      "a small number of responses",
      inRates("held", () => ({ response_count: "5" })),
      `${rule}: has another number of responses than the policy demands`,
    ],
    [
      "a rate of a small number",
      inRates("held", () => ({ response_rate_percent: "2" })),
      `${rule}: has another rate than the policy demands`,
    ],
    [
      "a rate that is one per cent off",
      inRates("released", (row) => ({ response_rate_percent: plus(row.response_rate_percent, 1) })),
      `${rule}: has another rate than the policy demands`,
    ],
    [
      "another eligible number",
      inRates("released", () => ({ eligible_count: "199" })),
      `${rule}: has another number of eligible children`,
    ],
    [
      "a campaign that is missing",
      (night) => night.rewrite(RATES, (rows) => rows.slice(1)),
      `${rule}: campaign 2013 801 ylyc-4-7 is not there`,
    ],
    [
      "a campaign that is there twice",
      (night) => night.rewrite(RATES, (rows) => [...rows, ...rows.slice(0, 1)]),
      `${rule}: is there twice`,
    ],
    [
      "a campaign that has not begun",
      inRates("open", () => ({ old_la_code: "890" })),
      `${rule}: is of a campaign that is not in the plan, or whose window has not opened`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});
