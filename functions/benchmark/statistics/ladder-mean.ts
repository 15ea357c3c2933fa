/** The mean of a ladder from its fitted bands, noise included. */
import { clip, heldInside, type Interval } from "./interval.ts";
import type { Method } from "./method.ts";
import { type Level, normalQuantiles } from "./noisy-score-interval.ts";

/** The ends of a ladder, in steps. */
export const LOWEST = 0;
export const HIGHEST = 10;

export const ladderMeanMethod: Method = {
  id: "ladder-mean",
  name: "Mean of a ladder from its bands",
  inWords:
    "The fitted counts of the bands, each times the nation's mean of the steps inside its band, summed and divided by the " +
    "base. Its variance is that of the steps over the base, plus what the noise of the bands adds; of the steps in the nation " +
    "and in the group, as its bands spread them, the larger variance is taken. The interval is the mean plus and minus the " +
    "normal quantile times the root of the variance, held inside 0 to 10. Differences inside a band do not show in it.",
  source:
    "A post-stratified mean with the nation's means within the bands; the variance of the noise is that of the fit",
};

/** A ladder's answers in one group, or in a pool of groups, by band. */
export interface LadderBands {
  /** y by band: as fitted, not clipped; may be negative. */
  readonly counts: readonly number[];
  /** m: valid answers. */
  readonly base: number;
  /** s²: the variance of the noise in one cell; in a pool the sum over its members. */
  readonly cellVariance: number;
}

/** What the nation says of a ladder, in steps. */
export interface Ladder {
  /** By band. */
  readonly bands: readonly Steps[];
  /** S²: of all steps. */
  readonly variance: number;
}

/** Of the steps inside a band. */
interface Steps {
  /** u. */
  readonly mean: number;
  /** w. */
  readonly variance: number;
}

export interface EstimatedMean {
  /** In steps of the ladder, from 0 to 10. */
  readonly mean: number;
  /** In steps squared. */
  readonly variance: number;
}

/**
 * Returns mean and variance of the nation's steps inside each band, and the variance of all steps.
 *
 * A negative count is noise around few or none and is taken for none. Without any counts, in a band or in all, steps are taken
 * to be equally frequent: a band has its midpoint then, and eleven steps the variance 10.
 *
 * Worked example: 10 on step 2, 30 on 6 and 60 on 9, with bands from 0 to 4, 5 to 6 and 7 to 10, give the means 2, 6 and 9;
 * the mean of all is 7.4, their mean square 59.8, the variance 5.04.
 *
 * @param steps noised national counts of the steps 0 to 10
 * @param bands first and last step of each band, both included
 */
export function ladderOf(
  steps: readonly number[],
  bands: readonly { readonly from: number; readonly to: number }[],
): Ladder {
  return {
    bands: bands.map((band) => stepsBetween(steps, band)),
    variance: stepsBetween(steps, { from: LOWEST, to: HIGHEST }).variance,
  };
}

function stepsBetween(counts: readonly number[], { from, to }: { readonly from: number; readonly to: number }): Steps {
  const steps = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const counted = steps.map((step) => Math.max(0, counts[step] ?? 0));
  const weights = counted.some((count) => count > 0) ? counted : steps.map(() => 1);
  const mean = weighted(weights, steps);
  return {
    mean,
    variance: weighted(
      weights,
      steps.map((step) => (step - mean) ** 2),
    ),
  };
}

/** The mean of values that count so many times each; nought where none counts. No weight is negative. */
function weighted(weights: readonly number[], values: readonly number[]): number {
  const together = weights.reduce((sum, weight) => sum + weight, 0);
  return together === 0 ? 0 : weights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0) / together;
}

/**
 * Estimates the mean of a ladder in a group, or in a pool, from its bands and the nation's means inside them.
 *
 * With u the means of the K bands, mean = Σ u y / m, held inside 0 to 10, and d = u - mean:
 * variance = max(S², g²) / m + s² (Σ d² - (Σ d)² / (K + 1)) / m², with S² the nation's variance of all steps, g² the group's,
 * which is d² + w averaged over its bands, counts under nought taken for none, and s² the variance of the noise in a cell. The
 * mean does not see differences inside a band.
 *
 * S² alone, a steady estimate, would be too small in a group whose answers vary more than the nation's: the 95% interval would
 * cover 92.5% in one of 120 with twice as many in the low band; g² alone, in a small group, is often too small by chance: 93.0%.
 * The larger one covers 94% or more in all of them (`npm run bench:coverage`).
 *
 * Worked example: 10, 30 and 60 of 100 with s² 9/4, the means 2, 6 and 9, w nought and S² 5.04, which is g² too: mean 7.4, d
 * -5.4, -1.4 and 1.6, so variance 0.0504 + 2.25 (33.68 - 27.04 / 4) / 10000 = 0.056457. With 30, 30 and 40 the mean is 6, d
 * -4, 0 and 3, g² 8.4, the variance 0.084 + 2.25 (25 - 1 / 4) / 10000 = 0.08956875.
 *
 * @throws RangeError for a base that is not above 0: such a group has no mean and must not become a figure
 */
export function ladderMean({ counts, base, cellVariance }: LadderBands, { bands, variance }: Ladder): EstimatedMean {
  if (!(base > 0)) throw new RangeError("a ladder without valid answers has no mean; leave it out beforehand");
  const sum = bands.reduce((total, band, at) => total + (counts[at] ?? 0) * band.mean, 0);
  const mean = clip(sum / base, LOWEST, HIGHEST);
  const distances = bands.map((band) => band.mean - mean);
  const sumOfDistances = distances.reduce((total, distance) => total + distance, 0);
  const sumOfSquares = distances.reduce((total, distance) => total + distance ** 2, 0);
  const noise = cellVariance * (sumOfSquares - sumOfDistances ** 2 / (bands.length + 1));
  const own = weighted(
    counts.map((count) => Math.max(0, count)),
    bands.map((band) => (band.mean - mean) ** 2 + band.variance),
  );
  return { mean, variance: Math.max(variance, own) / base + noise / base ** 2 };
}

/**
 * Returns the interval of a mean, in steps: mean ∓ z √variance, held inside 0 to 10.
 *
 * Worked example: a mean of 7.4 with the variance 0.056457 at 95%: 6.934299 to 7.865701.
 */
export function meanInterval({ mean, variance }: EstimatedMean, level: Level): Interval {
  const halfWidth = normalQuantiles[level] * Math.sqrt(variance);
  return heldInside({ lower: mean - halfWidth, upper: mean + halfWidth }, LOWEST, HIGHEST);
}
