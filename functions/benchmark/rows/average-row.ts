/** A ladder's mean beside its reference as a row of the averages. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { type Field, type RowOf, symbols } from "#shared/release/dataset.ts";
import type { averages } from "#shared/release/datasets/averages.ts";
import type { PublishableAverageReference } from "../comparison/averages.ts";
import type { PublishableAverageComparison } from "../comparison/compare.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { averageColumns } from "./average-columns.ts";
import { claimColumns, differenceColumns } from "./difference-columns.ts";
import { categoryIn } from "./group-columns.ts";

const { confidential, notApplicable } = symbols;

export function averageRow(
  { ladder, group, own, reference, difference }: PublishableAverageComparison,
  campaign: Campaign,
): RowOf<typeof averages> {
  const columns = differenceColumns(difference);
  return {
    ...whereAndWhen(campaign),
    domain: ladder.domain,
    measure: ladder.id,
    gender: categoryIn("gender", group),
    comparison: reference.comparison,
    reference: reference.name ?? notApplicable,
    reference_differs: reference.name === undefined ? notApplicable : reference.differs,
    status: difference.status,
    ...averageColumns(own),
    ...referenceColumns(reference.published),
    difference_average: columns.difference,
    difference_lower_average: columns.lower,
    difference_upper_average: columns.upper,
    p_value: columns.p,
    q_value: columns.q,
    ...claimColumns(difference, group.breakdown === "total"),
  };
}

function referenceColumns(published: PublishableAverageReference) {
  const columns = (authorities: Field, fromEarlierWaves: Field, base: Field, mean: Field) => ({
    reference_authority_count: authorities,
    reference_earlier_wave_count: fromEarlierWaves,
    reference_answer_count: base,
    reference_average: mean,
  });
  if (published.kind === "none") return columns(notApplicable, notApplicable, notApplicable, notApplicable);
  if (published.kind === "wave") {
    const { answer_count, answer_average } = averageColumns(published.average);
    return columns(notApplicable, notApplicable, answer_count, answer_average);
  }
  const { pool } = published;
  if (pool.status === "exact") return columns(pool.authorities, pool.fromEarlierWaves, pool.base, pool.mean);
  const symbol = pool.status === "confidential" ? confidential : notApplicable;
  return columns(symbol, symbol, symbol, symbol);
}
