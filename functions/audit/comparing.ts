/** What may be said of two sides: how far they are apart, how they were tested, and what is claimed of it. */
import { type Claim, type ClaimRule, claimRule } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import { type Acceptable, SLACK, thousandthUp, whole } from "./acceptable.ts";
import type { Share } from "./exact-counts.ts";
import { differenceInPoints } from "./recomputed/newcombe-from-roots.ts";
import { scoreTestOfConstant } from "./recomputed/score-test-of-constant.ts";
import { testOfTwoShares } from "./recomputed/two-shares.ts";
import { wilsonRootsInPercent } from "./recomputed/wilson-roots.ts";
import type { CodedSide, ExactSide, Side } from "./side.ts";

/** A figure of the general population of which the number of answers is not known. */
export interface Constant {
  readonly status: "constant";
  readonly percent: number;
}

export type Outcome =
  | {
      readonly status: "compared";
      /** In points, or for means in steps of the ladder. */
      readonly difference: number;
      readonly lower: number;
      readonly upper: number;
      readonly test: string;
      readonly p: number;
      /** The smaller of the known ones. */
      readonly base: number;
    }
  | { readonly status: "coded"; readonly difference: number; readonly p: number; readonly base: number }
  | { readonly status: "withheld" | "reference-withheld" | "no-reference" };

export type Tested = Extract<Outcome, { readonly p: number }>;

export function isTested(outcome: Outcome): outcome is Tested {
  return outcome.status === "compared" || outcome.status === "coded";
}

export function compare(own: Side, reference: Side | Constant): Outcome {
  if (reference.status === "none") return { status: "no-reference" };
  if (own.status === "withheld" || own.status === "none") return { status: "withheld" };
  if (reference.status === "withheld") return { status: "reference-withheld" };
  if (reference.status === "constant") {
    return own.status === "exact" ? beside(own.share, reference.percent) : codedBeside(own, reference.percent);
  }
  if (own.status !== "exact" || reference.status !== "exact") return nearestEnds(own, reference);
  return {
    status: "compared",
    ...differenceInPoints(own.share, reference.share),
    ...testOfTwoShares(own.share, reference.share),
    base: Math.min(own.share.base, reference.share.base),
  };
}

const percentOf = ({ count, base }: Share) => (100 * count) / base;

function beside(share: Share, percent: number): Outcome {
  const [lower, upper] = wilsonRootsInPercent(share.count, share.base);
  return {
    status: "compared",
    difference: percentOf(share) - percent,
    lower: lower - percent,
    upper: upper - percent,
    test: "score-test",
    p: scoreTestOfConstant(share, percent),
    base: share.base,
  };
}

const lowest = (side: ExactSide | CodedSide) => (side.status === "exact" ? percentOf(side.share) : side.atLeast);
const highest = (side: ExactSide | CodedSide) => (side.status === "exact" ? percentOf(side.share) : side.atMost);

/** Towards what lies below it. */
function lowEnd(side: ExactSide | CodedSide): Share {
  if (side.status === "exact") return side.share;
  return { count: Math.floor((side.atLeast * side.smallestBase) / 100), base: side.smallestBase };
}

/** Towards what lies above it. */
function highEnd(side: ExactSide | CodedSide): Share {
  if (side.status === "exact") return side.share;
  return { count: Math.ceil((side.atMost * side.smallestBase) / 100), base: side.smallestBase };
}

const same = (base: number): Outcome => ({ status: "coded", difference: 0, p: 1, base });

function nearestEnds(own: ExactSide | CodedSide, reference: ExactSide | CodedSide): Outcome {
  const base = Math.min(...[own, reference].map((side) => lowEnd(side).base));
  const isAbove = lowest(own) > highest(reference);
  const isBelow = highest(own) < lowest(reference);
  const one = isAbove ? lowEnd(own) : highEnd(own);
  const other = isAbove ? highEnd(reference) : lowEnd(reference);
  const { difference } = differenceInPoints(one, other);
  if ((isAbove && difference > 0) || (isBelow && difference < 0)) {
    return { status: "coded", difference, p: testOfTwoShares(one, other).p, base };
  }
  return same(base);
}

function codedBeside(own: CodedSide, percent: number): Outcome {
  const isAbove = own.atLeast > percent;
  const isBelow = own.atMost < percent;
  const end = isAbove ? lowEnd(own) : highEnd(own);
  const difference = percentOf(end) - percent;
  if ((isAbove && difference > 0) || (isBelow && difference < 0)) {
    return { status: "coded", difference, p: scoreTestOfConstant(end, percent), base: own.smallestBase };
  }
  return same(own.smallestBase);
}

/** Whether q is small enough; undefined where doubles cannot tell. */
export function isSignificant(q: number, { largestQ }: ClaimRule = claimRule): boolean | undefined {
  return Math.abs(q - largestQ) <= SLACK ? undefined : q < largestQ;
}

/** The claims that may be made of a difference: one, or two where q lies on its threshold. */
export function claimsOf(
  { difference, base }: Tested,
  q: number,
  polarity: "higher-is-better" | "lower-is-better" | "neutral",
  smallestDifference: number,
): readonly Claim[] {
  const significant = isSignificant(q);
  if (significant === false || base < claimRule.smallestBase || Math.abs(difference) < smallestDifference - SLACK) {
    return ["none"];
  }
  const claim = claimOfDirection(difference > 0, polarity);
  return significant === undefined ? ["none", claim] : [claim];
}

function claimOfDirection(isHigher: boolean, polarity: "higher-is-better" | "lower-is-better" | "neutral"): Claim {
  if (polarity === "neutral") return isHigher ? "higher" : "lower";
  return isHigher === (polarity === "higher-is-better") ? "bright-spot" : "area-for-improvement";
}

/** Difference, its ends, test, p and q, in this order. */
type DifferenceTexts = readonly [Acceptable, Acceptable, Acceptable, Acceptable, Acceptable, Acceptable];

export function differenceTexts(
  outcome: Outcome,
  q: number | undefined,
  rounded: (value: number) => Acceptable = whole,
): DifferenceTexts {
  if (outcome.status !== "compared" || q === undefined) {
    const symbol = symbolInsteadOf(outcome);
    return [symbol, symbol, symbol, symbol, symbol, symbol];
  }
  const { difference, lower, upper, test, p } = outcome;
  return [rounded(difference), rounded(lower), rounded(upper), test, thousandthUp(p), thousandthUp(q)];
}

/** What stands in place of a figure that the comparison does not have. */
export function symbolInsteadOf({ status }: Outcome): string {
  return status === "no-reference" ? symbols.notApplicable : symbols.confidential;
}

/** Claims are made of everybody only. */
export function claimCells(outcome: Outcome, claims: readonly Claim[], isEverybody: boolean) {
  if (!isEverybody) return { claim: symbols.notApplicable, claim_rule: symbols.notApplicable };
  if (isTested(outcome)) return { claim: claims, claim_rule: claimRule.id };
  const symbol = symbolInsteadOf(outcome);
  return { claim: symbol, claim_rule: symbol };
}
