/**
 * What a respondent answers. Every item has a latent score made of the respondent's well-being and of chance; the
 * authority moves the item's marginal on the logit scale; the score's place in that marginal is the answer. So each
 * item keeps its own shares, and a respondent's answers hang together.
 */
import { bandsOf, type Item, itemsOf, type Questionnaire, type Scale } from "#shared/survey/questionnaire.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { bandShares, loadingOf, spreadBetweenAuthorities } from "./marginals.ts";
import { standardNormalBelow } from "./normal.ts";

export type SyntheticAnswers = Readonly<Record<string, string | number>>;

/** Answers a questionnaire for one respondent of one authority. */
export type Answering = (wellBeing: number, chance: Chance) => SyntheticAnswers;

/** Share of respondents who choose an option that is no answer, each such option. */
const NO_ANSWER_SHARE: Readonly<Record<string, number>> = { "does-not-apply": 0.04, "do-not-know": 0.02 };
const OTHER_NO_ANSWER_SHARE = 0.01;
/** Of an authority's difference, how much of the variance stays from wave to wave. */
const LASTING = 0.8;

interface Step {
  readonly answer: string | number;
  readonly share: number;
}

/** Every answer that has a band, from the most favourable to the least. Shares sum to 1. */
function stepsOf(scale: Scale, shares: readonly number[]): readonly Step[] {
  const bands = bandsOf(scale);
  return bands.flatMap((band, at) => {
    const answers = answersInBand(scale, band);
    // The further from the middle on the unfavourable side, the rarer.
    const weights = answers.map((_, rank) => (at === bands.length - 1 ? 0.6 ** rank : 1));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return answers.map((answer, rank) => ({ answer, share: ((shares[at] ?? 0) * (weights[rank] ?? 0)) / sum }));
  });
}

/** From the most favourable to the least. */
function answersInBand(scale: Scale, band: string): readonly (string | number)[] {
  if (scale.kind === "ladder") {
    const found = scale.bands.find(({ id }) => id === band);
    if (found === undefined) return [];
    const upwards = Array.from({ length: found.to - found.from + 1 }, (_, step) => found.from + step);
    const favourableIsHigh = (scale.bands[0]?.from ?? 0) > 0;
    return favourableIsHigh ? upwards.toReversed() : upwards;
  }
  const answers = scale.options.filter((option) => option.band === band).map(({ id }) => id);
  const first = scale.options.find((option) => option.band !== null);
  // Options about harm are listed from "all of the time" down, that is from the unfavourable end.
  return first?.band === scale.bands[0] ? answers : answers.toReversed();
}

/** Moves a share of favourable answers by so much on the logit scale. */
function moved(share: number, byLogits: number): number {
  if (share <= 0 || share >= 1) return share;
  return 1 / (1 + Math.exp(-(Math.log(share / (1 - share)) + byLogits)));
}

/** What an authority's children say more, or less, than children elsewhere: on the logit scale, by indicator. */
function differenceOf(item: Item, seed: number, wave: string, authority: string): number {
  const between = chanceOf(seed, "spread", item.indicator);
  const spread = spreadBetweenAuthorities(item.indicator, (from, to) => from + (to - from) * between.uniform());
  const lasting = chanceOf(seed, "authority", authority, item.indicator).normal();
  const passing = chanceOf(seed, "authority", authority, item.indicator, wave).normal();
  return spread * (Math.sqrt(LASTING) * lasting + Math.sqrt(1 - LASTING) * passing);
}

interface PreparedItem {
  readonly id: string;
  readonly missing: number;
  readonly noAnswers: readonly (readonly [string, number])[];
  readonly loading: number;
  /** Answers with the share of all that are at least as favourable; the last one reaches 1. */
  readonly cumulative: readonly { readonly answer: string | number; readonly upTo: number }[];
}

function prepare(
  item: Item,
  questionnaire: Questionnaire,
  seed: number,
  wave: string,
  authority: string,
): PreparedItem {
  const difference = differenceOf(item, seed, wave, authority);
  let sum = 0;
  const cumulative = stepsOf(item.scale, bandShares(item, questionnaire.id)).map(({ answer, share }) => {
    sum += share;
    return { answer, upTo: moved(Math.min(sum, 1), difference) };
  });
  const options = item.scale.kind === "choice" ? item.scale.options : [];
  return {
    id: item.id,
    // Published: 2 to 8 per cent of an item's answers are missing.
    missing: 0.02 + 0.06 * chanceOf(seed, "missing", questionnaire.id, item.id).uniform(),
    noAnswers: options
      .filter(({ band }) => band === null)
      .map(({ id }) => [id, NO_ANSWER_SHARE[id] ?? OTHER_NO_ANSWER_SHARE] as const),
    loading: loadingOf(item),
    cumulative,
  };
}

function answer(item: PreparedItem, wellBeing: number, chance: Chance): string | number | undefined {
  // All of an item's draws are made whatever they decide, so that an answer does not depend on those before it.
  const [missing, noAnswer, own] = [chance.uniform(), chance.uniform(), chance.normal()];
  if (missing < item.missing) return undefined;
  let upTo = 0;
  for (const [option, share] of item.noAnswers) {
    upTo += share;
    if (noAnswer < upTo) return option;
  }
  const score = item.loading * wellBeing + Math.sqrt(1 - item.loading ** 2) * own;
  const place = 1 - standardNormalBelow(score);
  return (item.cumulative.find(({ upTo: reached }) => place < reached) ?? item.cumulative.at(-1))?.answer;
}

export function answering(questionnaire: Questionnaire, seed: number, wave: string, authority: string): Answering {
  const items = itemsOf(questionnaire).map((item) => prepare(item, questionnaire, seed, wave, authority));
  return (wellBeing, chance) =>
    Object.fromEntries(
      items.flatMap((item) => {
        const given = answer(item, wellBeing, chance);
        return given === undefined ? [] : [[item.id, given]];
      }),
    );
}
