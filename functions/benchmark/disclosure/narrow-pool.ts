/** Pools that are too narrow to publish: few authorities, or one that dominates. */
import type { PooledShare } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";

/** A pool of few authorities is nearly one authority's figure. */
export function hasTooFewAuthorities(pool: Pick<PooledShare, "authorities">, policy: DisclosurePolicy): boolean {
  return pool.authorities < policy.pool.minimumAuthorities;
}

/** Dominance: one authority gives so much of the pool that the pooled figure is nearly its own. */
export function isDominated(pool: Pick<PooledShare, "base" | "largestBase">, policy: DisclosurePolicy): boolean {
  return pool.largestBase > policy.pool.largestShare * pool.base;
}
