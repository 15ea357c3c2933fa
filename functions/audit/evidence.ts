/** Everything that the rules judge by: the draft, and what is privately known about the campaigns in it. */
import { type CampaignKey, keyOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Tally } from "#shared/survey/tally.ts";
import type { Draft } from "./draft.ts";
import { type ExactCounts, exactCountsOf } from "./exact-counts.ts";
import { type Layout, layoutOf } from "./layout.ts";
import { Released } from "./released.ts";

/** A campaign whose window has opened by the night's day, or whose figures are out, with its counts. */
export interface CountedCampaign {
  readonly campaign: PlannedCampaign;
  readonly counts: Pick<Tally, "campaign" | "read" | "tallied" | "withdrawn" | "setAside">;
  readonly exact: ExactCounts;
}

export interface Evidence {
  readonly draft: Draft;
  readonly plan: Plan;
  readonly policy: DisclosurePolicy;
  /** By `campaignName`. */
  readonly campaigns: ReadonlyMap<string, CountedCampaign>;
  /** The closed ones, arranged for comparison. */
  readonly released: Released<CountedCampaign>;
}

export function campaignName({ wave, authority, questionnaire }: CampaignKey): string {
  return `${wave} ${authority} ${questionnaire}`;
}

/** The campaign that a row of any dataset but the national ones says it is about. */
export function campaignOfRow(
  { wave, old_la_code, instrument }: Readonly<Record<"wave" | "old_la_code" | "instrument", string>>,
  { campaigns }: Evidence,
): CountedCampaign | undefined {
  return campaigns.get(`${wave} ${old_la_code} ${instrument}`);
}

/** Undefined also where the row does not say. */
export function someCampaignOfRow(
  { wave = "", old_la_code = "", instrument = "" }: Readonly<Record<string, string>>,
  evidence: Evidence,
): CountedCampaign | undefined {
  return campaignOfRow({ wave, old_la_code, instrument }, evidence);
}

export interface EvidenceStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/** @throws MissingObject, DamagedObject, TallyDoesNotFit */
export async function gatherEvidence(
  runId: string,
  draft: Draft,
  policy: DisclosurePolicy,
  { tallies, questionnaireOf }: EvidenceStores,
): Promise<Evidence> {
  const plan = await tallies.readPlan(runId);
  const layouts = new Map<string, Layout>();
  const campaigns = new Map<string, CountedCampaign>();
  // One after another: of each tally only the compact counts stay in memory.
  for (const campaign of plan.campaigns.filter(({ opens, closed }) => closed || opens <= plan.asOf)) {
    const key = keyOf(campaign);
    const name = `${campaign.questionnaire} ${campaign.version}`;
    const layout = layouts.get(name) ?? layoutOf(questionnaireOf(campaign.questionnaire, campaign.version));
    layouts.set(name, layout);
    const tally = await tallies.read(key);
    const { campaign: counted, read, tallied, withdrawn, setAside } = tally;
    campaigns.set(campaignName(key), {
      campaign,
      counts: { campaign: counted, read, tallied, withdrawn, setAside },
      exact: exactCountsOf(tally, layout),
    });
  }
  return { draft, plan, policy, campaigns, released: new Released(campaigns.values()) };
}
