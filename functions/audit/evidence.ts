/** Everything that the rules judge by: the draft, and what is privately known about the campaigns in it. */
import { type CampaignKey, keyOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import { symbols } from "#shared/release/dataset.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Ledger, NationalKey } from "#shared/storage/ledger.ts";
import type { Releases } from "#shared/storage/releases.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { CellStates } from "./cell-states.ts";
import { isWithheldByBand } from "./demand.ts";
import type { Draft } from "./draft.ts";
import { countsOf, type ExactCounts, exactCountsOf } from "./exact-counts.ts";
import { type Standing, standingOf } from "./gate.ts";
import { type Block, type Layout, layoutOf } from "./layout.ts";
import { Released } from "./released.ts";
import { readStandingFigures, type StandingFigures } from "./standing.ts";

/** A campaign whose window has opened by the night's day, or whose figures are out, with its counts. */
export interface CountedCampaign {
  readonly campaign: PlannedCampaign;
  /** Whether its figures are out, and with which version of its counts: tonight's are another matter. */
  readonly standing: Standing;
  /** Of a released campaign those of its last version. */
  readonly counts: Pick<Tally, "campaign" | "read" | "tallied" | "withdrawn" | "setAside">;
  readonly exact: ExactCounts;
}

export interface Gathered {
  readonly draft: Draft;
  readonly plan: Plan;
  readonly policy: DisclosurePolicy;
  /** By `campaignName`. */
  readonly campaigns: ReadonlyMap<string, CountedCampaign>;
  /** What readers see now. */
  readonly standing: StandingFigures;
  /** The released ones, arranged for comparison. */
  readonly released: Released<CountedCampaign>;
  /** Codes of the authorities whose answers the national figures are, once these are final: by `surveyName`. */
  readonly nationalMembers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** With what the draft itself shows: own figures and national ones are read once before any rule begins. */
export interface Evidence extends Gathered {
  /** By `nameOfCampaign`, and by the name of a nation. */
  readonly states: ReadonlyMap<string, CellStates>;
}

export function isReleased({ standing }: CountedCampaign): boolean {
  return standing.status === "released";
}

export function campaignName({ wave, authority, questionnaire }: CampaignKey): string {
  return `${wave} ${authority} ${questionnaire}`;
}

export function surveyName({ wave, questionnaire }: NationalKey): string {
  return `${wave} ${questionnaire}`;
}

/** The campaign that a row of any dataset but the national ones says it is about. */
export function campaignOfRow(
  { wave, old_la_code, instrument }: Readonly<Record<"wave" | "old_la_code" | "instrument", string>>,
  { campaigns }: Gathered,
): CountedCampaign | undefined {
  return campaigns.get(`${wave} ${old_la_code} ${instrument}`);
}

/** Undefined also where the row does not say. */
export function someCampaignOfRow(
  { wave = "", old_la_code = "", instrument = "" }: Readonly<Record<string, string>>,
  evidence: Gathered,
): CountedCampaign | undefined {
  return campaignOfRow({ wave, old_la_code, instrument }, evidence);
}

/** Whether a row is about no single authority: its dataset has none, or says that there is none here. */
export function isAboutAllAuthorities({
  old_la_code = symbols.notApplicable,
}: Readonly<Record<string, string>>): boolean {
  return old_la_code === symbols.notApplicable;
}

/** The authorities that have a row anywhere, in the order of their folders. */
export function codesOf({ campaigns }: Pick<Gathered, "campaigns">): string[] {
  return [...new Set(Array.from(campaigns.values(), ({ campaign }) => campaign.authority.code))].toSorted();
}

export function nameOfCampaign({ campaign }: Pick<CountedCampaign, "campaign">): string {
  return campaignName(keyOf(campaign));
}

/** What the draft shows of a campaign's own figures. */
export function statesOf(known: CountedCampaign, { states }: Pick<Evidence, "states">): CellStates {
  return states.get(nameOfCampaign(known)) ?? new CellStates(known.exact.layout);
}

/**
 * Whether a campaign publishes anything of a block. Under a stricter profile every band may be withheld for its own sake:
 * such a block is not hidden, and its base is nobody's secret.
 */
export function publishes(
  known: CountedCampaign,
  block: Block,
  evidence: Pick<Evidence, "states" | "policy">,
): boolean {
  return (
    statesOf(known, evidence).isPublished(block) || isWithheldByBand([...countsOf(known.exact, block)], evidence.policy)
  );
}

export interface EvidenceStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly ledger: Pick<Ledger, "versions" | "nationalMembers">;
  readonly releases: Pick<Releases, "latest" | "retractions" | "recall">;
  readonly questionnaireOf: (id: CampaignKey["questionnaire"], version: number) => Questionnaire;
}

/** @throws MissingObject, DamagedObject, StandingReleaseDamaged, TallyDoesNotFit */
export async function gatherEvidence(
  runId: string,
  draft: Draft,
  policy: DisclosurePolicy,
  { tallies, ledger, releases, questionnaireOf }: EvidenceStores,
): Promise<Gathered> {
  const plan = await tallies.readPlan(runId);
  const standingFigures = await readStandingFigures(draft.manifest, releases);
  const days = new Map(standingFigures.released.map(({ asAt, ...key }) => [campaignName(key), asAt]));
  const layouts = new Map<string, Layout>();
  const campaigns = new Map<string, CountedCampaign>();
  // One after another: of each tally only the compact counts stay in memory.
  for (const campaign of plan.campaigns.filter(({ opens, closed }) => closed || opens <= plan.asOf)) {
    const key = keyOf(campaign);
    const name = `${campaign.questionnaire} ${campaign.version}`;
    const layout = layouts.get(name) ?? layoutOf(questionnaireOf(campaign.questionnaire, campaign.version));
    layouts.set(name, layout);
    const tonight = await tallies.read(key);
    const versions = campaign.closed ? await ledger.versions(key) : [];
    const standing = standingOf(campaign, tonight, versions, days.get(campaignName(key)), plan.asOf, policy);
    const tally = (standing.status === "released" && versions.at(-1)?.tally) || tonight;
    const { campaign: counted, read, tallied, withdrawn, setAside } = tally;
    campaigns.set(campaignName(key), {
      campaign,
      standing,
      counts: { campaign: counted, read, tallied, withdrawn, setAside },
      exact: exactCountsOf(tally, layout),
    });
  }
  const released = [...campaigns.values()].filter(isReleased);
  return {
    draft,
    plan,
    policy,
    campaigns,
    standing: standingFigures,
    released: new Released(released),
    nationalMembers: await nationalMembersIn(plan, ledger),
  };
}

async function nationalMembersIn({ campaigns }: Plan, ledger: Pick<Ledger, "nationalMembers">) {
  const known = new Map<string, ReadonlySet<string>>();
  for (const [name, survey] of new Map(campaigns.map((campaign) => [surveyName(campaign), campaign]))) {
    const frozen = await ledger.nationalMembers(survey);
    if (frozen !== undefined) known.set(name, new Set(frozen.members));
  }
  return known;
}
