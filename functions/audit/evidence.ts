/** Everything that the rules judge by: the draft, and what is privately known about the campaigns in it. */
import { type CampaignKey, keyOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { type CellIndex, type ExactCells, exactCells, indexOf } from "./cells.ts";
import type { Draft } from "./draft.ts";

/** A campaign whose window has opened by the night's day, or whose figures are out, with its counts. */
export interface CountedCampaign {
  readonly campaign: PlannedCampaign;
  readonly counts: Pick<Tally, "campaign" | "read" | "tallied" | "setAside">;
  readonly cells: ExactCells;
}

export interface Evidence {
  readonly draft: Draft;
  readonly plan: Plan;
  readonly policy: DisclosurePolicy;
  /** By `campaignName`. */
  readonly campaigns: ReadonlyMap<string, CountedCampaign>;
  /** The closed campaigns by `poolName`: whose answers are compared with each other. */
  readonly pools: ReadonlyMap<string, readonly CountedCampaign[]>;
}

export function campaignName({ wave, authority, questionnaire }: CampaignKey): string {
  return `${wave} ${authority} ${questionnaire}`;
}

/** The same questionnaire in the same version and wave: nothing else is comparable. */
export function poolName({ wave, questionnaire, version }: PlannedCampaign): string {
  return `${wave} ${questionnaire} ${version}`;
}

/** The campaign that a row of either dataset says it is about. */
export function campaignOfRow(
  { wave, old_la_code, instrument }: Readonly<Record<"wave" | "old_la_code" | "instrument", string>>,
  { campaigns }: Evidence,
): CountedCampaign | undefined {
  return campaigns.get(`${wave} ${old_la_code} ${instrument}`);
}

export interface EvidenceStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/** @throws MissingObject, DamagedObject */
export async function gatherEvidence(
  runId: string,
  draft: Draft,
  policy: DisclosurePolicy,
  { tallies, questionnaireOf }: EvidenceStores,
): Promise<Evidence> {
  const plan = await tallies.readPlan(runId);
  const indices = new Map<string, CellIndex>();
  const campaigns = new Map<string, CountedCampaign>();
  const pools = new Map<string, CountedCampaign[]>();
  // One after another: of each tally only the compact cells stay in memory.
  for (const campaign of plan.campaigns.filter(({ opens, closed }) => closed || opens <= plan.asOf)) {
    const key = keyOf(campaign);
    const name = `${campaign.questionnaire} ${campaign.version}`;
    const index = indices.get(name) ?? indexOf(questionnaireOf(campaign.questionnaire, campaign.version));
    indices.set(name, index);
    const tally = await tallies.read(key);
    const { campaign: counted, read, tallied, setAside } = tally;
    const known = {
      campaign,
      counts: { campaign: counted, read, tallied, setAside },
      cells: exactCells(tally, index),
    };
    campaigns.set(campaignName(key), known);
    if (campaign.closed) pools.set(poolName(campaign), [...(pools.get(poolName(campaign)) ?? []), known]);
  }
  return { draft, plan, policy, campaigns, pools };
}
