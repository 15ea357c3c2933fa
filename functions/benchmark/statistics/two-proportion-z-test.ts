/** The z test that two proportions are equal, noise included. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { clip } from "./interval.ts";
import type { Method } from "./method.ts";
import { type NoisyShare, noiseVarianceAt, proportionOf } from "./noisy-share.ts";

export const twoProportionZTestMethod: Method = {
  id: "two-proportion-z-test",
  name: "Z test of two independent proportions, noise included",
  inWords:
    "The difference of the two proportions over its standard error if both equal the pooled proportion P, referred to the " +
    "normal distribution, two-sided. The squared error is P(1 - P) times the summed inverse bases, times M/(M - 1) with M " +
    "the answers of both sides, plus for each side the variance of its noise at P over its squared base. Without noise it " +
    "is the N - 1 chi-square test.",
  source:
    "Campbell I (2007). Statistics in Medicine 26, 3661-3675; Pearson ES (1947). Biometrika 34, 139-167; the variance of " +
    "the noise is added to that of the score",
};

/**
 * Tests that two independent proportions are equal, two-sided, noise included.
 *
 * With P = clip((y1 + y2) / (m1 + m2), 0, 1) and M = m1 + m2,
 * z = (p1 - p2) / √(P (1 - P) (1/m1 + 1/m2) M/(M - 1) + V1(P)/m1² + V2(P)/m2²) and p = 2 Φ(-|z|). Without noise z² is the
 * N - 1 chi-square.
 *
 * Worked example: 40 of 60 (A 1.698980, B 0.596939, C 1.790816) against 1000 of 1250 from 15 authorities with that noise
 * each gives z -2.2865, p 0.02222481. Without noise 11 of 15 against 2 of 8 gives z² 4.7441, p 0.0294.
 *
 * Where the base of one side is not above 0, or both have no more than one answer together, nothing can be told: z 0, p 1.
 * The same where the difference is nought. Without any variance a difference has an infinite z and the p 0; counts from 0
 * to their base never come to that.
 *
 * Source: I. Campbell (2007), Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample recommendations,
 * Statistics in Medicine 26, 3661-3675.
 *
 * @param first independent of `second`
 * @returns p, a probability from 0 to 1
 */
export function twoProportionZTest(first: NoisyShare, second: NoisyShare): { readonly z: number; readonly p: number } {
  const total = first.base + second.base;
  if (!(first.base > 0 && second.base > 0 && total > 1)) return { z: 0, p: 1 };
  const difference = proportionOf(first) - proportionOf(second);
  if (difference === 0) return { z: 0, p: 1 };
  const pooled = clip((first.count + second.count) / total, 0, 1);
  const sampling = (pooled * (1 - pooled) * (1 / first.base + 1 / second.base) * total) / (total - 1);
  const noise = [first, second].reduce((sum, side) => sum + noiseVarianceAt(pooled, side.noise) / side.base ** 2, 0);
  const z = difference / Math.sqrt(sampling + noise);
  return { z, p: 2 * normalCdf(-Math.abs(z), 0, 1) };
}
