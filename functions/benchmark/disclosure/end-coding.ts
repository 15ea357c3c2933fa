/** Coding of ends: shares near 0 or 100 per cent become ranges. */
import type { Share } from "#shared/release/cell.ts";
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
export function codedEnd(
  { count, base }: Share,
  policy: DisclosurePolicy,
): { readonly atLeast: number; readonly atMost: number } | undefined {
  const coding = policy.endCodings.findLast(({ fromBase }) => fromBase <= base);
  if (coding === undefined) throw new RangeError("the policy codes no ends for a base as small as this");
  const { endInPercent: end } = coding;
  const isAtHighEnd = (part: number) => wholePercent(part, base) >= 100 - end;
  if (isAtHighEnd(base - count)) return { atLeast: 0, atMost: end };
  if (isAtHighEnd(count)) return { atLeast: 100 - end, atMost: 100 };
  return undefined;
}
