/** Wilson's score interval, as the roots of a quadratic. */
import { Z_95 } from "./normal-tail.ts";

/**
 * The ends in per cent: the two proportions from which the observed one lies exactly z standard errors away, as roots of
 * (1 + z²/n) π² - (2p + z²/n) π + p² = 0. For 65 of 100: 55.2544 and 73.6358.
 *
 * @param base above 0
 */
export function wilsonRootsInPercent(
  count: number,
  base: number,
  z: number = Z_95,
): readonly [lower: number, upper: number] {
  const share = count / base;
  const a = 1 + z ** 2 / base;
  const b = 2 * share + z ** 2 / base;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * share * share));
  return [(100 * (b - root)) / (2 * a), (100 * (b + root)) / (2 * a)];
}
