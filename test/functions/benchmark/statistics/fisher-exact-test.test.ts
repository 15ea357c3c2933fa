import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fisherExactTest } from "#functions/benchmark/statistics/fisher-exact-test.ts";
import type { Share } from "#shared/release/cell.ts";

function binomial(n: number, k: number): bigint {
  let coefficient = 1n;
  for (let i = 1; i <= k; i += 1) coefficient = (coefficient * BigInt(n - k + i)) / BigInt(i);
  return coefficient;
}

const isNoMoreLikely = (weight: bigint, observed: bigint) => weight * 10_000_000n <= observed * 10_000_001n;
const quotient = (part: bigint, whole: bigint) => Number((part * 10n ** 300n) / whole) / 1e300;

/** The definition itself: products of binomial coefficients, as whole numbers. */
function byBinomials(first: Share, second: Share): number {
  const inBand = first.count + second.count;
  const weightOf = (k: number) => binomial(first.base, k) * binomial(second.base, inBand - k);
  const observed = weightOf(first.count);
  let whole = 0n;
  let part = 0n;
  for (let k = Math.max(0, inBand - second.base); k <= Math.min(first.base, inBand); k += 1) {
    const weight = weightOf(k);
    whole += weight;
    if (isNoMoreLikely(weight, observed)) part += weight;
  }
  return quotient(part, whole);
}

/** The same from the observed table outwards, in whole numbers of two thousand binary digits; for large tables. */
function byLongArithmetic(first: Share, second: Share): number {
  const inBand = first.count + second.count;
  const cells = (k: number) => ({
    up: BigInt(first.base - k) * BigInt(inBand - k),
    down: BigInt(k) * BigInt(second.base - inBand + k),
  });
  const observed = 2n ** 2_000n;
  let whole = observed;
  let part = observed;
  const add = (weight: bigint) => {
    whole += weight;
    if (isNoMoreLikely(weight, observed)) part += weight;
  };
  for (let k = first.count, weight = observed; weight > 0n; k += 1) {
    weight = (weight * cells(k).up) / (cells(k + 1).down || 1n);
    add(weight);
  }
  for (let k = first.count, weight = observed; weight > 0n; k -= 1) {
    weight = (weight * cells(k).down) / (cells(k - 1).up || 1n);
    add(weight);
  }
  return quotient(part, whole);
}

const shareUpTo = (largestBase: number) =>
  fc.nat(largestBase).chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));
const anyShare = fc.oneof(shareUpTo(25), shareUpTo(2_000));
const rest = ({ count, base }: Share): Share => ({ count: base - count, base });

const expectRelative = (actual: number, expected: number, error: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(error * expected);

describe("Fisher's exact test", () => {
  test.each([
    [3, 1, 1, 3, "0.4857143", "Agresti, Categorical Data Analysis: Fisher's tea taster; R: fisher.test(TeaTasting)"],
    [2, 15, 10, 3, "0.0005367", "R: fisher.test(Convictions), after Fisher (1962): like-sex twins"],
    [11, 4, 2, 6, "0.0393", "SAS/STAT User's Guide, the FREQ procedure: heart disease and high fat diet"],
    [9, 3, 4, 9, "0.04718", "Dalgaard, Introductory Statistics with R, section 7.2: Lewitt and Machin"],
    [0, 16, 15, 57, "0.06287", "Fagerland, Lydersen and Laake (2017), chapter 4: Ritland et al. (2007)"],
    [1, 9, 11, 3, "0.002759456", "Wikipedia, Fisher's exact test, computed by R: studying teenagers"],
  ])("of [[%i, %i], [%i, %i]] is %s as printed in %s", (a, b, c, d, printed) => {
    const p = fisherExactTest({ count: a, base: a + b }, { count: c, base: c + d });
    expect(p.toFixed(printed.length - "0.".length)).toBe(printed);
  });

  test.each([
    [100, 2, 1000, 5, 1.300759363430016e-1],
    [2, 7, 8, 2, 2.301413756522114e-2],
    [5, 1, 10, 10, 1.97324414715719e-1],
    [5, 15, 20, 20, 9.580440012477637e-2],
    [5, 16, 20, 25, 1.725864953812994e-1],
    [10, 5, 10, 1, 1.97324414715719e-1],
    [10, 5, 10, 0, 6.126482213438734e-2],
    [5, 0, 1, 4, 4.761904761904762e-2],
    [0, 5, 1, 4, 1],
    [0, 1, 3, 2, 1],
  ])("of [[%i, %i], [%i, %i]] is what R gives: %d (SciPy's tests of fisher_exact, results from R)", (a, b, c, d, p) => {
    expect(fisherExactTest({ count: a, base: a + b }, { count: c, base: c + d })).toBeCloseTo(p, 11);
  });

  test("is the sum of exact binomial products on every table with up to 8 answers on either side", () => {
    for (let base1 = 0; base1 <= 8; base1 += 1) {
      for (let base2 = 0; base2 <= 8; base2 += 1) {
        for (let count1 = 0; count1 <= base1; count1 += 1) {
          for (let count2 = 0; count2 <= base2; count2 += 1) {
            const first = { count: count1, base: base1 };
            const second = { count: count2, base: base2 };
            expectRelative(fisherExactTest(first, second), byBinomials(first, second), 1e-13);
          }
        }
      }
    }
  });

  test("is the sum of exact binomial products on larger tables", () => {
    fc.assert(
      fc.property(shareUpTo(120), shareUpTo(120), (first, second) => {
        expectRelative(fisherExactTest(first, second), byBinomials(first, second), 1e-12);
      }),
    );
  });

  test.each([
    [50_000, 100_000, 50_500, 100_000],
    [49_000, 100_000, 51_000, 100_000],
    [99_000, 100_000, 98_900, 100_000],
    [5, 100_000, 50, 100_000],
    [0, 100_000, 3, 100_000],
    [3, 30, 45_000, 100_000],
    [3_000, 4_000, 70_000, 100_000],
    [1_000, 100_000, 2_000, 100_000],
  ])("keeps ten digits of p at %i/%i against %i/%i, however small p is", (count1, base1, count2, base2) => {
    const first = { count: count1, base: base1 };
    const second = { count: count2, base: base2 };
    const expected = byLongArithmetic(first, second);
    expect(expected).toBeLessThan(1);
    expectRelative(fisherExactTest(first, second), expected, 1e-10);
  });

  test("is 0 where p is smaller than any double", () => {
    expect(fisherExactTest({ count: 40_000, base: 100_000 }, { count: 60_000, base: 100_000 })).toBe(0);
    expect(fisherExactTest({ count: 60_000, base: 100_000 }, { count: 40_000, base: 100_000 })).toBe(0);
  });

  test("lies in 0 to 1", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const p = fisherExactTest(first, second);
        expect(0 <= p && p <= 1).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("does not care which side is first, nor which answers are the band", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const p = fisherExactTest(first, second);
        expectRelative(fisherExactTest(second, first), p, 1e-11);
        expectRelative(fisherExactTest(rest(first), rest(second)), p, 1e-11);
      }),
    );
  });

  test("does not care which of the table's sides are rows", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const inBand = { count: first.count, base: first.count + second.count };
        const notInBand = { count: rest(first).count, base: rest(first).count + rest(second).count };
        expectRelative(fisherExactTest(inBand, notInBand), fisherExactTest(first, second), 1e-11);
      }),
    );
  });

  test.each([
    [0, 0, 4, 9],
    [4, 9, 0, 0],
    [0, 0, 0, 0],
    [0, 7, 0, 9],
    [7, 7, 9, 9],
    [1, 1, 1, 1],
  ])("is 1 where the margins leave one table only: %i/%i against %i/%i", (count1, base1, count2, base2) => {
    expect(fisherExactTest({ count: count1, base: base1 }, { count: count2, base: base2 })).toBe(1);
  });
});
