/** A share beside its reference as a row of the comparisons. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { comparisons } from "#shared/release/datasets/comparisons.ts";
import type { ComparatorFor } from "#shared/survey/comparators.ts";
import type { PublishableShareComparison } from "../comparison/compare.ts";
import type { PublishableReference } from "../comparison/reference.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { roundToMultipleOf } from "../statistics/rounding.ts";
import { claimColumns, differenceColumns } from "./difference-columns.ts";
import { categoryIn } from "./group-columns.ts";
import { headlineColumns } from "./headline-columns.ts";
import { type PoolColumns, poolColumns } from "./pool-columns.ts";
import { intervalColumns, shareColumns, wideIntervalColumns } from "./share-columns.ts";

const { notApplicable, notAvailable } = symbols;
const NO_POOL = { authorities: notApplicable, fromEarlierWaves: notApplicable };
const COMPARATOR_BASE_ROUNDED_TO = 10;

export function comparisonRow(
  { headline, group, own, reference, difference }: PublishableShareComparison,
  campaign: Campaign,
): RowOf<typeof comparisons> {
  const columns = differenceColumns(difference);
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    gender: categoryIn("gender", group),
    comparison: reference.comparison,
    reference: reference.name ?? notApplicable,
    reference_differs: reference.name === undefined ? notApplicable : reference.differs,
    status: difference.status,
    ...shareColumns(own),
    ...intervalColumns(own),
    ...wideIntervalColumns(own),
    ...referenceColumns(reference.published),
    difference_points: columns.difference,
    difference_lower_points: columns.lower,
    difference_upper_points: columns.upper,
    test: columns.test,
    p_value: columns.p,
    q_value: columns.q,
    ...claimColumns(difference, group.breakdown === "total"),
  };
}

function referenceColumns(published: PublishableReference) {
  const { authorities, fromEarlierWaves, base, percent, atLeast, atMost } = shownOf(published);
  return {
    reference_authority_count: authorities,
    reference_earlier_wave_count: fromEarlierWaves,
    reference_answer_count: base,
    reference_percent: percent,
    reference_percent_at_least: atLeast,
    reference_percent_at_most: atMost,
  };
}

function shownOf(published: PublishableReference): PoolColumns {
  switch (published.kind) {
    case "none":
      return poolColumns({ status: "not-applicable" });
    case "pool":
      return poolColumns(published.pool);
    case "comparator":
      return { ...NO_POOL, ...comparatorShown(published.comparator) };
    case "wave": {
      const shown = shareColumns(published.figure);
      return {
        ...NO_POOL,
        base: shown.answer_count,
        percent: shown.band_percent,
        atLeast: shown.band_percent_at_least,
        atMost: shown.band_percent_at_most,
      };
    }
  }
}

function comparatorShown({ base, percent }: ComparatorFor) {
  const shownBase = base === null ? notAvailable : roundToMultipleOf(COMPARATOR_BASE_ROUNDED_TO, base);
  return { base: shownBase, percent, atLeast: percent, atMost: percent };
}
