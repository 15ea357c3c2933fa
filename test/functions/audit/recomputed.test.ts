/** What the audit works out by other means, against published figures. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { additiveVariance, angleFunnelInPercent } from "#functions/audit/recomputed/angle-funnel.ts";
import { closedFormTrend } from "#functions/audit/recomputed/closed-form-trend.ts";
import { correlationTrend, type Point } from "#functions/audit/recomputed/correlation-trend.ts";
import { falseDiscoveryRates } from "#functions/audit/recomputed/false-discovery.ts";
import { fisherByLogarithms } from "#functions/audit/recomputed/fisher-by-logarithms.ts";
import { intervalOnLadder, ladderSums } from "#functions/audit/recomputed/ladder-sums.ts";
import { differenceInPoints } from "#functions/audit/recomputed/newcombe-from-roots.ts";
import { Z_95, Z_998 } from "#functions/audit/recomputed/normal-tail.ts";
import { pooledZ } from "#functions/audit/recomputed/pooled-z.ts";
import { scoreTestOfConstant } from "#functions/audit/recomputed/score-test-of-constant.ts";
import { testOfTwoShares } from "#functions/audit/recomputed/two-shares.ts";
import { welchFromSums } from "#functions/audit/recomputed/welch-from-sums.ts";
import { wilsonRootsInPercent } from "#functions/audit/recomputed/wilson-roots.ts";

const of = (count: number, base: number) => ({ count, base });
const inYears = (...shares: readonly (readonly [count: number, base: number])[]): Point[] =>
  shares.map(([count, base], place) => ({ time: place + 1, share: of(count, base) }));

describe("what the audit works out by other means", () => {
  test("has Wilson's intervals of 65 in 100 and of 0 in 20", () => {
    const [lower, upper] = wilsonRootsInPercent(65, 100);
    expect(lower / 100).toBeCloseTo(0.55254443296888, 12);
    expect(upper / 100).toBeCloseTo(0.736357517569025, 12);
    const [lower998, upper998] = wilsonRootsInPercent(65, 100, Z_998);
    expect(lower998 / 100).toBeCloseTo(0.495494657407043, 12);
    expect(upper998 / 100).toBeCloseTo(0.77835406140897, 12);
    expect(wilsonRootsInPercent(0, 20)[0]).toBeCloseTo(0, 12);
    expect(wilsonRootsInPercent(0, 20)[1] / 100).toBeCloseTo(0.1611, 4);
  });

  test.each([
    [of(56, 70), of(48, 80), 20, 5.24, 33.39],
    [of(9, 10), of(3, 10), 60, 17.05, 80.9],
    [of(0, 10), of(0, 10), 0, -27.75, 27.75],
    // Newcombe (1998), table II: 6/7 - 2/7 and 5/56 - 0/29.
    [of(6, 7), of(2, 7), 57.14, 5.82, 80.62],
    [of(5, 56), of(0, 29), 8.93, -3.81, 19.26],
  ])("has Newcombe's interval of %o and %o", (one, other, difference, lower, upper) => {
    const found = differenceInPoints(one, other);
    expect(found.difference).toBeCloseTo(difference, 2);
    expect(found.lower).toBeCloseTo(lower, 2);
    expect(found.upper).toBeCloseTo(upper, 2);
  });

  test("finds a difference of exactly five points to be five", () => {
    for (const [one, other] of [
      [of(9, 20), of(8, 20)],
      [of(7, 20), of(12, 40)],
      [of(33, 60), of(30, 60)],
    ] as const) {
      expect(differenceInPoints(one, other).difference).toBe(5);
    }
  });

  test("has Fisher's p of the lady tasting tea, of all against none, and of none against none", () => {
    expect(fisherByLogarithms(of(3, 4), of(1, 4))).toBeCloseTo(0.4857143, 7);
    // All against none: two of the 184,756 ways to choose ten of twenty.
    expect(fisherByLogarithms(of(10, 10), of(0, 10))).toBeCloseTo(2 / 184756, 12);
    expect(fisherByLogarithms(of(0, 10), of(0, 400))).toBeCloseTo(1, 10);
  });

  test("adds up Fisher's probabilities to 1 whatever the bases", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(400),
        (first, second, m) => {
          const inBand = Math.min(m, first + second);
          // Of all tables with these margins the likeliest has p 1.
          const p = Array.from({ length: Math.min(first, inBand) + 1 }, (_, count) => count)
            .filter((count) => inBand - count <= second)
            .map((count) => fisherByLogarithms(of(count, first), of(inBand - count, second)));
          expect(Math.max(...p)).toBeCloseTo(1, 8);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("has the N - 1 chi-square of 11 in 15 and 2 in 8, and takes Fisher's test where few are expected", () => {
    expect(pooledZ(of(11, 15), of(2, 8))).toBeCloseTo(0.0294, 4);
    expect(pooledZ(of(0, 15), of(0, 8))).toBe(1);
    expect(testOfTwoShares(of(11, 15), of(2, 8)).test).toBe("fisher-exact-test");
    // Five are expected in the smallest cell, and not fewer.
    expect(testOfTwoShares(of(2, 10), of(8, 10)).test).toBe("n-minus-one-chi-square-test");
    expect(testOfTwoShares(of(2, 10), of(7, 10)).test).toBe("fisher-exact-test");
  });

  test("has the score test of 60 in 100 against a half", () => {
    expect(scoreTestOfConstant(of(60, 100), 50)).toBeCloseTo(0.0455003, 7);
  });

  test("has Benjamini and Hochberg's example: four rejected, the fourth at .035625", () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719];
    const q = falseDiscoveryRates([...p, 0.6528, 0.759, 1]);
    expect(q.filter((each) => each <= 0.05)).toHaveLength(4);
    expect(q[3]).toBeCloseTo(0.035625, 12);
    expect(falseDiscoveryRates([0.01, 0.04, 0.03])).toEqual([0.03, 0.04, 0.04]);
    expect(falseDiscoveryRates([])).toEqual([]);
  });

  test("has the moments of a ladder and Student's interval, held on the ladder", () => {
    const sums = ladderSums([0, 0, 0, 0, 2, 2, 0, 0, 0, 1, 0]);
    expect(sums.mean).toBeCloseTo(5.4, 12);
    expect(sums.squaredError).toBeCloseTo(4.3 / 5, 12);
    const [lower, upper] = intervalOnLadder(sums);
    // 5.4 with t 2.776445 on four degrees of freedom.
    expect(lower).toBeCloseTo(5.4 - 2.776445 * Math.sqrt(0.86), 5);
    expect(upper).toBeCloseTo(5.4 + 2.776445 * Math.sqrt(0.86), 5);
    expect(intervalOnLadder(ladderSums([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9]))[1]).toBe(10);
    expect(ladderSums([0, 0, 12]).squaredError).toBe(0);
    const published = intervalOnLadder({ size: 8, mean: 5.3704345, squaredError: 2.09755752577093 ** 2 / 8 });
    expect(published[0]).toBeCloseTo(3.61683252413365, 9);
    expect(published[1]).toBeCloseTo(7.12403647586635, 9);
  });

  test("has Welch's test of R's sleep", () => {
    const found = welchFromSums(
      { size: 10, mean: 0.75, squaredError: 3.200556 / 10 },
      { size: 10, mean: 2.33, squaredError: 4.009 / 10 },
    );
    expect(found.degreesOfFreedom).toBeCloseTo(17.776474, 5);
    expect(found.p).toBeCloseTo(0.0793941, 6);
    expect(found.lower).toBeCloseTo(-3.365483, 5);
    expect(found.upper).toBeCloseTo(0.205483, 5);
  });

  test("has the Cochran-Armitage statistic of R's smokers, in any century", () => {
    const smokers = inYears([83, 86], [90, 93], [129, 136], [70, 82]);
    for (const shift of [0, 2000]) {
      const found = correlationTrend(smokers.map(({ time, share }) => ({ time: time + shift, share })));
      expect(found.statistic).toBeCloseTo(8.224922, 6);
      expect(found.p).toBeCloseTo(0.004131897, 8);
      expect(found.slope).toBeCloseTo(-0.0334, 4);
    }
  });

  test("marks five rising shares, and none that one wave makes", () => {
    const rising = closedFormTrend(inYears([20, 100], [25, 100], [30, 100], [35, 100], [40, 100]));
    expect(rising.slope).toBeCloseTo(0.05, 12);
    expect(rising.statistic).toBeCloseTo(12.939, 3);
    expect(rising.p).toBeCloseTo(0.0003218, 7);
    expect(rising.marked).toBe(true);
    expect(closedFormTrend(inYears([30, 100], [28, 100], [26, 100], [24, 100], [70, 100])).marked).toBe(false);
    expect(closedFormTrend(inYears([30, 100], [31, 100], [30, 100], [31, 100], [30, 100])).marked).toBe(false);
    // Without the last wave the slope is nought but for the last digits of a double.
    expect(closedFormTrend(inYears([30, 100], [30, 100], [30, 100], [30, 100], [90, 100])).marked).toBeUndefined();
  });

  test("has the funnel's limits around a half, and the variance between ten authorities", () => {
    const [lower, upper] = angleFunnelInPercent(of(500, 1000), 100, Z_95, 0);
    expect(lower).toBeCloseTo(40.2628, 4);
    expect(upper).toBeCloseTo(59.7372, 4);
    expect(angleFunnelInPercent(of(500, 1000), 100, Z_95, 0.0025)[0]).toBeCloseTo(36.3177, 4);
    expect(angleFunnelInPercent(of(1, 1000), 10, Z_998, 0)[0]).toBe(0);
    expect(angleFunnelInPercent(of(999, 1000), 10, Z_998, 0)[1]).toBe(100);
    const apart = [25, 75].flatMap((count) => Array.from({ length: 5 }, () => of(count, 100)));
    expect(additiveVariance(apart)).toBeCloseTo(0.0737, 4);
    expect(additiveVariance(apart.slice(1))).toBeUndefined();
    // Who has no answer is among the ten, so that the result does not tell of them, and in no sum.
    expect(additiveVariance([...apart.slice(1), of(0, 0)])).toBeGreaterThan(0);
    expect(additiveVariance([...apart, of(0, 0)])).toBe(additiveVariance(apart));
    expect(additiveVariance(apart.map(() => of(50, 100)))).toBe(0);
  });

  test("sets the farthest authority of eleven to the second farthest", () => {
    const ten = Array.from({ length: 10 }, (_, place) => of(40 + 2 * place, 100));
    const variances = [70, 95].map((count) => additiveVariance([...ten, of(count, 100)]));
    // The pooled share moves a little, the winsorised distance does not follow the outlier.
    expect(variances[1]).toBeLessThan((variances[0] ?? 0) + 0.005);
  });
});
