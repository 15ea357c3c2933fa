/** The national pool: every figure over all authorities of a wave together, by group. */
import type { Group } from "#shared/release/cell.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { national, nationalAverages } from "#shared/release/datasets/national.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { breakdowns } from "#shared/survey/tally.ts";
import { type PublishablePoolWithIntervals, publishablePoolWithIntervals } from "./disclosure/protect.ts";
import { type PublishablePooledAverage, publishablePooledAverage } from "./disclosure/protect-average.ts";
import { groupsIn } from "./groups.ts";
import { type Measure, measuresOf } from "./measures.ts";
import { type Survey, whereAndWhenOfNation } from "./place-and-time.ts";
import { Pool, type PooledBlock, pooledShareOf, type ReleasedCampaign, type Releases } from "./pools.ts";
import { averageColumns } from "./rows/average-columns.ts";
import { categoryIn } from "./rows/group-columns.ts";
import { poolColumns } from "./rows/pool-columns.ts";
import { intervalColumns, wideIntervalColumns } from "./rows/share-columns.ts";

/** Everybody who was asked with one instrument in one wave; invented answers apart from real ones. */
interface Nation extends Survey {
  /** With the latest version of the questionnaire: says what is counted, and in which groups. */
  readonly latest: ReleasedCampaign;
  readonly pool: Pool;
}

/**
 * One row a wave, instrument, item, indicator or derived measure, group and band: waves and instruments in the order of
 * their ids, real answers before invented ones. The measures are those of the latest version in the wave; who asked with
 * another and did not measure alike is not in the pool. One instrument of one wave is in memory at a time.
 */
export function* nationalRows(releases: Releases, policy: DisclosurePolicy): Generator<RowOf<typeof national>> {
  for (const nation of nationsOf(releases)) {
    for (const { measure, group, pooled } of blocksOf(nation, ({ level }) => level !== "ladder")) {
      for (const [position, band] of measure.bands.entries()) {
        yield {
          ...whereAndWhenOfNation(nation),
          domain: measure.domain,
          measure_level: measure.level,
          measure: measure.id,
          ...groupColumns(group),
          band,
          ...pooledShareColumns(publishablePoolWithIntervals(pooledShareOf(pooled, position), policy)),
        };
      }
    }
  }
}

/** One row a wave, instrument, ladder and group, in the same order. */
export function* nationalAverageRows(
  releases: Releases,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof nationalAverages>> {
  for (const nation of nationsOf(releases)) {
    for (const { measure, group, pooled } of blocksOf(nation, ({ level }) => level === "ladder")) {
      yield {
        ...whereAndWhenOfNation(nation),
        domain: measure.domain,
        measure: measure.id,
        ...groupColumns(group),
        ...pooledAverageColumns(publishablePooledAverage(pooled, policy)),
      };
    }
  }
}

function* nationsOf({ all }: Releases): Generator<Nation> {
  const together = Map.groupBy(all, ({ campaign: { wave, questionnaire, synthetic } }) =>
    JSON.stringify([wave, questionnaire, synthetic]),
  );
  for (const members of [...together.values()].toSorted(byWaveAndInstrument)) {
    const [first, ...rest] = members;
    if (first === undefined) continue;
    const { wave, questionnaire, synthetic } = first.campaign;
    const latest = rest.reduce((one, other) => (other.campaign.version > one.campaign.version ? other : one), first);
    const pool = new Pool(members.map((released) => ({ released, fromEarlierWave: false })));
    yield { wave, questionnaire, synthetic, latest, pool };
  }
}

function byWaveAndInstrument([one]: readonly ReleasedCampaign[], [other]: readonly ReleasedCampaign[]): number {
  if (one === undefined || other === undefined) return 0;
  const [a, b] = [one.campaign, other.campaign];
  return (
    byText(a.wave, b.wave) || byText(a.questionnaire, b.questionnaire) || Number(a.synthetic) - Number(b.synthetic)
  );
}

function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

interface NationalBlock {
  readonly measure: Measure;
  readonly group: Group;
  readonly pooled: PooledBlock;
}

function* blocksOf({ latest, pool }: Nation, isWanted: (measure: Measure) => boolean): Generator<NationalBlock> {
  const groups = groupsIn(latest.tally, breakdowns);
  for (const measure of measuresOf(latest.questionnaire).filter(isWanted)) {
    for (const group of groups) yield { measure, group, pooled: pool.all(measure, group) };
  }
}

function groupColumns(group: Group) {
  return {
    gender: categoryIn("gender", group),
    age_band: categoryIn("age_band", group),
    placement: categoryIn("placement", group),
    period_of_care_length: categoryIn("period_of_care_length", group),
    ethnicity_major: categoryIn("ethnicity_major", group),
  };
}

function pooledShareColumns(pool: PublishablePoolWithIntervals) {
  const { authorities, base, percent, atLeast, atMost } = poolColumns(pool);
  return {
    authority_count: authorities,
    answer_count: base,
    band_percent: percent,
    band_percent_at_least: atLeast,
    band_percent_at_most: atMost,
    ...intervalColumns(pool),
    ...wideIntervalColumns(pool),
  };
}

function pooledAverageColumns(average: PublishablePooledAverage) {
  return {
    authority_count: average.status === "exact" ? average.authorities : symbols.confidential,
    ...averageColumns(average),
  };
}
