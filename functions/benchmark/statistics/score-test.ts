/** The score test of a proportion against a known constant, noise included. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { Method } from "./method.ts";
import { type NoisyShare, proportionOf, proportionVarianceAt } from "./noisy-share.ts";

export const scoreTestMethod: Method = {
  id: "score-test",
  name: "Score test of a proportion against a constant, noise included",
  inWords:
    "The distance of the proportion from the constant, over the standard error that the constant and the noise imply, " +
    "referred to the normal distribution, two-sided. It rejects at 5% where the 95% score interval excludes the constant.",
  source:
    "Wilson EB (1927). Journal of the American Statistical Association 22, 209-212; the variance of the noise is added to " +
    "that of the score",
};

/**
 * Tests that a proportion equals a known constant, two-sided, noise included, without continuity correction.
 *
 * With z = (p - p0) / √(p0 (1 - p0) / m + V(p0) / m²), p = 2 Φ(-|z|). It is below 0.05 exactly where the 95% score interval
 * excludes p0, unless that interval is the whole of 0 to 1 because the base is too small beside its noise.
 *
 * Worked example: 60 of 100 without noise against 0.5 gives z = 0.1 / 0.05 = 2, p 0.0455; with A 1.698980, B 0.596939,
 * C 1.790816 z is 0.1 / √(0.0025 + 0.000155) = 1.9408, p 0.0523.
 *
 * Where the base is not above 0, nothing can be told: z 0, p 1. The same where the proportion is the constant. Without
 * noise, a constant of 0 or 1 leaves no room for chance: any other proportion has an infinite z and the p 0.
 *
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 209-212. Without noise identical to R's
 * `prop.test(count, base, constant, correct = FALSE)`.
 *
 * @param constant a proportion from 0 to 1; not a per cent
 * @returns p, a probability from 0 to 1
 */
export function scoreTest(share: NoisyShare, constant: number): { readonly z: number; readonly p: number } {
  if (!(share.base > 0)) return { z: 0, p: 1 };
  const distance = proportionOf(share) - constant;
  if (distance === 0) return { z: 0, p: 1 };
  const z = distance / Math.sqrt(proportionVarianceAt(constant, share));
  return { z, p: 2 * normalCdf(-Math.abs(z), 0, 1) };
}
