/** The score test of a proportion against a known constant. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { Share } from "#shared/release/cell.ts";
import type { Method } from "./method.ts";

export const scoreTestMethod: Method = {
  id: "score-test",
  name: "Score test of a proportion against a constant",
  inWords:
    "The distance of the observed proportion from the constant, over the standard error that the constant implies, " +
    "referred to the normal distribution, two-sided. It rejects at 5% where the 95% Wilson score interval excludes the " +
    "constant.",
  source: "Wilson EB (1927). Journal of the American Statistical Association 22, 209-212",
};

/**
 * Two-sided p of the score test that a proportion equals a known constant, without continuity correction.
 *
 * With z = (count - n p0) / √(n p0 (1 - p0)), p = 2 Φ(-|z|). It is below 0.05 exactly where the 95% Wilson score interval
 * excludes p0.
 *
 * Worked example: 60 of 100 against 0.5 gives z = 10 / 5 = 2, p 0.0455.
 *
 * Against a constant of 0 or 1, p is 1 where every answer agrees with it and 0 elsewhere; without answers p is 1.
 *
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 209-212. Identical to R's `prop.test(count, base, proportion, correct = FALSE)`.
 *
 * @param share whole numbers, count from 0 to base
 * @param proportion the constant, from 0 to 1; not a per cent
 * @returns a probability, from 0 to 1
 */
export function scoreTest(share: Share, proportion: number): number {
  const distance = Math.abs(share.count - share.base * proportion);
  if (distance === 0) return 1;
  // Where the constant leaves no room for chance, the quotient is infinite and p is 0.
  return 2 * normalCdf(-distance / Math.sqrt(share.base * proportion * (1 - proportion)), 0, 1);
}
