/**
 * A wave of sixteen authorities, of blocks like those of 2017, between which nothing differs but chance: counted, noised and
 * fitted by the pipeline's own code. SYNTHETIC.
 */
import { type CountedNation, fittedGroups, type ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Nations } from "#functions/benchmark/counts/ladders.ts";
import { noisedCountsOf, noisedNationOf } from "#functions/tally/add-noise.ts";
import { Counting, type ExactCounts } from "#functions/tally/count.ts";
import type { Chance as NoiseChance } from "#functions/tally/noise/chance.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { authorityGroups } from "#shared/survey/breakdowns.ts";
import { yourLifeYourCare11To17 } from "#shared/survey/questionnaires/ylyc-11-17.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { blockSizes, shareOut } from "../journey/synthetic/blocks.ts";
import type { Chance } from "../journey/synthetic/chance.ts";
import { respondentsOf, waves } from "../journey/synthetic/waves.ts";
import { type AnswerModel, drawAnswer, SKIPPED } from "./answer-model.ts";

/** The instrument with the most answers, the most indicators, ladders and a derived measure. */
export const questionnaire = yourLifeYourCare11To17;

const AS_AT = "2017-04-01";

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

/** Invented children are counted in memory, and their exact counts go no further than into the nation's. */
export interface InventedCampaign {
  readonly released: ReleasedCampaign;
  readonly exact: ExactCounts;
}

/** Noise that the same seed repeats. */
const noiseFrom = (chance: Chance) => ((below: number) => chance.integer(0, below - 1)) as NoiseChance;

/**
 * One authority's campaign with so many respondents. Nobody says anything about themselves, so that only the figures of
 * everybody are worth reading. `model` must be one of `questionnaire`.
 */
export function inventedCampaign(
  code: string,
  model: AnswerModel,
  respondents: number,
  chance: Chance,
): InventedCampaign {
  const { id, version } = questionnaire;
  const counting = new Counting(questionnaire, authorityGroups);
  for (let child = 0; child < respondents; child += 1) counting.add(inventedResponse(model, chance), questionnaire);
  const exact = counting.counts();
  const campaign = aPlannedCampaign({ code, questionnaire: id, version });
  const about = {
    campaign: { wave: campaign.wave, questionnaire: id, version, authority: code },
    asAt: AS_AT,
    responses: respondents,
  };
  const counts = noisedCountsOf(about, exact, noisePolicy, noiseFrom(chance));
  return { released: { campaign, questionnaire, counts, fitted: fittedGroups(counts) }, exact };
}

function inventedResponse(model: AnswerModel, chance: Chance): ResponseContent {
  const wellBeing = chance.normal();
  const answers = new Map<string, number>();
  for (const each of model) {
    const code = drawAnswer(each, wellBeing, chance);
    if (code !== SKIPPED) answers.set(each.item.id, code);
  }
  return { version: questionnaire.version, mode: "online", about: ABOUT_NOTHING, answers };
}

const ABOUT_NOTHING: ResponseContent["about"] = {
  ageBand: "unknown",
  gender: "unknown",
  ethnicity: "unknown",
  placement: "unknown",
  timeInCare: "unknown",
  disability: "unknown",
};

/** The nation of these campaigns: the steps of their ladders, noised once. No group of its own is counted. */
export function nationOf(campaigns: readonly InventedCampaign[], chance: Chance): Nations {
  const [first] = campaigns;
  if (first === undefined) return new Nations([]);
  const { wave, questionnaire: id, version, synthetic } = first.released.campaign;
  const about = {
    survey: { wave, questionnaire: id, synthetic },
    version,
    asAt: AS_AT,
    authorities: campaigns.map(({ released }) => released.campaign.authority.code),
  };
  const exact = { ...first.exact, groups: new Map(), ladders: laddersTogether(campaigns) };
  const counts = noisedNationOf(about, exact, noisePolicy, noiseFrom(chance));
  const nation: CountedNation = { questionnaire, counts, fitted: fittedGroups(counts) };
  return new Nations([nation]);
}

function laddersTogether(campaigns: readonly InventedCampaign[]): ExactCounts["ladders"] {
  const together = new Map<string, Uint32Array>();
  for (const { exact } of campaigns) {
    for (const [id, steps] of exact.ladders) {
      const sofar = together.get(id) ?? new Uint32Array(steps.length);
      together.set(
        id,
        steps.map((count, step) => count + (sofar[step] ?? 0)),
      );
    }
  }
  return together;
}

export interface InventedWave {
  readonly campaigns: readonly ReleasedCampaign[];
  readonly nations: Nations;
}

export function waveOf(campaigns: readonly InventedCampaign[], chance: Chance): InventedWave {
  return { campaigns: campaigns.map(({ released }) => released), nations: nationOf(campaigns, chance) };
}

/** Every authority answers by the same model. */
export function waveWithoutDifferences(model: AnswerModel, chance: Chance): InventedWave {
  const sizes = sizesOfWave(chance);
  const campaigns = authoritiesOfWave.map((code, at) => inventedCampaign(code, model, sizes[at] ?? 0, chance));
  return waveOf(campaigns, chance);
}
