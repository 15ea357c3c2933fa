import type { DisclosurePolicy } from "#shared/release/policy.ts";

/**
 * Ends are coded by base: a share near 0 or 100 per cent, which rests on few children or on nearly all of them, is
 * published as a range whose width depends on the base alone.
 *
 * @param percent the share in whole per cent, as it would be published
 * @param base at least the policy's minimum
 * @returns the range in whole per cent, or undefined where the share may be published as it is
 */
export function codedEnd(
  percent: number,
  base: number,
  policy: DisclosurePolicy,
): { readonly atLeast: number; readonly atMost: number } | undefined {
  const coding = policy.endCodings.findLast(({ fromBase }) => fromBase <= base);
  if (coding === undefined) throw new RangeError("the policy codes no ends for a base as small as this");
  const { endInPercent: end } = coding;
  if (percent <= end) return { atLeast: 0, atMost: end };
  if (percent >= 100 - end) return { atLeast: 100 - end, atMost: 100 };
  return undefined;
}
