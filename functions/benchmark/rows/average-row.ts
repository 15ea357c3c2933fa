/** A ladder's mean beside its reference as a row of the averages. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { type Field, type RowOf, symbols } from "#shared/release/dataset.ts";
import type { averages } from "#shared/release/datasets/averages.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { AverageComparison, AverageReference } from "../comparison/averages.ts";
import type { Judged } from "../comparison/compare.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { tenths } from "../statistics/rounding.ts";
import { averageColumns } from "./average-columns.ts";
import { claimColumns, differenceColumns } from "./difference-columns.ts";
import { categoryIn } from "./group-columns.ts";
import { symbolFor } from "./symbols.ts";

const { notApplicable } = symbols;

export function averageRow(
  comparison: Judged<AverageComparison>,
  campaign: Campaign,
  policy: DisclosurePolicy,
): RowOf<typeof averages> {
  const { ladder, group, own, reference, difference, q } = comparison;
  const columns = differenceColumns(difference, q, tenths);
  return {
    ...whereAndWhen(campaign),
    domain: ladder.domain,
    measure: ladder.id,
    gender: categoryIn("gender", group),
    comparison: reference.comparison,
    reference: reference.name ?? notApplicable,
    reference_differs: reference.name === undefined ? notApplicable : reference.differs,
    status: difference.status,
    ...averageColumns(own, policy.shown.baseRoundedTo),
    ...referenceColumns(reference, policy),
    difference_average: columns.difference,
    difference_lower_average: columns.lower,
    difference_upper_average: columns.upper,
    p_value: columns.p,
    q_value: columns.q,
    ...claimColumns(comparison, group.breakdown === "total"),
  };
}

function referenceColumns(reference: AverageReference, { shown }: DisclosurePolicy) {
  const columns = (authorities: Field, fromEarlierWaves: Field, base: Field, mean: Field) => ({
    reference_authority_count: authorities,
    reference_earlier_wave_count: fromEarlierWaves,
    reference_answer_count: base,
    reference_average: mean,
  });
  switch (reference.kind) {
    case "none":
      return columns(notApplicable, notApplicable, notApplicable, notApplicable);
    case "wave": {
      const { answer_count, answer_average } = averageColumns(reference.mean, shown.baseRoundedTo);
      return columns(notApplicable, notApplicable, answer_count, answer_average);
    }
    case "pool": {
      const { mean } = reference;
      if (mean.status !== "shown") {
        const symbol = symbolFor(mean.status);
        return columns(symbol, symbol, symbol, symbol);
      }
      const { answer_count, answer_average } = averageColumns(mean, shown.pooledBaseRoundedTo);
      return columns(mean.block.authorities, mean.block.fromEarlierWaves, answer_count, answer_average);
    }
  }
}
