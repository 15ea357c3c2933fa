/** The N - 1 chi-square test that two proportions are equal. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { Share } from "#shared/release/cell.ts";
import type { Method } from "./method.ts";

export const nMinusOneChiSquareTestMethod: Method = {
  id: "n-minus-one-chi-square-test",
  name: "N - 1 chi-square test",
  inWords:
    "Pearson's chi-square of the two-by-two table without continuity correction, times (N - 1)/N with N the answers of " +
    "both sides together, referred to the chi-square distribution with one degree of freedom.",
  source: "Campbell I (2007). Statistics in Medicine 26, 3661-3675; Pearson ES (1947). Biometrika 34, 139-167",
};

/**
 * The N - 1 chi-square test that two independent proportions are equal, without continuity correction.
 *
 * With a of n1 on the first side, c of n2 on the second, N = n1 + n2 and m = a + c, the statistic is
 * (N - 1)(a n2 - c n1)² / (n1 n2 m (N - m)); p is its upper tail in the chi-square distribution with one degree of
 * freedom, 2 Φ(-√statistic), to full relative precision however small. It is the Mantel-Haenszel chi-square of one table.
 *
 * Worked example: 11 of 15 against 2 of 8 gives 22 (88 - 30)² / (15 · 8 · 13 · 10) = 4.7441, p 0.0294.
 *
 * Where a margin is zero (a side without answers, nobody or everybody in the band), the statistic is 0 and p is 1.
 *
 * Source: I. Campbell (2007), Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample recommendations,
 * Statistics in Medicine 26, 3661-3675.
 *
 * @param first whole numbers, count from 0 to base; independent of `second`
 */
export function nMinusOneChiSquareTest(
  first: Share,
  second: Share,
): { readonly statistic: number; readonly p: number } {
  const total = first.base + second.base;
  const inBand = first.count + second.count;
  const margins = first.base * second.base * inBand * (total - inBand);
  if (margins === 0) return { statistic: 0, p: 1 };
  const determinant = first.count * second.base - second.count * first.base;
  const statistic = ((total - 1) * determinant ** 2) / margins;
  return { statistic, p: 2 * normalCdf(-Math.sqrt(statistic), 0, 1) };
}
