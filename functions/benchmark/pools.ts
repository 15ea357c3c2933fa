/** Who stands for all the other authorities, and what they answer together. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Group, PooledShare, Share } from "#shared/release/cell.ts";
import { WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { GroupCounts, Tally } from "#shared/survey/tally.ts";
import { nameOfGroup } from "./groups.ts";
import { type Measure, sameMeasureIn } from "./measures.ts";

/** A closed campaign with its counts: what a release is made from. */
export interface ReleasedCampaign {
  readonly campaign: PlannedCampaign;
  readonly questionnaire: Questionnaire;
  readonly tally: Tally;
}

/** The counts of a measure in a group, exact: its bands stand or fall together. */
export interface Block {
  readonly counts: readonly number[];
  readonly base: number;
}

/** The sum of the same block over several authorities. */
export interface PooledBlock extends Block {
  /** Authorities in the pool, with or without an answer here. */
  readonly released: number;
  /** Those of them that stand in with an earlier wave. */
  readonly fromEarlierWaves: number;
  /** Those with at least one valid answer. */
  readonly authorities: number;
  /** Valid answers of the authority that gave most. */
  readonly largestBase: number;
}

export function shareOf({ counts, base }: Block, position: number): Share {
  return { count: counts[position] ?? 0, base };
}

export function pooledShareOf(pool: PooledBlock, position: number): PooledShare {
  const { released, authorities, fromEarlierWaves, largestBase } = pool;
  return { ...shareOf(pool, position), released, authorities, fromEarlierWaves, largestBase };
}

function countsOfGroup({ total, by }: Tally, group: Group): GroupCounts | undefined {
  return group.breakdown === "total" ? total : by[group.breakdown][group.category];
}

const NOBODY: Block = { counts: [], base: 0 };

/** Nobody where the questionnaire has no such category. */
export function blockOf({ tally }: ReleasedCampaign, measure: Measure, group: Group): Block {
  const counted = countsOfGroup(tally, group);
  if (counted === undefined) return NOBODY;
  const counts = measure.countsIn(counted);
  return { counts, base: counts.reduce((sum, count) => sum + count, 0) };
}

/** The same block in a campaign that may have asked with another version; undefined where it was not asked or not measured alike. */
export function sameBlockIn(released: ReleasedCampaign, measure: Measure, group: Group): Block | undefined {
  const same = sameMeasureIn(released.questionnaire, measure);
  return same && blockOf(released, same, group);
}

interface Sums extends Block {
  readonly released: number;
  readonly fromEarlierWaves: number;
  readonly authorities: number;
  /** The two largest bases, so that leaving one authority out still tells the largest of the others. */
  readonly largest: readonly [number, number];
}

/** One authority's campaign in a pool. */
interface Member {
  readonly released: ReleasedCampaign;
  readonly fromEarlierWave: boolean;
}

function sumOver(members: readonly Member[], measure: Measure, group: Group): Sums {
  const counts = new Array<number>(measure.bands.length).fill(0);
  const sums = { base: 0, released: 0, fromEarlierWaves: 0, authorities: 0 };
  let largest: readonly [number, number] = [0, 0];
  for (const { released, fromEarlierWave } of members) {
    const block = sameBlockIn(released, measure, group);
    if (block === undefined) continue;
    for (const [position, count] of block.counts.entries()) counts[position] = (counts[position] ?? 0) + count;
    sums.base += block.base;
    sums.released += 1;
    sums.fromEarlierWaves += fromEarlierWave ? 1 : 0;
    sums.authorities += block.base > 0 ? 1 : 0;
    const [first, second] = largest;
    largest = block.base > first ? [block.base, first] : [first, Math.max(second, block.base)];
  }
  return { counts, ...sums, largest };
}

/** All members of one pool; sums are worked out once for each block. */
export class Pool {
  readonly members: readonly Member[];
  /** A measure is the same object for all campaigns that ask with the same questionnaire. */
  readonly #sums = new Map<Measure, Map<string, Sums>>();

  constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** Everybody, the authority of a comparison included. */
  all(measure: Measure, group: Group): PooledBlock {
    const { largest, ...sums } = this.#sumsOf(measure, group);
    return { ...sums, largestBase: largest[0] };
  }

  /** Leave-one-out: all but an authority whose own block, one of the wave itself, is given. */
  without(own: Block, measure: Measure, group: Group): PooledBlock {
    const { counts, base, released, fromEarlierWaves, authorities, largest } = this.#sumsOf(measure, group);
    const [first, second] = largest;
    return {
      counts: counts.map((count, position) => count - (own.counts[position] ?? 0)),
      base: base - own.base,
      released: released - 1,
      fromEarlierWaves,
      authorities: authorities - (own.base > 0 ? 1 : 0),
      largestBase: own.base === first ? second : first,
    };
  }

  #sumsOf(measure: Measure, group: Group): Sums {
    const ofMeasure = this.#sums.get(measure) ?? new Map<string, Sums>();
    this.#sums.set(measure, ofMeasure);
    const key = nameOfGroup(group);
    const sums = ofMeasure.get(key) ?? sumOver(this.members, measure, group);
    ofMeasure.set(key, sums);
    return sums;
  }
}

/** Invented answers and real ones are never compared with each other, nor are two instruments. */
const kindOf = ({ questionnaire, synthetic }: PlannedCampaign) => `${questionnaire}/${synthetic}`;

/** By wave, latest first; waves are ordered as text. */
function wavesOf(released: readonly ReleasedCampaign[]): string[] {
  return [...new Set(released.map(({ campaign }) => campaign.wave))].toSorted().toReversed();
}

/** The released campaigns, arranged for comparison. */
export class Releases {
  readonly all: readonly ReleasedCampaign[];
  readonly #ofKind: ReadonlyMap<string, readonly ReleasedCampaign[]>;
  readonly #pools = new Map<string, Pool>();

  constructor(released: readonly ReleasedCampaign[]) {
    this.all = released;
    this.#ofKind = Map.groupBy(released, ({ campaign }) => kindOf(campaign));
  }

  /**
   * Every authority once: with its campaign of the same wave, or else with its latest of the waves before it, of which the
   * last two count. Same instrument, invented or not alike.
   */
  poolOf({ campaign }: ReleasedCampaign): Pool {
    const key = `${kindOf(campaign)}/${campaign.wave}`;
    const pool = this.#pools.get(key) ?? new Pool(this.#membersFor(campaign));
    this.#pools.set(key, pool);
    return pool;
  }

  #membersFor(campaign: PlannedCampaign): Member[] {
    const ofKind = this.#ofKind.get(kindOf(campaign)) ?? [];
    const byWave = Map.groupBy(ofKind, ({ campaign: { wave } }) => wave);
    const waves = wavesOf(ofKind)
      .filter((wave) => wave <= campaign.wave)
      .slice(0, WAVES_TO_STAND_IN_FROM);
    const members = new Map<string, Member>();
    for (const wave of waves) {
      for (const released of byWave.get(wave) ?? []) {
        const { code } = released.campaign.authority;
        if (!members.has(code)) members.set(code, { released, fromEarlierWave: wave !== campaign.wave });
      }
    }
    return [...members.values()];
  }

  /** The authority's earlier campaigns with the same instrument, the latest first. */
  earlierOf({ campaign }: ReleasedCampaign): ReleasedCampaign[] {
    return (this.#ofKind.get(kindOf(campaign)) ?? [])
      .filter(
        (other) => other.campaign.authority.code === campaign.authority.code && other.campaign.wave < campaign.wave,
      )
      .toSorted((one, other) => (one.campaign.wave < other.campaign.wave ? 1 : -1));
  }

  /** Every wave in which anybody's campaign with this instrument is released, up to that of the campaign, the latest first. */
  wavesUpTo({ campaign }: ReleasedCampaign): string[] {
    return wavesOf(this.#ofKind.get(kindOf(campaign)) ?? []).filter((wave) => wave <= campaign.wave);
  }
}
