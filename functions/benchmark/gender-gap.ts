/** Girls beside boys in one campaign, and the same gap over all the other authorities. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Group, OwnShare, PooledShare, PublishableFigure } from "#shared/release/cell.ts";
import { type Claim, claimRule, type PublishableDifference } from "#shared/release/comparison.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { genderGap } from "#shared/release/datasets/gender-gap.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Headline, headlinesOf } from "#shared/survey/headlines.ts";
import { claimOf } from "./comparison/claim.ts";
import { type Difference, differenceBetween } from "./comparison/difference.ts";
import { withQ } from "./comparison/family.ts";
import { ownSide, poolSide } from "./comparison/side.ts";
import { publishableFigure } from "./disclosure/protect.ts";
import { protectDifference } from "./disclosure/protect-difference.ts";
import { BOYS, GIRLS } from "./groups.ts";
import { headlineShareOf } from "./headline-share.ts";
import { whereAndWhen } from "./place-and-time.ts";
import type { Releases } from "./pools.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { differenceColumns } from "./rows/difference-columns.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { shareColumns } from "./rows/share-columns.ts";
import { points } from "./statistics/rounding.ts";

const { confidential, notApplicable } = symbols;

/** Exact. */
interface Gap {
  readonly headline: Headline;
  readonly girls: OwnShare;
  readonly boys: OwnShare;
  readonly others: { readonly girls: PooledShare; readonly boys: PooledShare };
  /** Girls less boys. */
  readonly difference: Difference;
  readonly p: number | undefined;
}

/** Whole points. */
type PublishablePooledGap =
  | {
      readonly status: "compared";
      readonly authorities: number;
      readonly fromEarlierWaves: number;
      readonly gap: number;
      readonly lower: number;
      readonly upper: number;
    }
  | { readonly status: "withheld" }
  | { readonly status: "none" };

interface PublishableGap {
  readonly headline: Headline;
  readonly girls: PublishableFigure;
  readonly boys: PublishableFigure;
  readonly gap: PublishableDifference;
  readonly others: PublishablePooledGap;
}

/** One row a headline, in their order. The family of tests is all headlines of the campaign. */
export function* genderGapRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof genderGap>> {
  const gaps = headlinesOf(released.questionnaire).map((headline) => gapOf(released, releases, headline, policy));
  for (const { q, ...gap } of withQ(gaps)) yield rowOf(released.campaign, publishable(gap, q, policy));
}

function gapOf(released: ReleasedCampaign, releases: Releases, headline: Headline, policy: DisclosurePolicy): Gap {
  const pool = releases.poolOf(released);
  const of = (group: Group) => {
    const { share, measure, position } = headlineShareOf(released, headline, group, policy);
    return { own: share, others: pool.othersOf(released, measure, group, position, policy) };
  };
  const girls = of(GIRLS);
  const boys = of(BOYS);
  const difference = differenceBetween(ownSide(girls.own, policy), ownSide(boys.own, policy));
  return {
    headline,
    girls: girls.own,
    boys: boys.own,
    others: { girls: girls.others, boys: boys.others },
    difference,
    p: "p" in difference ? difference.p : undefined,
  };
}

function publishable(gap: Gap, q: number | undefined, policy: DisclosurePolicy): PublishableGap {
  return {
    headline: gap.headline,
    girls: publishableFigure(gap.girls, policy),
    boys: publishableFigure(gap.boys, policy),
    gap: publishableGap(gap.difference, q),
    others: publishablePooledGap(gap.others, policy),
  };
}

function publishableGap(difference: Difference, q: number | undefined): PublishableDifference {
  const isTested = difference.status === "compared" || difference.status === "coded";
  // Neither side is the reference of the other: whichever is withheld, the gap is.
  if (!isTested || q === undefined) return protectDifference({ status: "withheld" }, undefined, undefined, points);
  // Neither gender's share is the better one to have, whatever the headline's better end.
  const claim = claimOf({ ...difference, q }, "neutral", claimRule.smallestDifferenceInPoints / 100, claimRule);
  return protectDifference(difference, q, claim, points);
}

/** Only where both pooled shares are published as they are: a gap to a range would narrow the range. */
function publishablePooledGap({ girls, boys }: Gap["others"], policy: DisclosurePolicy): PublishablePooledGap {
  const difference = differenceBetween(poolSide(girls, policy), poolSide(boys, policy));
  if (difference.status === "no-reference") return { status: "none" };
  if (difference.status !== "compared") return { status: "withheld" };
  return {
    status: "compared",
    // The same for girls and boys: a pool is one of campaigns, with or without an answer here.
    authorities: girls.released,
    fromEarlierWaves: girls.fromEarlierWaves,
    gap: points(difference.difference),
    lower: points(difference.interval.lower),
    upper: points(difference.interval.upper),
  };
}

function rowOf(
  campaign: PlannedCampaign,
  { headline, girls, boys, gap, others }: PublishableGap,
): RowOf<typeof genderGap> {
  const ofGirls = shareColumns(girls);
  const ofBoys = shareColumns(boys);
  const ofGap = differenceColumns(gap);
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    status: gap.status,
    girls_answer_count: ofGirls.answer_count,
    girls_percent: ofGirls.band_percent,
    girls_percent_at_least: ofGirls.band_percent_at_least,
    girls_percent_at_most: ofGirls.band_percent_at_most,
    boys_answer_count: ofBoys.answer_count,
    boys_percent: ofBoys.band_percent,
    boys_percent_at_least: ofBoys.band_percent_at_least,
    boys_percent_at_most: ofBoys.band_percent_at_most,
    gap_points: ofGap.difference,
    gap_lower_points: ofGap.lower,
    gap_upper_points: ofGap.upper,
    test: ofGap.test,
    p_value: ofGap.p,
    q_value: ofGap.q,
    finding: "claim" in gap ? findingOf(gap.claim) : confidential,
    ...othersColumns(others),
  };
}

/** Of girls less boys. */
function findingOf(claim: Claim | undefined): string {
  if (claim === "higher") return "girls-higher";
  return claim === "lower" ? "boys-higher" : "none";
}

function othersColumns(others: PublishablePooledGap) {
  const instead = (symbol: string) => ({
    others_authority_count: symbol,
    others_earlier_wave_count: symbol,
    others_gap_points: symbol,
    others_gap_lower_points: symbol,
    others_gap_upper_points: symbol,
  });
  switch (others.status) {
    case "none":
      return instead(notApplicable);
    case "withheld":
      return instead(confidential);
    case "compared":
      return {
        others_authority_count: others.authorities,
        others_earlier_wave_count: others.fromEarlierWaves,
        others_gap_points: others.gap,
        others_gap_lower_points: others.lower,
        others_gap_upper_points: others.upper,
      };
  }
}
