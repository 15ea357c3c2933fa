import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  NO_NOISE,
  noiseVarianceAt,
  proportionOf,
  proportionVarianceAt,
} from "#functions/benchmark/statistics/noisy-share.ts";
import {
  anyNoise,
  anyNoiseOrNone,
  anyShare,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

const anyProportion = fc.double({ min: 0, max: 1, noNaN: true });

describe("a noisy share", () => {
  test.each([
    [83, 100, 0.83],
    [-1.5, 24.5, 0],
    [31.25, 30, 1],
    [0, 0.001, 0],
  ])("of %d in %d has the proportion %d, its count clipped to none and all", (count, base, proportion) => {
    expect(proportionOf(withoutNoise(count, base))).toBe(proportion);
  });

  test.each([0, -0.25, -40, Number.NaN])("refuses a proportion of a base of %d", (base) => {
    expect(() => proportionOf(withoutNoise(3, base))).toThrow(RangeError);
  });

  test("has the proportions of the band and of the rest add up to 1", () => {
    fc.assert(
      fc.property(anyShare, (share) => {
        expect(proportionOf(share) + proportionOf(restOf(share))).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe("the noise of a share", () => {
  test("at a proportion is A - 2 B p + C p², by hand at one half, and A at nought", () => {
    const noise = fittedNoise(1.5, 3, 49);
    expect(noiseVarianceAt(0.5, noise).toFixed(6)).toBe("1.549745");
    expect(noiseVarianceAt(0, noise)).toBe(noise.ofCount);
    expect(noiseVarianceAt(0.5, NO_NOISE)).toBe(0);
  });

  test("is never negative, and the same for the band and the rest", () => {
    fc.assert(
      fc.property(anyShare, anyNoiseOrNone, anyProportion, (share, noise, proportion) => {
        const variance = noiseVarianceAt(proportion, noise);
        expect(variance).toBeGreaterThanOrEqual(0);
        const ofRest = noiseVarianceAt(1 - proportion, restOf(withNoise(noise, share)).noise);
        expect(Math.abs(ofRest - variance)).toBeLessThan(1e-9 * (1 + noise.ofBase));
      }),
    );
  });

  test("stays nought where rounding would carry a variance below it", () => {
    expect(noiseVarianceAt(1 / 3, { ofCount: 1 / 9, together: 1 / 3 + 1e-16, ofBase: 1 })).toBeGreaterThanOrEqual(0);
    expect(noiseVarianceAt(0.5, { ofCount: 1, together: 2.1, ofBase: 4 })).toBe(0);
  });

  test("adds to the variance of sampling, over the squared base", () => {
    expect(proportionVarianceAt(0.5, withoutNoise(0, 100))).toBe(0.0025);
    expect(proportionVarianceAt(0.5, withNoise(fittedNoise(1.5, 3, 49), withoutNoise(0, 100))).toFixed(6)).toBe(
      "0.002655",
    );
  });

  test("grows in proportion to the members of a pool, so that its share of the variance shrinks with them", () => {
    fc.assert(
      fc.property(anyNoise, anyProportion, fc.integer({ min: 2, max: 50 }), (noise, proportion, members) => {
        const one = proportionVarianceAt(proportion, { count: 0, base: 40, noise });
        const pool = proportionVarianceAt(proportion, { count: 0, base: 40 * members, noise: times(members, noise) });
        expect(Math.abs(pool * members - one)).toBeLessThan(1e-12 * (1 + one));
      }),
    );
  });
});
