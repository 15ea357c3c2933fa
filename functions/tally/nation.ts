/**
 * Counts, once a survey, the groups that no authority is counted for, and the steps of ladders: as sums of many noised cells
 * they would drown in noise, so they get one draw for the whole nation when the survey is over.
 */
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS } from "#shared/release/hold-rule.ts";
import type { CountsReader } from "#shared/storage/counts.ts";
import type { Plans } from "#shared/storage/plans.ts";
import { nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import { judge } from "#shared/survey/judge.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import { noisedNationOf } from "./add-noise.ts";
import { Counting } from "./count.ts";
import type { TallyRules, TallyStores } from "./tally.ts";

export interface NationStores extends Pick<TallyStores, "responses" | "counts" | "questionnaireOf"> {
  readonly plans: Pick<Plans, "readPlan">;
  readonly standing: Pick<CountsReader, "campaign">;
}

/** `waiting`: a campaign is still open, or held and awaited. `nobody`: no campaign of the survey was counted. */
export type TalliedNation = "counted" | "stands" | "waiting" | "nobody";

export async function tallyNation(
  runId: string,
  survey: Survey,
  asOf: Day,
  stores: NationStores,
  { policy, chance, countsKeptInDays }: TallyRules,
  now: Date,
): Promise<TalliedNation> {
  const { counts, plans, questionnaireOf } = stores;
  if (await counts.isNationDrawn(survey)) return "stands";
  const campaigns = (await plans.readPlan(runId)).campaigns.filter(isOf(survey));
  const counted = await countedIn(campaigns, asOf, stores.standing);
  if (counted === "waiting") return "waiting";
  const [first, ...rest] = counted;
  if (first === undefined) return "nobody";

  const { version } = rest.reduce((one, other) => (other.version > one.version ? other : one), first);
  const latest = questionnaireOf(survey.questionnaire, version);
  const counting = new Counting(latest, nationOnlyGroupsOf(latest));
  for (const campaign of counted) await countInto(counting, campaign, stores, now);
  const about = { survey, version, asAt: asOf, authorities: counted.map(({ authority }) => authority.code) };
  const nation = noisedNationOf(about, counting.counts(), policy, chance);
  const outcome = await counts.putNation(nation, expiryOf({ closes: lastDayOf(campaigns) }, countsKeptInDays));
  return outcome === "stored" ? "counted" : "stands";
}

const isOf = (survey: Survey) => (campaign: PlannedCampaign) =>
  campaign.wave === survey.wave &&
  campaign.questionnaire === survey.questionnaire &&
  campaign.synthetic === survey.synthetic;

const lastDayOf = (campaigns: readonly PlannedCampaign[]): Day =>
  campaigns.reduce((last, { closes }) => (closes > last ? closes : last), "");

/**
 * The survey is over when each of its campaigns is counted or has too few responses to be. A campaign that is held for another
 * reason can be mended, and is awaited until a day on which the survey is over all the same.
 */
async function countedIn(
  campaigns: readonly PlannedCampaign[],
  asOf: Day,
  standing: Pick<CountsReader, "campaign">,
): Promise<readonly PlannedCampaign[] | "waiting"> {
  const isOverByDate = lastDayOf(campaigns) < daysBefore(asOf, HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS);
  const counted: PlannedCampaign[] = [];
  for (const campaign of campaigns) {
    const { counts, progress } = await standing.campaign(keyOf(campaign));
    if (counts !== undefined) {
      counted.push(campaign);
      continue;
    }
    const isPastMending = progress?.status === "held" && (progress.reason === "too-few" || isOverByDate);
    if (!isPastMending) return "waiting";
  }
  return counted;
}

async function countInto(
  counting: Counting,
  campaign: PlannedCampaign,
  { responses, questionnaireOf }: Pick<NationStores, "responses" | "questionnaireOf">,
  now: Date,
): Promise<void> {
  const asked = questionnaireOf(campaign.questionnaire, campaign.version);
  for await (const { response } of responses.ofCampaign(keyOf(campaign), Math.floor(now.getTime() / 1000))) {
    const judged = judge(response, asked);
    if ("response" in judged) counting.add(judged.response, asked);
  }
}
