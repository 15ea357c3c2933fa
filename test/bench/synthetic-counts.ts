/** The noised counts of invented campaigns and of their nation, counted from invented submissions without a cloud. SYNTHETIC. */

import { type CountedNation, fittedGroups, type ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import { noisedCountsOf, noisedNationOf } from "#functions/tally/add-noise.ts";
import { Counting } from "#functions/tally/count.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";
import { authorityGroups, nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";
import type { Response } from "#shared/survey/response.ts";
import { chanceFrom } from "../chance.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { campaignsOf, type SyntheticCampaign, submissionsOf } from "../journey/synthetic/submissions.ts";
import { waves } from "../journey/synthetic/waves.ts";

const AS_AT = "2017-06-01";

/** Those under ten respondents are held and left out. */
const counted = (campaigns: readonly SyntheticCampaign[]) => campaigns.filter(({ respondents }) => respondents >= 10);

function responsesOf(campaign: SyntheticCampaign, seed: number): Response[] {
  const questionnaire = publishedQuestionnaire(campaign.questionnaire, campaign.version);
  return submissionsOf(campaign, seed)
    .filter(({ body }) => Object.keys(body.answers).length > 0)
    .map(({ body }) => anonymise(body as Submission, questionnaire));
}

/** One campaign after another, each counted from its own submissions. */
export function releasedFrom(
  campaigns: readonly SyntheticCampaign[],
  seed: number,
  policy: DisclosurePolicy = noisePolicy,
): ReleasedCampaign[] {
  const chance = chanceFrom(seed);
  return counted(campaigns).map((synthetic): ReleasedCampaign => {
    const { wave, authority, questionnaire: id, version, eligible } = synthetic;
    const questionnaire = publishedQuestionnaire(id, version);
    const counting = new Counting(questionnaire, authorityGroups);
    const responses = responsesOf(synthetic, seed);
    for (const response of responses) counting.add(response, questionnaire);
    const about = {
      campaign: { wave, questionnaire: id, version, authority: authority.code },
      asAt: AS_AT,
      responses: responses.length,
    };
    const counts = noisedCountsOf(about, counting.counts(), policy, chance);
    const campaign = aPlannedCampaign({ wave, code: authority.code, questionnaire: id, version, eligible });
    return { campaign, questionnaire, counts, fitted: fittedGroups(counts) };
  });
}

/** The nation of each questionnaire. */
export function nationsFrom(
  campaigns: readonly SyntheticCampaign[],
  seed: number,
  policy: DisclosurePolicy = noisePolicy,
): CountedNation[] {
  const chance = chanceFrom(seed + 1);
  return [...Map.groupBy(counted(campaigns), ({ questionnaire }) => questionnaire).values()].flatMap((ofSurvey) => {
    const [first] = ofSurvey;
    if (first === undefined) return [];
    const questionnaire = publishedQuestionnaire(first.questionnaire, first.version);
    const counting = new Counting(questionnaire, nationOnlyGroupsOf(questionnaire));
    for (const each of ofSurvey) {
      for (const response of responsesOf(each, seed)) counting.add(response, questionnaire);
    }
    const about = {
      survey: { wave: first.wave, questionnaire: first.questionnaire, synthetic: true },
      version: first.version,
      asAt: AS_AT,
      authorities: ofSurvey.map(({ authority }) => authority.code),
    };
    const counts = noisedNationOf(about, counting.counts(), policy, chance);
    return [{ questionnaire, counts, fitted: fittedGroups(counts) }];
  });
}

/** The wave of 2017, in the sizes of the published one. */
export const waveOf2017 = (seed: number) => campaignsOf(waves["2017"], seed);

/** Every block of the same size, in as many authorities as are wanted: beyond the known ones under invented codes. */
export function evenCampaigns(
  howMany: number,
  questionnaires: readonly QuestionnaireId[],
  respondents: number,
): SyntheticCampaign[] {
  return Array.from({ length: howMany }, (_, at) => at).flatMap((at) => {
    const known = authorities[at % authorities.length];
    if (known === undefined) throw new RangeError("no authority is known");
    const authority = { ...known, code: String(101 + at), onsCode: `E0600${String(1001 + at)}` };
    return questionnaires.map(
      (questionnaire): SyntheticCampaign => ({
        wave: "2017",
        authority,
        questionnaire,
        version: 1,
        eligible: 4 * respondents,
        respondents,
      }),
    );
  });
}
