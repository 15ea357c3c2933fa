/** One side of a comparison as the policy lets it be seen, and what stands in its columns. */
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Acceptable, whole } from "./acceptable.ts";
import { basesShownAs, type Demand, demandFor, endFor, nearest } from "./demand.ts";
import type { Share } from "./exact-counts.ts";
import { Z_95, Z_998 } from "./recomputed/normal-tail.ts";
import { wilsonRootsInPercent } from "./recomputed/wilson-roots.ts";
import type { PooledShare } from "./released.ts";

/** In per cent. */
interface Range {
  readonly atLeast: number;
  readonly atMost: number;
}

export type Side =
  | { readonly status: "exact"; readonly share: Share; readonly shownBase: number; readonly percent: number }
  /** `bases` are all that the shown base and the width of the range leave possible. */
  | ({ readonly status: "coded"; readonly shownBase: number; readonly bases: readonly number[] } & Range)
  | { readonly status: "withheld" }
  | { readonly status: "none" };

export type ExactSide = Extract<Side, { readonly status: "exact" }>;
export type CodedSide = Extract<Side, { readonly status: "coded" }>;

export function ownSide(share: Share, policy: DisclosurePolicy): Side {
  return sideOf(share, demandFor(share.count, share.base, policy), policy.baseRoundedTo, policy);
}

export function poolSide(pool: PooledShare, policy: DisclosurePolicy): Side {
  return sideOf(pool, demandForPool(pool, policy), policy.pool.baseRoundedTo, policy);
}

/** Too few authorities or one that dominates: nothing of the pool is shown. */
export function demandForPool(pool: PooledShare, policy: DisclosurePolicy): Demand {
  if (pool.released === 0) return "not-applicable";
  return isNarrow(pool, policy) ? "confidential" : demandFor(pool.count, pool.base, policy);
}

export function isNarrow(
  { base, authorities, largestBase }: Omit<PooledShare, "count">,
  { pool }: DisclosurePolicy,
): boolean {
  return authorities < pool.minimumAuthorities || largestBase > pool.largestShare * base;
}

function sideOf({ count, base }: Share, demand: Demand, step: number, policy: DisclosurePolicy): Side {
  if (demand === "confidential") return { status: "withheld" };
  if (demand === "not-applicable") return { status: "none" };
  const shownBase = nearest(step, base);
  const { exact, atLeast, atMost } = demand;
  if (exact) return { status: "exact", share: { count, base }, shownBase, percent: atLeast };
  const bases = basesShownAs(shownBase, step, policy).filter((other) => endFor(other, policy) === atMost - atLeast);
  return { status: "coded", shownBase, atLeast, atMost, bases };
}

/** The base, the share, and the ends of its range. */
export type ShareTexts = readonly [base: string, percent: string, atLeast: string, atMost: string];

export function shareTexts(side: Side): ShareTexts {
  switch (side.status) {
    case "exact": {
      const percent = String(side.percent);
      return [String(side.shownBase), percent, percent, percent];
    }
    case "coded":
      return [String(side.shownBase), symbols.confidential, String(side.atLeast), String(side.atMost)];
    case "withheld":
      return [symbols.confidential, symbols.confidential, symbols.confidential, symbols.confidential];
    case "none":
      return [symbols.notApplicable, symbols.notApplicable, symbols.notApplicable, symbols.notApplicable];
  }
}

export function ownShareCells(side: Side) {
  const [answer_count, band_percent, band_percent_at_least, band_percent_at_most] = shareTexts(side);
  return { answer_count, band_percent, band_percent_at_least, band_percent_at_most };
}

/** Wilson's intervals of an exact share; of any other they are withheld. */
export function intervalCells(side: Side) {
  const [lower95, upper95] = intervalTexts(side, Z_95);
  const [lower998, upper998] = intervalTexts(side, Z_998);
  return {
    interval_lower_percent: lower95,
    interval_upper_percent: upper95,
    interval_998_lower_percent: lower998,
    interval_998_upper_percent: upper998,
  };
}

function intervalTexts(side: Side, z: number): readonly [Acceptable, Acceptable] {
  if (side.status !== "exact") return [symbols.confidential, symbols.confidential];
  const [lower, upper] = wilsonRootsInPercent(side.share.count, side.share.base, z);
  return [whole(lower), whole(upper)];
}

/** How many authorities a pool has and how many of them stand in: told with its base, or not at all. */
export function authorityTexts(side: Side, { released, fromEarlierWaves }: PooledShare): readonly [string, string] {
  if (side.status === "none") return [symbols.notApplicable, symbols.notApplicable];
  if (side.status === "withheld") return [symbols.confidential, symbols.confidential];
  return [String(released), String(fromEarlierWaves)];
}
