/** The difference between two shares, tested on no more than what is published of them. */
import type { Interval, Share } from "#shared/release/cell.ts";
import { newcombeHybridScoreInterval } from "../statistics/newcombe-hybrid-score-interval.ts";
import { scoreTest } from "../statistics/score-test.ts";
import { type ProportionTest, twoProportionTest } from "../statistics/two-proportion-test.ts";
import { wilsonScoreInterval } from "../statistics/wilson-score-interval.ts";
import type { CodedSide, ConstantSide, ExactSide, Side } from "./side.ts";

export type Difference =
  | {
      readonly status: "compared";
      /** The first less the second, a proportion. */
      readonly difference: number;
      /** Of proportions, 95%: Newcombe's, or Wilson's less a constant. */
      readonly interval: Interval;
      readonly test: ProportionTest | "score-test";
      readonly p: number;
      /** The smaller of the bases that are known. */
      readonly smallestBase: number;
    }
  /** At least one side is a range: the least difference and the largest p that what is published of both allows. */
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
  const isAbove = lowest(own) > proportion;
  const ends = isAbove ? lowEndsOf(own) : highEndsOf(own);
  return leastOf(
    ends.map((end) => ({ difference: proportionOf(end) - proportion, p: scoreTest(end, proportion) })),
    isAbove || highest(own) < proportion ? isAbove : undefined,
    smallestBaseOf(own),
  );
}

function leastDifference(own: ExactSide | CodedSide, reference: ExactSide | CodedSide): Difference {
  const isAbove = lowest(own) > highest(reference);
  const ownEnds = isAbove ? lowEndsOf(own) : highEndsOf(own);
  const referenceEnds = isAbove ? highEndsOf(reference) : lowEndsOf(reference);
  return leastOf(
    ownEnds.flatMap((one) =>
      referenceEnds.map((other) => ({
        difference: proportionOf(one) - proportionOf(other),
        p: twoProportionTest(one, other).p,
      })),
    ),
    isAbove || highest(own) < lowest(reference) ? isAbove : undefined,
    Math.min(smallestBaseOf(own), smallestBaseOf(reference)),
  );
}

/**
 * Of everything that could be behind what is published, what speaks least for a difference.
 * @param isAbove undefined where the two could be the same
 */
function leastOf(
  possible: readonly { readonly difference: number; readonly p: number }[],
  isAbove: boolean | undefined,
  smallestBase: number,
): Difference {
  // Rounding an end to whole answers can close a small gap.
  const isOpen =
    isAbove !== undefined && possible.every(({ difference }) => difference !== 0 && difference > 0 === isAbove);
  if (!isOpen) return { status: "coded", difference: 0, p: 1, smallestBase };
  const distance = Math.min(...possible.map(({ difference }) => Math.abs(difference)));
  return {
    status: "coded",
    difference: isAbove ? distance : -distance,
    p: Math.max(...possible.map(({ p }) => p)),
    smallestBase,
  };
}

const smallestBaseOf = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? side.share.base : Math.min(...side.bases);

/** The share that a whole per cent stands for lies up to half a per cent beside it: in two hundredths, which are whole. */
const lowestIn200 = ({ atLeast }: CodedSide) => 2 * atLeast - 1;
const highestIn200 = ({ atMost }: CodedSide) => 2 * atMost + 1;

const lowest = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? proportionOf(side.share) : lowestIn200(side) / 200;
const highest = (side: ExactSide | CodedSide) =>
  side.status === "exact" ? proportionOf(side.share) : highestIn200(side) / 200;

/** The low end as whole answers of every possible base, rounded away from the range: towards a side that lies below. */
function lowEndsOf(side: ExactSide | CodedSide): readonly Share[] {
  if (side.status === "exact") return [side.share];
  return side.bases.map((base) => ({ count: Math.max(0, Math.floor((lowestIn200(side) * base) / 200)), base }));
}

/** The high end as whole answers of every possible base, rounded towards a side that lies above. */
function highEndsOf(side: ExactSide | CodedSide): readonly Share[] {
  if (side.status === "exact") return [side.share];
  return side.bases.map((base) => ({ count: Math.min(base, Math.ceil((highestIn200(side) * base) / 200)), base }));
}
