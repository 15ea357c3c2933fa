/** Benjamini and Hochberg's control of the false discovery rate. */
import type { Method } from "./method.ts";

export const benjaminiHochbergMethod: Method = {
  id: "benjamini-hochberg",
  name: "Benjamini-Hochberg adjustment for multiple testing",
  inWords:
    "The q of a test is the smallest, over this p and all larger ones in its family, of p times the number of tests " +
    "divided by the rank of p, at most 1. Rejecting where q is at most some level keeps the expected share of false " +
    "rejections among all rejections of a family at or under that level.",
  source: "Benjamini Y, Hochberg Y (1995). Journal of the Royal Statistical Society B 57, 289-300",
};

/**
 * Returns the adjusted p-values (q) of one family of tests, in the order of the input.
 *
 * With the p-values sorted, q(i) is the smallest of m p(j) / j over all j from i to m, at most 1. Rejecting where
 * q <= 0.05 is the step-up procedure at 5%. No q is below its p, equal p have equal q, and a larger p never has a smaller q.
 *
 * Worked example: 0.01, 0.04, 0.03 give 0.03, 0.04, 0.04: the second smallest, 3 · 0.03 / 2 = 0.045, is held down by the
 * third, 3 · 0.04 / 3.
 *
 * Source: Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate: a practical and powerful approach to
 * multiple testing, Journal of the Royal Statistical Society B 57, 289-300. Identical to R's `p.adjust(p, "BH")`.
 *
 * @param p probabilities, from 0 to 1; an empty family gives an empty list
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const q = new Array<number>(p.length);
  const largestFirst = p.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  let smallest = 1;
  for (const [place, { value, index }] of largestFirst.entries()) {
    // The factor first: it is never below 1, so that rounding cannot carry q below p.
    smallest = Math.min(smallest, value * (p.length / (p.length - place)));
    q[index] = smallest;
  }
  return q;
}
