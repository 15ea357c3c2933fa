import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fisherExactTest, fisherExactTestMethod } from "#functions/benchmark/statistics/fisher-exact-test.ts";
import {
  nMinusOneChiSquareTest,
  nMinusOneChiSquareTestMethod,
} from "#functions/benchmark/statistics/n-minus-one-chi-square-test.ts";
import { twoProportionTest } from "#functions/benchmark/statistics/two-proportion-test.ts";
import type { Share } from "#shared/release/cell.ts";

const shareUpTo = (largestBase: number) =>
  fc.nat(largestBase).chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));

/** The four expected counts, times the total, so that they are whole. */
function expectedTimesTotal(first: Share, second: Share): bigint[] {
  const inBand = BigInt(first.count + second.count);
  const notInBand = BigInt(first.base + second.base) - inBand;
  return [first, second].flatMap(({ base }) => [BigInt(base) * inBand, BigInt(base) * notInBand]);
}

describe("the test of two proportions", () => {
  test("is Fisher's exact test where any expected count is under 5, else the N - 1 chi-square test", () => {
    fc.assert(
      fc.property(shareUpTo(60), shareUpTo(60), (first, second) => {
        const total = BigInt(first.base + second.base);
        const isSmall = total === 0n || expectedTimesTotal(first, second).some((count) => count < 5n * total);
        expect(twoProportionTest(first, second)).toEqual(
          isSmall
            ? { test: "fisher-exact-test", p: fisherExactTest(first, second) }
            : { test: "n-minus-one-chi-square-test", p: nMinusOneChiSquareTest(first, second).p },
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [4, 10, 6, 10, "n-minus-one-chi-square-test", "5"],
    [4, 10, 5, 10, "fisher-exact-test", "4.5"],
    [5, 10, 6, 10, "fisher-exact-test", "4.5"],
    [5, 11, 20, 44, "n-minus-one-chi-square-test", "5"],
    [5, 11, 19, 44, "fisher-exact-test", "4.8"],
    [6, 11, 24, 44, "n-minus-one-chi-square-test", "5"],
    [6, 11, 25, 44, "fisher-exact-test", "4.8"],
    [11, 15, 2, 8, "fisher-exact-test", "3.5"],
  ])("of %i/%i against %i/%i is the %s: the smallest expected count is %s", (count1, base1, count2, base2, name) => {
    const first = { count: count1, base: base1 };
    const second = { count: count2, base: base2 };
    expect(twoProportionTest(first, second).test).toBe(name);
  });

  test("names the method that it used by its id", () => {
    expect(twoProportionTest({ count: 1, base: 5 }, { count: 2, base: 5 }).test).toBe(fisherExactTestMethod.id);
    expect(twoProportionTest({ count: 20, base: 50 }, { count: 20, base: 50 }).test).toBe(
      nMinusOneChiSquareTestMethod.id,
    );
  });

  test("does not care which side is first", () => {
    fc.assert(
      fc.property(shareUpTo(500), shareUpTo(500), (first, second) => {
        const forth = twoProportionTest(first, second);
        const back = twoProportionTest(second, first);
        expect(back.test).toBe(forth.test);
        expect(back.p).toBeCloseTo(forth.p, 12);
      }),
    );
  });

  test.each([
    [0, 0, 4, 9],
    [4, 9, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 1_000_000, 2_000_000],
  ])("finds no difference where a side has no answers: %i/%i against %i/%i", (count1, base1, count2, base2) => {
    expect(twoProportionTest({ count: count1, base: base1 }, { count: count2, base: base2 }).p).toBe(1);
  });
});
