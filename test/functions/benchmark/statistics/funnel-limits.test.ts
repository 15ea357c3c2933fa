import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { funnelLimits } from "#functions/benchmark/statistics/funnel-limits.ts";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import {
  anyNoisyShare,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

const anyLevel = fc.constantFrom("95%", "99.8%");
const anyCentre = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const anyAdditiveVariance = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true }));

describe("the limits of a funnel", () => {
  const noise = fittedNoise(1.5, 3, 49);
  test.each([
    ["chance alone", withoutNoise(0, 100), 0, "0.402002", "0.597998"],
    ["chance and noise", withNoise(noise, withoutNoise(0, 100)), 0, "0.399010", "0.600990"],
    ["both and variation between authorities", withNoise(noise, withoutNoise(0, 100)), 0.0025, "0.359278", "0.640722"],
  ])("around one half at 95%% and a base of 100 with %s are as by hand", (_, share, additiveVariance, lower, upper) => {
    const limits = funnelLimits(0.5, share, "95%", additiveVariance);
    expect([limits.lower.toFixed(6), limits.upper.toFixed(6)]).toEqual([lower, upper]);
  });

  test("leave out exactly the shares that the score test against the centre rejects, where nothing else varies", () => {
    fc.assert(
      fc.property(anyShare, anyCentre, (share, centre) => {
        const { lower, upper } = funnelLimits(centre, share, "95%", 0);
        const { p } = scoreTest(share, centre);
        fc.pre(Math.abs(p - 0.05) > 1e-6);
        const proportion = proportionOf(share);
        expect(p < 0.05).toBe(proportion < lower || upper < proportion);
      }),
      { numRuns: 5_000 },
    );
  });

  test("contain the centre and stay inside 0 to 1, whatever a fit comes to", () => {
    fc.assert(
      fc.property(anyCentre, anythingFitted, anyLevel, anyAdditiveVariance, (centre, share, level, variance) => {
        const { lower, upper } = funnelLimits(centre, share, level, variance);
        expect(0 <= lower && lower <= centre && centre <= upper && upper <= 1).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("narrow with a larger base, and widen with noise, with additive variance and with the level", () => {
    fc.assert(
      fc.property(anyCentre, anyNoisyShare, anyAdditiveVariance, (centre, share, variance) => {
        const limits = funnelLimits(centre, share, "95%", variance);
        const narrower = funnelLimits(centre, { ...share, base: 2 * share.base }, "95%", variance);
        expect(narrower.lower).toBeGreaterThanOrEqual(limits.lower);
        expect(narrower.upper).toBeLessThanOrEqual(limits.upper);
        for (const wider of [
          funnelLimits(centre, withNoise(times(2, share.noise), share), "95%", variance),
          funnelLimits(centre, share, "95%", variance + 0.001),
          funnelLimits(centre, share, "99.8%", variance),
        ]) {
          expect(wider.lower < limits.lower || wider.lower === 0).toBe(true);
          expect(wider.upper > limits.upper || wider.upper === 1).toBe(true);
        }
      }),
    );
  });

  test("do not depend on the count of the share", () => {
    fc.assert(
      fc.property(anyCentre, anyNoisyShare, (centre, share) => {
        expect(funnelLimits(centre, { ...share, count: 0 }, "95%", 0)).toEqual(funnelLimits(centre, share, "95%", 0));
      }),
    );
  });

  test("never come nearer to the centre than the additive variance alone, however many answers", () => {
    expect(funnelLimits(0.5, withoutNoise(0, 1e15), "95%", 0.0025).lower).toBeCloseTo(
      0.5 - 1.959963984540054 * 0.05,
      7,
    );
  });

  test("are everything where the base is nought or under", () => {
    for (const base of [0, -4.5])
      expect(funnelLimits(0.3, withoutNoise(0, base), "95%", 0)).toEqual({ lower: 0, upper: 1 });
  });

  test("mirror when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyCentre, anyNoisyShare, anyLevel, anyAdditiveVariance, (centre, share, level, variance) => {
        const { lower, upper } = funnelLimits(centre, share, level, variance);
        const mirrored = funnelLimits(1 - centre, restOf(share), level, variance);
        expect(mirrored.lower).toBeCloseTo(1 - upper, 6);
        expect(mirrored.upper).toBeCloseTo(1 - lower, 6);
      }),
    );
  });
});
