/** A wave of sixteen authorities, of blocks like those of 2017, between which nothing differs but chance. SYNTHETIC. */
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { yourLifeYourCare11To17 } from "#shared/survey/questionnaires/ylyc-11-17.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { blockSizes, shareOut } from "../journey/synthetic/blocks.ts";
import type { Chance } from "../journey/synthetic/chance.ts";
import { respondentsOf, waves } from "../journey/synthetic/waves.ts";
import type { AnswerModel } from "./answer-model.ts";
import { inventedTally } from "./invented-tally.ts";

/** The instrument with the most answers, the most indicators, ladders and a derived measure. */
export const questionnaire = yourLifeYourCare11To17;

/** In the order of `authoritiesOfWave`: 1,405 respondents of the questionnaire, shared out anew. */
export function sizesOfWave(chance: Chance): number[] {
  const instruments = respondentsOf(waves["2017"]);
  const columns = instruments.map(([, respondents]) => respondents);
  const everybody = columns.reduce((sum, respondents) => sum + respondents, 0);
  const position = instruments.findIndex(([id]) => id === questionnaire.id);
  const blocks = blockSizes(waves["2017"].authorities, everybody, chance);
  return shareOut(blocks, columns, chance).map((row) => row[position] ?? 0);
}

export const authoritiesOfWave: readonly string[] = authorities
  .slice(0, waves["2017"].authorities)
  .map(({ code }) => code);

/** One authority's released campaign with so many respondents. */
export function inventedCampaign(
  code: string,
  model: AnswerModel,
  respondents: number,
  chance: Chance,
): ReleasedCampaign {
  const { id, version } = questionnaire;
  const campaign = aPlannedCampaign({ code, questionnaire: id, version });
  return { campaign, questionnaire, tally: inventedTally(questionnaire, model, keyOf(campaign), respondents, chance) };
}

/** Every authority answers by the same model. */
export function waveWithoutDifferences(model: AnswerModel, chance: Chance): ReleasedCampaign[] {
  const sizes = sizesOfWave(chance);
  return authoritiesOfWave.map((code, at) => inventedCampaign(code, model, sizes[at] ?? 0, chance));
}
