/** Variation between authorities beyond chance and noise, as an additive variance. */
import type { Method } from "./method.ts";
import { type NoisyShare, proportionOf, proportionVarianceAt } from "./noisy-share.ts";

/** With fewer authorities than this the variation between them cannot be told from chance. */
export const authoritiesNeededForOverDispersion = 10;

export const overDispersionMethod: Method = {
  id: "over-dispersion",
  name: "Additive over-dispersion, noise allowed for",
  inWords:
    `With ${authoritiesNeededForOverDispersion} authorities or more: each share is weighted by the inverse of its variance, ` +
    "sampling and noise, at the pooled proportion. The additive variance between authorities is the method of moments " +
    "estimate from the weighted sum of squared distances to the pooled proportion, nought where that sum is no more than " +
    "chance and noise bring.",
  source:
    "Spiegelhalter DJ (2005). Statistics in Medicine 24, 1185-1202; DerSimonian R, Laird N (1986). Controlled Clinical " +
    "Trials 7, 177-188; the variance of the noise is added to that of sampling",
};

export interface OverDispersion {
  readonly assessed: boolean;
  /** q / (I - 1): near 1 where there is nothing but chance and noise; 0 if not assessed. */
  readonly dispersion: number;
  /** τ² of proportions, from 0; 0 if not assessed. */
  readonly additiveVariance: number;
}

/**
 * Estimates how much the shares of authorities vary beyond chance and noise.
 *
 * With c the pooled proportion, w = 1 / (c (1 - c) / m + V(c) / m²) for each of I authorities and q = Σ w (p - c)²:
 * τ² = max(0, (q - (I - 1)) / (Σ w - Σ w² / Σ w)).
 *
 * Worked example: five authorities with 25 and five with 75 of 100, without noise, around 0.5: w 400, q = 4000 / 16 = 250,
 * dispersion 250 / 9 = 27.78, τ² = (250 - 9) / (4000 - 400) = 0.066944.
 *
 * Authorities whose base is not above 0 do not enter and do not count towards the ten. Around 0 or 1 without noise no share
 * can vary: τ² 0.
 *
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
 * 1185-1202; the moment estimator is that of R. DerSimonian and N. Laird (1986), Meta-analysis in clinical trials,
 * Controlled Clinical Trials 7, 177-188.
 *
 * @param shares one for each authority, in any order
 * @param centre the pooled proportion, from 0 to 1
 */
export function overDispersion(shares: readonly NoisyShare[], centre: number): OverDispersion {
  const answered = shares.filter(({ base }) => base > 0);
  if (answered.length < authoritiesNeededForOverDispersion) {
    return { assessed: false, dispersion: 0, additiveVariance: 0 };
  }
  const variances = answered.map((share) => proportionVarianceAt(centre, share));
  if (variances.some((variance) => variance === 0)) return { assessed: true, dispersion: 0, additiveVariance: 0 };

  const weights = variances.map((variance) => 1 / variance);
  const distances = answered.map((share, at) => (weights[at] ?? 0) * (proportionOf(share) - centre) ** 2);
  const byChance = answered.length - 1;
  const sumOfWeights = sumOf(weights);
  const perUnitOfVariance = sumOfWeights - sumOf(weights.map((weight) => weight ** 2)) / sumOfWeights;
  const q = sumOf(distances);
  return {
    assessed: true,
    dispersion: q / byChance,
    additiveVariance: Math.max(0, (q - byChance) / perUnitOfVariance),
  };
}

/** Ascending, because the sum of doubles depends on their order, and the order of authorities must not matter. */
function sumOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other).reduce((sum, value) => sum + value, 0);
}
