/** Released campaigns that ask one question. SYNTHETIC. */
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { hasAFriend } from "../tally/small-questionnaire.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { type Person, tallyOf } from "./tally-builder.ts";

/** The codes of the answers to the question. */
export const YES = 0;
export const ALSO_YES = 1;
export const NO = 2;
export const RATHER_NOT_SAY = 3;

/** One item with two bands, and a choice that is no answer. */
export const oneQuestion: Questionnaire = {
  id: "ylyc-4-7",
  version: 1,
  title: { en: "One question" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 4, to: 7 },
  ageBands: [
    { id: "4-5", from: 4, to: 5 },
    { id: "6-7", from: 6, to: 7 },
  ],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: [hasAFriend],
    },
  ],
  comments: [],
};

export function released(
  changes: Partial<PlannedCampaign> & { readonly code?: string },
  everybody: readonly Person[],
): ReleasedCampaign {
  const campaign = aPlannedCampaign(changes);
  const questionnaire = { ...oneQuestion, id: campaign.questionnaire, version: campaign.version };
  return { campaign, questionnaire, tally: tallyOf(questionnaire, keyOf(campaign), everybody) };
}
