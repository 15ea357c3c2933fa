/** Both tails of the standard normal distribution, which is also chi-square with one degree of freedom. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** Two-sided standard normal quantiles. */
export const Z_95 = 1.959963984540054;
export const Z_998 = 3.090232306167813;

/** The probability of lying at least as far from 0 as `z`. For 1.959964: 0.05. */
export function bothTails(z: number): number {
  return 2 * normalCdf(-Math.abs(z), 0, 1);
}
