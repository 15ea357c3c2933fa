/** A share whose count and base carry noise, as the fit of the noised counts gives it. */
import { clip } from "./interval.ts";

/** Variances and covariance of the noise in a fitted count and its base; both in answers squared. */
export interface Noise {
  /** A: the variance of the count. */
  readonly ofCount: number;
  /** B: the covariance of count and base. */
  readonly together: number;
  /** C: the variance of the base. */
  readonly ofBase: number;
}

export const NO_NOISE: Noise = { ofCount: 0, together: 0, ofBase: 0 };

/**
 * A fitted count and base. Neither needs to be whole; the count may be negative or exceed the base. The share of a pool
 * sums counts, bases and noise over its members without clipping any of them.
 */
export interface NoisyShare {
  /** y: answers in the band. */
  readonly count: number;
  /** m: valid answers. */
  readonly base: number;
  readonly noise: Noise;
}

/**
 * Returns the proportion p = clip(y, 0, m) / m, from 0 to 1. Worked example: -1.5 of 24.5 is 0, 83 of 100 is 0.83.
 *
 * @throws RangeError for a base that is not above 0: such a share has no proportion and must not become a figure
 */
export function proportionOf({ count, base }: NoisyShare): number {
  if (!(base > 0)) throw new RangeError("a share without valid answers has no proportion; leave it out beforehand");
  return clip(count, 0, base) / base;
}

/**
 * Returns V(p) = A - 2 B p + C p², the variance of the noise in y - p m, in answers squared.
 *
 * Worked example: A 1.698980, B 0.596939, C 1.790816 at p 0.5 gives 1.549745.
 */
export function noiseVarianceAt(proportion: number, { ofCount, together, ofBase }: Noise): number {
  // A variance: what falls below nought is rounding.
  return Math.max(0, ofCount - 2 * together * proportion + ofBase * proportion ** 2);
}

/**
 * Returns p (1 - p) / m + V(p) / m², the variance of an observed proportion whose true value is p: what sampling adds and
 * what the noise adds.
 *
 * Worked example: at 0.5 with 100 answers and the noise above, 0.0025 + 0.000155 = 0.002655.
 *
 * @param proportion from 0 to 1
 * @param share its base is above 0; its count does not matter
 */
export function proportionVarianceAt(proportion: number, { base, noise }: NoisyShare): number {
  return (proportion * (1 - proportion)) / base + noiseVarianceAt(proportion, noise) / base ** 2;
}
