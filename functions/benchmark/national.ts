/** The national pool: every figure over all authorities of a wave together, by group. */
import type { Campaign } from "#shared/programme/campaign.ts";
import type { Group, PublishablePool } from "#shared/release/cell.ts";
import { type RowOf, symbols, TOTAL } from "#shared/release/dataset.ts";
import type { national, nationalAverages } from "#shared/release/datasets/national.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { breakdowns, type Tally } from "#shared/survey/tally.ts";
import { publishablePool, wholeInterval } from "./disclosure/protect.ts";
import { type PublishablePooledAverage, publishablePooledAverage } from "./disclosure/protect-average.ts";
import { type Measure, measuresOf } from "./measures.ts";
import { whereAndWhenOfNation } from "./place-and-time.ts";
import { Pool, type PooledBlock, pooledShareOf, type ReleasedCampaign, type Releases } from "./pools.ts";
import { poolColumns } from "./rows/pool-columns.ts";

const { confidential } = symbols;

/** Everybody who was asked with one instrument in one wave; invented answers apart from real ones. */
interface Nation {
  readonly wave: string;
  readonly questionnaire: Campaign["questionnaire"];
  readonly synthetic: boolean;
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
          ...whereAndWhenOfNation(nation.wave, nation.synthetic, nation.questionnaire),
          domain: measure.domain,
          measure_level: measure.level,
          measure: measure.id,
          ...groupColumns(group),
          band,
          ...shareColumns(publishableShare(pooled, position, policy)),
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
        ...whereAndWhenOfNation(nation.wave, nation.synthetic, nation.questionnaire),
        domain: measure.domain,
        measure: measure.id,
        ...groupColumns(group),
        ...averageColumns(publishablePooledAverage(pooled, policy)),
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
  const groups = groupsOf(latest.tally);
  for (const measure of measuresOf(latest.questionnaire).filter(isWanted)) {
    for (const group of groups) yield { measure, group, pooled: pool.all(measure, group) };
  }
}

function groupsOf({ by }: Tally): Group[] {
  return [
    { breakdown: "total" },
    ...breakdowns.flatMap((breakdown) => Object.keys(by[breakdown]).map((category) => ({ breakdown, category }))),
  ];
}

const everybody = {
  gender: TOTAL,
  age_band: TOTAL,
  placement: TOTAL,
  period_of_care_length: TOTAL,
  ethnicity_major: TOTAL,
};

function groupColumns(group: Group) {
  return group.breakdown === "total" ? everybody : { ...everybody, [group.breakdown]: group.category };
}

interface WholeInterval {
  readonly lower: number;
  readonly upper: number;
}

/** A pool's share; an exact one with Wilson's intervals in whole per cent. */
interface PublishableShare {
  readonly pool: PublishablePool;
  readonly intervals: { readonly usual: WholeInterval; readonly wide: WholeInterval } | undefined;
}

function publishableShare(pooled: PooledBlock, position: number, policy: DisclosurePolicy): PublishableShare {
  const share = pooledShareOf(pooled, position);
  const pool = publishablePool(share, policy);
  const isExact = pool.status === "exact";
  const intervals = isExact ? { usual: wholeInterval(share, "95%"), wide: wholeInterval(share, "99.8%") } : undefined;
  return { pool, intervals };
}

function shareColumns({ pool, intervals }: PublishableShare) {
  const { authorities, base, percent, atLeast, atMost } = poolColumns(pool);
  return {
    authority_count: authorities,
    answer_count: base,
    band_percent: percent,
    band_percent_at_least: atLeast,
    band_percent_at_most: atMost,
    interval_lower_percent: intervals?.usual.lower ?? confidential,
    interval_upper_percent: intervals?.usual.upper ?? confidential,
    interval_998_lower_percent: intervals?.wide.lower ?? confidential,
    interval_998_upper_percent: intervals?.wide.upper ?? confidential,
  };
}

function averageColumns(average: PublishablePooledAverage) {
  const shown = average.status === "exact" ? average : undefined;
  return {
    authority_count: shown?.authorities ?? confidential,
    answer_count: shown?.base ?? confidential,
    answer_average: shown?.mean ?? confidential,
    interval_lower_average: shown?.lower ?? confidential,
    interval_upper_average: shown?.upper ?? confidential,
  };
}
