/** The tallies of invented campaigns, counted from invented submissions without a cloud. SYNTHETIC. */

import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import { countOne, startCounting, tallyOf } from "#functions/tally/count.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";
import { authorities } from "../journey/synthetic/authorities.ts";
import { campaignsOf, type SyntheticCampaign, submissionsOf } from "../journey/synthetic/submissions.ts";
import { waves } from "../journey/synthetic/waves.ts";

/** One campaign after another, each counted from its own submissions; those under ten respondents are held and left out. */
export function releasedFrom(campaigns: readonly SyntheticCampaign[], seed: number): ReleasedCampaign[] {
  return campaigns.filter(({ respondents }) => respondents >= 10).map((campaign) => releasedOne(campaign, seed));
}

function releasedOne(synthetic: SyntheticCampaign, seed: number): ReleasedCampaign {
  const { wave, authority, questionnaire: id, version, eligible } = synthetic;
  const questionnaire = publishedQuestionnaire(id, version);
  const counting = startCounting(questionnaire);
  for (const { body } of submissionsOf(synthetic, seed)) {
    if (Object.keys(body.answers).length === 0) continue;
    countOne(counting, { response: anonymise(body as Submission, questionnaire) });
  }
  const campaign = aPlannedCampaign({ wave, code: authority.code, questionnaire: id, version, eligible });
  return { campaign, questionnaire, tally: tallyOf({ ...keyOf(campaign), version }, counting) };
}

/** The wave of 2017, in the sizes of the published one. */
export const waveOf2017 = (seed: number) => releasedFrom(campaignsOf(waves["2017"], seed), seed);

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
