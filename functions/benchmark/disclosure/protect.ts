/** The only maker of a `PublishableCell`: shows no more of a share than the protection of its table leaves. */
import type {
  Cell,
  Interval,
  OwnShare,
  PercentRange,
  PooledShare,
  PublishableCell,
  PublishableContent,
  PublishableFigure,
  PublishablePool,
  Share,
  ShownAs,
} from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { PooledBlock } from "../pools.ts";
import { points, roundToMultipleOf, wholePercent } from "../statistics/rounding.ts";
import { type Level, wilsonScoreInterval } from "../statistics/wilson-score-interval.ts";
import { codedEnd } from "./end-coding.ts";
import { isNarrowPool } from "./narrow-pool.ts";

export function protect({ key, own, others }: Cell, policy: DisclosurePolicy): PublishableCell {
  const content: PublishableContent = {
    key,
    own: publishableFigure(own, policy),
    others: publishablePool(others, policy),
  };
  return content as PublishableCell;
}

/** One authority's share, as far as the protection of its table lets it be seen. */
export function publishableFigure({ count, base, shown }: OwnShare, policy: DisclosurePolicy): PublishableFigure {
  if (shown.status === "hidden") return { status: "confidential" };
  const shownBase = roundToMultipleOf(policy.baseRoundedTo, base);
  if (shown.status === "range") {
    return { status: "coded", base: shownBase, atLeast: shown.atLeast, atMost: shown.atMost };
  }
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
  if (pool.isHidden || isNarrowPool(pool, policy)) return { status: "confidential" };
  const size = {
    base: roundToMultipleOf(policy.pool.baseRoundedTo, pool.base),
    authorities: pool.released,
    fromEarlierWaves: pool.fromEarlierWaves,
  };
  const { lowest, highest, base } = pool;
  const ends = [lowest, highest].map((count) => codedEnd({ count, base }, policy) ?? percentAlone({ count, base }));
  const atLeast = Math.min(...ends.map((end) => end.atLeast));
  const atMost = Math.max(...ends.map((end) => end.atMost));
  return atLeast === atMost
    ? { status: "exact", ...size, percent: atLeast }
    : { status: "coded", ...size, atLeast, atMost };
}

function percentAlone({ count, base }: Share): PercentRange {
  const percent = wholePercent(count, base);
  return { atLeast: percent, atMost: percent };
}

interface Intervals {
  readonly interval: Interval;
  readonly wideInterval: Interval;
}

/** As the figure of one authority: an exact share has its intervals. */
export type PublishablePoolWithIntervals =
  | (Extract<PublishablePool, { readonly status: "exact" }> & Intervals)
  | Exclude<PublishablePool, { readonly status: "exact" }>;

/**
 * For pools that are figures themselves, not what a figure is compared with: shown as the protection of their own table
 * leaves.
 */
export function publishablePoolWithIntervals(
  { counts, base, released: authorities, fromEarlierWaves }: PooledBlock,
  position: number,
  shown: ShownAs = { status: "hidden" },
  policy: DisclosurePolicy,
): PublishablePoolWithIntervals {
  if (shown.status === "hidden") return { status: "confidential" };
  const size = { base: roundToMultipleOf(policy.pool.baseRoundedTo, base), authorities, fromEarlierWaves };
  if (shown.status === "range") return { status: "coded", ...size, atLeast: shown.atLeast, atMost: shown.atMost };
  const share = { count: counts[position] ?? 0, base };
  return { status: "exact", ...size, percent: wholePercent(share.count, base), ...intervalsOf(share) };
}

/** Wilson's, in whole per cent. */
function intervalsOf({ count, base }: Share): Intervals {
  const whole = (level: Level): Interval => {
    const { lower, upper } = wilsonScoreInterval(count, base, level);
    return { lower: points(lower), upper: points(upper) };
  };
  return { interval: whole("95%"), wideInterval: whole("99.8%") };
}
