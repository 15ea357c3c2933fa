/** Shares of few children, or of all but a few. */
import type { Share } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

/** Primary rule of the stricter profiles: fewer children in a band, or outside it, than the profile's minimum. */
export function hasSmallCount({ count, base }: Share, { minimumCount }: DisclosurePolicy): boolean {
  return count < minimumCount || base - count < minimumCount;
}
