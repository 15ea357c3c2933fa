/** What a policy's noise guarantees for one answer of one child, worked out from its variances. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { breakdowns } from "../survey/breakdowns.ts";
import { type DisclosurePolicy, type Ratio, varianceOf } from "./policy.ts";

export interface Guarantee {
  /** Zero-concentrated differential privacy of one answer. */
  readonly rho: number;
  /** Gaussian differential privacy of one answer. */
  readonly mu: number;
  /** How often the best guess between two answers that seem equally likely is right, from 0.5 to 1. */
  readonly bestGuess: number;
  /** Of (epsilon, delta) differential privacy, at `GUARANTEE_DELTA`. */
  readonly epsilon: number;
}

export const GUARANTEE_DELTA = 1e-6;

/** An answer counts in everybody's margin, in one of girls, boys or the nation's other genders, and in every other breakdown. */
function rhoOfMargins({ everybody, girlsAndBoys, nationOnly }: DisclosurePolicy["noise"]["questions"]): number {
  return inverse(everybody) + inverse(girlsAndBoys) + (breakdowns.length - 1) * inverse(nationOnly);
}

/** In each margin one cell loses one and another gains one: 2 / (2 sigma^2). */
const inverse = (variance: Ratio) => 1 / varianceOf(variance);

/**
 * The guarantee for an answer that is only counted itself, and for one that is a ladder's and also tips a derived measure,
 * which is the most that any answer counts in.
 *
 * rho is the sum of 1 / sigma^2 over the margins that an answer is counted in, mu = sqrt(2 rho), the best guess
 * Phi(mu / 2), epsilon = rho + 2 sqrt(rho ln(1 / delta)) improved by the Gaussian bound of the same mu.
 *
 * Worked example, policy noise-1: rho = 4/9 + 4/25 + 4/16 = 0.854, mu 1.31, best guess 74.3%; a ladder that tips a derived
 * measure: rho 1.360, best guess 79.5%.
 *
 * Source: M. Bun and T. Steinke (2016), TCC 2016-B; J. Dong, A. Roth and W. Su (2022), JRSS B 84, 3-37.
 *
 * @param times how often the same answer is counted: twice after a recount, or where two waves get the same answer
 */
export function guaranteeOf({ noise }: DisclosurePolicy, times = 1): Readonly<Record<"answer" | "ladder", Guarantee>> {
  const answer = rhoOfMargins(noise.questions);
  return {
    answer: guaranteeAt(times * answer),
    ladder: guaranteeAt(times * (answer + inverse(noise.ladderSteps) + rhoOfMargins(noise.derived))),
  };
}

function guaranteeAt(rho: number): Guarantee {
  const mu = Math.sqrt(2 * rho);
  return { rho, mu, bestGuess: normalCdf(mu / 2, 0, 1), epsilon: epsilonOf(mu) };
}

/**
 * The least epsilon at which a mechanism of Gaussian privacy mu is (epsilon, delta) private, by halving:
 * delta(epsilon) = Phi(-epsilon / mu + mu / 2) - e^epsilon Phi(-epsilon / mu - mu / 2) falls in epsilon.
 */
function epsilonOf(mu: number): number {
  if (!Number.isFinite(mu)) return Number.POSITIVE_INFINITY;
  const deltaAt = (epsilon: number) =>
    normalCdf(mu / 2 - epsilon / mu, 0, 1) - Math.exp(epsilon) * normalCdf(-mu / 2 - epsilon / mu, 0, 1);
  let [low, high] = [0, 1];
  while (deltaAt(high) > GUARANTEE_DELTA) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (deltaAt(middle) > GUARANTEE_DELTA) low = middle;
    else high = middle;
  }
  return high;
}
