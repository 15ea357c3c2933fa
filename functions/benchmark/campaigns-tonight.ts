/** Every campaign of a night whose window has opened, with what the tally has said of it. */
import pMap from "p-map";
import { type CampaignKey, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { CountsReader } from "#shared/storage/counts.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import { type CountedNation, fittedGroups, type ReleasedCampaign } from "./counts/counted.ts";

interface OfCampaign {
  readonly campaign: PlannedCampaign;
}
export type OpenCampaign = OfCampaign & {
  readonly status: "open";
  /** Rounded; null where they are too few to say. */
  readonly responses: number | null;
};
export type HeldCampaign = OfCampaign & { readonly status: "held"; readonly reason: HoldReason };
export type CampaignTonight = OpenCampaign | HeldCampaign | ({ readonly status: "released" } & ReleasedCampaign);

/** The tally has said nothing of a campaign that it should have looked at. */
export class CampaignNotTallied extends Error {
  override readonly name = "CampaignNotTallied";
  readonly campaign: CampaignKey;
  constructor(key: CampaignKey) {
    super(
      `the counts table has nothing of ${partitionOf(key)} that fits tonight's plan; run the night again from its start, and if that does not bring it, restore the table`,
    );
    this.campaign = key;
  }
}

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const READS_AT_ONCE = 16;

/**
 * In the order of the plan.
 * @throws DamagedCounts, CampaignNotTallied
 */
export function campaignsTonight({ asOf, campaigns }: Plan, counts: CountsReader): Promise<CampaignTonight[]> {
  const opened = campaigns.filter(({ opens, closed }) => closed || opens <= asOf);
  return pMap(opened, (campaign) => campaignTonight(campaign, counts), { concurrency: READS_AT_ONCE });
}

async function campaignTonight(campaign: PlannedCampaign, reader: CountsReader): Promise<CampaignTonight> {
  const key = keyOf(campaign);
  const { counts, progress } = await reader.campaign(key);
  if (campaign.closed && counts !== undefined) {
    const questionnaire = publishedQuestionnaire(campaign.questionnaire, counts.campaign.version);
    return { status: "released", campaign, questionnaire, counts, fitted: fittedGroups(counts) };
  }
  if (progress?.status === "held" && campaign.closed) return { status: "held", campaign, reason: progress.reason };
  if (progress?.status === "open" && !campaign.closed) {
    return { status: "open", campaign, responses: progress.responses };
  }
  throw new CampaignNotTallied(key);
}

/** Of every survey that is over, in the order of the plan. */
export async function nationsTonight({ campaigns }: Plan, reader: CountsReader): Promise<CountedNation[]> {
  const surveys = new Map(campaigns.map((campaign) => [JSON.stringify(surveyOf(campaign)), surveyOf(campaign)]));
  const nations = await pMap([...surveys.values()], (survey) => reader.nation(survey), { concurrency: READS_AT_ONCE });
  return nations.flatMap((counts): CountedNation[] => {
    if (counts === undefined) return [];
    const questionnaire = publishedQuestionnaire(counts.survey.questionnaire, counts.version);
    return [{ questionnaire, counts, fitted: fittedGroups(counts) }];
  });
}

const surveyOf = ({ wave, questionnaire, synthetic }: PlannedCampaign): Survey => ({ wave, questionnaire, synthetic });
