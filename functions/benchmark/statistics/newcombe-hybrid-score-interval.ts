/** Newcombe's hybrid score interval for the difference of two independent proportions. */
import type { Share } from "#shared/release/cell.ts";
import type { Method } from "./method.ts";
import { type Level, wilsonScoreInterval } from "./wilson-score-interval.ts";

export const newcombeHybridScoreMethod: Method = {
  id: "newcombe-hybrid-score-interval",
  name: "Newcombe's hybrid score interval for a difference of two independent proportions",
  inWords:
    "The observed difference, minus and plus the square root of the summed squares of how far the two Wilson score " +
    "intervals reach in that direction: below the first and above the second proportion for the lower end, above the " +
    "first and below the second for the upper end. No continuity correction.",
  source: "Newcombe RG (1998). Statistics in Medicine 17, 873-890, method 10",
};

/**
 * Newcombe's hybrid score interval for `first` minus `second`, without continuity correction.
 *
 * With p1, p2 the observed proportions and (l1, u1), (l2, u2) their Wilson score intervals, the ends are
 * p1 - p2 - √((p1 - l1)² + (u2 - p2)²) and p1 - p2 + √((u1 - p1)² + (p2 - l2)²).
 *
 * Worked example: 56 of 70 minus 48 of 80 at 95% is 0.2000 with 0.0524 to 0.3339. Both ends lie in [-1, 1], the observed
 * difference between them. Where one side has no answers, nothing is known of the difference: the whole of [-1, 1].
 *
 * Source: R. G. Newcombe (1998), Interval estimation for the difference between independent proportions: comparison of
 * eleven methods, Statistics in Medicine 17, 873-890, method 10.
 *
 * @param first whole numbers, count from 0 to base; independent of `second`
 * @returns differences of proportions, not percentage points
 */
export function newcombeHybridScoreInterval(
  first: Share,
  second: Share,
  level: Level,
): { readonly lower: number; readonly upper: number } {
  if (first.base === 0 || second.base === 0) return { lower: -1, upper: 1 };
  const p1 = first.count / first.base;
  const p2 = second.count / second.base;
  const wilson1 = wilsonScoreInterval(first.count, first.base, level);
  const wilson2 = wilsonScoreInterval(second.count, second.base, level);
  const difference = p1 - p2;
  return {
    lower: difference - Math.sqrt((p1 - wilson1.lower) ** 2 + (wilson2.upper - p2) ** 2),
    upper: difference + Math.sqrt((wilson1.upper - p1) ** 2 + (p2 - wilson2.lower) ** 2),
  };
}
