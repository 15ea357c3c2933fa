/** Welch's test of two means of a ladder, from the raw sums. */
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { LadderSums } from "./ladder-sums.ts";

/**
 * First less second in steps, with its 95% interval and two-sided p, on Welch and Satterthwaite's degrees of freedom: 1
 * over Σ c² / (n - 1), c the part of each side in the squared error. Each side has two answers that differ.
 */
export function welchFromSums(first: LadderSums, second: LadderSums) {
  const squaredError = first.squaredError + second.squaredError;
  const degreesOfFreedom =
    1 / [first, second].reduce((sum, side) => sum + (side.squaredError / squaredError) ** 2 / (side.size - 1), 0);
  const difference = first.mean - second.mean;
  const reach = tQuantile(0.975, degreesOfFreedom) * Math.sqrt(squaredError);
  return {
    difference,
    lower: difference - reach,
    upper: difference + reach,
    degreesOfFreedom,
    p: 2 * tCdf(-Math.abs(difference) / Math.sqrt(squaredError), degreesOfFreedom),
  };
}
