/** How often a true difference of one authority is claimed, and whether anything else is claimed with it. SYNTHETIC. */
import { Releases } from "#functions/benchmark/counts/pools.ts";
import type { Claim } from "#shared/release/comparison.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { type AnswerModel, answerModel, type TrueShare } from "./answer-model.ts";
import { claimsMade } from "./claims-made.ts";
import { authoritiesOfWave, inventedCampaign, questionnaire, sizesOfWave, waveOf } from "./invented-wave.ts";

/** The share of all the others. More is better here. */
export const baseShare: TrueShare = { indicator: "trust-carers", band: "positive", share: 0.7 };

/** What is true of one authority. */
export interface Truth {
  readonly respondents: number;
  /** Of its share, less that of the others; percentage points. */
  readonly differenceInPoints: number;
  readonly rightClaim: Claim;
}

export const truths: readonly Truth[] = [10, 15].flatMap((points) =>
  [points, -points].flatMap((differenceInPoints) =>
    [30, 60, 120].map(
      (respondents): Truth => ({
        respondents,
        differenceInPoints,
        rightClaim: differenceInPoints > 0 ? "bright-spot" : "area-for-improvement",
      }),
    ),
  ),
);

export interface Outcome {
  /** The true difference was claimed, under its right name. */
  readonly isFound: boolean;
  /** All that was claimed, and what of it is not true. */
  readonly claims: number;
  readonly falseClaims: number;
}

/** Waves of which one authority's answers to `baseShare.indicator` differ, and nothing else does. */
export class WavesWithADifference {
  readonly #seed: number;
  readonly #others: AnswerModel;
  readonly #own: ReadonlyMap<Truth, AnswerModel>;

  constructor(seed: number) {
    this.#seed = seed;
    this.#others = answerModel(questionnaire, seed, baseShare);
    this.#own = new Map(
      truths.map((truth) => {
        const share = baseShare.share + truth.differenceInPoints / 100;
        return [truth, answerModel(questionnaire, seed, { ...baseShare, share })];
      }),
    );
  }

  /** In the order of `truths`, each beside the very same others; waves are independent of each other. */
  outcomesOf(wave: number): Outcome[] {
    const chance = chanceOf(this.#seed, "others", wave);
    const sizes = sizesOfWave(chance);
    const [ownCode = "", ...otherCodes] = authoritiesOfWave;
    const others = otherCodes.map((code, at) => inventedCampaign(code, this.#others, sizes[at + 1] ?? 0, chance));
    return [...this.#own].map(([truth, model], at) => {
      const chanceOfOwn = chanceOf(this.#seed, "own", wave, at);
      const own = inventedCampaign(ownCode, model, truth.respondents, chanceOfOwn);
      const { campaigns, nations } = waveOf([own, ...others], chanceOfOwn);
      const claims = claimsMade(own.released, new Releases(campaigns), nations);
      const right = claims.filter(({ id, claim }) => id === baseShare.indicator && claim === truth.rightClaim);
      return { isFound: right.length > 0, claims: claims.length, falseClaims: claims.length - right.length };
    });
  }
}
