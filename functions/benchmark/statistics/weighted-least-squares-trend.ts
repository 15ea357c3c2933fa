/** The trend of a share over several waves, by weighted least squares, and whether it is marked. */
import normalDistribution from "@stdlib/stats-base-dists-normal-cdf";
import type { Share } from "#shared/release/cell.ts";
import type { Method } from "./method.ts";
import { wilsonScoreInterval } from "./wilson-score-interval.ts";

/** The 99.8% point of chi-square with one degree of freedom: a trend with a larger statistic can be marked. */
export const markedTrendThreshold = 9.54953570608324;

/** Twice 1.96, as the guidance has it: the standard errors in the width of a 95% interval. */
const STANDARD_ERRORS_IN_AN_INTERVAL = 3.92;

export const weightedLeastSquaresTrendMethod: Method = {
  id: "weighted-least-squares-trend",
  name: "Weighted least squares trend",
  inWords:
    "A straight line through the shares of successive waves, each weighted by the inverse of its squared standard error, " +
    `taken as the width of its 95% Wilson interval divided by ${STANDARD_ERRORS_IN_AN_INTERVAL}; the squared slope divided ` +
    "by its variance is referred to chi-square with one degree of freedom. The trend is marked where that exceeds " +
    `${markedTrendThreshold}, the 99.8% point, and the slope keeps its sign whichever single wave is left out.`,
  source:
    "Fingertips public health technical guidance, Trend markers, the method for indicators with confidence intervals (Public Health England; Office for Health Improvement and Disparities)",
};

export interface TrendPoint {
  /** In any unit, for example a year; no two points share one. */
  readonly time: number;
  readonly share: Share;
}

export interface Trend {
  /** Change of the proportion per unit of time. */
  readonly slope: number;
  /** Chi-square with one degree of freedom. */
  readonly statistic: number;
  readonly p: number;
  readonly marked: boolean;
}

interface WeightedPoint {
  readonly time: number;
  readonly proportion: number;
  readonly weight: number;
}

/**
 * The recent trend of a share, as the Fingertips trend markers compute it.
 *
 * With L and U the Wilson 95% bounds of the share p at time t: w = (3.92 / (U - L))², t̄ and p̄ the means weighted by w,
 * slope = Σ w (t - t̄)(p - p̄) / Σ w (t - t̄)², var(slope) = 1 / Σ w (t - t̄)², statistic = slope² / var(slope). Marked where
 * the statistic is above 9.54953570608324 and all slopes that leave one point out have one sign, so that no single wave
 * makes a trend. All points given are used, in whatever order; five are in use. The standard error of a wave with a handful
 * of answers is taken too small (five waves of one child each can be marked), so a mark counts only where every wave has
 * the answers that a claim needs.
 *
 * Worked example: 20, 25, 30, 35 and 40 of 100 in years 1 to 5: slope 0.05 a year, statistic 12.94, p 0.00032, marked.
 *
 * Source: Fingertips public health technical guidance, Trend markers. There this is the method for every indicator that is
 * published with a confidence interval; for proportions Fingertips itself takes the chi-square for linear trend, which here
 * is the Cochran-Armitage test.
 *
 * @returns `undefined` for fewer than three points, for two at one time, and where a point has no answers
 */
export function weightedLeastSquaresTrend(points: readonly TrendPoint[]): Trend | undefined {
  const times = new Set(points.map(({ time }) => time));
  if (points.length < 3 || times.size < points.length) return undefined;
  if (points.some(({ share }) => share.base === 0)) return undefined;

  // In order of time, because the sum of doubles depends on their order.
  const weighted = points.toSorted((one, other) => one.time - other.time).map(weigh);
  const { slope, information } = fitLine(weighted);
  const statistic = slope ** 2 * information;
  const signs = new Set(weighted.map((left) => signOf(fitLine(weighted.filter((point) => point !== left)).slope)));
  return {
    slope,
    statistic,
    // Chi-square with one degree of freedom is the square of a standard normal variable.
    p: 2 * normalDistribution(-Math.sqrt(statistic), 0, 1),
    marked: statistic > markedTrendThreshold && signs.size === 1 && !signs.has(0),
  };
}

/** Four equal shares have no slope, whatever the last digit of a double says. */
const signOf = (slope: number) => (Math.abs(slope) < FLAT ? 0 : Math.sign(slope));
const FLAT = 1e-12;

function weigh({ time, share: { count, base } }: TrendPoint): WeightedPoint {
  const { lower, upper } = wilsonScoreInterval(count, base, "95%");
  return { time, proportion: count / base, weight: (STANDARD_ERRORS_IN_AN_INTERVAL / (upper - lower)) ** 2 };
}

/** `information` is the inverse of the variance of the slope. */
function fitLine(points: readonly WeightedPoint[]): { readonly slope: number; readonly information: number } {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const meanTime = points.reduce((sum, { weight, time }) => sum + weight * time, 0) / total;
  const meanProportion = points.reduce((sum, { weight, proportion }) => sum + weight * proportion, 0) / total;
  let information = 0;
  let covariation = 0;
  for (const { time, proportion, weight } of points) {
    information += weight * (time - meanTime) ** 2;
    covariation += weight * (time - meanTime) * (proportion - meanProportion);
  }
  return { slope: covariation / information, information };
}
