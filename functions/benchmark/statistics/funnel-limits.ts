/** The limits of a funnel plot around a pooled proportion, noise included. */
import { heldInside, type Interval } from "./interval.ts";
import type { Method } from "./method.ts";
import { type Level, normalQuantiles } from "./noisy-score-interval.ts";
import { type NoisyShare, proportionVarianceAt } from "./noisy-share.ts";

export const funnelLimitsMethod: Method = {
  id: "funnel-limits",
  name: "Funnel plot limits, noise included",
  inWords:
    "The pooled proportion c plus and minus the two-sided normal quantile (95% and 99.8%) times the root of c(1 - c) over " +
    "the base, plus the variance of the authority's noise at c over its squared base, plus the additive variance between " +
    "authorities; held inside 0 to 1.",
  source:
    "Spiegelhalter DJ (2005). Statistics in Medicine 24, 1185-1202; the variance of the noise is added to that of sampling",
};

/**
 * Returns where the share of an authority lies, 95 or 99.8 times in 100, if it differs from the pooled proportion by
 * chance, by the noise and by the ordinary variation between authorities alone.
 *
 * The limits are c ∓ z √(c (1 - c) / m + V(c) / m² + τ²), held inside 0 to 1. Where the base is not above 0, everything is
 * possible: 0 to 1.
 *
 * Worked example: around 0.5 with a base of 100 at 95%, without noise and additive variance 0.402002 to 0.597998; with
 * A 1.698980, B 0.596939, C 1.790816 0.399010 to 0.600990; with an additive variance of 0.0025 beside it 0.359278 to
 * 0.640722.
 *
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
 * 1185-1202.
 *
 * @param centre the pooled proportion, from 0 to 1
 * @param share the authority's; only its base and its noise matter
 * @param additiveVariance τ² of proportions, from 0, as `overDispersion` gives it
 * @returns proportions, not per cents
 */
export function funnelLimits(centre: number, share: NoisyShare, level: Level, additiveVariance: number): Interval {
  if (!(share.base > 0)) return { lower: 0, upper: 1 };
  const halfWidth = normalQuantiles[level] * Math.sqrt(proportionVarianceAt(centre, share) + additiveVariance);
  return heldInside({ lower: centre - halfWidth, upper: centre + halfWidth }, 0, 1);
}
