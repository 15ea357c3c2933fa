/** The mean of a ladder in a campaign and in what it stands beside. */
import { NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type Acceptable, tenth } from "./acceptable.ts";
import type { Outcome } from "./comparing.ts";
import { nearest } from "./demand.ts";
import type { CountedCampaign, Evidence } from "./evidence.ts";
import { countsOf, type ExactCounts } from "./exact-counts.ts";
import type { Block, Layout } from "./layout.ts";
import { intervalOnLadder, type LadderSums, ladderSums } from "./recomputed/ladder-sums.ts";
import { welchFromSums } from "./recomputed/welch-from-sums.ts";
import type { Released } from "./released.ts";
import { isNarrow } from "./side.ts";

export type OwnAverage = LadderSums;

const { confidential, notApplicable } = symbols;

/** Too few answers, or no two that differ. */
function isWithheld({ size, squaredError }: LadderSums, { minimumBase }: DisclosurePolicy): boolean {
  return size < minimumBase || squaredError === 0;
}

/** Undefined where it is withheld. */
export function ownAverage(exact: ExactCounts, block: Block, policy: DisclosurePolicy): OwnAverage | undefined {
  const sums = ladderSums(countsOf(exact, block));
  return isWithheld(sums, policy) ? undefined : sums;
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

/** @param wave of the comparison; members of another one stand in */
export function pooledAverage(
  members: readonly CountedCampaign[],
  wave: string,
  layout: Layout,
  block: Block,
  released: Released<CountedCampaign>,
): PooledAverage {
  const steps = new Array<number>(block.measure.bands.length).fill(0);
  const pool = { released: 0, fromEarlierWaves: 0, authorities: 0, largestBase: 0 };
  for (const member of members) {
    const corresponding = released.correspondingBlock(layout, block, member);
    if (corresponding === undefined) continue;
    let base = 0;
    if (corresponding !== "nobody") {
      for (const [step, count] of countsOf(member.exact, corresponding).entries()) {
        steps[step] = (steps[step] ?? 0) + count;
        base += count;
      }
    }
    pool.released += 1;
    pool.fromEarlierWaves += member.campaign.wave === wave ? 0 : 1;
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

function othersAverage({ campaign, exact }: CountedCampaign, block: Block, { released, policy }: Evidence) {
  const pool = pooledAverage(released.othersOf(campaign), campaign.wave, exact.layout, block, released);
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

function earlierAverage({ campaign, exact }: CountedCampaign, block: Block, { released, policy }: Evidence) {
  const [latest] = released.earlierOf(campaign);
  const corresponding = latest && released.correspondingBlock(exact.layout, block, latest);
  if (latest === undefined || corresponding === undefined) return noReference;
  const sums = corresponding === "nobody" ? ladderSums([]) : ladderSums(countsOf(latest.exact, corresponding));
  const where = { reference: latest.campaign.wave, reference_differs: NOTHING_DIFFERS, ...NO_POOL };
  if (isWithheld(sums, policy)) return withheldReference(where);
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
