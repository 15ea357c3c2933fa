/** Each headline share of one campaign inside or outside the funnel limits around the pooled share. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Interval, PublishableFigure, PublishablePool, Share } from "#shared/release/cell.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { funnel } from "#shared/release/datasets/funnel.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { publishableFigure, publishablePool } from "./disclosure/protect.ts";
import { EVERYBODY } from "./groups.ts";
import { headlineShareOf } from "./headline-share.ts";
import { type Measure, sameMeasureIn } from "./measures.ts";
import { whereAndWhen } from "./place-and-time.ts";
import { type Pool, pooledShareOf, type Releases } from "./pools.ts";
import { protectionOf } from "./protected-campaign.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { poolColumns } from "./rows/pool-columns.ts";
import { shareColumns } from "./rows/share-columns.ts";
import { funnelLimits } from "./statistics/funnel-limits.ts";
import { type OverDispersion, overDispersion } from "./statistics/over-dispersion.ts";
import { points } from "./statistics/rounding.ts";

const { confidential } = symbols;

type PublishablePosition =
  | {
      readonly status: "compared";
      /** Whole per cent. */
      readonly limits: Interval;
      readonly wideLimits: Interval;
      readonly overDispersion: "allowed-for" | "none" | "not-assessed";
      readonly position: "above-99.8" | "above-95" | "inside" | "below-95" | "below-99.8";
    }
  | { readonly status: "coded" | "withheld" | "reference-withheld" };

interface PublishablePoint {
  readonly headline: Headline;
  readonly own: PublishableFigure;
  readonly pool: PublishablePool;
  readonly position: PublishablePosition;
}

/** One row a headline, in their order. The authority is in the pool around which its limits lie. */
export function* funnelRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof funnel>> {
  const pool = releases.poolOf(released);
  for (const headline of headlinesOf(released.questionnaire)) {
    yield rowOf(released.campaign, pointOf(released, pool, headline, policy));
  }
}

function pointOf(
  released: ReleasedCampaign,
  among: Pool,
  headline: Headline,
  policy: DisclosurePolicy,
): PublishablePoint {
  const { measure, position, share } = headlineShareOf(released, headline, EVERYBODY, policy);
  const pooled = pooledShareOf(among.all(measure, EVERYBODY, policy), position);
  const own = publishableFigure(share, policy);
  const pool = publishablePool(pooled, policy);
  const status = statusOf(own, pool);
  return {
    headline,
    own,
    pool,
    position:
      status === "compared"
        ? positionAmong(
            share,
            { count: pooled.lowest, base: pooled.base },
            variationIn(among, measure, position, policy),
          )
        : { status },
  };
}

function statusOf(own: PublishableFigure, pool: PublishablePool) {
  if (own.status === "confidential") return "withheld";
  if (pool.status === "confidential" || pool.status === "not-applicable") return "reference-withheld";
  return own.status === "exact" && pool.status === "exact" ? "compared" : "coded";
}

function positionAmong(own: Share, pooled: Share, { assessed, additiveVariance }: OverDispersion): PublishablePosition {
  const centre = pooled.count / pooled.base;
  const limits = funnelLimits(centre, own.base, "95%", additiveVariance);
  const wideLimits = funnelLimits(centre, own.base, "99.8%", additiveVariance);
  const inPercent = ({ lower, upper }: Interval) => ({ lower: points(lower), upper: points(upper) });
  const allowedFor = additiveVariance > 0 ? "allowed-for" : "none";
  return {
    status: "compared",
    limits: inPercent(limits),
    wideLimits: inPercent(wideLimits),
    overDispersion: assessed ? allowedFor : "not-assessed",
    position: positionOf(own.count / own.base, limits, wideLimits),
  };
}

/** Outside is strictly outside. */
function positionOf(proportion: number, limits: Interval, wideLimits: Interval) {
  if (proportion > wideLimits.upper) return "above-99.8";
  if (proportion < wideLimits.lower) return "below-99.8";
  if (proportion > limits.upper) return "above-95";
  return proportion < limits.lower ? "below-95" : "inside";
}

/** Is the same for every campaign of a pool, and goes through all of its members: worked out once for each headline. */
const variations = new WeakMap<Pool, Map<Measure, OverDispersion>>();

function variationIn(pool: Pool, measure: Measure, position: number, policy: DisclosurePolicy): OverDispersion {
  const ofPool = variations.get(pool) ?? new Map<Measure, OverDispersion>();
  variations.set(pool, ofPool);
  const variation = ofPool.get(measure) ?? overDispersion(sharesIn(pool, measure, position, policy));
  ofPool.set(measure, variation);
  return variation;
}

/** Of those that publish the measure: the others are in no pool. */
function sharesIn({ members }: Pool, measure: Measure, position: number, policy: DisclosurePolicy): Share[] {
  return members.flatMap(({ released }) => {
    const same = sameMeasureIn(released.questionnaire, measure);
    if (same === undefined) return [];
    const protection = protectionOf(released, policy);
    return protection.row(same, EVERYBODY) === "hidden" ? [] : [protection.share(same, EVERYBODY, position)];
  });
}

function rowOf(campaign: PlannedCampaign, { headline, own, pool, position }: PublishablePoint): RowOf<typeof funnel> {
  const ofPool = poolColumns(pool);
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    status: position.status,
    ...shareColumns(own),
    pool_authority_count: ofPool.authorities,
    pool_earlier_wave_count: ofPool.fromEarlierWaves,
    pool_answer_count: ofPool.base,
    pool_percent: ofPool.percent,
    ...positionColumns(position),
  };
}

function positionColumns(position: PublishablePosition) {
  if (position.status !== "compared") {
    return {
      limit_95_lower_percent: confidential,
      limit_95_upper_percent: confidential,
      limit_998_lower_percent: confidential,
      limit_998_upper_percent: confidential,
      over_dispersion: confidential,
      position: confidential,
    };
  }
  return {
    limit_95_lower_percent: position.limits.lower,
    limit_95_upper_percent: position.limits.upper,
    limit_998_lower_percent: position.wideLimits.lower,
    limit_998_upper_percent: position.wideLimits.upper,
    over_dispersion: position.overDispersion,
    position: position.position,
  };
}
