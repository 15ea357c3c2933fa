/** What the campaigns of a pool say together, as far as it follows from what each of them publishes. */
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { CellState } from "./cell-states.ts";
import { countsIn } from "./demand.ts";
import { type CountedCampaign, type Evidence, publishes, statesOf } from "./evidence.ts";
import { shareOf } from "./exact-counts.ts";
import { type Block, everybody, type Layout } from "./layout.ts";

/** How broad a pool is, by the true counts. */
export interface Breadth {
  /** Authorities in the pool, with or without an answer here. */
  readonly released: number;
  /** Of these, authorities that stand in with an earlier wave. */
  readonly fromEarlierWaves: number;
  /** With at least one valid answer. */
  readonly authorities: number;
  readonly base: number;
  readonly largestBase: number;
}

export interface PooledBlock extends Breadth {
  /** Of those that are left when the largest is. */
  readonly secondLargestBase: number;
  /** By band: what is exact in the files, and what is open rounded. */
  readonly counts: readonly number[];
  /** The sum of these. */
  readonly shownBase: number;
  /** The widest step to which anything open was rounded; 0 where nothing is. */
  readonly step: number;
}

type PoolEvidence = Pick<Evidence, "released" | "states" | "policy">;

/** A campaign's block of the same measure and group; undefined where it has no such group. */
export interface Member {
  readonly known: CountedCampaign;
  readonly block: Block | undefined;
}

/** Worked out once for each block: a pool is the same list of campaigns whenever it is asked for. */
const knownPools = new WeakMap<readonly CountedCampaign[], Map<Block, PooledBlock>>();

/** @param wave of the comparison; members of another one stand in */
export function pooledBlock(
  campaigns: readonly CountedCampaign[],
  wave: string,
  layout: Layout,
  block: Block,
  evidence: PoolEvidence,
): PooledBlock {
  const ofPool = knownPools.get(campaigns) ?? new Map<Block, PooledBlock>();
  knownPools.set(campaigns, ofPool);
  const pooled = ofPool.get(block) ?? poolOf(membersOf(campaigns, layout, block, evidence), wave, block, evidence);
  ofPool.set(block, pooled);
  return pooled;
}

/** Everybody's pool, and how broad it is without the campaign itself. */
export function othersBlock(known: CountedCampaign, block: Block, evidence: PoolEvidence): PooledBlock {
  const { campaign, exact } = known;
  const pool = pooledBlock(evidence.released.poolOf(campaign), campaign.wave, exact.layout, block, evidence);
  const total = exact.layout.blockOf(block.measure, everybody);
  if (!publishes(known, total, evidence)) return pool;
  const { base } = shareOf(exact, block, 0);
  return {
    ...pool,
    released: pool.released - 1,
    authorities: pool.authorities - (base > 0 ? 1 : 0),
    base: pool.base - base,
    largestBase: base === pool.largestBase ? pool.secondLargestBase : pool.largestBase,
  };
}

/** Those of the campaigns that publish the measure of everybody. */
export function membersOf(
  campaigns: readonly CountedCampaign[],
  layout: Layout,
  block: Block,
  evidence: PoolEvidence,
): Member[] {
  const { released } = evidence;
  const total = layout.blockOf(block.measure, everybody);
  return campaigns.flatMap((known) => {
    const theirTotal = released.correspondingBlock(layout, total, known);
    const theirs = released.correspondingBlock(layout, block, known);
    if (theirs === undefined || typeof theirTotal !== "object") return [];
    if (!publishes(known, theirTotal, evidence)) return [];
    return [{ known, block: theirs === "nobody" ? undefined : theirs }];
  });
}

const baseOf = ({ known, block }: Member) => (block === undefined ? 0 : shareOf(known.exact, block, 0).base);

function breadthOf(members: readonly Member[], wave: string) {
  const bases = members.map(baseOf).toSorted((one, other) => other - one);
  return {
    released: members.length,
    fromEarlierWaves: members.filter(({ known }) => known.campaign.wave !== wave).length,
    authorities: bases.filter((base) => base > 0).length,
    base: bases.reduce((sum, base) => sum + base, 0),
    largestBase: bases[0] ?? 0,
    secondLargestBase: bases[1] ?? 0,
  };
}

/** The true sums, for groups of which nobody publishes a figure. */
export function exactSums(members: readonly Member[], wave: string, { measure }: Block): PooledBlock {
  const counts = measure.bands.map((_, band) =>
    members.reduce(
      (sum, { known, block }) => sum + (block === undefined ? 0 : shareOf(known.exact, block, band).count),
      0,
    ),
  );
  const breadth = breadthOf(members, wave);
  return { ...breadth, counts, shownBase: breadth.base, step: 0 };
}

function poolOf(members: readonly Member[], wave: string, { measure }: Block, evidence: PoolEvidence): PooledBlock {
  const bands = measure.bands.map((_, band) =>
    roundedSum(
      members.flatMap(({ known, block }) =>
        block === undefined
          ? []
          : [{ ...shareOf(known.exact, block, band), state: statesOf(known, evidence).of(block, band) }],
      ),
      evidence.policy,
    ),
  );
  return {
    ...breadthOf(members, wave),
    counts: bands.map(({ count }) => count),
    shownBase: bands.reduce((sum, { count }) => sum + count, 0),
    step: Math.max(0, ...bands.map(({ step }) => step)),
  };
}

interface Contribution {
  readonly count: number;
  readonly base: number;
  readonly state: CellState;
}

/**
 * What is exact is added up. What is open is added up and moved to a multiple of a step that no contributor's other
 * possibilities reach across, so that nobody learns the sum nearer than these.
 */
export function roundedSum(
  contributions: readonly Contribution[],
  { pool: { baseRoundedTo }, protectedWidth }: DisclosurePolicy,
): { readonly count: number; readonly step: number } {
  let known = 0;
  let open = 0;
  let above = 0;
  let below = 0;
  let isOpen = false;
  for (const { count, base, state } of contributions) {
    if (state.status === "exact") {
      known += count;
      continue;
    }
    isOpen = true;
    open += count;
    const { up, down } = doubtOf(state, base, protectedWidth);
    above = Math.max(above, up);
    below = Math.max(below, down);
  }
  if (!isOpen) return { count: known, step: 0 };
  const step = baseRoundedTo * Math.ceil((above + below + 1) / baseRoundedTo);
  const over = open % step;
  return { count: known + open - over + (over <= step - 1 - above ? 0 : step), step };
}

function doubtOf(state: Exclude<CellState, { status: "exact" }>, base: number, protectedWidth: number) {
  if (state.status === "hidden") return { up: protectedWidth - 1, down: protectedWidth };
  const { lowest, highest } = countsIn(state, base);
  return { up: highest - lowest, down: highest - lowest };
}
