/** The mean of a ladder and its spread, from the raw sums. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";

export interface LadderSums {
  /** Answers. */
  readonly size: number;
  readonly mean: number;
  /** Squared standard error of the mean; 0 where all answers are alike, or there is one. */
  readonly squaredError: number;
}

/**
 * With S = Σ x and Q = Σ x², whole numbers: mean S / n, variance (nQ - S²) / (n (n - 1)). For two 4, two 5 and one 9: mean
 * 5.4, variance 4.3.
 * @param countByStep answers by step, from 0
 */
export function ladderSums(countByStep: Iterable<number>): LadderSums {
  let size = 0;
  let sum = 0;
  let squares = 0;
  let step = 0;
  for (const count of countByStep) {
    size += count;
    sum += step * count;
    squares += step * step * count;
    step += 1;
  }
  return {
    size,
    mean: size === 0 ? 0 : sum / size,
    squaredError: size < 2 ? 0 : (size * squares - sum * sum) / (size * size * (size - 1)),
  };
}

/** The mean's 95% interval by Student's t, in steps of the ladder, held on it. */
export function intervalOnLadder({ size, mean, squaredError }: LadderSums): readonly [lower: number, upper: number] {
  const reach = tQuantile(0.975, size - 1) * Math.sqrt(squaredError);
  return [Math.max(0, mean - reach), Math.min(10, mean + reach)];
}
