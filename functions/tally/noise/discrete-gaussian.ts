/** Noise in whole numbers, drawn exactly: no step rounds, so that no draw betrays the count below it. */
import type { Ratio } from "#shared/release/policy.ts";
import type { Chance } from "./chance.ts";

/** The most that `denominator * scale^2` may be: then only draws less likely than e^-90 would leave what is exact. */
const FINEST = 2 ** 20;
/** `crypto.randomInt` takes smaller numbers only. */
const CHANCE_ENDS = 2 ** 48;

/**
 * Draws from the discrete Gaussian: P(k) is proportional to exp(-k^2 / 2 variance) over all whole numbers k.
 *
 * Proposes from the discrete Laplace distribution of scale t = floor(sigma) + 1 and accepts a proposal y with probability
 * exp(-(|y| - variance / t)^2 / (2 variance)). All probabilities are ratios of whole numbers.
 *
 * Worked example: for the variance 9/4, t is 2. It proposes 0, 1 and 2 in proportion 1, exp(-1/2) and exp(-1), and accepts
 * them with exp(-81/288), exp(-1/288) and exp(-49/288): together in proportion 1, exp(-2/9) and exp(-8/9), as it should.
 *
 * Takes 15 to 18 whole numbers from `chance` a draw. A variance of 0 gives 0.
 *
 * Source: C. L. Canonne, G. Kamath and T. Steinke (2020), The discrete Gaussian for differential privacy, NeurIPS 33,
 * arXiv 2004.00010, algorithms 1 to 3; I. Mironov (2012), On significance of the least significant bits for differential
 * privacy, CCS, for why noise of floating point does not protect.
 *
 * @throws RangeError when the variance is not a ratio of whole numbers, or too large or too fine to be drawn exactly
 */
export function discreteGaussian(variance: Ratio, chance: Chance): number {
  const { numerator, denominator } = checked(variance);
  if (numerator === 0) return 0;
  const scale = laplaceScale(variance);
  const step = denominator * scale;
  for (;;) {
    const proposed = discreteLaplace(scale, chance);
    const distance = (proposed < 0 ? -proposed : proposed) * step - numerator;
    if (bernoulliExpMinus(distance * distance, 2 * numerator * step * scale, chance)) return proposed;
  }
}

function checked(variance: Ratio): Ratio {
  const { numerator, denominator } = variance;
  const areWhole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (areWhole && numerator >= 0 && denominator >= 1) return variance;
  throw new RangeError(
    `the variance ${numerator}/${denominator} is not a ratio of whole numbers: give a numerator from 0, a denominator from 1`,
  );
}

/** The smallest whole number above sigma, found by trying one after the other. */
function laplaceScale({ numerator, denominator }: Ratio): number {
  let scale = 1;
  while (denominator * scale * scale <= numerator && scale * scale <= FINEST) scale += 1;
  if (denominator * scale * scale <= FINEST) return scale;
  throw new RangeError(
    `the variance ${numerator}/${denominator} is too large or too fine: denominator * (floor(sigma) + 1)^2 ends at ${FINEST}`,
  );
}

/** Draws y with probability in proportion to exp(-|y| / scale): algorithm 2, for a whole scale. */
function discreteLaplace(scale: number, chance: Chance): number {
  for (;;) {
    const remainder = chance(scale);
    if (!bernoulliExpMinus(remainder, scale, chance)) continue;
    let magnitude = remainder;
    while (bernoulliExpMinus(1, 1, chance)) magnitude += scale;
    const isNegative = chance(2) === 0;
    // Otherwise nought would come twice as often, once with either sign.
    if (!isNegative || magnitude > 0) return isNegative ? -magnitude : magnitude;
  }
}

/** Happens with probability exp(-numerator / denominator): algorithm 1, a factor exp(-1) for every whole in the ratio. */
function bernoulliExpMinus(numerator: number, denominator: number, chance: Chance): boolean {
  if (!Number.isSafeInteger(numerator)) throw new RangeError("a draw of noise left the safe integers: draw again");
  let rest = numerator;
  for (; rest > denominator; rest -= denominator) if (!bernoulliExpMinus(1, 1, chance)) return false;
  let tries = 1;
  while (bernoulli(rest, denominator * tries, chance)) tries += 1;
  return tries % 2 === 1;
}

/** Happens with probability numerator / denominator. */
function bernoulli(numerator: number, denominator: number, chance: Chance): boolean {
  if (denominator >= CHANCE_ENDS) throw new RangeError("a draw of noise asked for a chance of 2^48: draw again");
  return chance(denominator) < numerator;
}
