/** The words and thresholds of comparisons: what is compared with what, what may be claimed of it, and why a figure is missing. */

export const comparisonIds = ["other-authorities", "general-population", "earlier-wave"] as const;
/** What a figure stands beside: the pool of all other authorities, a published figure, or the authority's own last wave. */
export type ComparisonId = (typeof comparisonIds)[number];

export const claims = ["bright-spot", "area-for-improvement", "higher", "lower", "none"] as const;
/** A measure without a better end is `higher` or `lower`, never a bright spot. */
export type Claim = (typeof claims)[number];

/** When a difference is claimed. Everything must hold; numbers are those behind the published ones, before rounding. */
export interface ClaimRule {
  readonly id: string;
  /** Benjamini-Hochberg adjusted over the family of tests. */
  readonly largestQ: number;
  readonly smallestDifferenceInPoints: number;
  readonly smallestDifferenceOfMeans: number;
  /** Valid answers on each side; a comparator of unknown size passes. */
  readonly smallestBase: number;
}

export const claimRule: ClaimRule = {
  id: "q-5-points-5-base-10",
  largestQ: 0.05,
  smallestDifferenceInPoints: 5,
  smallestDifferenceOfMeans: 0.5,
  smallestBase: 10,
};

/** How many waves of an instrument an authority may stand in from, the wave of the comparison included. */
export const WAVES_TO_STAND_IN_FROM = 3;

/** Why figures stand in a row or are missing from it. */
export const statuses = {
  compared: "Both sides are published as they are, and their difference with its interval and test beside them.",
  coded:
    "A share near 0 or 100 per cent is published as a range. No difference is given; what is claimed holds even at the end of the range that speaks least for it.",
  withheld:
    "Fewer than 10 valid answers, possibly none, or for an average no two different answers: nothing of the figure is published.",
  "reference-withheld":
    "What it would be compared with is withheld: fewer than 10 valid answers, or for a pool fewer than 5 authorities with an answer, or one that gives more than half of the pool's answers, or for an average no two different answers.",
  "no-reference":
    "There is nothing to compare with: no other authority with released figures, no earlier wave, or the question was not asked there in the same way.",
} as const;
export type ComparisonStatus = keyof typeof statuses;

declare const protectedFromDisclosure: unique symbol;

/** A difference between two figures, points for shares and steps of the ladder for means, as far as it may be seen. */
export type PublishableDifferenceContent =
  | {
      readonly status: "compared";
      readonly difference: number;
      readonly lower: number;
      readonly upper: number;
      /** The id of its method. */
      readonly test: string;
      /** Rounded up to three decimals, like `q`. */
      readonly p: number;
      readonly q: number;
      /** Undefined where no claims are made: of girls and of boys apart. */
      readonly claim: Claim | undefined;
    }
  | { readonly status: "coded"; readonly claim: Claim | undefined }
  | { readonly status: "withheld" | "reference-withheld" | "no-reference" };

export type PublishableDifference = PublishableDifferenceContent & { readonly [protectedFromDisclosure]: true };

/** What a reference does not share with the figure beside it. */
export const NOTHING_DIFFERS = "no";
