/** Newcombe's interval for a difference of two shares, from the roots that are Wilson's intervals. */
import type { Share } from "../exact-counts.ts";
import { wilsonRootsInPercent } from "./wilson-roots.ts";

/**
 * First less second with its 95% interval, in points (method 10 of Newcombe 1998, Statistics in Medicine 17, 873-890).
 * For 56 of 70 and 48 of 80: 20 with 5.24 to 33.39. Bases are above 0.
 */
export function differenceInPoints(
  first: Share,
  second: Share,
): { readonly difference: number; readonly lower: number; readonly upper: number } {
  const one = (100 * first.count) / first.base;
  const other = (100 * second.count) / second.base;
  const [lowerOne, upperOne] = wilsonRootsInPercent(first.count, first.base);
  const [lowerOther, upperOther] = wilsonRootsInPercent(second.count, second.base);
  // One fraction, so that a difference of exactly five points is five.
  const difference = (100 * (first.count * second.base - second.count * first.base)) / (first.base * second.base);
  return {
    difference,
    lower: difference - Math.hypot(one - lowerOne, upperOther - other),
    upper: difference + Math.hypot(upperOne - one, other - lowerOther),
  };
}
