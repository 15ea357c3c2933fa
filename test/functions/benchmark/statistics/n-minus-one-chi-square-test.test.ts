import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nMinusOneChiSquareTest } from "#functions/benchmark/statistics/n-minus-one-chi-square-test.ts";
import type { Share } from "#shared/release/cell.ts";

const shareUpTo = (largestBase: number) =>
  fc
    .nat(largestBase)
    .chain((base) => fc.record({ base: fc.constant(base), count: fc.oneof(fc.nat(base), fc.constantFrom(0, base)) }));
const anyShare = fc.oneof(shareUpTo(40), shareUpTo(10_000_000));
const rest = ({ count, base }: Share): Share => ({ count: base - count, base });

/** N - 1 times the squared correlation of side and band over the single answers. */
function byCorrelation(first: Share, second: Share): number {
  const answers = [first, second].flatMap(({ count, base }, side) =>
    Array.from({ length: base }, (_, index) => [side, index < count ? 1 : 0] as const),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const sideMean = mean(answers.map(([side]) => side));
  const bandMean = mean(answers.map(([, band]) => band));
  const covariance = mean(answers.map(([side, band]) => (side - sideMean) * (band - bandMean)));
  const sideVariance = mean(answers.map(([side]) => (side - sideMean) ** 2));
  const bandVariance = mean(answers.map(([, band]) => (band - bandMean) ** 2));
  return ((answers.length - 1) * covariance ** 2) / (sideVariance * bandVariance);
}

describe("the N - 1 chi-square test", () => {
  test("of [[11, 4], [2, 6]] is 4.7441, p 0.0294, as SAS prints it for heart disease and high fat diet", () => {
    // SAS/STAT User's Guide, the FREQ procedure, analysis of a 2x2 table: there the Mantel-Haenszel chi-square.
    const { statistic, p } = nMinusOneChiSquareTest({ count: 11, base: 15 }, { count: 2, base: 8 });
    expect(statistic.toFixed(4)).toBe("4.7441");
    expect(p.toFixed(4)).toBe("0.0294");
  });

  test.each([
    [3, 1, 1, 3, "2.000", "Fagerland, Lydersen and Laake (2017), chapter 4: Fisher's tea taster"],
    [11, 4, 2, 6, "4.9597", "SAS/STAT User's Guide, the FREQ procedure: heart disease and high fat diet"],
  ])("of [[%i, %i], [%i, %i]] is (N - 1)/N of Pearson's %s, printed in %s", (a, b, c, d, pearson) => {
    const total = a + b + c + d;
    const { statistic } = nMinusOneChiSquareTest({ count: a, base: a + b }, { count: c, base: c + d });
    expect(((statistic * total) / (total - 1)).toFixed(pearson.split(".")[1]?.length)).toBe(pearson);
  });

  test("has p 0.0455002638963584 at a statistic of 4, as tables of the chi-square and the normal have it", () => {
    const { statistic, p } = nMinusOneChiSquareTest({ count: 10, base: 15 }, { count: 10, base: 10 });
    expect(statistic).toBe(4);
    expect(p).toBeCloseTo(0.0455002638963584, 15);
  });

  test("is N - 1 times the squared correlation of the single answers", () => {
    fc.assert(
      fc.property(shareUpTo(60), shareUpTo(60), (first, second) => {
        const inBand = first.count + second.count;
        fc.pre(first.base > 0 && second.base > 0 && inBand > 0 && inBand < first.base + second.base);
        expect(nMinusOneChiSquareTest(first, second).statistic).toBeCloseTo(byCorrelation(first, second), 10);
      }),
    );
  });

  test("keeps the precision of p far out: it lies within the bounds of Mills' ratio", () => {
    for (const count of [51_500, 53_000, 55_000, 58_000]) {
      const { statistic, p } = nMinusOneChiSquareTest({ count, base: 100_000 }, { count: 50_000, base: 100_000 });
      const upper = 2 * (Math.exp(-statistic / 2) / Math.sqrt(2 * Math.PI * statistic));
      expect(p).toBeLessThan(upper);
      expect(p).toBeGreaterThan(upper * (1 - 1 / statistic));
    }
  });

  test("is never negative and has p in 0 to 1, 1 exactly where the two shares are equal", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const { statistic, p } = nMinusOneChiSquareTest(first, second);
        expect(statistic >= 0 && Number.isFinite(statistic)).toBe(true);
        expect(0 <= p && p <= 1).toBe(true);
        if (first.count * second.base === second.count * first.base) expect([statistic, p]).toEqual([0, 1]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("does not care which side is first, which answers are the band, nor which sides are rows", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const { statistic, p } = nMinusOneChiSquareTest(first, second);
        const inBand = { count: first.count, base: first.count + second.count };
        const notInBand = { count: rest(first).count, base: rest(first).count + rest(second).count };
        for (const same of [
          nMinusOneChiSquareTest(second, first),
          nMinusOneChiSquareTest(rest(first), rest(second)),
          nMinusOneChiSquareTest(inBand, notInBand),
        ]) {
          expect(Math.abs(same.statistic - statistic)).toBeLessThanOrEqual(1e-12 * statistic);
          expect(same.p).toBeCloseTo(p, 12);
        }
      }),
    );
  });

  test("finds the same two shares the more different, the more children answered", () => {
    fc.assert(
      fc.property(shareUpTo(1_000), shareUpTo(1_000), fc.integer({ min: 2, max: 1_000 }), (first, second, times) => {
        const few = nMinusOneChiSquareTest(first, second);
        const many = nMinusOneChiSquareTest(
          { count: first.count * times, base: first.base * times },
          { count: second.count * times, base: second.base * times },
        );
        expect(many.p <= few.p).toBe(true);
      }),
    );
  });

  test.each([
    [0, 0, 4, 9],
    [4, 9, 0, 0],
    [0, 0, 0, 0],
    [0, 7, 0, 9],
    [7, 7, 9, 9],
    [0, 10_000_000, 0, 10_000_000],
  ])("is 0 with p 1 where a margin is zero: %i/%i against %i/%i", (count1, base1, count2, base2) => {
    expect(nMinusOneChiSquareTest({ count: count1, base: base1 }, { count: count2, base: base2 })).toEqual({
      statistic: 0,
      p: 1,
    });
  });
});
