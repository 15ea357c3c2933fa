/** Who stands for all the other authorities, and what they answer together. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Group, PooledShare } from "#shared/release/cell.ts";
import { WAVES_TO_STAND_IN_FROM } from "#shared/release/comparison.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Contribution, roundedPool } from "./disclosure/rounded-pool.ts";
import { EVERYBODY, nameOfGroup } from "./groups.ts";
import { type Measure, sameMeasureIn } from "./measures.ts";
import { protectionOf } from "./protected-campaign.ts";
import { blockOf, type ReleasedCampaign } from "./released-campaign.ts";

/** A block over several authorities. */
export interface PooledBlock {
  /** By band, as they may be published: what is not exact in the own figures is rounded in them. */
  readonly counts: readonly number[];
  /** The sum of these. */
  readonly base: number;
  /** The largest step to which a band was rounded; 0 where all of it is exact. */
  readonly step: number;
  /** Authorities in the pool, with or without an answer here. */
  readonly released: number;
  /** Those of them that stand in with an earlier wave. */
  readonly fromEarlierWaves: number;
  /** Those with at least one valid answer. */
  readonly authorities: number;
  /** Valid answers, exact. */
  readonly answers: number;
  /** Valid answers of the authority that gave most. */
  readonly largestBase: number;
}

export function pooledShareOf({ counts, ...pool }: PooledBlock, position: number): PooledShare {
  const count = counts[position] ?? 0;
  return { ...pool, lowest: count, highest: count, isHidden: false };
}

interface Sums extends PooledBlock {
  /** The two largest bases, so that leaving one authority out still tells the largest of the others. */
  readonly largest: readonly [number, number];
  /** Whether any authority publishes this block of its own. */
  readonly isPublishedByAny: boolean;
}

/** One authority's campaign in a pool. */
export interface Member {
  readonly released: ReleasedCampaign;
  readonly fromEarlierWave: boolean;
}

/**
 * Over the members that publish the measure for everybody: of the others nothing is published at all.
 * A group of which no authority publishes figures is summed exactly: there is nothing to be had by taking others away.
 */
function sumOver(members: readonly Member[], measure: Measure, group: Group, policy: DisclosurePolicy): Sums {
  const contributions: Contribution[][] = measure.bands.map(() => []);
  const sums = { answers: 0, released: 0, fromEarlierWaves: 0, authorities: 0 };
  let largest: readonly [number, number] = [0, 0];
  let isPublishedByAny = false;
  for (const { released, fromEarlierWave } of members) {
    const same = sameMeasureIn(released.questionnaire, measure);
    if (same === undefined) continue;
    const protection = protectionOf(released, policy);
    if (protection.row(same, EVERYBODY) === "hidden") continue;
    const { base } = blockOf(released, same, group);
    isPublishedByAny ||= group.breakdown === "total" || protection.showsAny(same, group);
    for (const [position, ofBand] of contributions.entries()) ofBand.push(protection.share(same, group, position));
    sums.answers += base;
    sums.released += 1;
    sums.fromEarlierWaves += fromEarlierWave ? 1 : 0;
    sums.authorities += base > 0 ? 1 : 0;
    const [first, second] = largest;
    largest = base > first ? [base, first] : [first, Math.max(second, base)];
  }
  const bands = contributions.map((ofBand) =>
    isPublishedByAny
      ? roundedPool(ofBand, policy)
      : { count: ofBand.reduce((sum, { count }) => sum + count, 0), step: 0 },
  );
  return {
    counts: bands.map(({ count }) => count),
    base: bands.reduce((sum, { count }) => sum + count, 0),
    step: Math.max(0, ...bands.map(({ step }) => step)),
    ...sums,
    largestBase: largest[0],
    largest,
    isPublishedByAny,
  };
}

/** All members of one pool; sums are worked out once for each block. */
export class Pool {
  readonly members: readonly Member[];
  /** A measure is the same object for all campaigns that ask with the same questionnaire. */
  readonly #sums = new Map<DisclosurePolicy, Map<Measure, Map<string, Sums>>>();

  constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** Everybody, the authority of a comparison included. */
  all(measure: Measure, group: Group, policy: DisclosurePolicy): PooledBlock & Pick<Sums, "isPublishedByAny"> {
    return this.#sumsOf(measure, group, policy);
  }

  /**
   * Leave-one-out: the pool of everybody less what is published of an authority of the wave itself. Where its share is a
   * range the others' is one, and where it is hidden so are the others: their sum would be the way to it.
   */
  othersOf(
    own: ReleasedCampaign,
    measure: Measure,
    group: Group,
    position: number,
    policy: DisclosurePolicy,
  ): PooledShare {
    const { counts, largest, ...sums } = this.#sumsOf(measure, group, policy);
    const protection = protectionOf(own, policy);
    const isMember = protection.row(measure, EVERYBODY) !== "hidden";
    const { count, base: ownBase, shown } = protection.share(measure, group, position);
    const [first, second] = largest;
    const without = {
      released: sums.released - (isMember ? 1 : 0),
      fromEarlierWaves: sums.fromEarlierWaves,
      authorities: sums.authorities - (isMember && ownBase > 0 ? 1 : 0),
      answers: sums.answers - (isMember ? ownBase : 0),
      largestBase: isMember && ownBase === first ? second : first,
      step: sums.step,
    };
    if (shown.status === "hidden") return { ...without, base: 0, lowest: 0, highest: 0, isHidden: true };
    const { lowest, highest } = shown.status === "exact" ? { lowest: count, highest: count } : shown;
    const base = Math.max(0, sums.base - ownBase);
    const rest = (own: number) => Math.min(base, Math.max(0, (counts[position] ?? 0) - own));
    return { ...without, base, lowest: rest(highest), highest: rest(lowest), isHidden: false };
  }

  /**
   * The answers on a ladder of those members that publish its average themselves: nothing of the others is in it.
   * @param publishedIn the group of which they publish it, unless it is the group itself
   */
  averageAmong(
    ladder: Measure,
    group: Group,
    policy: DisclosurePolicy,
    { except, publishedIn = group }: { readonly except?: ReleasedCampaign; readonly publishedIn?: Group } = {},
  ): PooledBlock {
    const counts = new Array<number>(ladder.bands.length).fill(0);
    const sums = { released: 0, fromEarlierWaves: 0, authorities: 0, answers: 0, largestBase: 0 };
    for (const { released, fromEarlierWave } of this.members) {
      const same = sameMeasureIn(released.questionnaire, ladder);
      if (released === except || same === undefined || !protectionOf(released, policy).showsAverage(same, publishedIn))
        continue;
      const block = blockOf(released, same, group);
      for (const [step, count] of block.counts.entries()) counts[step] = (counts[step] ?? 0) + count;
      sums.released += 1;
      sums.fromEarlierWaves += fromEarlierWave ? 1 : 0;
      sums.authorities += block.base > 0 ? 1 : 0;
      sums.answers += block.base;
      sums.largestBase = Math.max(sums.largestBase, block.base);
    }
    return { counts, base: sums.answers, step: 0, ...sums };
  }

  #sumsOf(measure: Measure, group: Group, policy: DisclosurePolicy): Sums {
    const ofPolicy = this.#sums.get(policy) ?? new Map<Measure, Map<string, Sums>>();
    this.#sums.set(policy, ofPolicy);
    const ofMeasure = ofPolicy.get(measure) ?? new Map<string, Sums>();
    ofPolicy.set(measure, ofMeasure);
    const key = nameOfGroup(group);
    const sums = ofMeasure.get(key) ?? sumOver(this.members, measure, group, policy);
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
