/** How a campaign's answers are distributed, beside those of all other authorities, as rows of the benchmarks. */
import type { RowOf } from "#shared/release/dataset.ts";
import type { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityGroups } from "#shared/survey/breakdowns.ts";
import type { ReleasedCampaign } from "../counts/counted.ts";
import { measuresOf } from "../counts/measures.ts";
import type { Releases } from "../counts/pools.ts";
import { shownOwn, shownPool } from "../counts/shown.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { categoryIn } from "./group-columns.ts";
import { poolColumns } from "./pool-columns.ts";
import { intervalColumns, shareColumns } from "./share-columns.ts";

/** In the questionnaire's order: measure by measure, group by group, band by band. */
export function* benchmarkRows(
  released: ReleasedCampaign,
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof benchmarks>> {
  const pool = releases.poolOf(released);
  const place = whereAndWhen(released.campaign);
  for (const measure of measuresOf(released.questionnaire)) {
    for (const group of authorityGroups) {
      const own = shownOwn(released, measure, group, policy);
      const others = shownPool(pool.othersOf(released, measure, group), policy);
      for (const [position, band] of measure.bands.entries()) {
        const elsewhere = poolColumns(others, position, policy);
        yield {
          ...place,
          domain: measure.domain,
          measure_level: measure.level,
          measure: measure.id,
          gender: categoryIn("gender", group),
          band,
          ...shareColumns(own, position, policy.shown.baseRoundedTo),
          ...intervalColumns(own, position),
          others_authority_count: elsewhere.authorities,
          others_earlier_wave_count: elsewhere.fromEarlierWaves,
          others_answer_count: elsewhere.base,
          others_percent: elsewhere.percent,
        };
      }
    }
  }
}
