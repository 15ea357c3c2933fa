/** The mean of a ladder in a campaign and in what it stands beside. */
import { NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Acceptable, tenth } from "./acceptable.ts";
import type { CellStates } from "./cell-states.ts";
import type { Outcome } from "./comparing.ts";
import { nearest } from "./demand.ts";
import { type CountedCampaign, type Evidence, statesOf } from "./evidence.ts";
import { countsOf } from "./exact-counts.ts";
import { type Block, type Group, isOfAuthority, type Layout } from "./layout.ts";
import { intervalOnLadder, type LadderSums, ladderSums } from "./recomputed/ladder-sums.ts";
import { welchFromSums } from "./recomputed/welch-from-sums.ts";
import { isNarrow } from "./side.ts";

export type OwnAverage = LadderSums;

const { confidential, notApplicable } = symbols;

/** A ladder's bands are those of its item: where the item shows no more than a range of one, the mean would narrow it. */
export function mayBeShown(states: CellStates, layout: Layout, { measure: { item }, group }: Block): boolean {
  return item !== undefined && states.isExact(layout.blockOf(item, group));
}

/** Undefined where it is withheld: of figures that are not all exact, or of answers that are all alike. */
export function ownAverage(known: CountedCampaign, block: Block, evidence: Evidence): OwnAverage | undefined {
  if (!isOfAuthority(block.group)) return undefined;
  if (!mayBeShown(statesOf(known, evidence), known.exact.layout, block)) return undefined;
  const sums = ladderSums(countsOf(known.exact, block));
  return isWithheld(sums, evidence.policy) ? undefined : sums;
}

/** Too few answers, or no two that differ. */
function isWithheld({ size, squaredError }: LadderSums, { minimumBase }: DisclosurePolicy): boolean {
  return size < minimumBase || squaredError === 0;
}

/** Answers to the nearest step, mean and t interval: texts, or all withheld. */
export function averageTexts(
  sums: LadderSums | undefined,
  step: number,
): readonly [base: Acceptable, mean: Acceptable, lower: Acceptable, upper: Acceptable] {
  if (sums === undefined) return [confidential, confidential, confidential, confidential];
  const [lower, upper] = intervalOnLadder(sums);
  return [String(nearest(step, sums.size)), tenth(sums.mean), tenth(lower), tenth(upper)];
}

export interface PooledAverage {
  readonly sums: LadderSums;
  readonly released: number;
  readonly fromEarlierWaves: number;
  readonly authorities: number;
  readonly largestBase: number;
}

/**
 * Of those that publish the mean themselves.
 * @param wave of the comparison; members of another one stand in
 * @param publishedOf the group of which they must, if it is not the block's
 */
export function pooledAverage(
  campaigns: readonly CountedCampaign[],
  wave: string,
  layout: Layout,
  block: Block,
  evidence: Evidence,
  publishedOf: Group = block.group,
): PooledAverage {
  const steps = new Array<number>(block.measure.bands.length).fill(0);
  const pool = { released: 0, fromEarlierWaves: 0, authorities: 0, largestBase: 0 };
  const published = layout.blockOf(block.measure, publishedOf);
  for (const known of campaigns) {
    const theirs = evidence.released.correspondingBlock(layout, published, known);
    if (typeof theirs !== "object" || ownAverage(known, theirs, evidence) === undefined) continue;
    const corresponding = evidence.released.correspondingBlock(layout, block, known);
    const counts = typeof corresponding === "object" ? [...countsOf(known.exact, corresponding)] : [];
    const base = counts.reduce((sum, count) => sum + count, 0);
    for (const [step, count] of counts.entries()) steps[step] = (steps[step] ?? 0) + count;
    pool.released += 1;
    pool.fromEarlierWaves += known.campaign.wave === wave ? 0 : 1;
    pool.authorities += base > 0 ? 1 : 0;
    pool.largestBase = Math.max(pool.largestBase, base);
  }
  return { sums: ladderSums(steps), ...pool };
}

export function isPoolWithheld({ sums, ...pool }: PooledAverage, policy: DisclosurePolicy): boolean {
  return isNarrow({ ...pool, base: sums.size }, policy) || isWithheld(sums, policy);
}

export interface AverageReferenceCells {
  readonly reference: string;
  readonly reference_differs: string;
  readonly reference_authority_count: string;
  readonly reference_earlier_wave_count: string;
  readonly reference_answer_count: string;
  readonly reference_average: Acceptable;
}

export interface AverageReference {
  readonly sums: LadderSums | "none" | "withheld";
  readonly cells: AverageReferenceCells;
}

const NO_POOL = { reference_authority_count: notApplicable, reference_earlier_wave_count: notApplicable };

const noReference: AverageReference = {
  sums: "none",
  cells: {
    reference: notApplicable,
    reference_differs: notApplicable,
    ...NO_POOL,
    reference_answer_count: notApplicable,
    reference_average: notApplicable,
  },
};

export function averageReferenceOf(
  comparison: "other-authorities" | "earlier-wave",
  known: CountedCampaign,
  block: Block,
  evidence: Evidence,
): AverageReference {
  return comparison === "other-authorities"
    ? othersAverage(known, block, evidence)
    : earlierAverage(known, block, evidence);
}

function othersAverage({ campaign, exact }: CountedCampaign, block: Block, evidence: Evidence) {
  const { released, policy } = evidence;
  const pool = pooledAverage(released.othersOf(campaign), campaign.wave, exact.layout, block, evidence);
  if (pool.released === 0) return noReference;
  const where = {
    reference: campaign.wave,
    reference_differs: pool.fromEarlierWaves > 0 ? "earlier-waves" : NOTHING_DIFFERS,
  };
  if (isPoolWithheld(pool, policy)) {
    const counts = { reference_authority_count: confidential, reference_earlier_wave_count: confidential };
    return withheldReference({ ...where, ...counts });
  }
  return {
    sums: pool.sums,
    cells: {
      ...where,
      reference_authority_count: String(pool.released),
      reference_earlier_wave_count: String(pool.fromEarlierWaves),
      reference_answer_count: String(nearest(policy.pool.baseRoundedTo, pool.sums.size)),
      reference_average: tenth(pool.sums.mean),
    },
  };
}

function earlierAverage({ campaign, exact }: CountedCampaign, block: Block, evidence: Evidence) {
  const { released, policy } = evidence;
  const [latest] = released.earlierOf(campaign);
  const corresponding = latest && released.correspondingBlock(exact.layout, block, latest);
  if (latest === undefined || corresponding === undefined) return noReference;
  const sums = corresponding === "nobody" ? undefined : ownAverage(latest, corresponding, evidence);
  const where = { reference: latest.campaign.wave, reference_differs: NOTHING_DIFFERS, ...NO_POOL };
  if (sums === undefined) return withheldReference(where);
  return {
    sums,
    cells: {
      ...where,
      reference_answer_count: String(nearest(policy.baseRoundedTo, sums.size)),
      reference_average: tenth(sums.mean),
    },
  };
}

function withheldReference(
  where: Omit<AverageReferenceCells, "reference_answer_count" | "reference_average">,
): AverageReference {
  return {
    sums: "withheld",
    cells: { ...where, reference_answer_count: confidential, reference_average: confidential },
  };
}

export function compareAverages(own: OwnAverage | undefined, reference: AverageReference["sums"]): Outcome {
  if (reference === "none") return { status: "no-reference" };
  if (own === undefined) return { status: "withheld" };
  if (reference === "withheld") return { status: "reference-withheld" };
  const { difference, lower, upper, p } = welchFromSums(own, reference);
  return { status: "compared", difference, lower, upper, test: "", p, base: Math.min(own.size, reference.size) };
}
