/** The only maker of a `PublishableCell`: applies the primary rules to each cell. */
import type {
  Cell,
  Interval,
  PooledShare,
  PublishableCell,
  PublishableContent,
  PublishableFigure,
  PublishablePool,
  Share,
} from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { points, roundToMultipleOf, wholePercent } from "../statistics/rounding.ts";
import { type Level, wilsonScoreInterval } from "../statistics/wilson-score-interval.ts";
import { codedEnd } from "./end-coding.ts";
import { hasTooFewAuthorities, isDominated } from "./narrow-pool.ts";
import { hasSmallBase } from "./small-base.ts";

export function protect({ key, own, others }: Cell, policy: DisclosurePolicy): PublishableCell {
  const content: PublishableContent = {
    key,
    own: publishableFigure(own, policy),
    others: publishablePool(others, policy),
  };
  return content as PublishableCell;
}

/** One authority's share, as far as the policy lets it be seen. */
export function publishableFigure({ count, base }: Share, policy: DisclosurePolicy): PublishableFigure {
  if (hasSmallBase(base, policy)) return { status: "confidential" };
  const shownBase = roundToMultipleOf(policy.baseRoundedTo, base);
  const range = codedEnd({ count, base }, policy);
  if (range !== undefined) return { status: "coded", base: shownBase, ...range };
  return {
    status: "exact",
    base: shownBase,
    percent: wholePercent(count, base),
    ...intervalsOf({ count, base }),
  };
}

/** A share over several authorities, as far as the policy lets it be seen. */
export function publishablePool(pool: PooledShare, policy: DisclosurePolicy): PublishablePool {
  if (pool.released === 0) return { status: "not-applicable" };
  if (hasTooFewAuthorities(pool, policy) || isDominated(pool, policy)) return { status: "confidential" };
  if (hasSmallBase(pool.base, policy)) return { status: "confidential" };
  const base = roundToMultipleOf(policy.pool.baseRoundedTo, pool.base);
  const size = { base, authorities: pool.released, fromEarlierWaves: pool.fromEarlierWaves };
  const range = codedEnd(pool, policy);
  return range === undefined
    ? { status: "exact", ...size, percent: wholePercent(pool.count, pool.base) }
    : { status: "coded", ...size, ...range };
}

interface Intervals {
  readonly interval: Interval;
  readonly wideInterval: Interval;
}

/** As the figure of one authority: an exact share has its intervals. */
export type PublishablePoolWithIntervals =
  | (Extract<PublishablePool, { readonly status: "exact" }> & Intervals)
  | Exclude<PublishablePool, { readonly status: "exact" }>;

/** For pools that are figures themselves, not what a figure is compared with. */
export function publishablePoolWithIntervals(
  pool: PooledShare,
  policy: DisclosurePolicy,
): PublishablePoolWithIntervals {
  const shown = publishablePool(pool, policy);
  return shown.status === "exact" ? { ...shown, ...intervalsOf(pool) } : shown;
}

/** Wilson's, in whole per cent. */
function intervalsOf({ count, base }: Share): Intervals {
  const whole = (level: Level): Interval => {
    const { lower, upper } = wilsonScoreInterval(count, base, level);
    return { lower: points(lower), upper: points(upper) };
  };
  return { interval: whole("95%"), wideInterval: whole("99.8%") };
}
