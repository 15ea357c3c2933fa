/** Welch's t test and interval for the difference of two means. */
import tDistribution from "@stdlib/stats-base-dists-t-cdf";
import type { Method } from "./method.ts";
import type { Moments } from "./sample-moments.ts";
import { studentTQuantile } from "./student-t-interval.ts";

export const welchTTestMethod: Method = {
  id: "welch-t-test",
  name: "Welch's t test",
  inWords:
    "The difference of the two means divided by its standard error, the root of the sum of each variance divided by its number of answers, against Student's t distribution, two-sided, with Welch and Satterthwaite's degrees of freedom; the 95% interval is the difference plus and minus the quantile of the same distribution times the standard error.",
  source: "B. L. Welch (1947), Biometrika 34, 28-35; F. E. Satterthwaite (1946), Biometrics Bulletin 2, 110-114",
};

export interface WelchTTest {
  /** First mean less second mean. */
  readonly difference: number;
  /** 95%. */
  readonly interval: { readonly lower: number; readonly upper: number };
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Welch's t test of two independent samples whose variances may differ.
 *
 * With e_i = variance_i / size_i: statistic = (mean_1 - mean_2) / √(e_1 + e_2), degrees of freedom = (e_1 + e_2)² /
 * (e_1² / (size_1 - 1) + e_2² / (size_2 - 1)). One side without spread is still a test: its e is 0, and the degrees of
 * freedom are those of the other side.
 *
 * Worked example: R's `sleep`, ten patients on each drug, means 0.75 and 2.33, variances 3.200556 and 4.009: statistic
 * -1.860813 on 17.776474 degrees of freedom, p 0.079394, difference -1.58 (-3.365483 to 0.205483).
 *
 * Source: B. L. Welch (1947), The generalization of "Student's" problem when several different population variances are
 * involved, Biometrika 34, 28-35; F. E. Satterthwaite (1946), An approximate distribution of estimates of variance
 * components, Biometrics Bulletin 2, 110-114.
 *
 * @returns difference and interval in the unit of the means; `undefined` where a side has fewer than two answers, or
 * neither has any spread
 */
export function welchTTest(first: Moments, second: Moments): WelchTTest | undefined {
  if (first.size < 2 || second.size < 2) return undefined;
  const squaredErrorOfFirst = first.variance / first.size;
  const squaredErrorOfSecond = second.variance / second.size;
  const squaredError = squaredErrorOfFirst + squaredErrorOfSecond;
  if (squaredError === 0) return undefined;

  const difference = first.mean - second.mean;
  const statistic = difference / Math.sqrt(squaredError);
  const degreesOfFreedom =
    squaredError ** 2 / (squaredErrorOfFirst ** 2 / (first.size - 1) + squaredErrorOfSecond ** 2 / (second.size - 1));
  const halfWidth = studentTQuantile(degreesOfFreedom, "95%") * Math.sqrt(squaredError);
  return {
    difference,
    interval: { lower: difference - halfWidth, upper: difference + halfWidth },
    statistic,
    degreesOfFreedom,
    // The lower tail keeps its digits where 1 less the upper tail would be rounded away.
    p: 2 * tDistribution(-Math.abs(statistic), degreesOfFreedom),
  };
}
