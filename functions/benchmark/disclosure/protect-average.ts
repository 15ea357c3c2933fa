/** A ladder's mean, as far as the policy lets it be seen. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { PooledBlock } from "../pools.ts";
import { roundToMultipleOf, tenths } from "../statistics/rounding.ts";
import { type Moments, momentsOf } from "../statistics/sample-moments.ts";
import { studentTInterval } from "../statistics/student-t-interval.ts";
import { isNarrowPool } from "./narrow-pool.ts";
import { hasNoSpread } from "./no-spread.ts";

const LOWEST_STEP = 0;
const HIGHEST_STEP = 10;

/** To one decimal; the interval is Student's, 95%, held inside the ladder. */
interface Mean {
  readonly base: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export type PublishableAverage = (Mean & { readonly status: "exact" }) | { readonly status: "confidential" };

export type PublishablePooledAverage =
  | (Mean & { readonly status: "exact"; readonly authorities: number; readonly fromEarlierWaves: number })
  | { readonly status: "confidential" }
  | { readonly status: "not-applicable" };

function meanOf(moments: Moments, roundedTo: number): Mean {
  const interval = studentTInterval(moments, "95%");
  if (interval === undefined) throw new RangeError("a mean without spread has no interval and must be withheld");
  return {
    base: roundToMultipleOf(roundedTo, moments.size),
    mean: tenths(moments.mean),
    lower: tenths(Math.max(LOWEST_STEP, interval.lower)),
    upper: tenths(Math.min(HIGHEST_STEP, interval.upper)),
  };
}

/** @param isShown whether the protection of the ladder's bands lets its average be seen */
export function publishableAverage(moments: Moments, isShown: boolean, policy: DisclosurePolicy): PublishableAverage {
  return isShown ? { status: "exact", ...meanOf(moments, policy.baseRoundedTo) } : { status: "confidential" };
}

export function publishablePooledAverage(pool: PooledBlock, policy: DisclosurePolicy): PublishablePooledAverage {
  const { released, fromEarlierWaves } = pool;
  if (released === 0) return { status: "not-applicable" };
  const moments = momentsOf(pool.counts);
  if (isNarrowPool(pool, policy) || hasNoSpread(moments)) return { status: "confidential" };
  return {
    status: "exact",
    ...meanOf(moments, policy.pool.baseRoundedTo),
    authorities: released,
    fromEarlierWaves,
  };
}
