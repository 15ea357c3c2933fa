/** What may be said of a measure in a group of all authorities together. */
import { mayBeShown, type PooledAverage, pooledAverage } from "./averages.ts";
import { CellStates } from "./cell-states.ts";
import { isSmallCount, rangeFault } from "./demand.ts";
import { type Evidence, statesOf } from "./evidence.ts";
import { type Block, breakdownsIn, everybody, type Measure } from "./layout.ts";
import type { Nation } from "./nations.ts";
import { exactSums, type Member, membersOf, type PooledBlock, pooledBlock } from "./pooled.ts";
import { codedSide, poolSide, type Side } from "./side.ts";

export interface NationalBlock {
  /** By some authority, of itself. */
  readonly isPublished: boolean;
  readonly pool: PooledBlock;
  /** Nothing of it may be shown, whatever the other groups are. */
  readonly mustBeHidden: boolean;
}

/** Worked out once for each measure. */
const knownBlocks = new WeakMap<Nation, Map<Measure, ReadonlyMap<Block, NationalBlock>>>();

export function nationalBlock(nation: Nation, block: Block, evidence: Evidence): NationalBlock {
  const { measure } = block;
  const ofNation = knownBlocks.get(nation) ?? new Map<Measure, ReadonlyMap<Block, NationalBlock>>();
  knownBlocks.set(nation, ofNation);
  const ofMeasure = ofNation.get(measure) ?? blocksOf(nation, measure, evidence);
  ofNation.set(measure, ofMeasure);
  const found = ofMeasure.get(block);
  if (found === undefined) throw new RangeError("no such group in this nation");
  return found;
}

function blocksOf(nation: Nation, measure: Measure, evidence: Evidence): ReadonlyMap<Block, NationalBlock> {
  const { wave, layout, whole } = nation;
  const total = layout.blockOf(measure, everybody);
  const summed = breakdownsIn(layout, () => true).flatMap((groups) => {
    const categories = groups.map((group) => summedBlock(nation, layout.blockOf(measure, group), evidence));
    if (categories.some(({ isPublished }) => isPublished))
      return categories.map((each) => ({ ...each, isBeside: true }));
    return whole === undefined ? categories : summingTo(pooledBlock(whole, wave, layout, total, evidence), categories);
  });
  return new Map(
    [summedBlock(nation, total, evidence), ...summed].map(({ block, isPublished, isBeside, pool }) => {
      const isWaiting = !isPublished && whole === undefined;
      // What all authorities withhold of a group is bounded by its exact sum, and with it what they withhold beside it.
      const isTight = isBeside && !isPublished && pool.counts.some((count) => count < evidence.policy.protectedWidth);
      const { status } = poolSide(pool, 0, evidence.policy);
      const mustBeHidden = isWaiting || isTight || status === "withheld" || status === "none";
      return [block, { isPublished, pool, mustBeHidden }];
    }),
  );
}

interface Summed {
  readonly block: Block;
  /** By some authority, of itself. */
  readonly isPublished: boolean;
  /** Other groups of its breakdown are published by some authority. */
  readonly isBeside?: boolean;
  readonly pool: PooledBlock;
}

/**
 * Of a group of which some authority publishes figures, what all of them publish together. Of any other the true sums,
 * shown only once nobody else will answer: there are then no earlier ones to take away from them.
 */
function summedBlock({ wave, campaigns, layout, whole }: Nation, block: Block, evidence: Evidence): Summed {
  const members = membersOf(campaigns, layout, block, evidence);
  // Members are those that publish the measure of everybody.
  const isPublished = block.group === everybody || isPublishedByAny(members, evidence);
  const pool = isPublished
    ? pooledBlock(campaigns, wave, layout, block, evidence)
    : exactSums(membersOf(whole ?? campaigns, layout, block, evidence), wave, block);
  return { block, isPublished, pool };
}

/** The largest category takes up what the total was rounded by: true sums of all categories would be the true total. */
function summingTo(total: PooledBlock, categories: readonly Summed[]): readonly Summed[] {
  const [largest] = categories.toSorted((one, other) => other.pool.shownBase - one.pool.shownBase);
  return categories.map((category) => {
    if (category !== largest) return category;
    const counts = category.pool.counts.map((count, band) => {
      const inAll = categories.reduce((sum, { pool }) => sum + (pool.counts[band] ?? 0), 0);
      return Math.max(0, count + (total.counts[band] ?? 0) - inAll);
    });
    const shownBase = counts.reduce((sum, count) => sum + count, 0);
    return { ...category, pool: { ...category.pool, counts, shownBase, step: total.step } };
  });
}

function isPublishedByAny(members: readonly Member[], evidence: Evidence): boolean {
  return members.some(({ known, block }) => block !== undefined && statesOf(known, evidence).isPublished(block));
}

export function nationalStates({ name, layout }: Nation, { states }: Evidence): CellStates {
  return states.get(name) ?? new CellStates(layout);
}

/** As the national figures show it, if they may; otherwise as they must. */
export function nationalSide(nation: Nation, block: Block, band: number, evidence: Evidence): Side {
  const { policy } = evidence;
  const states = nationalStates(nation, evidence);
  const { pool, mustBeHidden } = nationalBlock(nation, block, evidence);
  if (pool.released === 0) return { status: "none" };
  const share = { count: pool.counts[band] ?? 0, base: pool.shownBase };
  const total = nationalBlock(nation, nation.layout.blockOf(block.measure, everybody), evidence);
  if (mustBeHidden || total.mustBeHidden || isSmallCount(share, policy)) return { status: "withheld" };
  // As one of several groups that hide each other: whether they do is judged of all of them.
  if (block.group !== everybody && !states.isPublished(block)) return { status: "withheld" };
  const state = states.of(block, band);
  if (state.status !== "range" || rangeFault(state, share, policy) !== undefined) return poolSide(pool, band, policy);
  return codedSide(state, share.base, policy.pool.baseRoundedTo, policy);
}

/**
 * The mean of a ladder, over those that publish it of the group, or in a group of which no authority publishes figures over
 * those that publish it of everybody.
 */
export function nationalAverage(nation: Nation, block: Block, evidence: Evidence): PooledAverage | undefined {
  const { wave, campaigns, layout, whole } = nation;
  const { measure, group } = block;
  if (measure.item === undefined) return undefined;
  const members = membersOf(campaigns, layout, layout.blockOf(measure.item, group), evidence);
  if (isPublishedByAny(members, evidence)) return pooledAverage(campaigns, wave, layout, block, evidence);
  if (whole === undefined || !mayBeShown(nationalStates(nation, evidence), layout, block)) return undefined;
  return pooledAverage(whole, wave, layout, block, evidence, everybody);
}
