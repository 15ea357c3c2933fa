/** What may be claimed of a difference. */
import type { Claim, ClaimRule } from "#shared/release/comparison.ts";
import type { Indicator } from "#shared/survey/questionnaire.ts";

export interface Claimable {
  /** First less second: a proportion for shares, steps of the ladder for means. */
  readonly difference: number;
  readonly q: number;
  /** The smaller of the two bases that are known. */
  readonly smallestBase: number;
}

/** 0.75 - 0.7 is a little more or less than 0.05 in binary: this much is the same. */
const SAME = 1e-9;

/**
 * A bright spot is a difference to the better, an area for improvement one to the worse; without a better end it is higher
 * or lower. Everything else is none.
 * @param smallestDifference in the unit of the difference
 */
export function claimOf(
  { difference, q, smallestBase }: Claimable,
  polarity: Indicator["polarity"],
  smallestDifference: number,
  { largestQ, smallestBase: leastBase }: ClaimRule,
): Claim {
  if (q > largestQ || smallestBase < leastBase || Math.abs(difference) < smallestDifference - SAME) return "none";
  const isHigher = difference > 0;
  if (polarity === "neutral") return isHigher ? "higher" : "lower";
  return isHigher === (polarity === "higher-is-better") ? "bright-spot" : "area-for-improvement";
}
