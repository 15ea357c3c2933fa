/** The national figures: everybody, girls and boys as sums over the authorities, every other group from the nation's own count. */
import type { RowOf } from "#shared/release/dataset.ts";
import type { national, nationalAverages } from "#shared/release/datasets/national.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type AuthorityGroup, type Group, isCountedByAuthority, nationalGroupsOf } from "#shared/survey/breakdowns.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { shownMean } from "./comparison/averages.ts";
import { blockOf, type CountedNation, type ReleasedCampaign, respondentsOf } from "./counts/counted.ts";
import { bandsMeasure, ladderIn, type Nations } from "./counts/ladders.ts";
import { type Measure, measuresOf, sameMeasureIn } from "./counts/measures.ts";
import { Pool, type PooledBlock, type Releases } from "./counts/pools.ts";
import { type Shown, shownPool } from "./counts/shown.ts";
import { whereAndWhenOfNation } from "./place-and-time.ts";
import { averageColumns } from "./rows/average-columns.ts";
import { nationalGroupColumns } from "./rows/group-columns.ts";
import { intervalColumns, shareColumns, wideIntervalColumns } from "./rows/share-columns.ts";
import { type Missing, symbolFor } from "./rows/symbols.ts";

/** Everybody who was asked with one instrument in one wave; invented answers apart from real ones. */
interface Nation {
  readonly survey: Survey;
  /** The latest version in the wave: says what is told, and of which groups. */
  readonly questionnaire: Questionnaire;
  readonly pool: Pool;
  /** Undefined as long as the survey is not over. */
  readonly counted: CountedNation | undefined;
}

type ShownNation = Shown<PooledBlock> | { readonly status: "not-yet" };

/**
 * One row a wave, instrument, indicator or derived measure, group and band: waves and instruments in the order of their ids,
 * real answers before invented ones. The measures are those of the latest version in the wave; who asked with another and
 * did not measure alike is not in the pool.
 */
export function* nationalRows(
  releases: Releases,
  nations: Nations,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof national>> {
  for (const nation of nationsOf(releases, nations)) {
    const place = whereAndWhenOfNation(nation.survey);
    for (const measure of measuresOf(nation.questionnaire)) {
      for (const group of nationalGroupsOf(nation.questionnaire)) {
        const shown = shownIn(nation, measure, group, policy);
        for (const [position, band] of measure.bands.entries()) {
          yield {
            ...place,
            domain: measure.domain,
            measure_level: measure.level,
            measure: measure.id,
            ...nationalGroupColumns(group),
            band,
            authority_count: authoritiesIn(shown),
            ...shareColumns(orSymbol(shown), position, policy.shown.pooledBaseRoundedTo),
            ...intervalColumns(orSymbol(shown), position),
            ...wideIntervalColumns(orSymbol(shown), position),
          };
        }
      }
    }
  }
}

/** One row a wave, instrument, ladder and group, in the same order. */
export function* nationalAverageRows(
  releases: Releases,
  nations: Nations,
  policy: DisclosurePolicy,
): Generator<RowOf<typeof nationalAverages>> {
  for (const nation of nationsOf(releases, nations)) {
    const { questionnaire, counted } = nation;
    for (const ladder of laddersOf(questionnaire)) {
      const measure = bandsMeasure(questionnaire, ladder);
      for (const group of nationalGroupsOf(questionnaire)) {
        const shown = orSymbol(shownIn(nation, measure, group, policy));
        const mean = shownMean(shown, ladderIn(counted, ladder));
        yield {
          ...whereAndWhenOfNation(nation.survey),
          domain: ladder.domain,
          measure: ladder.id,
          ...nationalGroupColumns(group),
          authority_count: authoritiesIn(mean),
          ...averageColumns(mean, policy.shown.pooledBaseRoundedTo),
        };
      }
    }
  }
}

function* nationsOf({ all }: Releases, nations: Nations): Generator<Nation> {
  const together = Map.groupBy(all, ({ campaign: { wave, questionnaire, synthetic } }) =>
    JSON.stringify([wave, questionnaire, synthetic]),
  );
  for (const members of [...together.values()].toSorted(byWaveAndInstrument)) {
    const [first, ...rest] = members;
    if (first === undefined) continue;
    const { wave, questionnaire, synthetic } = first.campaign;
    const latest = rest.reduce((one, other) => (other.campaign.version > one.campaign.version ? other : one), first);
    yield {
      survey: { wave, questionnaire, synthetic },
      questionnaire: latest.questionnaire,
      pool: new Pool(members.map((released) => ({ released, fromEarlierWave: false }))),
      counted: nations.of(first.campaign),
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

function shownIn({ pool, counted }: Nation, measure: Measure, group: Group, policy: DisclosurePolicy): ShownNation {
  if (isCountedByAuthority(group)) return shownPool(pool.all(measure, group as AuthorityGroup), policy);
  if (counted === undefined) return { status: "not-yet" };
  // The nation may have been counted with an earlier version than the latest that is released now.
  const same = sameMeasureIn(counted.questionnaire, measure);
  if (same === undefined) return { status: "none" };
  if (respondentsOf(counted, group) < policy.shown.fewestFittedRespondents) return { status: "confidential" };
  const authorities = counted.counts.authorities.length;
  return shownPool({ ...blockOf(counted, same, group), authorities, fromEarlierWaves: 0 }, policy);
}

/** What waits for the nation's count has the symbol of what is not available. */
function orSymbol(shown: ShownNation): Shown<PooledBlock> {
  return shown.status === "not-yet" ? { status: "unanswered" } : shown;
}

function authoritiesIn(
  shown: { readonly status: "shown"; readonly block: PooledBlock } | { readonly status: Missing },
) {
  return shown.status === "shown" ? shown.block.authorities : symbolFor(shown.status);
}
