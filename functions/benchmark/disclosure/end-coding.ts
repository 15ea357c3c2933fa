/** Coding of ends: shares near 0 or 100 per cent become ranges. */
import type { CountRange, PercentRange, Share } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { wholePercent } from "../statistics/rounding.ts";

/**
 * Ends are coded by base: a share near 0 or 100 per cent, which rests on few children or on nearly all of them, is
 * published as a range whose width depends on the base alone.
 *
 * A share lies at the low end when all the rest lies at the high end, so that a share and its complement are always
 * coded together. Each rounded by itself, 3 of 120 would be an exact 3% beside "98% or more", and only 2.5% is both.
 *
 * @param share of a base of at least the policy's minimum
 * @returns the range in whole per cent, or undefined where the share may be published as it is
 */
export function codedEnd({ count, base }: Share, policy: DisclosurePolicy): PercentRange | undefined {
  const coding = policy.endCodings.findLast(({ fromBase }) => fromBase <= base);
  if (coding === undefined) throw new RangeError("the policy codes no ends for a base as small as this");
  const { endInPercent: end } = coding;
  const isAtHighEnd = (part: number) => wholePercent(part, base) >= 100 - end;
  if (isAtHighEnd(base - count)) return { atLeast: 0, atMost: end };
  if (isAtHighEnd(count)) return { atLeast: 100 - end, atMost: 100 };
  return undefined;
}

/**
 * Every count that a published range leaves possible: its ends are whole per cents, so that the share itself may lie half
 * a per cent outside.
 */
export function countsWithin({ atLeast, atMost }: PercentRange, base: number): CountRange {
  return {
    lowest: Math.max(0, Math.ceil(((2 * atLeast - 1) * base) / 200)),
    highest: Math.min(base, Math.floor(((2 * atMost + 1) * base) / 200)),
  };
}

/** The narrowest range in whole per cent that leaves all of these counts possible. */
export function percentRangeOf({ lowest, highest }: CountRange, base: number): PercentRange {
  // Half a per cent above the upper end is still in the range, so that halves go down there.
  return { atLeast: wholePercent(lowest, base), atMost: 100 - wholePercent(base - highest, base) };
}
