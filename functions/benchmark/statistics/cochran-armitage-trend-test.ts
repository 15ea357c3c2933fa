/** The Cochran-Armitage test for a linear trend in proportions. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { Share } from "#shared/release/cell.ts";
import type { Method } from "./method.ts";

export const cochranArmitageTrendTestMethod: Method = {
  id: "cochran-armitage-trend-test",
  name: "Cochran-Armitage test for trend in proportions",
  inWords:
    "The regression of the proportions on their scores (the years of the waves), weighted by the number of answers: the " +
    "square of its slope over the variance that the slope has if all proportions are equal, referred to the chi-square " +
    "distribution with one degree of freedom. No continuity correction; N, not N - 1.",
  source: "Cochran WG (1954). Biometrics 10, 417-451; Armitage P (1955). Biometrics 11, 375-386",
};

/**
 * The Cochran-Armitage test for a linear trend in independent proportions, without continuity correction.
 *
 * With x of n answers in the band at score s, N = Σn, p = Σx / N and s̄ = Σns / N, the slope is Σx(s - s̄) / Σn(s - s̄)²,
 * the change of the proportion per unit of score, and the statistic is slope² Σn(s - s̄)² / (p(1 - p)), on one degree of
 * freedom. Identical to R's `prop.trend.test`; the slope is that of its weighted regression.
 *
 * Worked example: 83 of 86, 90 of 93, 129 of 136 and 70 of 82 at scores 1 to 4 give 8.224922, p 0.004131897, and a slope
 * of -0.0334.
 *
 * The order of the groups never matters, and a group without answers never counts. Where there is no trend to speak of
 * (one score only, nobody or everybody in the band, no answers): statistic 0, p 1, slope 0.
 *
 * Source: W. G. Cochran (1954), Some methods for strengthening the common χ² tests, Biometrics 10, 417-451;
 * P. Armitage (1955), Tests for linear trends in proportions and frequencies, Biometrics 11, 375-386.
 *
 * @param groups whole numbers, count from 0 to base; scores in any unit, say years
 */
export function cochranArmitageTrendTest(groups: readonly (Share & { readonly score: number })[]): {
  readonly statistic: number;
  readonly p: number;
  readonly slope: number;
} {
  const answered = groups.filter(({ base }) => base > 0);
  // From the smallest score and multiplied out by N, so that whole scores are summed without rounding, in any order.
  const origin = Math.min(...answered.map(({ score }) => score));
  const sum = (term: (group: Share, score: number) => number) =>
    answered.reduce((total, group) => total + term(group, group.score - origin), 0);
  const total = sum(({ base }) => base);
  const inBand = sum(({ count }) => count);
  const scoreSum = sum(({ base }, score) => base * score);
  const association = total * sum(({ count }, score) => count * score) - inBand * scoreSum;
  const spread = total * sum(({ base }, score) => base * score ** 2) - scoreSum ** 2;
  const variation = inBand * (total - inBand);
  if (spread === 0 || variation === 0) return { statistic: 0, p: 1, slope: 0 };
  const statistic = (association / variation) * (association / spread) * total;
  return { statistic, p: 2 * normalCdf(-Math.sqrt(statistic), 0, 1), slope: association / spread };
}
