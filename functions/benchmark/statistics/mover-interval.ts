/** The MOVER interval for the difference of two independent proportions, noise included. */
import { heldInside, type Interval } from "./interval.ts";
import type { Method } from "./method.ts";
import { type Level, noisyScoreInterval } from "./noisy-score-interval.ts";
import { type NoisyShare, proportionOf } from "./noisy-share.ts";

export const moverIntervalMethod: Method = {
  id: "mover-interval",
  name: "MOVER interval for a difference of two independent proportions, noise included",
  inWords:
    "The difference, minus and plus the square root of the summed squares of how far the two score intervals, noise " +
    "included and not held inside 0 to 1, reach in that direction: below the first and above the second proportion for " +
    "the lower end, above the first and below the second for the upper end; then held inside -1 to 1. Without noise it is " +
    "Newcombe's method 10.",
  source:
    "Zou GY, Donner A (2008). Statistics in Medicine 27, 1693-1702; Newcombe RG (1998). Statistics in Medicine 17, 873-890, " +
    "method 10",
};

/**
 * Returns the interval of `first` minus `second` by the method of variance estimates recovery (MOVER).
 *
 * With p1, p2 the proportions and (l1, u1), (l2, u2) their open score intervals, the ends are
 * p1 - p2 - √((p1 - l1)² + (u2 - p2)²) and p1 - p2 + √((u1 - p1)² + (p2 - l2)²), held inside -1 to 1.
 *
 * Worked example: 40 of 60 (A 1.698980, B 0.596939, C 1.790816) minus 1000 of 1250 from 15 authorities with that noise each,
 * at 95%: -0.133333 with -0.267977 to -0.016905. Without noise 56 of 70 minus 48 of 80 is 0.2000 with 0.0524 to 0.3339.
 *
 * Where the base of one side is not above 0, nothing is known of the difference: -1 to 1.
 *
 * Source: G. Y. Zou and A. Donner (2008), Construction of confidence limits about effect measures: a general approach,
 * Statistics in Medicine 27, 1693-1702; R. G. Newcombe (1998), Interval estimation for the difference between independent
 * proportions: comparison of eleven methods, Statistics in Medicine 17, 873-890, method 10.
 *
 * @param first independent of `second`
 * @returns differences of proportions, not percentage points
 */
export function moverInterval(first: NoisyShare, second: NoisyShare, level: Level): Interval {
  if (!(first.base > 0 && second.base > 0)) return { lower: -1, upper: 1 };
  const [p1, p2] = [proportionOf(first), proportionOf(second)];
  const one = noisyScoreInterval(first, level).open;
  const other = noisyScoreInterval(second, level).open;
  const difference = p1 - p2;
  const ends = {
    lower: difference - Math.sqrt((p1 - one.lower) ** 2 + (other.upper - p2) ** 2),
    upper: difference + Math.sqrt((one.upper - p1) ** 2 + (p2 - other.lower) ** 2),
  };
  return heldInside(ends, -1, 1);
}
