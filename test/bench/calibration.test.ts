import { beforeAll, describe, expect, it } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { checkThatItAddsUp } from "#functions/tally/invariants.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { tally } from "#shared/survey/tally.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { answerModel } from "./answer-model.ts";
import { type ClaimMade, claimsMade, claimsWithoutAdjustment } from "./claims-made.ts";
import { FalseClaims, numberedWave, REPORTS_IN_A_WAVE, reportsOf } from "./false-claims.ts";
import { inventedCampaign, questionnaire } from "./invented-wave.ts";
import { baseShare, truths, WavesWithADifference } from "./true-differences.ts";

const seed = 7;
const model = answerModel(questionnaire, seed);

describe("claims where no authority differs", () => {
  const waves: ReleasedCampaign[][] = [];
  beforeAll(() => {
    for (let number = 0; number < 60; number += 1) waves.push(numberedWave(model, seed, number));
  });

  it("are in at most 5% of the reports, but for three standard errors of noise", () => {
    const counted = new FalseClaims();
    for (const wave of waves) counted.add(reportsOf(wave, claimsMade));
    expect(counted.ofReports.proportion).toBeLessThan(claimRule.largestQ + 3 * counted.standardErrorByWave);
  });

  it("would be in most of them without the adjustment for many tests, which a run as short as this one notices", () => {
    const counted = new FalseClaims();
    for (const wave of waves.slice(0, 20)) counted.add(reportsOf(wave, claimsWithoutAdjustment));
    expect(counted.ofReports.proportion - 3 * counted.standardErrorByWave).toBeGreaterThan(0.5);
  });
});

describe("claims where one authority differs", () => {
  it("find fifteen points in most waves at 120 answers, under their right name, and rarely at 30", () => {
    const withADifference = new WavesWithADifference(seed);
    const outcomes = Array.from({ length: 40 }, (_, wave) => withADifference.outcomesOf(wave));
    const found = (respondents: number, differenceInPoints: number) => {
      const at = truths.findIndex(
        (truth) => truth.respondents === respondents && truth.differenceInPoints === differenceInPoints,
      );
      return outcomes.filter((outcome) => outcome[at]?.isFound).length / outcomes.length;
    };
    for (const points of [15, -15]) {
      expect(found(120, points)).toBeGreaterThan(0.3);
      expect(found(30, points)).toBeLessThan(0.2);
    }
  });
});

describe("an invented wave", () => {
  it("is the same for its seed and number, and no other", () => {
    expect(numberedWave(model, seed, 3)).toEqual(numberedWave(model, seed, 3));
    expect(numberedWave(model, seed, 3)).not.toEqual(numberedWave(model, seed, 4));
  });

  it("has tallies as the nightly count writes them, of the wave of 2017's size", () => {
    const wave = numberedWave(model, seed, 0);
    for (const released of wave) {
      expect(tally.parse(released.tally)).toEqual(released.tally);
      expect(() => checkThatItAddsUp(released.tally)).not.toThrow();
    }
    expect(wave).toHaveLength(16);
    expect(wave.reduce((sum, released) => sum + released.tally.tallied, 0)).toBe(1_405);
  });

  it("has between 2 and 8 in 100 answers missing, and shares near the published ones", () => {
    const { total } = inventedCampaign("801", model, 20_000, chanceOf(1)).tally;
    for (const { skipped } of Object.values(total.items)) {
      expect(skipped / total.respondents).toBeGreaterThan(0.015);
      expect(skipped / total.respondents).toBeLessThan(0.085);
    }
    const { counts = [] } = total.indicators["trusted-adult"] ?? {};
    expect((counts[0] ?? 0) / counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(0.85, 1.7);
  });

  it("has answers that hang together: low on one ladder is mostly low on all", () => {
    const { total } = inventedCampaign("801", model, 20_000, chanceOf(1)).tally;
    const { counts: [low = 0, notLow = 0] = [] } = total.derived["low-well-being-by-ladders"] ?? {};
    // Were they independent, a mean of four as low as 4 would be far rarer than the published one in six or so.
    expect(low / (low + notLow)).toBeGreaterThan(0.12);
  });

  it("gives a fixed share its truth, and lets nobody skip it", () => {
    const fixed = answerModel(questionnaire, seed, { ...baseShare, share: 0.55 });
    const { total } = inventedCampaign("801", fixed, 20_000, chanceOf(1)).tally;
    const { counts: [positive = 0] = [], skipped } = total.indicators[baseShare.indicator] ?? {};
    expect(skipped).toBe(0);
    expect(positive / 20_000).toBeCloseTo(0.55, 1.7);
  });
});

describe("counting false claims", () => {
  const claim: ClaimMade = { kind: "share", id: "pets", claim: "higher" };

  it("counts reports, claims and waves", () => {
    const counted = new FalseClaims();
    counted.add([[claim, claim], [claim], ...Array.from({ length: REPORTS_IN_A_WAVE - 2 }, () => [])]);
    counted.add(Array.from({ length: REPORTS_IN_A_WAVE }, () => []));
    expect(counted.ofReports.proportion).toBe(2 / 32);
    expect(counted.claimsPerReport).toBe(3 / 32);
    expect(counted.ofWaves.proportion).toBe(0.5);
    // Two waves with 2/16 and 0/16: variance 1/128 over two waves.
    expect(counted.standardErrorByWave).toBeCloseTo(Math.sqrt(1 / 128 / 2), 12);
  });
});
