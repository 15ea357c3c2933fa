/** The only maker of a `PublishableCell`: applies the primary rules to each cell. */
import type {
  Cell,
  PooledShare,
  PublishableCell,
  PublishableContent,
  PublishableFigure,
  PublishablePool,
  Share,
} from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { roundHalfAwayFromZero, roundToMultipleOf, wholePercent } from "../statistics/rounding.ts";
import { wilsonScoreInterval } from "../statistics/wilson-score-interval.ts";
import { codedEnd } from "./end-coding.ts";
import { hasTooFewAuthorities, isDominated } from "./narrow-pool.ts";
import { hasSmallBase } from "./small-base.ts";

export function protect({ key, own, others }: Cell, policy: DisclosurePolicy): PublishableCell {
  const content: PublishableContent = { key, own: figure(own, policy), others: pooledFigure(others, policy) };
  return content as PublishableCell;
}

function figure({ count, base }: Share, policy: DisclosurePolicy): PublishableFigure {
  if (hasSmallBase(base, policy)) return { status: "confidential" };
  const shownBase = roundToMultipleOf(policy.baseRoundedTo, base);
  const range = codedEnd({ count, base }, policy);
  if (range !== undefined) return { status: "coded", base: shownBase, ...range };
  const { lower, upper } = wilsonScoreInterval(count, base, "95%");
  const interval = { lower: roundHalfAwayFromZero(100 * lower, 0), upper: roundHalfAwayFromZero(100 * upper, 0) };
  return { status: "exact", base: shownBase, percent: wholePercent(count, base), interval };
}

function pooledFigure(pool: PooledShare, policy: DisclosurePolicy): PublishablePool {
  if (pool.released === 0) return { status: "not-applicable" };
  if (hasTooFewAuthorities(pool, policy) || isDominated(pool, policy)) return { status: "confidential" };
  if (hasSmallBase(pool.base, policy)) return { status: "confidential" };
  const base = roundToMultipleOf(policy.pool.baseRoundedTo, pool.base);
  const range = codedEnd(pool, policy);
  return range === undefined
    ? { status: "exact", base, percent: wholePercent(pool.count, pool.base), authorities: pool.released }
    : { status: "coded", base, ...range, authorities: pool.released };
}
