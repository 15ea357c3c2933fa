/** From the counts of the released campaigns to cells: each authority's shares beside the pool of all the others. */
import { type CampaignKey, keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Cell, Group, PooledShare, Share } from "#shared/release/cell.ts";
import { bandOfCode, bandsOf, itemsOf, type Questionnaire, type Scale } from "#shared/survey/questionnaire.ts";
import { breakdowns, type GroupCounts, type MeasureCounts, type Tally } from "#shared/survey/tally.ts";

/** A closed campaign with its counts: what a release is made from. */
export interface ReleasedCampaign {
  readonly campaign: PlannedCampaign;
  readonly questionnaire: Questionnaire;
  readonly tally: Tally;
}

/** One item or indicator as a figure sees it: bands, and how to count them. */
interface Measure {
  readonly level: "item" | "indicator";
  readonly id: string;
  readonly bands: readonly string[];
  /** Valid answers by position among `bands`. */
  readonly countByBand: (counts: GroupCounts) => readonly number[];
}

function countItem(scale: Scale, counted: MeasureCounts): number[] {
  const byBand = new Map(bandsOf(scale).map((band) => [band, 0]));
  for (const [code, count] of counted.counts.entries()) {
    const band = bandOfCode(scale, code);
    if (band !== null) byBand.set(band, (byBand.get(band) ?? 0) + count);
  }
  return [...byBand.values()];
}

/** A tally without a measure that its questionnaire has: it was counted by other code than this. Count again. */
export class MeasureMissing extends Error {
  override readonly name = "MeasureMissing";
  readonly measure: string;
  constructor(measure: string) {
    super(`a tally does not count ${measure}; run the night again, so that it is counted anew`);
    this.measure = measure;
  }
}

function countsOf(measures: Readonly<Record<string, MeasureCounts>>, id: string): MeasureCounts {
  const counted = measures[id];
  if (counted === undefined) throw new MeasureMissing(id);
  return counted;
}

function measuresOf(questionnaire: Questionnaire): Measure[] {
  const items = itemsOf(questionnaire);
  const bandsOfIndicators = new Map(items.map(({ indicator, scale }) => [indicator, bandsOf(scale)]));
  return [
    ...items.map(
      ({ id, scale }): Measure => ({
        level: "item",
        id,
        bands: bandsOf(scale),
        countByBand: (counts) => countItem(scale, countsOf(counts.items, id)),
      }),
    ),
    ...Array.from(
      bandsOfIndicators,
      ([id, bands]): Measure => ({
        level: "indicator",
        id,
        bands,
        countByBand: (counts) => countsOf(counts.indicators, id).counts,
      }),
    ),
  ];
}

function groupsOf(tally: Tally): { group: Group; counts: GroupCounts }[] {
  return [
    { group: { breakdown: "total" }, counts: tally.total },
    ...breakdowns.flatMap((breakdown) =>
      Object.entries(tally.by[breakdown]).map(([category, counts]) => ({ group: { breakdown, category }, counts })),
    ),
  ];
}

/** One block of figures, exact: a measure in a group of a campaign. Its bands stand or fall together. */
interface Block {
  readonly campaign: CampaignKey;
  readonly measure: Measure;
  readonly group: Group;
  readonly counts: readonly number[];
  readonly base: number;
}

function blocksOf({ campaign, questionnaire, tally }: ReleasedCampaign): Block[] {
  const groups = groupsOf(tally);
  return measuresOf(questionnaire).flatMap((measure) =>
    groups.map(({ group, counts: counted }) => {
      const counts = measure.countByBand(counted);
      const base = counts.reduce((sum, count) => sum + count, 0);
      return { campaign: keyOf(campaign), measure, group, counts, base };
    }),
  );
}

/** Blocks that may be pooled: the same figure of the same wave and questionnaire, asked in the same version. */
function poolKey({ campaign, questionnaire }: ReleasedCampaign, { measure, group }: Block): string {
  const category = group.breakdown === "total" ? "" : group.category;
  return [
    campaign.wave,
    questionnaire.id,
    questionnaire.version,
    measure.level,
    measure.id,
    group.breakdown,
    category,
  ].join("\n");
}

interface Pool {
  readonly counts: readonly number[];
  readonly base: number;
  readonly released: number;
  /** Authorities with at least one valid answer. */
  readonly authorities: number;
  /** The two largest bases, so that leaving one authority out still tells the largest of the others. */
  readonly largest: readonly [number, number];
}

function add(pool: Pool, { counts, base }: Block): Pool {
  const [first, second] = pool.largest;
  return {
    counts: counts.map((count, band) => count + (pool.counts[band] ?? 0)),
    base: pool.base + base,
    released: pool.released + 1,
    authorities: pool.authorities + (base > 0 ? 1 : 0),
    largest: base > first ? [base, first] : [first, Math.max(second, base)],
  };
}

const emptyPool: Pool = { counts: [], base: 0, released: 0, authorities: 0, largest: [0, 0] };

function withoutOne(pool: Pool, block: Block, band: number): PooledShare {
  const [first, second] = pool.largest;
  return {
    count: (pool.counts[band] ?? 0) - (block.counts[band] ?? 0),
    base: pool.base - block.base,
    released: pool.released - 1,
    authorities: pool.authorities - (block.base > 0 ? 1 : 0),
    largestBase: block.base === first ? second : first,
  };
}

function poolsOf(released: readonly ReleasedCampaign[]): ReadonlyMap<string, Pool> {
  const pools = new Map<string, Pool>();
  for (const each of released) {
    for (const block of blocksOf(each)) {
      const key = poolKey(each, block);
      pools.set(key, add(pools.get(key) ?? emptyPool, block));
    }
  }
  return pools;
}

function* cellsOf(each: ReleasedCampaign, pools: ReadonlyMap<string, Pool>): Generator<Cell> {
  for (const block of blocksOf(each)) {
    const pool = pools.get(poolKey(each, block)) ?? emptyPool;
    const { campaign, measure, group } = block;
    for (const [position, band] of measure.bands.entries()) {
      const own: Share = { count: block.counts[position] ?? 0, base: block.base };
      const key = { campaign, level: measure.level, measure: measure.id, group, band };
      yield { key, own, others: withoutOne(pool, block, position) };
    }
  }
}

/** Every campaign with its cells, in the order given; its cells in the questionnaire's order, measure by measure, group by group, band by band. */
export function* cellsByCampaign(
  released: readonly ReleasedCampaign[],
): Generator<ReleasedCampaign & { readonly cells: Iterable<Cell> }> {
  const pools = poolsOf(released);
  for (const each of released) yield { ...each, cells: cellsOf(each, pools) };
}
