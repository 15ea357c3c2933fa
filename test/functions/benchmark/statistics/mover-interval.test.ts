import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moverInterval } from "#functions/benchmark/statistics/mover-interval.ts";
import {
  type Level,
  noisyScoreInterval,
  normalQuantiles,
} from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
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

const levels = Object.keys(normalQuantiles) as Level[];
const anyLevel = fc.constantFrom(...levels);

const newcombe = "Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10";

describe("the MOVER interval", () => {
  test("of 40 of 60 against 1000 of 1250 pooled from 15 authorities is -0.267977 to -0.016905", () => {
    const noise = fittedNoise(1.5, 3, 49);
    const own = { count: 40, base: 60, noise };
    const pool = { count: 1_000, base: 1_250, noise: times(15, noise) };
    const { lower, upper } = moverInterval(own, pool, "95%");
    expect([lower.toFixed(6), upper.toFixed(6)]).toEqual(["-0.267977", "-0.016905"]);
  });

  test.each([
    [56, 70, 48, 80, "0.0524", "0.3339", newcombe],
    [9, 10, 3, 10, "0.1705", "0.8090", newcombe],
    [6, 7, 2, 7, "0.0582", "0.8062", newcombe],
    [5, 56, 0, 29, "-0.0381", "0.1926", newcombe],
    [0, 10, 0, 20, "-0.1611", "0.2775", newcombe],
    [0, 10, 0, 10, "-0.2775", "0.2775", newcombe],
    [10, 10, 0, 20, "0.6791", "1.0000", newcombe],
    [10, 10, 0, 10, "0.6075", "1.0000", newcombe],
    [7, 34, 1, 34, "0.0189", "0.3404", "Fagerland, Lydersen and Laake (2017), chapter 4: Perondi et al. (2004)"],
  ])("of %i/%i less %i/%i without noise is %s to %s as printed in %s", (count1, base1, count2, base2, lower, upper) => {
    const interval = moverInterval(withoutNoise(count1, base1), withoutNoise(count2, base2), "95%");
    expect([interval.lower.toFixed(4), interval.upper.toFixed(4)]).toEqual([lower, upper]);
  });

  test("is made of the open limits: of 30 of 30 less 0 of 12 it reaches below what held ones would give", () => {
    const first = { count: 30, base: 30, noise: fittedNoise(1.5, 4, 49) };
    const second = { count: 6, base: 12, noise: fittedNoise(2, 3, 49) };
    const one = noisyScoreInterval(first, "95%");
    const other = noisyScoreInterval(second, "95%");
    const { upper } = moverInterval(first, second, "95%");
    expect(upper).toBeCloseTo(0.5 + Math.sqrt((one.open.upper - 1) ** 2 + (0.5 - other.open.lower) ** 2), 12);
    expect(upper).toBeGreaterThan(0.5 + Math.sqrt((one.held.upper - 1) ** 2 + (0.5 - other.held.lower) ** 2) + 0.001);
  });

  test("contains the difference and stays inside -1 to 1", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const { lower, upper } = moverInterval(first, second, level);
        const difference = proportionOf(first) - proportionOf(second);
        expect(-1 <= lower && lower <= difference && difference <= upper && upper <= 1).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("changes sign and ends, to the last digit, when the two change places", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const forth = moverInterval(first, second, level);
        const back = moverInterval(second, first, level);
        expect(forth.lower + back.upper).toBe(0);
        expect(forth.upper + back.lower).toBe(0);
      }),
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const interval = moverInterval(first, second, level);
        const mirrored = moverInterval(restOf(first), restOf(second), level);
        expect(mirrored.lower).toBeCloseTo(-interval.upper, 7);
        expect(mirrored.upper).toBeCloseTo(-interval.lower, 7);
      }),
    );
  });

  test("never narrows with more noise on one side", () => {
    fc.assert(
      fc.property(anyNoisyShare, anyShare, fc.double({ min: 1, max: 20, noNaN: true }), (first, second, factor) => {
        const less = moverInterval(first, second, "95%");
        const more = moverInterval(withNoise(times(factor, first.noise), first), second, "95%");
        expect(more.lower).toBeLessThanOrEqual(less.lower + 1e-7);
        expect(more.upper).toBeGreaterThanOrEqual(less.upper - 1e-7);
      }),
      { numRuns: 5_000 },
    );
  });

  test("is wider at 99.8% than at 95%, to neither side narrower", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const narrow = moverInterval(first, second, "95%");
        const wide = moverInterval(first, second, "99.8%");
        expect(wide.lower <= narrow.lower && wide.upper >= narrow.upper).toBe(true);
      }),
    );
  });

  test("becomes the score interval, shifted, where the other side is practically known", () => {
    const known = withoutNoise(300_000_000_000, 1_000_000_000_000);
    fc.assert(
      fc.property(anyShare, anyLevel, (share, level) => {
        const { open } = noisyScoreInterval(share, level);
        const { lower, upper } = moverInterval(share, known, level);
        expect(lower).toBeCloseTo(Math.max(-1, open.lower - 0.3), 5);
        expect(upper).toBeCloseTo(Math.min(1, open.upper - 0.3), 5);
      }),
    );
  });

  test.each(levels)("is the whole of -1 to 1 where one side has no base (%s)", (level) => {
    const somebody = withoutNoise(7, 9);
    for (const base of [0, -3.5]) {
      const nobody = { count: 0, base, noise: fittedNoise(2, 3, 13) };
      for (const [first, second] of [
        [nobody, somebody],
        [somebody, nobody],
        [nobody, nobody],
      ] as const) {
        expect(moverInterval(first, second, level)).toEqual({ lower: -1, upper: 1 });
      }
    }
  });

  test("is the whole of -1 to 1 where a base is too small beside its noise", () => {
    const hardlyAnybody = { count: 0.2, base: 0.4, noise: fittedNoise(1.5, 3, 49) };
    expect(moverInterval(hardlyAnybody, withoutNoise(70, 90), "95%")).toEqual({ lower: -1, upper: 1 });
  });

  test("is finite and in order whatever a fit comes to", () => {
    fc.assert(
      fc.property(anythingFitted, anythingFitted, anyLevel, (first, second, level) => {
        const { lower, upper } = moverInterval(first, second, level);
        expect(Number.isFinite(lower) && Number.isFinite(upper) && lower <= upper).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
