/** The words and thresholds of comparisons: what is compared with what, what may be claimed of it, and why a figure is missing. */

import type { DisclosurePolicy } from "./policy.ts";

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
export const statuses = [
  "compared",
  "withheld",
  "unanswered",
  "reference-withheld",
  "no-reference",
  "not-yet",
] as const;
export type ComparisonStatus = (typeof statuses)[number];

/** Why figures stand in a row or are missing from it: a sentence for each status. */
export function statusesInWords({ shown }: DisclosurePolicy): Readonly<Record<ComparisonStatus, string>> {
  const { fewestFittedRespondents, fewestAuthorities } = shown;
  return {
    compared: "Both sides are shown, and their difference with its interval and test beside them.",
    withheld: `The group has fewer than ${fewestFittedRespondents} respondents by its noised counts: none of its figures are shown, in any measure.`,
    unanswered: "The group is shown, but so few of it gave a valid answer to this that their number rounds to none.",
    "reference-withheld": `What it would be compared with is not shown: a group of fewer than ${fewestFittedRespondents} respondents, or a pool of fewer than ${fewestAuthorities} authorities.`,
    "no-reference":
      "There is nothing to compare with: no other authority, no earlier wave, or the question was not asked there in the same way.",
    "not-yet": "The means of ladders need the nation's count, which is made once, when the wave is over.",
  };
}

/** What a reference does not share with the figure beside it. */
export const NOTHING_DIFFERS = "no";
/** Some authorities of the pool stand in with an earlier wave. */
export const EARLIER_WAVES = "earlier-waves";
