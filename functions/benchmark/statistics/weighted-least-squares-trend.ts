/** The trend of a share over several waves, by weighted least squares, and whether it is marked. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { clip } from "./interval.ts";
import type { Method } from "./method.ts";
import { type NoisyShare, proportionOf, proportionVarianceAt } from "./noisy-share.ts";

/** The 99.8% point of chi-square with one degree of freedom: a trend with a larger statistic can be marked. */
export const markedTrendThreshold = 9.54953570608324;

export const weightedLeastSquaresTrendMethod: Method = {
  id: "weighted-least-squares-trend",
  name: "Weighted least squares trend, noise included",
  inWords:
    "A straight line through the proportions of the waves, each weighted by the inverse of its variance, sampling and " +
    "noise, at the proportion of all waves together; the squared slope over its variance is referred to chi-square with " +
    "one degree of freedom. Without noise it is the Cochran-Armitage test. The trend is marked where that exceeds " +
    `${markedTrendThreshold}, the 99.8% point, and the slope keeps its sign whichever single wave is left out.`,
  source:
    "Cochran WG (1954). Biometrics 10, 417-451; Armitage P (1955). Biometrics 11, 375-386; for the marker Fingertips public " +
    "health technical guidance, Trend markers (Office for Health Improvement and Disparities); the variance of the noise " +
    "is added to that of sampling",
};

export interface TrendPoint {
  /** In any unit, for example a year. */
  readonly time: number;
  readonly share: NoisyShare;
}

export interface Trend {
  /** Change of the proportion per unit of time. */
  readonly slope: number;
  /** Chi-square with one degree of freedom. */
  readonly statistic: number;
  readonly p: number;
  /** Meant for five unbroken waves; whether it is used with others is the caller's decision. */
  readonly marked: boolean;
}

interface WeightedPoint {
  readonly time: number;
  readonly proportion: number;
  readonly weight: number;
}

/**
 * Fits a straight line to the share of three waves or more, and tests whether it has a slope, noise included.
 *
 * With c = clip(Σy / Σm, 0, 1) the share of all waves together, w = 1 / (c (1 - c) / m + V(c) / m²) for each wave and t̄ the
 * mean of the times weighted by w: slope = Σ w (t - t̄) p / Σ w (t - t̄)², z = Σ w (t - t̄) p / √(Σ w (t - t̄)²),
 * statistic = z², p = 2 Φ(-|z|). Marked where the statistic is above 9.54953570608324 and all slopes that leave one wave out,
 * with the same weights, have one sign, so that no single wave makes a trend. Without noise the statistic is that of the
 * Cochran-Armitage test, R's `prop.trend.test`.
 *
 * Worked example: 83 of 86, 90 of 93, 129 of 136 and 70 of 82 without noise at times 1 to 4 give 8.224922, p 0.004131897,
 * and a slope of -0.0334 a unit of time.
 *
 * Where no share can vary (nothing but 0, or nothing but 1, without noise), there is no trend: slope 0, statistic 0, p 1.
 *
 * Source: W. G. Cochran (1954), Some methods for strengthening the common χ² tests, Biometrics 10, 417-451; P. Armitage
 * (1955), Tests for linear trends in proportions and frequencies, Biometrics 11, 375-386; the marker is that of Fingertips
 * public health technical guidance, Trend markers.
 *
 * @returns `undefined` for fewer than three points, where all are of one time, and where a base is not above 0
 */
export function weightedLeastSquaresTrend(points: readonly TrendPoint[]): Trend | undefined {
  const times = new Set(points.map(({ time }) => time));
  if (points.length < 3 || times.size < 2) return undefined;
  if (!points.every(({ share }) => share.base > 0)) return undefined;

  // In order of time, because the sum of doubles depends on their order.
  const weighted = weigh(points.toSorted((one, other) => one.time - other.time));
  if (weighted === undefined) return { slope: 0, statistic: 0, p: 1, marked: false };
  const { slope, information } = fitLine(weighted);
  const statistic = slope ** 2 * information;
  const signs = new Set(weighted.map((left) => signOf(fitLine(weighted.filter((point) => point !== left)).slope)));
  return {
    slope,
    statistic,
    // Chi-square with one degree of freedom is the square of a standard normal variable.
    p: 2 * normalCdf(-Math.sqrt(statistic), 0, 1),
    marked: statistic > markedTrendThreshold && signs.size === 1 && !signs.has(0),
  };
}

/** Four equal shares have no slope, whatever the last digit of a double says. */
const signOf = (slope: number) => (Math.abs(slope) < FLAT ? 0 : Math.sign(slope));
const FLAT = 1e-12;

/** `undefined` where no share can vary, so that no weight is finite. */
function weigh(points: readonly TrendPoint[]): readonly WeightedPoint[] | undefined {
  const count = points.reduce((sum, { share }) => sum + share.count, 0);
  const base = points.reduce((sum, { share }) => sum + share.base, 0);
  const common = clip(count / base, 0, 1);
  const weighted = points.map(({ time, share }) => ({
    time,
    proportion: proportionOf(share),
    weight: 1 / proportionVarianceAt(common, share),
  }));
  return weighted.every(({ weight }) => Number.isFinite(weight)) ? weighted : undefined;
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
