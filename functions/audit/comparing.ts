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

/** In per cent, as far as a whole per cent may be rounded. */
const lowest = (side: ExactSide | CodedSide) => (side.status === "exact" ? percentOf(side.share) : side.atLeast - 0.5);
const highest = (side: ExactSide | CodedSide) => (side.status === "exact" ? percentOf(side.share) : side.atMost + 0.5);

/** For every base that it may have: the most answers that do not pass the low end upwards, or the fewest above the high end. */
function ends(side: ExactSide | CodedSide, end: "low" | "high"): readonly Share[] {
  if (side.status === "exact") return [side.share];
  return side.bases.map((base) => {
    const count = (base * (end === "low" ? lowest(side) : highest(side))) / 100;
    return { base, count: end === "low" ? Math.max(Math.floor(count), 0) : Math.min(Math.ceil(count), base) };
  });
}

const smallestBase = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? side.share.base : Math.min(...side.bases);

interface Possible {
  readonly difference: number;
  readonly p: number;
}

/** The least difference and the largest p; none where one possibility has no difference of this direction. */
function leastOf(possible: readonly Possible[], direction: "above" | "below" | undefined, base: number): Outcome {
  const sign = direction === "above" ? 1 : -1;
  if (direction === undefined || possible.some(({ difference }) => difference * sign <= 0)) {
    return { status: "coded", difference: 0, p: 1, base };
  }
  const [least] = possible.map(({ difference }) => difference).toSorted((one, other) => (one - other) * sign);
  const [p] = possible.map((each) => each.p).toSorted((one, other) => other - one);
  return { status: "coded", difference: least ?? 0, p: p ?? 1, base };
}

function nearestEnds(own: ExactSide | CodedSide, reference: ExactSide | CodedSide): Outcome {
  const below = highest(own) < lowest(reference) ? "below" : undefined;
  const direction = lowest(own) > highest(reference) ? "above" : below;
  const possible = ends(own, direction === "above" ? "low" : "high").flatMap((one) =>
    ends(reference, direction === "above" ? "high" : "low").map((other) => ({
      difference: differenceInPoints(one, other).difference,
      p: testOfTwoShares(one, other).p,
    })),
  );
  return leastOf(possible, direction, Math.min(smallestBase(own), smallestBase(reference)));
}

function codedBeside(own: CodedSide, percent: number): Outcome {
  const below = highest(own) < percent ? "below" : undefined;
  const direction = lowest(own) > percent ? "above" : below;
  const possible = ends(own, direction === "above" ? "low" : "high").map((end) => ({
    difference: percentOf(end) - percent,
    p: scoreTestOfConstant(end, percent),
  }));
  return leastOf(possible, direction, smallestBase(own));
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
function symbolInsteadOf({ status }: Outcome): string {
  return status === "no-reference" ? symbols.notApplicable : symbols.confidential;
}

/** Claims are made of everybody only. */
export function claimCells(outcome: Outcome, claims: readonly Claim[], isEverybody: boolean) {
  if (!isEverybody) return { claim: symbols.notApplicable, claim_rule: symbols.notApplicable };
  if (isTested(outcome)) return { claim: claims, claim_rule: claimRule.id };
  const symbol = symbolInsteadOf(outcome);
  return { claim: symbol, claim_rule: symbol };
}
