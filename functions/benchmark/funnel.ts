/** Each headline share of one campaign inside or outside the funnel limits around the pooled share. */
import type { ComparisonStatus } from "#shared/release/comparison.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import type { funnel } from "#shared/release/datasets/funnel.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { EVERYBODY } from "#shared/survey/breakdowns.ts";
import { ownMissing } from "./comparison/difference.ts";
import { blockOf, type ReleasedCampaign } from "./counts/counted.ts";
import { shareIn } from "./counts/fit.ts";
import { headlinePosition, type Measure, measuresOf, sameMeasureIn } from "./counts/measures.ts";
import type { Pool, PooledBlock, Releases } from "./counts/pools.ts";
import { type Shown, shownOwn, shownPool } from "./counts/shown.ts";
import { whereAndWhen } from "./place-and-time.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { poolColumns } from "./rows/pool-columns.ts";
import { shareColumns } from "./rows/share-columns.ts";
import { symbolFor } from "./rows/symbols.ts";
import { funnelLimits } from "./statistics/funnel-limits.ts";
import type { Interval } from "./statistics/interval.ts";
import { type NoisyShare, proportionOf } from "./statistics/noisy-share.ts";
import { type OverDispersion, overDispersion } from "./statistics/over-dispersion.ts";
import { points } from "./statistics/rounding.ts";

type Position = "above-99.8" | "above-95" | "inside" | "below-95" | "below-99.8";

interface Placed {
  readonly limits: Interval;
  readonly wideLimits: Interval;
  readonly overDispersion: "allowed-for" | "none" | "not-assessed";
  readonly position: Position;
}

/** One row a headline, in their order. The authority is in the pool around which its limits lie. */
export function* funnelRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof funnel>> {
  const pool = releases.poolOf(released);
  for (const headline of measuresOf(released.questionnaire)) {
    const position = headlinePosition(headline);
    const own = shownOwn(released, headline, EVERYBODY, policy);
    const pooled = shownPool(pool.all(headline, EVERYBODY), policy);
    const status = statusOf(own, pooled);
    const ofPool = poolColumns(pooled, position, policy);
    yield {
      ...whereAndWhen(released.campaign),
      ...headlineColumns(headline),
      status,
      ...shareColumns(own, position, policy.shown.baseRoundedTo),
      pool_authority_count: ofPool.authorities,
      pool_earlier_wave_count: ofPool.fromEarlierWaves,
      pool_answer_count: ofPool.base,
      pool_percent: ofPool.percent,
      ...placeColumns(
        own.status === "shown" && pooled.status === "shown"
          ? placeAmong(pool, headline, shareIn(own.block, position), shareIn(pooled.block, position))
          : undefined,
        status,
      ),
    };
  }
}

function statusOf(own: Shown, pool: Shown<PooledBlock>): ComparisonStatus {
  if (own.status !== "shown") return ownMissing(own);
  return pool.status === "shown" ? "compared" : "reference-withheld";
}

function placeAmong(pool: Pool, headline: Measure, own: NoisyShare, pooled: NoisyShare): Placed {
  const centre = proportionOf(pooled);
  const { assessed, additiveVariance } = variationIn(pool, headline, centre);
  const limits = funnelLimits(centre, own, "95%", additiveVariance);
  const wideLimits = funnelLimits(centre, own, "99.8%", additiveVariance);
  const allowedFor = additiveVariance > 0 ? "allowed-for" : "none";
  return {
    limits,
    wideLimits,
    overDispersion: assessed ? allowedFor : "not-assessed",
    position: positionOf(proportionOf(own), limits, wideLimits),
  };
}

/** Outside is strictly outside. */
function positionOf(proportion: number, limits: Interval, wideLimits: Interval): Position {
  if (proportion > wideLimits.upper) return "above-99.8";
  if (proportion < wideLimits.lower) return "below-99.8";
  if (proportion > limits.upper) return "above-95";
  return proportion < limits.lower ? "below-95" : "inside";
}

/** Is the same for every campaign of a pool, and goes through all of its members: worked out once for each headline. */
const variations = new WeakMap<Pool, Map<Measure, OverDispersion>>();

function variationIn(pool: Pool, headline: Measure, centre: number): OverDispersion {
  const ofPool = variations.get(pool) ?? new Map<Measure, OverDispersion>();
  variations.set(pool, ofPool);
  const variation = ofPool.get(headline) ?? overDispersion(sharesIn(pool, headline), centre);
  ofPool.set(headline, variation);
  return variation;
}

/** Of everybody who measures it alike, shown or not. */
function sharesIn({ members }: Pool, headline: Measure): NoisyShare[] {
  return members.flatMap(({ released }) => {
    const same = sameMeasureIn(released.questionnaire, headline);
    return same === undefined ? [] : [shareIn(blockOf(released, same, EVERYBODY), headlinePosition(headline))];
  });
}

function placeColumns(placed: Placed | undefined, status: ComparisonStatus) {
  if (placed === undefined) {
    const symbol = symbolFor(status === "compared" ? "withheld" : status);
    return {
      limit_95_lower_percent: symbol,
      limit_95_upper_percent: symbol,
      limit_998_lower_percent: symbol,
      limit_998_upper_percent: symbol,
      over_dispersion: symbol,
      position: symbol,
    };
  }
  return {
    limit_95_lower_percent: points(placed.limits.lower),
    limit_95_upper_percent: points(placed.limits.upper),
    limit_998_lower_percent: points(placed.wideLimits.lower),
    limit_998_upper_percent: points(placed.wideLimits.upper),
    over_dispersion: placed.overDispersion,
    position: placed.position,
  };
}
