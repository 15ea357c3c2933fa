import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import { twoProportionZTest } from "#functions/benchmark/statistics/two-proportion-z-test.ts";
import {
  anyExactShare,
  anyNoisyShare,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

describe("the z test of two proportions", () => {
  test("of 40 of 60 against 1000 of 1250 pooled from 15 authorities has p 0.02222481", () => {
    const noise = fittedNoise(1.5, 3, 49);
    const { z, p } = twoProportionZTest(
      { count: 40, base: 60, noise },
      { count: 1_000, base: 1_250, noise: times(15, noise) },
    );
    expect(p.toFixed(8)).toBe("0.02222481");
    expect(z.toFixed(4)).toBe("-2.2865");
  });

  test.each([
    [11, 15, 2, 8, "4.7441", "0.0294", "by hand: 22 (88 - 30)² / (15 · 8 · 13 · 10)"],
    [83, 86, 70, 82, "6.3748", "0.0116", "by hand: 167 (83 · 82 - 70 · 86)² / (86 · 82 · 153 · 15)"],
  ])("of %i/%i against %i/%i without noise has the N - 1 chi-square %s, p %s (%s)", (...given) => {
    const [count1, base1, count2, base2, statistic, printed] = given;
    const { z, p } = twoProportionZTest(withoutNoise(count1, base1), withoutNoise(count2, base2));
    expect([(z ** 2).toFixed(4), p.toFixed(4)]).toEqual([statistic, printed]);
  });

  test("without noise is the N - 1 chi-square, (N - 1)(a n2 - c n1)² / (n1 n2 m (N - m))", () => {
    fc.assert(
      fc.property(anyExactShare, anyExactShare, (first, second) => {
        const total = first.base + second.base;
        const inBand = first.count + second.count;
        fc.pre(inBand > 0 && inBand < total);
        const determinant = first.count * second.base - second.count * first.base;
        const margins = first.base * second.base * inBand * (total - inBand);
        const statistic = ((total - 1) * determinant ** 2) / margins;
        const { z } = twoProportionZTest(first, second);
        expect(Math.abs(z ** 2 - statistic)).toBeLessThan(1e-6 * (1 + statistic));
      }),
    );
  });

  test("allows more for chance the more noise there is", () => {
    fc.assert(
      fc.property(anyNoisyShare, anyShare, fc.double({ min: 1.01, max: 20, noNaN: true }), (first, second, factor) => {
        const less = twoProportionZTest(first, second);
        const more = twoProportionZTest(withNoise(times(factor, first.noise), first), second);
        expect(Math.abs(more.z)).toBeLessThanOrEqual(Math.abs(less.z));
        expect(more.p).toBeGreaterThanOrEqual(less.p);
      }),
    );
  });

  test("turns its sign, and keeps its p, when the two change places", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const forth = twoProportionZTest(first, second);
        const back = twoProportionZTest(second, first);
        expect(back.z + forth.z).toBe(0);
        expect(back.p).toBe(forth.p);
      }),
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyNoisyShare, anyNoisyShare, (first, second) => {
        const { z, p } = twoProportionZTest(first, second);
        const mirrored = twoProportionZTest(restOf(first), restOf(second));
        expect(mirrored.z).toBeCloseTo(-z, 6);
        expect(mirrored.p).toBeCloseTo(p, 6);
      }),
    );
  });

  test("has the sign of the difference and p in 0 to 1 whatever a fit comes to", () => {
    fc.assert(
      fc.property(anythingFitted, anythingFitted, (first, second) => {
        const { z, p } = twoProportionZTest(first, second);
        expect(Number.isNaN(z)).toBe(false);
        expect(p >= 0 && p <= 1).toBe(true);
        if (z !== 0) expect(Math.sign(z)).toBe(Math.sign(proportionOf(first) - proportionOf(second)));
      }),
      { numRuns: 10_000 },
    );
  });

  test.each([
    ["the two are equal", withoutNoise(3, 9), withoutNoise(30, 90)],
    ["nobody is in the band, without noise", withoutNoise(0, 9), withoutNoise(0, 90)],
    ["everybody is in the band, without noise", withoutNoise(9, 9), withoutNoise(90, 90)],
    ["the first has no base", withoutNoise(0, 0), withoutNoise(4, 9)],
    ["the second has a base below nought", withoutNoise(4, 9), withoutNoise(1, -2)],
    ["both have no more than one answer together", withoutNoise(0, 0.25), withoutNoise(0.75, 0.75)],
  ])("finds no difference where %s", (_, first, second) => {
    expect(twoProportionZTest(first, second)).toEqual({ z: 0, p: 1 });
  });
});
