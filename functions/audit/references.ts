/** What a figure stands beside, and the columns that say so. */
import { type ComparisonId, NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { type ComparatorFor, comparatorOf } from "#shared/survey/comparators.ts";
import type { Constant } from "./comparing.ts";
import { nearest } from "./demand.ts";
import { type CountedCampaign, type Evidence, statesOf } from "./evidence.ts";
import { shareOf } from "./exact-counts.ts";
import type { Block } from "./layout.ts";
import { othersBlock } from "./pooled.ts";
import { authorityTexts, othersSide, ownSide, type Side, shareTexts } from "./side.ts";

export interface ReferenceCells {
  readonly reference: string;
  readonly reference_differs: string;
  readonly reference_authority_count: string;
  readonly reference_earlier_wave_count: string;
  readonly reference_answer_count: string;
  readonly reference_percent: string;
  readonly reference_percent_at_least: string;
  readonly reference_percent_at_most: string;
}

export interface Reference {
  readonly side: Side | Constant;
  readonly cells: ReferenceCells;
}

const { notApplicable, notAvailable } = symbols;
const NO_POOL = { reference_authority_count: notApplicable, reference_earlier_wave_count: notApplicable };

function shareCells(side: Side) {
  const [reference_answer_count, reference_percent, reference_percent_at_least, reference_percent_at_most] =
    shareTexts(side);
  return { reference_answer_count, reference_percent, reference_percent_at_least, reference_percent_at_most };
}

const noReference: Reference = {
  side: { status: "none" },
  cells: { reference: notApplicable, reference_differs: notApplicable, ...NO_POOL, ...shareCells({ status: "none" }) },
};

/** Which comparisons a headline has; a comparator must be known for the general population. */
export function comparisonsOf(comparator: ComparatorFor | undefined): readonly ComparisonId[] {
  return comparator === undefined
    ? ["other-authorities", "earlier-wave"]
    : ["other-authorities", "general-population", "earlier-wave"];
}

/** @param band by position among the measure's bands */
export function referenceOf(
  comparison: ComparisonId,
  known: CountedCampaign,
  block: Block,
  band: number,
  evidence: Evidence,
): Reference {
  switch (comparison) {
    case "other-authorities":
      return othersReference(known, block, band, evidence);
    case "general-population":
      return populationReference(comparatorOf(known.campaign.questionnaire, block.measure.id), evidence.policy);
    case "earlier-wave":
      return earlierReference(known, block, band, evidence);
  }
}

function othersReference(known: CountedCampaign, block: Block, band: number, evidence: Evidence) {
  const { wave } = known.campaign;
  const { side, others } = othersOf(known, block, band, evidence);
  if (side.status === "none") return noReference;
  const [reference_authority_count, reference_earlier_wave_count] = authorityTexts(side, others);
  return {
    side,
    cells: {
      reference: wave,
      reference_differs: others.fromEarlierWaves > 0 ? "earlier-waves" : NOTHING_DIFFERS,
      reference_authority_count,
      reference_earlier_wave_count,
      ...shareCells(side),
    },
  };
}

function earlierReference({ campaign, exact }: CountedCampaign, block: Block, band: number, evidence: Evidence) {
  const [latest] = evidence.released.earlierOf(campaign);
  const corresponding = latest && evidence.released.correspondingBlock(exact.layout, block, latest);
  if (latest === undefined || corresponding === undefined) return noReference;
  const side =
    corresponding === "nobody"
      ? ({ status: "withheld" } as const)
      : ownShareSide(latest, corresponding, band, evidence);
  return {
    side,
    cells: {
      reference: latest.campaign.wave,
      reference_differs: NOTHING_DIFFERS,
      ...NO_POOL,
      ...shareCells(side),
    },
  };
}

function populationReference(comparator: ComparatorFor | undefined, { pool }: DisclosurePolicy): Reference {
  if (comparator === undefined) return noReference;
  const { id, percent, base, differs } = comparator;
  const shown = String(percent);
  return {
    side: base === null ? { status: "constant", percent } : countedSide(percent, base),
    cells: {
      reference: id,
      reference_differs: differs.length === 0 ? NOTHING_DIFFERS : differs.join("-and-"),
      ...NO_POOL,
      reference_answer_count: base === null ? notAvailable : String(nearest(pool.baseRoundedTo, base)),
      reference_percent: shown,
      reference_percent_at_least: shown,
      reference_percent_at_most: shown,
    },
  };
}

/** A published figure is as exact as it was published, whatever the policy would make of it. */
function countedSide(percent: number, base: number): Side {
  return { status: "exact", share: { count: Math.round((base * percent) / 100), base }, shownBase: base, percent };
}

/** A campaign's own share. */
export function ownShareSide(known: CountedCampaign, block: Block, band: number, evidence: Evidence): Side {
  return ownSide(shareOf(known.exact, block, band), statesOf(known, evidence).of(block, band), evidence.policy);
}

/** The share of all other authorities, and how broad their pool is. */
export function othersOf(known: CountedCampaign, block: Block, band: number, evidence: Evidence) {
  const others = othersBlock(known, block, evidence);
  const state = statesOf(known, evidence).of(block, band);
  return { others, side: othersSide(others, band, shareOf(known.exact, block, band), state, evidence.policy) };
}
