/** The test that two proportions are equal: exact where counts are small, chi-square elsewhere. */
import type { Share } from "#shared/release/cell.ts";
import { fisherExactTest } from "./fisher-exact-test.ts";
import type { Method } from "./method.ts";
import { nMinusOneChiSquareTest } from "./n-minus-one-chi-square-test.ts";

/** Below this expected count in any cell the chi-square approximation is not used (Cochran 1954). */
const SMALLEST_EXPECTED_COUNT = 5;

/** The test that was used: the id of its method. */
export type ProportionTest = "fisher-exact-test" | "n-minus-one-chi-square-test";

export const twoProportionTestMethod: Method = {
  id: "two-proportion-test",
  name: "Test of two independent proportions",
  inWords:
    "Fisher's exact test where any of the four expected counts (answers of a side times answers in or out of the band, " +
    `over all answers) is under ${SMALLEST_EXPECTED_COUNT}, else the N - 1 chi-square test.`,
  source: "Cochran WG (1954). Biometrics 10, 417-451; Campbell I (2007). Statistics in Medicine 26, 3661-3675",
};

/**
 * Tests that two independent proportions are equal, two-sided, and says by which test: Fisher's exact test where any
 * expected count is under 5, else the N - 1 chi-square test.
 *
 * Worked example: 11 of 15 against 2 of 8 has the expected count 8 · 10 / 23 = 3.5, so Fisher's exact test, p 0.0393;
 * 83 of 86 against 70 of 82 has 82 · 15 / 168 = 7.3, so the chi-square test, p 0.0116.
 *
 * A side without answers expects 0: Fisher's exact test, p 1.
 *
 * Source: W. G. Cochran (1954), Some methods for strengthening the common χ² tests, Biometrics 10, 417-451;
 * I. Campbell (2007), Statistics in Medicine 26, 3661-3675.
 *
 * @param first whole numbers, count from 0 to base; independent of `second`
 * @returns p, a probability from 0 to 1
 */
export function twoProportionTest(first: Share, second: Share): { readonly test: ProportionTest; readonly p: number } {
  const total = first.base + second.base;
  const inBand = first.count + second.count;
  const smallestProduct = Math.min(first.base, second.base) * Math.min(inBand, total - inBand);
  // Multiplied out: a quotient could fall on the wrong side of a limit that it meets exactly.
  return total === 0 || smallestProduct < SMALLEST_EXPECTED_COUNT * total
    ? { test: "fisher-exact-test", p: fisherExactTest(first, second) }
    : { test: "n-minus-one-chi-square-test", p: nMinusOneChiSquareTest(first, second).p };
}
