/** A publishable cell as a row of the benchmarks. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import type { Group, PublishableCell } from "#shared/release/cell.ts";
import { type RowOf, TOTAL } from "#shared/release/dataset.ts";
import type { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import type { Domain } from "#shared/survey/questionnaire.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { intervalColumns, shareColumns } from "../share-columns.ts";
import { poolColumns } from "./pool-columns.ts";

const category = (group: Group, breakdown: "gender" | "age_band") =>
  group.breakdown === breakdown ? group.category : TOTAL;

export function benchmarkRow(
  { key, own, others }: PublishableCell,
  domain: Domain,
  campaign: Campaign,
): RowOf<typeof benchmarks> {
  const pool = poolColumns(others);
  return {
    ...whereAndWhen(campaign),
    domain,
    measure_level: key.level,
    measure: key.measure,
    gender: category(key.group, "gender"),
    age_band: category(key.group, "age_band"),
    band: key.band,
    ...shareColumns(own),
    ...intervalColumns(own),
    others_authority_count: pool.authorities,
    others_earlier_wave_count: pool.fromEarlierWaves,
    others_answer_count: pool.base,
    others_percent: pool.percent,
    others_percent_at_least: pool.atLeast,
    others_percent_at_most: pool.atMost,
  };
}
