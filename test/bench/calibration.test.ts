import { beforeAll, describe, expect, it } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { blockOf, respondentsOf } from "#functions/benchmark/counts/counted.ts";
import { shareIn } from "#functions/benchmark/counts/fit.ts";
import { headlinePosition, measuresOf } from "#functions/benchmark/counts/measures.ts";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { EVERYBODY } from "#shared/survey/breakdowns.ts";
import { noisedCounts } from "#shared/survey/noised-counts.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { answerModel } from "./answer-model.ts";
import { funnelRates } from "./calibration-of-funnels.ts";
import { nullSettings, rejectionsOf } from "./calibration-of-tests.ts";
import { type ClaimMade, claimsMade, claimsWithoutAdjustment } from "./claims-made.ts";
import { FalseClaims, numberedWave, REPORTS_IN_A_WAVE, reportsOf } from "./false-claims.ts";
import { type InventedWave, inventedCampaign, questionnaire } from "./invented-wave.ts";
import { baseShare, truths, WavesWithADifference } from "./true-differences.ts";

const seed = 7;
const model = answerModel(questionnaire, seed);

describe("claims where no authority differs", () => {
  const waves: InventedWave[] = [];
  beforeAll(() => {
    for (let number = 0; number < 40; number += 1) waves.push(numberedWave(model, seed, number));
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
    const outcomes = Array.from({ length: 30 }, (_, wave) => withADifference.outcomesOf(wave));
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

describe("tests where there is nothing to find", () => {
  // Four standard errors of 4,000 draws at 5% are 1.4 points.
  it.each(Object.keys(nullSettings))("reject 5% of the time at most: %s", (name) => {
    const settings = nullSettings[name]?.() ?? [];
    const [setting] = settings.filter(({ size, sigma }) => size === 60 && sigma === 2.5);
    if (setting === undefined) throw new RangeError(`${name} has no setting of 60`);
    const { rates } = rejectionsOf(setting, 4_000, seed);
    expect(rates[0]).toBeLessThan(0.05 + 0.014);
    expect(rates[2]).toBeLessThan(0.001 + 0.002);
  });

  it("place 5% of authorities outside the funnel at most, and many more where they vary and nothing is allowed for it", () => {
    const still = funnelRates(0.83, 0, 200, seed);
    expect(still.outside["95%"]).toBeLessThan(0.06);
    const varied = funnelRates(0.5, 0.1, 200, seed);
    expect(varied.outside["95%"]).toBeLessThan(0.08);
    expect(varied.outsideByChanceAlone["95%"]).toBeGreaterThan(0.2);
    expect(Math.abs(varied.spread - 0.1)).toBeLessThan(0.02);
  });
});

describe("an invented wave", () => {
  /** The share in the quoted band of an indicator or derived measure. */
  function shareOf(released: ReleasedCampaign, id: string): number {
    const measure = measuresOf(questionnaire).find((each) => each.id === id);
    if (measure === undefined) throw new RangeError(`no measure ${id}`);
    return proportionOf(shareIn(blockOf(released, measure, EVERYBODY), headlinePosition(measure)));
  }

  it("is the same for its seed and number, and no other", () => {
    expect(numberedWave(model, seed, 3)).toEqual(numberedWave(model, seed, 3));
    expect(numberedWave(model, seed, 3)).not.toEqual(numberedWave(model, seed, 4));
  });

  it("has counts as the nightly count writes them, of the wave of 2017's size", () => {
    const { campaigns, nations } = numberedWave(model, seed, 0);
    for (const { counts } of campaigns) expect(noisedCounts.parse(counts)).toEqual(counts);
    expect(campaigns).toHaveLength(16);
    expect(campaigns.reduce((sum, { counts }) => sum + counts.responses, 0)).toBe(1_405);
    expect(nations.all).toHaveLength(1);
    const steps = Object.values(nations.all[0]?.counts.ladders ?? {}).map((ladder) =>
      ladder.reduce((sum, count) => sum + count, 0),
    );
    expect(steps).not.toHaveLength(0);
    for (const answered of steps) expect(Math.abs(answered - 1_405)).toBeLessThan(180);
  });

  it("has shares near the published ones, and between 2 and 12 in 100 without a valid answer", () => {
    const { released } = inventedCampaign("801", model, 20_000, chanceOf(1));
    expect(respondentsOf(released, EVERYBODY) / 20_000).toBeCloseTo(1, 3);
    for (const measure of measuresOf(questionnaire).filter(({ level }) => level === "indicator")) {
      const missing = 1 - blockOf(released, measure, EVERYBODY).base / 20_000;
      expect(missing).toBeGreaterThan(0.015);
      expect(missing).toBeLessThan(0.125);
    }
    expect(shareOf(released, "trusted-adult")).toBeCloseTo(0.85, 1.7);
  });

  it("has answers that hang together: low on one ladder is mostly low on all", () => {
    const { released } = inventedCampaign("801", model, 20_000, chanceOf(1));
    // Were they independent, a mean of four as low as 4 would be far rarer than the published one in six or so.
    expect(shareOf(released, "low-well-being-by-ladders")).toBeGreaterThan(0.12);
  });

  it("gives a fixed share its truth, and lets nobody skip it", () => {
    const fixed = answerModel(questionnaire, seed, { ...baseShare, share: 0.55 });
    const { released } = inventedCampaign("801", fixed, 20_000, chanceOf(1));
    const measure = measuresOf(questionnaire).find(({ id }) => id === baseShare.indicator);
    expect(measure?.headline).toBe(baseShare.band);
    expect(shareOf(released, baseShare.indicator)).toBeCloseTo(0.55, 1.7);
    const { base } = measure ? blockOf(released, measure, EVERYBODY) : { base: 0 };
    expect(Math.abs(base - 20_000)).toBeLessThan(10);
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
