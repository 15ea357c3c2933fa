/** A share beside its reference as a row of the comparisons. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { comparisons } from "#shared/release/datasets/comparisons.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { Judged } from "../comparison/compare.ts";
import type { Reference } from "../comparison/reference.ts";
import type { ShareComparison } from "../comparison/shares.ts";
import { headlinePosition } from "../counts/measures.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { points } from "../statistics/rounding.ts";
import { claimColumns, differenceColumns } from "./difference-columns.ts";
import { categoryIn } from "./group-columns.ts";
import { headlineColumns } from "./headline-columns.ts";
import { everywhere, type PoolColumns, poolColumns } from "./pool-columns.ts";
import { intervalColumns, shareColumns, wideIntervalColumns } from "./share-columns.ts";

const { notApplicable, notAvailable } = symbols;
const NO_POOL = { authorities: notApplicable, fromEarlierWaves: notApplicable };

export function comparisonRow(
  comparison: Judged<ShareComparison>,
  campaign: Campaign,
  policy: DisclosurePolicy,
): RowOf<typeof comparisons> {
  const { headline, group, own, reference, difference, q } = comparison;
  const position = headlinePosition(headline);
  const columns = differenceColumns(difference, q, points);
  const beside = referenceColumns(reference, position, policy);
  return {
    ...whereAndWhen(campaign),
    ...headlineColumns(headline),
    gender: categoryIn("gender", group),
    comparison: reference.comparison,
    reference: reference.name ?? notApplicable,
    reference_differs: reference.name === undefined ? notApplicable : reference.differs,
    status: difference.status,
    ...shareColumns(own, position, policy.shown.baseRoundedTo),
    ...intervalColumns(own, position),
    ...wideIntervalColumns(own, position),
    reference_authority_count: beside.authorities,
    reference_earlier_wave_count: beside.fromEarlierWaves,
    reference_answer_count: beside.base,
    reference_percent: beside.percent,
    difference_points: columns.difference,
    difference_lower_points: columns.lower,
    difference_upper_points: columns.upper,
    test: columns.test,
    p_value: columns.p,
    q_value: columns.q,
    ...claimColumns(comparison, group.breakdown === "total"),
  };
}

function referenceColumns(reference: Reference, position: number, policy: DisclosurePolicy): PoolColumns {
  switch (reference.kind) {
    case "none":
      return everywhere(notApplicable);
    case "pool":
      return poolColumns(reference.shown, position, policy);
    case "wave": {
      const { answer_count, band_percent } = shareColumns(reference.shown, position, policy.shown.baseRoundedTo);
      return { ...NO_POOL, base: answer_count, percent: band_percent };
    }
    case "comparator": {
      const { base, percent } = reference.comparator;
      const shownBase = base === null ? notAvailable : roundToMultipleOf(policy.shown.pooledBaseRoundedTo, base);
      return { ...NO_POOL, base: shownBase, percent };
    }
  }
}
