/** Who stands for all the other authorities, and what they answer together. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import { type AuthorityGroup, nameOfGroup } from "#shared/survey/breakdowns.ts";
import { blockOf, type ReleasedCampaign } from "./counted.ts";
import { type Block, sumOfBlocks, without } from "./fit.ts";
import { type Measure, sameMeasureIn } from "./measures.ts";

/** A block over several authorities: sums of fitted counts, and of the noise in them. */
export interface PooledBlock extends Block {
  readonly authorities: number;
  /** Those of them that stand in with an earlier wave. */
  readonly fromEarlierWaves: number;
}

/** One authority's campaign in a pool. */
export interface Member {
  readonly released: ReleasedCampaign;
  readonly fromEarlierWave: boolean;
}

/** All members of one pool; sums are worked out once for each block. */
export class Pool {
  readonly members: readonly Member[];
  /** A measure is the same object for all campaigns that ask with the same questionnaire. */
  readonly #sums = new Map<Measure, Map<string, PooledBlock | undefined>>();

  constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** Everybody who measures it alike, the authority of a comparison included; undefined where nobody does. */
  all(measure: Measure, group: AuthorityGroup): PooledBlock | undefined {
    const ofMeasure = this.#sums.get(measure) ?? new Map<string, PooledBlock | undefined>();
    this.#sums.set(measure, ofMeasure);
    const name = nameOfGroup(group);
    if (!ofMeasure.has(name)) ofMeasure.set(name, sumOver(this.members, measure, group));
    return ofMeasure.get(name);
  }

  /** Leave-one-out: everybody but an authority of the wave itself, which is a member. */
  othersOf(own: ReleasedCampaign, measure: Measure, group: AuthorityGroup): PooledBlock | undefined {
    const all = this.all(measure, group);
    if (all === undefined || all.authorities < 2) return undefined;
    return { ...all, ...without(all, blockOf(own, measure, group)), authorities: all.authorities - 1 };
  }
}

function sumOver(members: readonly Member[], measure: Measure, group: AuthorityGroup): PooledBlock | undefined {
  return members.reduce<PooledBlock | undefined>((sum, { released, fromEarlierWave }) => {
    const same = sameMeasureIn(released.questionnaire, measure);
    if (same === undefined) return sum;
    const block = blockOf(released, same, group);
    return {
      ...(sum === undefined ? block : sumOfBlocks(sum, block)),
      authorities: (sum?.authorities ?? 0) + 1,
      fromEarlierWaves: (sum?.fromEarlierWaves ?? 0) + (fromEarlierWave ? 1 : 0),
    };
  }, undefined);
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
