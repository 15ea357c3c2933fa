import { symbols } from "#shared/release/dataset.ts";
import { type Acceptable, SLACK, whole } from "../acceptable.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { type Share, shareOf } from "../exact-counts.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { headlineBand } from "../families.ts";
import { everybody, type Measure } from "../layout.ts";
import { membersOf, pooledBlock } from "../pooled.ts";
import { additiveVariance, angleFunnelInPercent } from "../recomputed/angle-funnel.ts";
import { Z_95, Z_998 } from "../recomputed/normal-tail.ts";
import { ownShareSide } from "../references.ts";
import type { Rule } from "../rule.ts";
import { authorityTexts, ownShareCells, poolSide, type Side, shareTexts } from "../side.ts";

const key = ["measure_level", "measure"] as const;
type FunnelRow = ExpectedRow<"funnel.csv", (typeof key)[number]>;

/** Every headline lies inside or outside the limits around the pool of all authorities, this one included. */
export const funnelsFollowTheTallies: Rule = {
  name: "funnels-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "funnel.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: () => true,
      rowsOf: (known) => known.exact.layout.measures.flatMap((measure) => funnelRows(known, measure, evidence)),
    }),
};

function funnelRows(known: CountedCampaign, measure: Measure, evidence: Evidence): FunnelRow[] {
  const { campaign, exact } = known;
  const { headline } = measure;
  if (headline === undefined) return [];
  const { released, policy } = evidence;
  const block = exact.layout.blockOf(measure, everybody);
  const band = headlineBand(headline);
  const campaigns = released.poolOf(campaign);
  const pool = pooledBlock(campaigns, campaign.wave, exact.layout, block, evidence);
  const own = ownShareSide(known, block, band, evidence);
  const pooled = poolSide(pool, band, policy);
  const [pool_answer_count, pool_percent] = shareTexts(pooled);
  const [pool_authority_count, pool_earlier_wave_count] = authorityTexts(pooled, pool);
  const shares = membersOf(campaigns, exact.layout, block, evidence).flatMap((member) =>
    member.block === undefined ? [] : [shareOf(member.known.exact, member.block, band)],
  );
  return [
    {
      key: { measure_level: headline.level, measure: headline.id },
      cells: {
        domain: headline.domain,
        band: headline.headline,
        status: statusOf(own, pooled),
        ...ownShareCells(own),
        pool_authority_count,
        pool_earlier_wave_count,
        pool_answer_count,
        pool_percent,
        ...limitCells(own, pooled, shares),
      },
    },
  ];
}

function statusOf(own: Side, pooled: Side) {
  if (own.status === "withheld") return "withheld";
  if (pooled.status === "withheld" || pooled.status === "none") return "reference-withheld";
  return own.status === "exact" && pooled.status === "exact" ? "compared" : "coded";
}

type LimitCells = Readonly<
  Record<
    | "limit_95_lower_percent"
    | "limit_95_upper_percent"
    | "limit_998_lower_percent"
    | "limit_998_upper_percent"
    | "over_dispersion"
    | "position",
    Acceptable
  >
>;

function limitCells(own: Side, pooled: Side, shares: readonly Share[]): LimitCells {
  if (own.status !== "exact" || pooled.status !== "exact") return allWithheld;
  const variance = additiveVariance(shares);
  const limitsAt = (z: number) => angleFunnelInPercent(pooled.share, own.share.base, z, variance ?? 0);
  const [limits95, limits998] = [limitsAt(Z_95), limitsAt(Z_998)];
  return {
    limit_95_lower_percent: whole(limits95[0]),
    limit_95_upper_percent: whole(limits95[1]),
    limit_998_lower_percent: whole(limits998[0]),
    limit_998_upper_percent: whole(limits998[1]),
    over_dispersion: variance === undefined ? "not-assessed" : variance > 0 ? "allowed-for" : "none",
    position: positionsOf((100 * own.share.count) / own.share.base, limits95, limits998),
  };
}

const allWithheld: LimitCells = {
  limit_95_lower_percent: symbols.confidential,
  limit_95_upper_percent: symbols.confidential,
  limit_998_lower_percent: symbols.confidential,
  limit_998_upper_percent: symbols.confidential,
  over_dispersion: symbols.confidential,
  position: symbols.confidential,
};

type Limits = readonly [lower: number, upper: number];

/** One position, or two where the share lies on a limit. */
function positionsOf(percent: number, limits95: Limits, limits998: Limits): readonly string[] {
  return [...new Set([-SLACK, SLACK].map((slack) => positionOf(percent + slack, limits95, limits998)))];
}

function positionOf(percent: number, limits95: Limits, limits998: Limits): string {
  if (percent > limits998[1]) return "above-99.8";
  if (percent < limits998[0]) return "below-99.8";
  if (percent > limits95[1]) return "above-95";
  return percent < limits95[0] ? "below-95" : "inside";
}
