/** Noise that can be repeated, for tests: production has no such chance. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import type { Chance } from "#functions/tally/noise/chance.ts";

/**
 * The same seed gives the same draws.
 * @throws RangeError where secure chance would refuse
 */
export function chanceFrom(seed: number): Chance {
  const generator = mersenne(seed);
  return ((below: number) => {
    if (!Number.isSafeInteger(below) || below < 1 || below >= 2 ** 48) {
      throw new RangeError(`there is no whole number from 0 to below ${below} to be drawn: give 1 to 2^48 - 1`);
    }
    return uniformInt(generator, 0, below - 1);
  }) as Chance;
}
