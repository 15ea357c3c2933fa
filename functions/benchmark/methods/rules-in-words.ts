/** Thresholds of the claim rule and the disclosure policy as sentences: the numbers are those that the code decides by. */
import type { ClaimRule } from "#shared/release/comparison.ts";
import { type HoldReason, holdRule } from "#shared/release/hold-rule.ts";
import { type DisclosurePolicy, largestShareInWords } from "#shared/release/policy.ts";
import { roundedUp, roundHalfAwayFromZero } from "../statistics/rounding.ts";

/** A proportion as a per cent: 0.05 is "5%". */
export function inPercent(proportion: number): string {
  return `${roundHalfAwayFromZero(100 * proportion, 3)}%`;
}

export function claimRuleInWords(rule: ClaimRule): string[] {
  return [
    `q, the p adjusted for its family of tests, is at most ${rule.largestQ}.`,
    `The difference before rounding is at least ${rule.smallestDifferenceInPoints} points for a share, or at least ${rule.smallestDifferenceOfMeans} steps for the average of a ladder. A little less can be shown as the same number and is not claimed.`,
    `At least ${rule.smallestBase} valid answers stand on each side; a comparator of unknown size passes.`,
  ];
}

export function policyInWords(policy: DisclosurePolicy): string[] {
  const { minimumBase, minimumCount, protectedWidth, pool } = policy;
  return [
    `A figure that rests on fewer than ${minimumBase} valid answers is withheld whole: number, share, interval, average, difference, p, q and claim stand or fall together.`,
    "A share near 0 or 100% is published as a range whose width depends on the number of valid answers alone, and with it the rest that makes it up to 100%.",
    ...(minimumCount === 0
      ? []
      : [`A share of fewer than ${minimumCount} children, or of all but fewer than ${minimumCount}, is withheld.`]),
    `What is withheld does not follow from what is not. Groups of one breakdown that are withheld hold at least ${protectedWidth} answers together and are at least two, also for whoever belongs to one of one or two; where they would not, the smallest of the other groups is withheld with them. So a withheld group may well be large.`,
    "Other shares become ranges where one that must be a range would follow from them, from the total or from what is left of it. Such a range may lie anywhere.",
    "A difference, an interval, a p and a q are given only where both sides are published as they are. A claim that involves a range holds for everything that the range and the rounded number of answers allow, so that it narrows nothing.",
    "The average of answers that are all alike is withheld, and that of a ladder of which any band is a range. Minimum and maximum are never published.",
    `A figure over several authorities needs answers from at least ${pool.minimumAuthorities} of them, none of which gives more than ${largestShareInWords(policy)} of the answers; else it is withheld, and with it how many authorities there are.`,
    `What authorities withhold or show as ranges enters a figure over several of them rounded, up or down, to a multiple of ${pool.baseRoundedTo} that depends on the ranges shown, so that none of it can be had by taking the others away. The figure is withheld where it rests on fewer than ${pool.basePerStep} times as many answers. Everything that is compared with it is compared with the rounded numbers.`,
    "The others of an authority are all less what is published of its own: where its own share is a range theirs is one, and where it is withheld so is theirs.",
    "Pooled averages are of those authorities whose own average is published.",
    "No figure crosses two characteristics of the respondents.",
  ];
}

/** What is published as a range, by the number of valid answers: from, low end, high end. */
export function endCodingsInWords({ endCodings }: DisclosurePolicy): string[][] {
  return endCodings.map(({ fromBase, endInPercent }, position) => {
    const next = endCodings[position + 1]?.fromBase;
    return [
      next === undefined ? `${fromBase} and more` : `${fromBase} to ${next - 1}`,
      `${endInPercent}% or less`,
      `${100 - endInPercent}% or more`,
    ];
  });
}

export function roundingInWords({ baseRoundedTo, pool }: DisclosurePolicy): string[] {
  return [
    `Half away from zero on the decimal: 28.5% is ${roundHalfAwayFromZero(28.5, 0)}%, and -28.5 points are ${roundHalfAwayFromZero(-28.5, 0)}.`,
    "Shares, differences of shares and the ends of their intervals are whole per cents and points; averages, their differences and changes per year have one decimal.",
    `p and q are rounded up to three decimals and are never shown under ${roundedUp(0)}: what is shown as ${roundedUp(0.05)} is at most that.`,
    `Valid answers are shown to the nearest ${baseRoundedTo}, those of pools to the nearest ${pool.baseRoundedTo}.`,
    "Where figures are published as they are, tests, claims and positions rest on the numbers before rounding (of pools after the rounding that protects them), so that two rounded figures need not differ by exactly the difference shown. Rounding is presentation, not protection.",
  ];
}

export function heldReasonsInWords({ minimumBase }: DisclosurePolicy): Record<HoldReason, string> {
  const { alike, agesOutside } = holdRule;
  return {
    "too-few": `Fewer than ${minimumBase} responses: no figure could be shown.`,
    "more-responses-than-eligible": "More responses than children were invited.",
    "identical-answers": `At least ${alike.count} responses, and more than ${inPercent(alike.share)}, are alike to the letter.`,
    "ages-outside-instrument": `At least ${agesOutside.count} responses, or more than ${inPercent(agesOutside.share)}, are of an age that is not asked with this questionnaire.`,
  };
}
