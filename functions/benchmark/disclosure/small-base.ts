/** Blocks that rest on too few answers. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";

/**
 * Primary rule: too few valid answers. The whole block is withheld, because with the base hidden one decimal of a share
 * and of its interval still give count and base away.
 */
export function hasSmallBase(base: number, policy: DisclosurePolicy): boolean {
  return base < policy.minimumBase;
}
