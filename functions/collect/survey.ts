/** Finds the campaign behind a link, and shows its questionnaire. */
import { type Day, isOpen } from "#shared/programme/calendar.ts";
import { type Campaign, isSettled } from "#shared/programme/campaign.ts";
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

const closed = ({ opens, closes }: Campaign, detail: string) =>
  refuse({
    status: 410,
    code: "closed",
    title: "The survey is not open",
    detail,
    extension: { window: { opens, closes } },
  });

const outsideWindow = (campaign: Campaign) =>
  closed(
    campaign,
    `Submissions are taken from ${campaign.opens} to ${campaign.closes}, both days included, London time.`,
  );

/** However open the window: an answer taken now would be in no figure. */
export const counted = (campaign: Campaign) =>
  closed(campaign, "The survey has been counted and takes no more submissions.");

export async function findOpenCampaign(request: HttpRequest, today: Day, campaigns: CampaignFinder): Promise<Found> {
  const campaign = await campaignAt(request, campaigns);
  if (campaign === undefined) return { open: false, refusal: unknownLink };
  if (isSettled(campaign)) return { open: false, refusal: counted(campaign) };
  if (!isOpen(campaign, today)) return { open: false, refusal: outsideWindow(campaign) };
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
