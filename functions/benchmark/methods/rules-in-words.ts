/** Thresholds of the claim rule and the disclosure policy as sentences: the numbers are those that the code decides by. */
import type { ClaimRule } from "#shared/release/comparison.ts";
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
  const { minimumBase, pool } = policy;
  return [
    `A figure that rests on fewer than ${minimumBase} valid answers is withheld whole: number, share, interval, average, difference, p, q and claim stand or fall together.`,
    "A share near 0 or 100% is published as a range whose width depends on the number of valid answers alone, and with it the rest that makes it up to 100%.",
    "A difference, an interval, a p and a q are given only where both sides are published as they are. A claim that involves a range holds for everything that the range and the rounded number of answers allow, so that it narrows nothing.",
    "The average of answers that are all alike is withheld. Minimum and maximum are never published.",
    `A figure over several authorities needs answers from at least ${pool.minimumAuthorities} of them, none of which gives more than ${largestShareInWords(policy)} of the answers; else it is withheld, and with it how many authorities there are.`,
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
    "Where figures are published as they are, tests, claims and positions rest on the numbers before rounding, so that two rounded figures need not differ by exactly the difference shown. Rounding is presentation, not protection.",
  ];
}
