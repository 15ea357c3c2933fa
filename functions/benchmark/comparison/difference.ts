/** The difference between two shares, tested on no more than what is published of them. */
import type { Share } from "#shared/release/cell.ts";
import { newcombeHybridScoreInterval } from "../statistics/newcombe-hybrid-score-interval.ts";
import { scoreTest } from "../statistics/score-test.ts";
import { type ProportionTest, twoProportionTest } from "../statistics/two-proportion-test.ts";
import { wilsonScoreInterval } from "../statistics/wilson-score-interval.ts";
import type { CodedSide, ConstantSide, ExactSide, Side } from "./side.ts";

/** Of proportions: 0.05 is five points. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export type Difference =
  | {
      readonly status: "compared";
      /** The first less the second, a proportion. */
      readonly difference: number;
      /** 95%: Newcombe's, or Wilson's less a constant. */
      readonly interval: Interval;
      readonly test: ProportionTest | "score-test";
      readonly p: number;
      /** The smaller of the bases that are known. */
      readonly smallestBase: number;
    }
  /** At least one side is a range: the difference and p of the two ends that lie nearest to each other. */
  | { readonly status: "coded"; readonly difference: number; readonly p: number; readonly smallestBase: number }
  | { readonly status: "withheld" }
  | { readonly status: "reference-withheld" }
  | { readonly status: "no-reference" };

/** Own less reference. */
export function differenceBetween(own: Side, reference: Side | ConstantSide): Difference {
  if (reference.status === "none") return { status: "no-reference" };
  if (own.status === "withheld" || own.status === "none") return { status: "withheld" };
  if (reference.status === "withheld") return { status: "reference-withheld" };
  if (reference.status === "constant") return differenceFromConstant(own, reference);
  if (own.status === "exact" && reference.status === "exact") return exactDifference(own.share, reference.share);
  return leastDifference(own, reference);
}

const proportionOf = ({ count, base }: Share) => count / base;

function exactDifference(own: Share, reference: Share): Difference {
  const interval = newcombeHybridScoreInterval(own, reference, "95%");
  return {
    status: "compared",
    difference: proportionOf(own) - proportionOf(reference),
    interval,
    ...twoProportionTest(own, reference),
    smallestBase: Math.min(own.base, reference.base),
  };
}

function differenceFromConstant(own: ExactSide | CodedSide, { proportion }: ConstantSide): Difference {
  if (own.status === "coded") return leastDifferenceFromConstant(own, proportion);
  const { lower, upper } = wilsonScoreInterval(own.share.count, own.share.base, "95%");
  return {
    status: "compared",
    difference: proportionOf(own.share) - proportion,
    interval: { lower: lower - proportion, upper: upper - proportion },
    test: "score-test",
    p: scoreTest(own.share, proportion),
    smallestBase: own.share.base,
  };
}

function leastDifferenceFromConstant(own: CodedSide, proportion: number): Difference {
  const { smallestBase } = own;
  const isAbove = lowest(own) > proportion;
  if (!isAbove && highest(own) >= proportion) return { status: "coded", ...SAME, smallestBase };
  const end = isAbove ? lowEndOf(own) : highEndOf(own);
  const difference = proportionOf(end) - proportion;
  if (difference > 0 !== isAbove) return { status: "coded", ...SAME, smallestBase };
  return { status: "coded", difference, p: scoreTest(end, proportion), smallestBase };
}

/** Nothing is different where the two could be the same. */
const SAME = { difference: 0, p: 1 };

function leastDifference(own: ExactSide | CodedSide, reference: ExactSide | CodedSide): Difference {
  const smallestBase = Math.min(smallestBaseOf(own), smallestBaseOf(reference));
  const isAbove = lowest(own) > highest(reference);
  if (!isAbove && highest(own) >= lowest(reference)) return { status: "coded", ...SAME, smallestBase };
  const [one, other] = isAbove ? [lowEndOf(own), highEndOf(reference)] : [highEndOf(own), lowEndOf(reference)];
  const difference = proportionOf(one) - proportionOf(other);
  // Rounding an end to whole answers can close a small gap.
  if (difference > 0 !== isAbove) return { status: "coded", ...SAME, smallestBase };
  return { status: "coded", difference, p: twoProportionTest(one, other).p, smallestBase };
}

const smallestBaseOf = (side: ExactSide | CodedSide) => (side.status === "exact" ? side.share.base : side.smallestBase);
const lowest = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? proportionOf(side.share) : side.atLeast / 100;
const highest = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? proportionOf(side.share) : side.atMost / 100;

/** The low end as whole answers, rounded away from the range: towards a side that lies below. */
function lowEndOf(side: ExactSide | CodedSide): Share {
  if (side.status === "exact") return side.share;
  const { atLeast, smallestBase: base } = side;
  return { count: Math.floor((atLeast * base) / 100), base };
}

/** The high end as whole answers, rounded towards a side that lies above. */
function highEndOf(side: ExactSide | CodedSide): Share {
  if (side.status === "exact") return side.share;
  const { atMost, smallestBase: base } = side;
  return { count: Math.ceil((atMost * base) / 100), base };
}
