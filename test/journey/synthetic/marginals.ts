/**
 * What share of the respondents gives which answers. Published figures of the programme are marked as such; the rest
 * are plausible defaults. Shares are in hundredths, in the order of the scale's bands (the favourable end first), over
 * the answers that have a band.
 */
import { indicatorOf } from "#shared/survey/catalogue.ts";
import { bandsOf, type Item, type QuestionnaireId } from "#shared/survey/questionnaire.ts";

type Shares = readonly number[];
type SharesByInstrument = Shares | (Partial<Record<QuestionnaireId, Shares>> & { readonly otherwise: Shares });

const younger: Readonly<Record<QuestionnaireId, boolean>> = {
  "ylyc-4-7": true,
  "ylyc-8-11": true,
  "ylyc-11-17": false,
  "ylbc-16-25": false,
};

/** For what is not listed below: positive, middle, negative. */
const unlisted = { younger: [83, 10, 7], older: [74, 17, 9] } as const;

const listed: Readonly<Record<string, SharesByInstrument>> = {
  // Published: trust in carers 96 and 71, a trusted adult 97 and 85, no good friend 7.
  "trust-carers": { "ylyc-4-7": [95, 4, 1], "ylyc-8-11": [96, 3, 1], otherwise: [71, 22, 7] },
  "trusted-adult": { "ylyc-8-11": [97, 2, 1], otherwise: [85, 8, 7] },
  "good-friend": { "ylyc-4-7": [92, 3, 5], otherwise: [87, 6, 7] },
  // Published: embarrassed about care 12, afraid of school 28 from 8 to 10, life getting better 83.
  "embarrassed-about-care": [76, 12, 12],
  "afraid-of-school": { "ylyc-4-7": [77, 9, 14], "ylyc-8-11": [58, 14, 28], otherwise: [65, 15, 20] },
  "life-getting-better": { "ylbc-16-25": [64, 21, 15], otherwise: [83, 12, 5] },
  // Published for care leavers: low life satisfaction 26, lonely 22, low well-being overall 30; from 11 to 18: about
  // 1 in 6 low overall, 39 very high. A mean of four ladders is low more rarely than each of them.
  "life-satisfaction": { "ylbc-16-25": [23, 29, 22, 26], otherwise: [39, 23, 17, 21] },
  "happy-yesterday": { "ylbc-16-25": [20, 24, 21, 35], otherwise: [39, 22, 17, 22] },
  "things-worthwhile": { "ylbc-16-25": [20, 24, 21, 35], otherwise: [40, 22, 16, 22] },
  "positive-about-future": { "ylbc-16-25": [21, 24, 20, 35], otherwise: [42, 21, 15, 22] },
  loneliness: [40, 38, 22],

  "anxious-yesterday": [29, 17, 18, 36],
  stress: [24, 41, 35],
  "coping-financially": [45, 32, 23],
  "education-or-work": [64, 9, 27],
  "safe-at-home": { "ylbc-16-25": [73, 17, 10], otherwise: [93, 5, 2] },
  "treated-differently": [44, 24, 32],
  bullied: [62, 16, 22],
  "likes-school": { "ylyc-4-7": [84, 9, 7], "ylyc-8-11": [76, 14, 10], otherwise: [60, 23, 17] },
  "happy-with-appearance": [62, 23, 15],
  "why-in-care-explained": { "ylyc-4-7": [55, 20, 25], "ylyc-8-11": [67, 19, 14], otherwise: [75, 17, 8] },
  "same-things-as-friends": [66, 22, 12],
  "included-in-decisions": [58, 26, 16],
  "contact-mother": [52, 10, 38],
  "contact-father": [50, 12, 38],
  "contact-brothers-and-sisters": [54, 9, 37],
  "contact-wider-family": [58, 12, 30],
  "contact-former-carers": [55, 17, 28],
  "number-of-placements": [34, 45, 21],
  "number-of-social-workers": [41, 28, 31],
  "number-of-leaving-care-workers": [58, 26, 16],
  pets: [66, 34],
  "long-term-condition": [24, 76],
};

/**
 * The share of each band of the item's scale, summing to 1.
 * @throws RangeError when the shares given here do not fit the scale
 */
export function bandShares(item: Item, questionnaire: QuestionnaireId): readonly number[] {
  const found = listed[item.indicator];
  const shares =
    found === undefined
      ? unlisted[younger[questionnaire] ? "younger" : "older"]
      : "otherwise" in found
        ? (found[questionnaire] ?? found.otherwise)
        : found;
  if (shares.length !== bandsOf(item.scale).length)
    throw new RangeError(`the shares of ${item.id} do not fit its scale`);
  return shares.map((share) => share / 100);
}

/**
 * How far authorities differ on an indicator: standard deviation on the logit scale. Published: small, 0.15 to 0.25,
 * but for a trusted adult (66 to 100 per cent) and embarrassment about care (6 to 25).
 */
export function spreadBetweenAuthorities(
  indicator: string,
  drawnBetween: (from: number, to: number) => number,
): number {
  if (indicator === "trusted-adult") return 0.65;
  if (indicator === "embarrassed-about-care") return 0.35;
  return drawnBetween(0.15, 0.25);
}

/** How much of an answer is the respondent's well-being as a whole: the correlation of its latent score with it. */
export function loadingOf(item: Item): number {
  const { domain, polarity } = indicatorOf(item.indicator);
  if (polarity === "neutral") return 0.05;
  return domain === "well-being" ? 0.92 : 0.65;
}
