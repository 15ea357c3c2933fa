/** The limits of a funnel plot around a pooled proportion. */
import type { Method } from "./method.ts";
import { type Level, normalQuantiles } from "./wilson-score-interval.ts";

export const funnelLimitsMethod: Method = {
  id: "funnel-limits",
  name: "Funnel plot limits",
  inWords:
    "On the arcsine square root scale, the pooled proportion plus and minus the two-sided normal quantile (95% and 99.8%) times the root of one over four times the number of answers plus the additive variance between authorities, held inside the scale and taken back to a proportion.",
  source:
    "D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; Spiegelhalter et al. (2012), Journal of the Royal Statistical Society A 175, 1-47",
};

/**
 * The angle whose squared sine is the proportion, from 0 to π/2 radians: the scale on which a share of n answers has the
 * variance 1/4n whatever the proportion.
 */
export function arcsineSquareRoot(proportion: number): number {
  // As precise near 1 as near 0, where the arcsine itself is steep.
  return Math.atan2(Math.sqrt(proportion), Math.sqrt(1 - proportion));
}

/**
 * Where the share of an authority with `base` answers lies, 95 or 99.8 times in 100, if it differs from the pooled
 * proportion by chance and by the ordinary variation between authorities alone.
 *
 * The limits are sin²(arcsin √p ∓ z √(1/4n + τ²)), the angles held inside 0 to π/2, so that the limits lie in [0, 1]. With
 * no answers everything is possible: 0 to 1.
 *
 * Worked example: around 0.5 with 100 answers and no additive variance, 95%: the angle π/4 ∓ 0.097998, so 0.402628 to
 * 0.597372; with an additive variance of 0.0025 the angle is π/4 ∓ 0.138590, so 0.363177 to 0.636823.
 *
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
 * 1185-1202; D. J. Spiegelhalter and others (2012), Statistical methods for healthcare regulation: rating, screening and
 * surveillance, Journal of the Royal Statistical Society A 175, 1-47.
 *
 * @param proportion the pooled proportion, 0 to 1
 * @param base number of valid answers, from 0
 * @param additiveVariance τ² in squared radians, from 0, as `overDispersion` gives it
 * @returns proportions, not per cents
 */
export function funnelLimits(
  proportion: number,
  base: number,
  level: Level,
  additiveVariance: number,
): { readonly lower: number; readonly upper: number } {
  const centre = arcsineSquareRoot(proportion);
  const halfWidth = normalQuantiles[level] * Math.sqrt(1 / (4 * base) + additiveVariance);
  return {
    lower: Math.sin(Math.max(0, centre - halfWidth)) ** 2,
    upper: Math.sin(Math.min(Math.PI / 2, centre + halfWidth)) ** 2,
  };
}
