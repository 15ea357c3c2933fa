/** The words and thresholds of comparisons: what is compared with what, what may be claimed of it, and why a figure is missing. */

import { type DisclosurePolicy, largestShareInWords } from "./policy.ts";

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

/** Whether the two sides of a comparison are told, and if not, which of them is missing. */
export const statuses = ["compared", "coded", "withheld", "reference-withheld", "no-reference"] as const;
export type ComparisonStatus = (typeof statuses)[number];

/** Why figures stand in a row or are missing from it: a sentence for each status. */
export function statusesInWords(policy: DisclosurePolicy): Readonly<Record<ComparisonStatus, string>> {
  const { minimumBase, pool } = policy;
  const tooFew = `ewer than ${minimumBase} valid answers`;
  const noSpread = "for an average no two different answers";
  return {
    compared: "Both sides are published as they are, and their difference with its interval and test beside them.",
    coded:
      "A share near 0 or 100 per cent is published as a range. No difference, trend or position is given; where a claim is made, it holds even at the end of the range that speaks least for it.",
    withheld: `F${tooFew}, possibly none, a group that others would follow from, or ${noSpread}: nothing of the figure, or of one of those that it is made of, is published.`,
    "reference-withheld":
      `What it would be compared with is withheld: f${tooFew}, or for a pool fewer than ${pool.minimumAuthorities} ` +
      `authorities with an answer, or one that gives more than ${largestShareInWords(policy)} of the pool's answers, or ${noSpread}.`,
    "no-reference":
      "There is nothing to compare with: no other authority that publishes the figure, no earlier wave, or the question was not asked there in the same way.",
  };
}

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
/** Some authorities of the pool stand in with an earlier wave. */
export const EARLIER_WAVES = "earlier-waves";
