/** Pools that are too narrow to publish. */
import type { PooledShare } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

type Size = Omit<PooledShare, "lowest" | "highest" | "isHidden" | "released" | "fromEarlierWaves">;

export function isNarrowPool(pool: Size, policy: DisclosurePolicy): boolean {
  return (
    hasTooFewAuthorities(pool, policy) ||
    isDominated(pool, policy) ||
    pool.answers < policy.minimumBase ||
    isMostlyRounded(pool, policy)
  );
}

/** A pool of few authorities is nearly one authority's figure. */
function hasTooFewAuthorities({ authorities }: Size, { pool }: DisclosurePolicy): boolean {
  return authorities < pool.minimumAuthorities;
}

/** Dominance: one authority gives so much of the pool that the pooled figure is nearly its own. */
function isDominated({ answers, largestBase }: Size, { pool }: DisclosurePolicy): boolean {
  return largestBase > pool.largestShare * answers;
}

/** No protection, but a matter of being right: the part that is rounded could move the share by too much. */
function isMostlyRounded({ base, step }: Size, { pool }: DisclosurePolicy): boolean {
  return base < pool.basePerStep * step || base === 0;
}
