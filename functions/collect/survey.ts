/** Finds the campaign behind a link, and shows its questionnaire. */
import { type Day, isOpen } from "#shared/programme/calendar.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";
import { campaignAt, unknownLink } from "#shared/runtime/survey-link.ts";
import type { CampaignFinder } from "#shared/storage/programme.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { render } from "#shared/survey/rendering.ts";
import { unlessKnown } from "./entity-tag.ts";

export type Found =
  | { readonly open: true; readonly campaign: Campaign; readonly questionnaire: Questionnaire }
  | { readonly open: false; readonly refusal: HttpAnswer };

const closed = ({ opens, closes }: Campaign) =>
  refuse({
    status: 410,
    code: "closed",
    title: "The survey is not open",
    detail: `Submissions are taken from ${opens} to ${closes}, both days included, London time.`,
    extension: { window: { opens, closes } },
  });

export async function findOpenCampaign(request: HttpRequest, today: Day, campaigns: CampaignFinder): Promise<Found> {
  const campaign = await campaignAt(request, campaigns);
  if (campaign === undefined) return { open: false, refusal: unknownLink };
  // A campaign whose figures are out is closed for good: an answer taken now would be in no figure.
  if (!isOpen(campaign, today) || campaign.releasedIn !== undefined) return { open: false, refusal: closed(campaign) };
  return { open: true, campaign, questionnaire: publishedQuestionnaire(campaign.questionnaire, campaign.version) };
}

/** Answers with the campaign and the questionnaire to render, or 304 when the front end has this very answer already. */
export async function showSurvey(request: HttpRequest, today: Day, campaigns: CampaignFinder): Promise<HttpAnswer> {
  const found = await findOpenCampaign(request, today, campaigns);
  if (!found.open) return found.refusal;
  const { campaign, questionnaire } = found;
  const body = JSON.stringify({
    authority: { name: campaign.authority.name },
    wave: campaign.wave,
    synthetic: campaign.synthetic,
    window: { opens: campaign.opens, closes: campaign.closes },
    languages: campaign.languages,
    questionnaire: render(questionnaire, campaign.languages),
  });
  return unlessKnown(request, body);
}
