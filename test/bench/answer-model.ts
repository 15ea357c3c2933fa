/**
 * How the answers of an invented child come about, with every threshold worked out beforehand: the marginals, loadings
 * and missing answers of the journey's invented waves, but the same in every authority. SYNTHETIC.
 */
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  itemsOf,
  type Questionnaire,
  type Scale,
} from "#shared/survey/questionnaire.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";
import { bandShares, loadingOf } from "../journey/synthetic/marginals.ts";
import { standardNormalQuantile } from "../journey/synthetic/normal.ts";

/** An indicator that everybody answers, with this true share in this band. */
export interface TrueShare {
  readonly indicator: string;
  readonly band: string;
  /** Above 0, under 1. */
  readonly share: number;
}

export interface ItemModel {
  readonly item: Item;
  /** Share of those who skip it. */
  readonly missing: number;
  /** Choices that are no answer, each with the share of the children who have skipped or chosen so by then. */
  readonly noAnswers: readonly { readonly code: number; readonly upTo: number }[];
  /** Correlation of the latent score with the child's well-being, and what chance adds to it. */
  readonly loading: number;
  readonly ownPart: number;
  /** Answer codes from the favourable end; one is chosen where the score exceeds its threshold and none before it. */
  readonly codes: readonly number[];
  readonly thresholds: Float64Array;
}

export type AnswerModel = readonly ItemModel[];

/** Published: 2 to 8 per cent of an item's answers are missing. */
const LEAST_MISSING = 0.02;
const MOST_MISSING = 0.08;
/** Share of respondents who choose an option that is no answer, each such option. */
const NO_ANSWER_SHARE = 0.02;

/** @param fixed replaces the marginal of one indicator and lets nobody skip it */
export function answerModel(questionnaire: Questionnaire, seed: number, fixed?: TrueShare): AnswerModel {
  return itemsOf(questionnaire).map((item) => {
    const shares = bandShares(item, questionnaire.id);
    if (item.indicator === fixed?.indicator) return itemModel(item, withShare(item.scale, shares, fixed), 0, 0);
    const missing = chanceOf(seed, "missing", item.id).uniform();
    return itemModel(item, shares, LEAST_MISSING + (MOST_MISSING - LEAST_MISSING) * missing, NO_ANSWER_SHARE);
  });
}

/** The other bands keep their proportions to each other. */
function withShare(scale: Scale, shares: readonly number[], { band, share }: TrueShare): number[] {
  const position = bandsOf(scale).indexOf(band);
  const before = shares[position];
  if (before === undefined) throw new RangeError("a share is fixed for a band that its indicator does not have");
  return shares.map((other, at) => (at === position ? share : (other * (1 - share)) / (1 - before)));
}

function itemModel(item: Item, shares: readonly number[], missing: number, noAnswerShare: number): ItemModel {
  const codes: number[] = [];
  const thresholds: number[] = [];
  let favourable = 0;
  for (const [position, band] of bandsOf(item.scale).entries()) {
    const inBand = codesInBand(item.scale, band);
    for (const code of inBand) {
      favourable += (shares[position] ?? 0) / inBand.length;
      codes.push(code);
      thresholds.push(standardNormalQuantile(1 - favourable));
    }
  }
  const loading = loadingOf(item);
  return {
    item,
    missing,
    noAnswers: codesInBand(item.scale, null).map((code, at) => ({ code, upTo: missing + (at + 1) * noAnswerShare })),
    loading,
    ownPart: Math.sqrt(1 - loading ** 2),
    codes,
    thresholds: Float64Array.from(thresholds),
  };
}

/** Answers of one band are equally likely, so their order inside it is of no weight except on a ladder. */
function codesInBand(scale: Scale, band: string | null): number[] {
  const codes = Array.from({ length: answersOf(scale) }, (_, code) => code).filter(
    (code) => bandOfCode(scale, code) === band,
  );
  return scale.kind === "ladder" ? codes.toReversed() : codes;
}

export const SKIPPED = -1;

/** The answer's code, or `SKIPPED`. */
export function drawAnswer(model: ItemModel, wellBeing: number, chance: Chance): number {
  const { missing, noAnswers, loading, ownPart, codes, thresholds } = model;
  const said = chance.uniform();
  if (said < missing) return SKIPPED;
  for (const { code, upTo } of noAnswers) if (said < upTo) return code;
  const score = loading * wellBeing + ownPart * chance.normal();
  const last = codes.length - 1;
  for (let at = 0; at < last; at += 1) {
    if (score > (thresholds[at] ?? Number.NEGATIVE_INFINITY)) return codes[at] ?? SKIPPED;
  }
  return codes[last] ?? SKIPPED;
}
