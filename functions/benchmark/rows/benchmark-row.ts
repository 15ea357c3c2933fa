/** A publishable cell as a row of the benchmarks. Nothing here knows a count. */
import type { Campaign } from "#shared/programme/campaign.ts";
import type { PublishableCell } from "#shared/release/cell.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import type { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { categoryIn } from "./group-columns.ts";
import { poolColumns } from "./pool-columns.ts";
import { intervalColumns, shareColumns } from "./share-columns.ts";

export function benchmarkRow({ key, own, others }: PublishableCell, campaign: Campaign): RowOf<typeof benchmarks> {
  const pool = poolColumns(others);
  return {
    ...whereAndWhen(campaign),
    domain: key.domain,
    measure_level: key.level,
    measure: key.measure,
    gender: categoryIn("gender", key.group),
    age_band: categoryIn("age_band", key.group),
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
