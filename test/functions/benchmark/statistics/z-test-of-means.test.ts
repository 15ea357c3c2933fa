import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceOfMeans } from "#functions/benchmark/statistics/z-test-of-means.ts";

describe("the difference of two means", () => {
  test("of 7.4 less 6.8 with the variances 0.056457 and 0.023543 has z 0.6/√0.08, by hand", () => {
    const { difference, interval, z, p } = differenceOfMeans(
      { mean: 7.4, variance: 0.056457 },
      { mean: 6.8, variance: 0.023543 },
    );
    expect(difference).toBeCloseTo(0.6, 14);
    expect([z.toFixed(4), p.toFixed(4)]).toEqual(["2.1213", "0.0339"]);
    expect([interval.lower.toFixed(6), interval.upper.toFixed(6)]).toEqual(["0.045638", "1.154362"]);
  });

  const anyMean = fc.record({
    mean: fc.double({ min: 0, max: 10, noNaN: true }),
    variance: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
  });

  test("rejects at 5% exactly where its interval leaves 0 out", () => {
    fc.assert(
      fc.property(anyMean, anyMean, (first, second) => {
        const { interval, p } = differenceOfMeans(first, second);
        fc.pre(Math.abs(p - 0.05) > 1e-9);
        expect(p < 0.05).toBe(interval.lower > 0 || interval.upper < 0);
      }),
    );
  });

  test("changes only its sign when the two change places, and stays inside -10 to 10", () => {
    fc.assert(
      fc.property(anyMean, anyMean, (first, second) => {
        const forth = differenceOfMeans(first, second);
        const back = differenceOfMeans(second, first);
        expect([forth.difference + back.difference, forth.p - back.p]).toEqual([0, 0]);
        expect([forth.interval.lower + back.interval.upper, forth.interval.upper + back.interval.lower]).toEqual([
          0, 0,
        ]);
        expect(-10 <= forth.interval.lower && forth.interval.upper <= 10).toBe(true);
        expect(forth.p >= 0 && forth.p <= 1).toBe(true);
      }),
    );
  });

  test("finds none between equal means, also where neither has any variance", () => {
    for (const variance of [0, 0.3]) {
      const equal = { mean: 7, variance };
      expect(differenceOfMeans(equal, equal)).toMatchObject({ difference: 0, z: 0, p: 1 });
    }
  });
});
