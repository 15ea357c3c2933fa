/** The national pool: every figure over all authorities of a wave together, by group. */
import type { Group, ShownAs } from "#shared/release/cell.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { national, nationalAverages } from "#shared/release/datasets/national.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { breakdowns } from "#shared/survey/tally.ts";
import { isNarrowPool } from "./disclosure/narrow-pool.ts";
import { publishablePoolWithIntervals } from "./disclosure/protect.ts";
import { type PublishablePooledAverage, publishablePooledAverage } from "./disclosure/protect-average.ts";
import { type ProtectedRow, protectTable } from "./disclosure/protect-table.ts";
import type { NationalMembership } from "./gate/national-membership.ts";
import { EVERYBODY } from "./groups.ts";
import { type Measure, measureOf, measuresOf } from "./measures.ts";
import { type Survey, whereAndWhenOfNation } from "./place-and-time.ts";
import { Pool, type PooledBlock, type Releases } from "./pools.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { averageColumns } from "./rows/average-columns.ts";
import { categoryIn } from "./rows/group-columns.ts";
import { poolColumns } from "./rows/pool-columns.ts";
import { intervalColumns, wideIntervalColumns } from "./rows/share-columns.ts";

/** Everybody who was asked with one instrument in one wave; invented answers apart from real ones. */
interface Nation extends Survey {
  /** With the latest version of the questionnaire: says what is counted, and in which groups. */
  readonly latest: ReleasedCampaign;
  readonly pool: Pool;
  /** Those whose sums are told as they are; undefined while the wave has campaigns that are not over. */
  readonly whole: Pool | undefined;
}

/**
 * One row a wave, instrument, item, indicator or derived measure, group and band: waves and instruments in the order of
 * their ids, real answers before invented ones. The measures are those of the latest version in the wave; who asked with
 * another and did not measure alike is not in the pool. One instrument of one wave is in memory at a time.
 */
export function* nationalRows(
  releases: Releases,
  policy: DisclosurePolicy,
  membership: NationalMembership,
): Generator<RowOf<typeof national>> {
  for (const nation of nationsOf(releases, membership)) {
    for (const measure of measuresOf(nation.latest.questionnaire)) {
      if (measure.level === "ladder") continue;
      for (const { group, pool, row } of blocksOf(nation, measure, policy)) {
        for (const [position, band] of measure.bands.entries()) {
          yield {
            ...whereAndWhenOfNation(nation),
            domain: measure.domain,
            measure_level: measure.level,
            measure: measure.id,
            ...groupColumns(group),
            band,
            ...shareColumnsOf(pool, position, row === "hidden" ? undefined : row[position], policy),
          };
        }
      }
    }
  }
}

/** One row a wave, instrument, ladder and group, in the same order. */
export function* nationalAverageRows(
  releases: Releases,
  policy: DisclosurePolicy,
  membership: NationalMembership,
): Generator<RowOf<typeof nationalAverages>> {
  for (const nation of nationsOf(releases, membership)) {
    const { questionnaire } = nation.latest;
    for (const measure of measuresOf(questionnaire)) {
      if (measure.level !== "ladder") continue;
      const item = measureOf(questionnaire, { level: "item", id: measure.id });
      for (const block of blocksOf(nation, item, policy)) {
        yield {
          ...whereAndWhenOfNation(nation),
          domain: measure.domain,
          measure: measure.id,
          ...groupColumns(block.group),
          ...averageColumnsOf(averageIn(block, measure, policy)),
        };
      }
    }
  }
}

function* nationsOf({ all }: Releases, membership: NationalMembership): Generator<Nation> {
  const together = Map.groupBy(all, ({ campaign: { wave, questionnaire, synthetic } }) =>
    JSON.stringify([wave, questionnaire, synthetic]),
  );
  for (const members of [...together.values()].toSorted(byWaveAndInstrument)) {
    const [first, ...rest] = members;
    if (first === undefined) continue;
    const { wave, questionnaire, synthetic } = first.campaign;
    const latest = rest.reduce((one, other) => (other.campaign.version > one.campaign.version ? other : one), first);
    const survey = { wave, questionnaire, synthetic };
    const { final, members: frozen } = membership(survey);
    const poolOf = (those: readonly ReleasedCampaign[]) =>
      new Pool(those.map((released) => ({ released, fromEarlierWave: false })));
    yield {
      ...survey,
      latest,
      pool: poolOf(members),
      whole: final
        ? poolOf(members.filter(({ campaign: { authority } }) => frozen?.has(authority.code) ?? true))
        : undefined,
    };
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
  readonly group: Group;
  /** Of those that are in the figure. */
  readonly members: Pool;
  readonly pool: PooledBlock;
  readonly isPublishedByAny: boolean;
  readonly row: ProtectedRow;
}

/**
 * All groups of a measure, protected as one table. Groups of which authorities publish figures of their own are pooled as
 * for a comparison; all others are summed as they are, once everybody has finished, and from then on over the same
 * authorities: last night's figures less tonight's would be one authority's. The largest category of a breakdown of such
 * groups takes up what everybody's count was rounded by: else they would sum to what is behind it.
 */
function blocksOf({ latest, pool, whole }: Nation, measure: Measure, policy: DisclosurePolicy): NationalBlock[] {
  const block = (group: Group) => {
    const everybody = pool.all(measure, group, policy);
    const members = everybody.isPublishedByAny ? pool : whole;
    const pooled = members === undefined ? undefined : members.all(measure, group, policy);
    return {
      group,
      members: members ?? NOBODY,
      pool: pooled ?? everybody,
      isPublishedByAny: everybody.isPublishedByAny,
      isHidden: pooled === undefined || isNarrowPool(pooled, policy),
    };
  };
  const total = block(EVERYBODY);
  const groups = breakdowns.map((breakdown) => {
    const categories = Object.keys(latest.tally.by[breakdown]).map((category) => block({ breakdown, category }));
    if (categories.some(({ isPublishedByAny }) => isPublishedByAny)) {
      return categories.map((each) => ({ ...each, isHidden: each.isHidden || boundsAuthorities(each, policy) }));
    }
    return whole === undefined ? categories : summingTo(whole.all(measure, EVERYBODY, policy), categories, policy);
  });
  // What is hidden beside rounded sums does not follow from them: it need not be hidden together with others.
  const inTable = groups.map((categories) =>
    categories.some(({ isPublishedByAny }) => isPublishedByAny)
      ? categories.filter(({ isHidden }) => !isHidden)
      : categories,
  );
  const table = protectTable(
    {
      total: total.pool.counts,
      isHidden: total.isHidden,
      breakdowns: inTable.map((categories) =>
        categories.map(({ pool: { counts, base }, isHidden }) => ({ counts, cost: base, hidden: isHidden })),
      ),
    },
    policy,
  );
  return [
    { ...total, row: table.total },
    ...groups.flatMap((categories, breakdown) =>
      categories.map((each) => {
        const place = inTable[breakdown]?.indexOf(each) ?? -1;
        return { ...each, row: table.breakdowns[breakdown]?.[place] ?? ("hidden" as const) };
      }),
    ),
  ];
}

/**
 * An exact sum over groups that every authority withholds bounds what each of them withholds, and with it the groups that
 * are withheld for their sake: only a large one leaves them all in doubt.
 */
function boundsAuthorities(
  { isPublishedByAny, pool }: Pick<NationalBlock, "isPublishedByAny" | "pool">,
  policy: DisclosurePolicy,
) {
  return !isPublishedByAny && pool.counts.some((count) => count < policy.protectedWidth);
}

const NOBODY = new Pool([]);

function summingTo<Summed extends Pick<NationalBlock, "pool"> & { readonly isHidden: boolean }>(
  total: PooledBlock,
  categories: readonly Summed[],
  policy: DisclosurePolicy,
): readonly Summed[] {
  const [first, ...rest] = categories;
  if (first === undefined) return categories;
  const largest = rest.reduce((one, other) => (other.pool.base > one.pool.base ? other : one), first);
  const counts = largest.pool.counts.map((count, band) => {
    const together = categories.reduce((sum, { pool }) => sum + (pool.counts[band] ?? 0), 0);
    return Math.max(0, count + (total.counts[band] ?? 0) - together);
  });
  const base = counts.reduce((sum, count) => sum + count, 0);
  const takesUp = { ...largest.pool, counts, base, step: total.step };
  return categories.map((each) =>
    each === largest ? { ...each, pool: takesUp, isHidden: isNarrowPool(takesUp, policy) } : each,
  );
}

/**
 * Over the members that publish the average themselves; in groups of which no authority publishes any, over those that
 * publish everybody's.
 */
function averageIn(
  { members, group, row, isPublishedByAny }: NationalBlock,
  ladder: Measure,
  policy: DisclosurePolicy,
): PublishablePooledAverage {
  const isShown = isPublishedByAny || (row !== "hidden" && row.every(({ status }) => status === "exact"));
  if (!isShown) return { status: "confidential" };
  const publishedIn = isPublishedByAny ? group : EVERYBODY;
  return publishablePooledAverage(members.averageAmong(ladder, group, policy, { publishedIn }), policy);
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

function shareColumnsOf(pool: PooledBlock, position: number, shown: ShownAs | undefined, policy: DisclosurePolicy) {
  const figure = publishablePoolWithIntervals(pool, position, shown, policy);
  const { authorities, base, percent, atLeast, atMost } = poolColumns(figure);
  return {
    authority_count: authorities,
    answer_count: base,
    band_percent: percent,
    band_percent_at_least: atLeast,
    band_percent_at_most: atMost,
    ...intervalColumns(figure),
    ...wideIntervalColumns(figure),
  };
}

function averageColumnsOf(average: PublishablePooledAverage) {
  return {
    authority_count: average.status === "exact" ? average.authorities : symbols.confidential,
    ...averageColumns(average),
  };
}
