/** A ladder's mean beside its reference as a row of the averages. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { type RowOf, symbols, TOTAL } from "#shared/release/dataset.ts";
import type { averages } from "#shared/release/datasets/averages.ts";
import type { PublishableAverageReference } from "../comparison/averages.ts";
import type { PublishableAverageComparison } from "../comparison/compare.ts";
import type { PublishableAverage } from "../disclosure/protect-average.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { claimColumns, differenceColumns } from "./difference-columns.ts";

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
    gender: group.breakdown === "total" ? TOTAL : group.category,
    comparison: reference.comparison,
    reference: reference.name ?? notApplicable,
    reference_differs: reference.name === undefined ? notApplicable : reference.differs,
    status: difference.status,
    ...ownColumns(own),
    ...referenceColumns(reference.published),
    difference_average: columns.difference,
    difference_lower_average: columns.lower,
    difference_upper_average: columns.upper,
    p_value: columns.p,
    q_value: columns.q,
    ...claimColumns(difference, group.breakdown === "total"),
  };
}

function ownColumns(own: PublishableAverage) {
  const shown = own.status === "exact" ? own : undefined;
  return {
    answer_count: shown?.base ?? confidential,
    answer_average: shown?.mean ?? confidential,
    interval_lower_average: shown?.lower ?? confidential,
    interval_upper_average: shown?.upper ?? confidential,
  };
}

function referenceColumns(published: PublishableAverageReference) {
  const columns = (
    authorities: string | number,
    fromEarlierWaves: string | number,
    base: string | number,
    mean: string | number,
  ) => ({
    reference_authority_count: authorities,
    reference_earlier_wave_count: fromEarlierWaves,
    reference_answer_count: base,
    reference_average: mean,
  });
  if (published.kind === "none") return columns(notApplicable, notApplicable, notApplicable, notApplicable);
  if (published.kind === "wave") {
    const { answer_count, answer_average } = ownColumns(published.average);
    return columns(notApplicable, notApplicable, answer_count, answer_average);
  }
  const { pool } = published;
  if (pool.status === "exact") return columns(pool.authorities, pool.fromEarlierWaves, pool.base, pool.mean);
  const symbol = pool.status === "confidential" ? confidential : notApplicable;
  return columns(symbol, symbol, symbol, symbol);
}
