/** Variation between authorities beyond chance, as an additive variance. */
import type { Share } from "#shared/release/cell.ts";
import { arcsineSquareRoot } from "./funnel-limits.ts";
import type { Method } from "./method.ts";

/** With fewer authorities than this the variation between them cannot be told from chance. */
export const authoritiesNeededForOverDispersion = 10;

export const overDispersionMethod: Method = {
  id: "over-dispersion",
  name: "Additive over-dispersion",
  inWords:
    `With ${authoritiesNeededForOverDispersion} authorities or more: the distance of each share from the pooled proportion in ` +
    "standard errors on the arcsine square root scale, winsorised at its 10th and 90th percentiles (linear interpolation " +
    "between order statistics); the dispersion is their mean square, and the additive variance between authorities is its " +
    "method of moments estimate, nought where the dispersion is no more than chance brings.",
  source:
    "D. J. Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; Spiegelhalter et al. (2012), Journal of the Royal Statistical Society A 175, 1-47; R. DerSimonian and N. Laird (1986), Controlled Clinical Trials 7, 177-188",
};

export interface OverDispersion {
  readonly assessed: boolean;
  /** φ, the mean squared distance in standard errors, near 1 where there is nothing but chance; 0 if not assessed. */
  readonly dispersion: number;
  /** τ² in squared radians of the arcsine square root scale, from 0; 0 if not assessed. */
  readonly additiveVariance: number;
}

/**
 * How much the shares of authorities vary beyond chance.
 *
 * With p_0 the pooled proportion, s_i = 1 / (2 √n_i), z_i = (arcsin √p_i - arcsin √p_0) / s_i winsorised, w_i = 1 / s_i²
 * and I authorities with an answer: φ = Σ z_i² / I and τ² = max(0, (I φ - (I - 1)) / (Σ w - Σ w² / Σ w)).
 *
 * Winsorised at 10%: values below the 10th percentile are set to it, values above the 90th to that. The percentile is
 * definition 7 of Hyndman and Fan (1996), The American Statistician 50, 361-365: order statistic 1 + (I - 1)q, linearly
 * interpolated; the default of R.
 *
 * Worked example: five authorities with 25 and five with 75 of 100. p_0 is 0.5, every z is ∓10π/6, φ = 100π²/36 = 27.42,
 * and τ² = (274.16 - 9) / (4000 - 400) = 0.0737.
 *
 * Source: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24,
 * 1185-1202, and with others (2012), Statistical methods for healthcare regulation, Journal of the Royal Statistical
 * Society A 175, 1-47; the moment estimator is that of R. DerSimonian and N. Laird (1986), Meta-analysis in clinical
 * trials, Controlled Clinical Trials 7, 177-188.
 *
 * @param shares one for each authority, in any order. Ten are needed, with or without an answer, so that the result does
 *   not tell who has none; those without one do not enter
 */
export function overDispersion(shares: readonly Share[]): OverDispersion {
  if (shares.length < authoritiesNeededForOverDispersion) {
    return { assessed: false, dispersion: 0, additiveVariance: 0 };
  }
  const answered = shares.filter(({ base }) => base > 0);
  const authorities = answered.length;
  if (authorities < 2) return { assessed: true, dispersion: 0, additiveVariance: 0 };

  const pooled = arcsineSquareRoot(sumOf(answered.map(({ count }) => count)) / sumOf(answered.map(({ base }) => base)));
  const distances = answered.map(({ count, base }) => (arcsineSquareRoot(count / base) - pooled) * 2 * Math.sqrt(base));
  const dispersion = sumOf(winsorise(distances).map((distance) => distance ** 2)) / authorities;

  const weights = answered.map(({ base }) => 4 * base);
  const sumOfWeights = sumOf(weights);
  const excess = authorities * dispersion - (authorities - 1);
  const perUnitOfVariance = sumOfWeights - sumOf(weights.map((weight) => weight ** 2)) / sumOfWeights;
  return { assessed: true, dispersion, additiveVariance: Math.max(0, excess / perUnitOfVariance) };
}

/** Ascending, because the sum of doubles depends on their order, and the order of authorities must not matter. */
function winsorise(values: readonly number[]): readonly number[] {
  const ascending = values.toSorted((one, other) => one - other);
  const lowest = quantile(ascending, (values.length - 1) / 10);
  const highest = quantile(ascending, (9 * (values.length - 1)) / 10);
  return ascending.map((value) => Math.min(Math.max(value, lowest), highest));
}

/** The order statistic at `position`, counted from 0, linearly interpolated. */
function quantile(ascending: readonly number[], position: number): number {
  const below = ascending[Math.floor(position)] ?? 0;
  const above = ascending[Math.ceil(position)] ?? 0;
  return below + (position - Math.floor(position)) * (above - below);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
