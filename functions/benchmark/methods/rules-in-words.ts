/** Thresholds of the claim rule and the disclosure policy as sentences: the numbers are those that the code decides by. */
import type { ClaimRule } from "#shared/release/comparison.ts";
import { GUARANTEE_DELTA, type Guarantee, guaranteeOf } from "#shared/release/guarantee.ts";
import { type HoldReason, holdRule } from "#shared/release/hold-rule.ts";
import { table } from "#shared/release/metadata/markdown.ts";
import { type DisclosurePolicy, type NoiseVariances, type Ratio, varianceOf } from "#shared/release/policy.ts";
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

/** When a figure is shown. Noise has protected it before: nothing here is protection. */
export function shownInWords({ shown }: DisclosurePolicy): string[] {
  return [
    `A group with fewer than ${shown.fewestFittedRespondents} respondents, by its noised counts, is not shown, in any measure: number, share, interval, average, difference, p, q and claim stand or fall together.`,
    `A figure over several authorities needs ${shown.fewestAuthorities} of them: a promise to the authorities.`,
    `A number of responses is shown from ${shown.fewestResponses} on.`,
    "Other and unknown gender, age band, placement, time in care and ethnic group are counted for the nation alone, once, when the wave is over.",
    "No figure crosses two characteristics of the respondents.",
  ];
}

/** The variances of the noise: what is counted, for whom, and by how much a count typically differs. */
export function noiseTable({ noise }: DisclosurePolicy): string {
  const row = (what: string, who: string, variance: Ratio) => [
    what,
    who,
    String(varianceOf(variance)),
    String(Math.sqrt(varianceOf(variance))),
  ];
  const groups = (what: string, { everybody, girlsAndBoys, nationOnly }: NoiseVariances) => [
    row(what, "everybody of an authority", everybody),
    row(what, "girls, boys of an authority", girlsAndBoys),
    row(what, "groups that only the nation has", nationOnly),
  ];
  return table(
    ["Counted", "Of whom", "Variance", "Standard deviation"],
    [
      ...groups("each question: its bands, and no valid answer", noise.questions),
      ...groups("each derived measure: its bands, and no figure", noise.derived),
      row("each ladder: its steps", "everybody of the nation", noise.ladderSteps),
    ],
  );
}

/** What the noise guarantees, in a sentence for whoever answers for data protection, and its limits. */
export function guaranteeInWords(policy: DisclosurePolicy): { readonly guarantee: string; readonly limits: string[] } {
  const { answer, ladder } = guaranteeOf(policy);
  const [again, thrice] = [guaranteeOf(policy, 2).answer, guaranteeOf(policy, 3).answer];
  const guess = ({ bestGuess }: Guarantee) => inPercent(roundHalfAwayFromZero(bestGuess, 3));
  const figures = `rho ${roundHalfAwayFromZero(answer.rho, 3)}, mu ${roundHalfAwayFromZero(answer.mu, 2)}, epsilon at most ${Math.ceil(10 * answer.epsilon) / 10} at delta ${GUARANTEE_DELTA}`;
  return {
    guarantee: `Whoever knows all other children's answers, which groups this child is in and all its other answers, and wonders between two answers to one question that seem equally likely, guesses right at most ${guess(answer)} of the time instead of 50% (${guess(ladder)} where the answer is a ladder's and also tips a derived measure; per wave; ${figures}).`,
    limits: [
      "It guards one answer, not a whole questionnaire: who knows every other child's whole questionnaire can learn from many questions together how well the child is in general. Where some others are unknown, they protect it too.",
      "It does not hide that a child took part, nor its gender or age.",
      "The only child of another gender is the weakest point: it is counted for the nation alone, yet everybody less girls less boys leaves a trace of it.",
      `The same answer in two waves, or a campaign that is counted a second time after a fault: ${guess(again)}; three times: ${guess(thrice)}.`,
      "Several children who are known to answer alike are guarded as many times less.",
      "The record-level files for researchers are made by other rules, and stand outside of this guarantee.",
    ],
  };
}

export function roundingInWords({ shown }: DisclosurePolicy): string[] {
  return [
    `Half away from zero on the decimal: 28.5% is ${roundHalfAwayFromZero(28.5, 0)}%, and -28.5 points are ${roundHalfAwayFromZero(-28.5, 0)}.`,
    "Shares, differences of shares and the ends of their intervals are whole per cents and points; averages, their differences and changes per year have one decimal.",
    `p and q are rounded up to three decimals and are never shown under ${roundedUp(0)}: what is shown as ${roundedUp(0.05)} is at most that.`,
    `Valid answers are shown to the nearest ${shown.baseRoundedTo}, those of pools to the nearest ${shown.pooledBaseRoundedTo}.`,
    "Tests, claims and positions rest on the numbers before rounding, so that two rounded figures need not differ by exactly the difference shown.",
  ];
}

export function heldReasonsInWords({ shown }: DisclosurePolicy): Record<HoldReason, string> {
  const { alike, agesOutside } = holdRule;
  return {
    "too-few": `Fewer than ${shown.fewestResponses} responses.`,
    "more-responses-than-eligible": "More responses than children were invited.",
    "identical-answers": `At least ${alike.count} responses, and more than ${inPercent(alike.share)}, are alike to the letter.`,
    "ages-outside-instrument": `At least ${agesOutside.count} responses, or more than ${inPercent(agesOutside.share)}, are of an age that is not asked with this questionnaire.`,
  };
}
