/** Girls beside boys in one campaign, and the same gap over all the other authorities. */
import { claimRule } from "#shared/release/comparison.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { genderGap } from "#shared/release/datasets/gender-gap.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { BOYS, GIRLS } from "#shared/survey/breakdowns.ts";
import { claimOf } from "./comparison/claim.ts";
import { type Difference, differenceBetween, ownMissing } from "./comparison/difference.ts";
import { withQ } from "./comparison/family.ts";
import type { ReleasedCampaign } from "./counts/counted.ts";
import { shareIn } from "./counts/fit.ts";
import { headlinePosition, type Measure, measuresOf } from "./counts/measures.ts";
import type { PooledBlock, Releases } from "./counts/pools.ts";
import { type Shown, shownOwn, shownPool } from "./counts/shown.ts";
import { whereAndWhen } from "./place-and-time.ts";
import { differenceColumns } from "./rows/difference-columns.ts";
import { headlineColumns } from "./rows/headline-columns.ts";
import { shareColumns } from "./rows/share-columns.ts";
import { symbolFor } from "./rows/symbols.ts";
import { points } from "./statistics/rounding.ts";

interface Gap {
  readonly headline: Measure;
  readonly girls: Shown;
  readonly boys: Shown;
  readonly others: { readonly girls: Shown<PooledBlock>; readonly boys: Shown<PooledBlock> };
  /** Girls less boys. */
  readonly difference: Difference;
  readonly p: number | undefined;
}

/** One row a headline, in their order. The family of tests is all headlines of the campaign. */
export function* genderGapRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof genderGap>> {
  const gaps = measuresOf(released.questionnaire).map((headline) => gapOf(released, releases, headline, policy));
  for (const { q, ...gap } of withQ(gaps)) yield rowOf(released, gap, q, policy);
}

function gapOf(released: ReleasedCampaign, releases: Releases, headline: Measure, policy: DisclosurePolicy): Gap {
  const pool = releases.poolOf(released);
  const girls = shownOwn(released, headline, GIRLS, policy);
  const boys = shownOwn(released, headline, BOYS, policy);
  const difference = differenceIn(girls, boys, headlinePosition(headline));
  return {
    headline,
    girls,
    boys,
    others: {
      girls: shownPool(pool.othersOf(released, headline, GIRLS), policy),
      boys: shownPool(pool.othersOf(released, headline, BOYS), policy),
    },
    difference,
    p: difference.status === "compared" ? difference.p : undefined,
  };
}

/** Neither side is the reference of the other: whichever is missing, the gap is. */
function differenceIn(girls: Shown, boys: Shown, position: number): Difference {
  if (girls.status !== "shown") return { status: ownMissing(girls) };
  if (boys.status !== "shown") return { status: ownMissing(boys) };
  return differenceBetween(shareIn(girls.block, position), shareIn(boys.block, position));
}

function rowOf(
  { campaign }: ReleasedCampaign,
  { headline, girls, boys, difference, others }: Gap,
  q: number | undefined,
  { shown }: DisclosurePolicy,
): RowOf<typeof genderGap> {
  const position = headlinePosition(headline);
  const ofGirls = shareColumns(girls, position, shown.baseRoundedTo);
  const ofBoys = shareColumns(boys, position, shown.baseRoundedTo);
  const ofGap = differenceColumns(difference, q, points);
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    status: difference.status,
    girls_answer_count: ofGirls.answer_count,
    girls_percent: ofGirls.band_percent,
    boys_answer_count: ofBoys.answer_count,
    boys_percent: ofBoys.band_percent,
    gap_points: ofGap.difference,
    gap_lower_points: ofGap.lower,
    gap_upper_points: ofGap.upper,
    test: ofGap.test,
    p_value: ofGap.p,
    q_value: ofGap.q,
    finding: findingOf(difference, q),
    ...othersColumns(others, position),
  };
}

/** Neither gender's share is the better one to have, whatever the headline's better end. */
function findingOf(difference: Difference, q: number | undefined): string {
  if (difference.status !== "compared" || q === undefined) {
    return symbolFor(difference.status === "compared" ? "withheld" : difference.status);
  }
  const claim = claimOf({ ...difference, q }, "neutral", claimRule.smallestDifferenceInPoints / 100, claimRule);
  if (claim === "higher") return "girls-higher";
  return claim === "lower" ? "boys-higher" : "none";
}

function othersColumns({ girls, boys }: Gap["others"], position: number) {
  if (girls.status !== "shown" || boys.status !== "shown") {
    const missing = girls.status === "shown" ? boys.status : girls.status;
    const symbol = missing === "shown" ? symbols.notAvailable : symbolFor(missing);
    return {
      others_authority_count: symbol,
      others_earlier_wave_count: symbol,
      others_gap_points: symbol,
      others_gap_lower_points: symbol,
      others_gap_upper_points: symbol,
    };
  }
  const { difference, interval } = differenceBetween(shareIn(girls.block, position), shareIn(boys.block, position));
  return {
    // The same for girls and boys: every campaign counts both.
    others_authority_count: girls.block.authorities,
    others_earlier_wave_count: girls.block.fromEarlierWaves,
    others_gap_points: points(difference),
    others_gap_lower_points: points(interval.lower),
    others_gap_upper_points: points(interval.upper),
  };
}
