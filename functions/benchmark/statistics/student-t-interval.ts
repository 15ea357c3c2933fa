/** Student's t interval for a mean. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { Method } from "./method.ts";
import type { Moments } from "./sample-moments.ts";
import type { Level } from "./wilson-score-interval.ts";

export const studentTIntervalMethod: Method = {
  id: "student-t-interval",
  name: "Student's t interval",
  inWords:
    "The mean, plus and minus the two-sided quantile of Student's t distribution with one degree of freedom fewer than answers, times the standard deviation divided by the root of the number of answers; not given where there are fewer than two answers or all are alike.",
  source: "Student (1908), The probable error of a mean, Biometrika 6, 1-25",
};

const lowerTail: Readonly<Record<Level, number>> = { "95%": 0.025, "99.8%": 0.001 };

/** Two-sided quantile of Student's t distribution; above 0. `degreesOfFreedom` is above 0 and need not be whole. */
export function studentTQuantile(degreesOfFreedom: number, level: Level): number {
  // The lower tail, because 0.999 as a double is no longer one thousandth short of 1.
  return -tQuantile(lowerTail[level], degreesOfFreedom);
}

/**
 * Student's t interval for a mean: mean ± t √(variance / size), t being the two-sided quantile with size - 1 degrees of
 * freedom.
 *
 * Worked example: 8 answers with mean 53.704345 and standard deviation 20.975575 at 95%: t 2.364624, so
 * 36.168325 to 71.240365.
 *
 * Source: Student (1908), The probable error of a mean, Biometrika 6, 1-25.
 *
 * @returns ends in the unit of the mean, not held inside the ladder; `undefined` for fewer than two answers and where all
 * answers are alike
 */
export function studentTInterval(
  { size, mean, variance }: Moments,
  level: Level,
): { readonly lower: number; readonly upper: number } | undefined {
  if (size < 2 || variance === 0) return undefined;
  const halfWidth = studentTQuantile(size - 1, level) * Math.sqrt(variance / size);
  return { lower: mean - halfWidth, upper: mean + halfWidth };
}
