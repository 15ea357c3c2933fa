/** The size, mean and variance of the answers on a ladder. */
import type { Method } from "./method.ts";

export const sampleMomentsMethod: Method = {
  id: "sample-moments",
  name: "Sample mean and variance",
  inWords:
    "The mean is the sum of the answers divided by their number; the variance is the sum of the squared distances from the mean divided by one less than their number.",
  source: "R. A. Fisher (1925), Statistical Methods for Research Workers, Oliver and Boyd",
};

/** `mean` and the root of `variance` are in points of the ladder; `variance` has the divisor size - 1. */
export interface Moments {
  readonly size: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Size, mean and sample variance of answers that were counted: `countByValue[7]` children chose 7.
 *
 * With n answers, of which c_v are v: mean = Σ v c_v / n, and variance = Σ_{u<v} c_u c_v (v - u)² / (n (n - 1)), which is
 * Σ c_v (v - mean)² / (n - 1) written over pairs of answers. Both are quotients of sums of whole numbers, exact on a
 * ladder up to ten million answers, and no term is subtracted, so nothing cancels.
 *
 * Worked example: two children chose 4, two chose 5 and one chose 9: n 5, mean 27/5 = 5.4, variance 17.2/4 = 4.3.
 *
 * The variance is exactly 0 where all answers are alike, and 0 by convention for fewer than two. The mean of nobody is 0 by
 * convention: look at `size` before using it, as the interval and the test do.
 *
 * Source: R. A. Fisher (1925), Statistical Methods for Research Workers, Oliver and Boyd.
 *
 * @param countByValue whole numbers from 0; the index is the answer
 */
export function momentsOf(countByValue: readonly number[]): Moments {
  let size = 0;
  let sum = 0;
  let squaredDistances = 0;
  for (const [value, count] of countByValue.entries()) {
    for (const [lower, countOfLower] of countByValue.slice(0, value).entries()) {
      squaredDistances += count * countOfLower * (value - lower) ** 2;
    }
    size += count;
    sum += value * count;
  }
  return {
    size,
    mean: size === 0 ? 0 : sum / size,
    variance: size < 2 ? 0 : squaredDistances / (size * (size - 1)),
  };
}
