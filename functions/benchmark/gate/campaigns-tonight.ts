/** Every campaign of a night with the counts that may be told of it: those of tonight, or those of its last version. */
import { type CampaignKey, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Plan, PlannedCampaign } from "#shared/programme/night.ts";
import { type HoldReason, holdReasonOf } from "#shared/release/hold-rule.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Ledger, LedgerVersion } from "#shared/storage/ledger.ts";
import type { StandingRelease } from "#shared/storage/standing.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { type Candidate, passGate } from "./gate.ts";

interface OfCampaign {
  readonly campaign: PlannedCampaign;
  /** Of a released campaign those of the version that is published. */
  readonly tally: Tally;
}
export type OpenCampaign = OfCampaign & { readonly status: "open" };
export type HeldCampaign = OfCampaign & { readonly status: "held"; readonly reason: HoldReason };
export type AdmittedCampaign = OfCampaign & {
  readonly status: "released";
  readonly asAt: string;
  /** What its ledger must hold before it is released; undefined where that is there. */
  readonly toWrite: readonly LedgerVersion[] | undefined;
};
export type CampaignTonight = OpenCampaign | HeldCampaign | AdmittedCampaign;

export interface GateStores {
  readonly tallies: Pick<Tallies, "read">;
  readonly ledger: Pick<Ledger, "versions" | "members">;
}

/** The ledger lacks the version that readers see: nothing new could be told from it. */
export class LedgerLost extends Error {
  override readonly name = "LedgerLost";
  readonly campaign: CampaignKey;
  constructor(key: CampaignKey) {
    super(
      `the ledger of ${partitionOf(key)} has not the version that is released; restore its earlier version in the tallies bucket, then run the night again`,
    );
    this.campaign = key;
  }
}

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const READS_AT_ONCE = 16;

/**
 * Those whose window has opened, in the order of the plan.
 * @throws MissingObject, DamagedObject, LedgerLost
 */
export async function campaignsTonight(
  { asOf, campaigns }: Plan,
  standing: StandingRelease | undefined,
  policy: DisclosurePolicy,
  stores: GateStores,
): Promise<CampaignTonight[]> {
  const opened = campaigns.filter(({ opens, closed }) => closed || opens <= asOf);
  const days = new Map(standing?.released.map(({ asAt, ...key }) => [partitionOf(key), asAt]));
  const found: CampaignTonight[] = [];
  for (let start = 0; start < opened.length; start += READS_AT_ONCE) {
    const together = opened.slice(start, start + READS_AT_ONCE);
    found.push(
      ...(await Promise.all(
        together.map((campaign) =>
          campaignTonight(campaign, asOf, days.get(partitionOf(keyOf(campaign))), policy, stores),
        ),
      )),
    );
  }
  return found;
}

async function campaignTonight(
  campaign: PlannedCampaign,
  asOf: string,
  releasedAsAt: string | undefined,
  policy: DisclosurePolicy,
  { tallies, ledger }: GateStores,
): Promise<CampaignTonight> {
  const key = keyOf(campaign);
  const tally = await tallies.read(key);
  if (!campaign.closed) return { campaign, tally, status: "open" };
  const earlier = releasedAsAt === undefined ? [] : visibleOf(key, await ledger.versions(key), releasedAsAt);
  const decision = passGate(earlier, await candidateOf(campaign, tally, asOf, policy, ledger), policy);
  if (decision.status === "held") return { campaign, tally, ...decision };
  const { published, toWrite } = decision;
  return { campaign, tally: published.tally, status: "released", asAt: published.asAt, toWrite };
}

/** Later versions are of nights whose draft was never published. */
function visibleOf(key: CampaignKey, versions: readonly LedgerVersion[], releasedAsAt: string): LedgerVersion[] {
  const visible = versions.filter(({ asAt }) => asAt <= releasedAsAt);
  if (visible.at(-1)?.asAt !== releasedAsAt) throw new LedgerLost(key);
  return visible;
}

/** Of a campaign that is not counted again nobody has come or left; it may have been counted before there was a ledger. */
const nobodyMoved = { tallied: [], arrivals: [] };

async function candidateOf(
  campaign: PlannedCampaign,
  tally: Tally,
  asOf: string,
  { minimumBase }: DisclosurePolicy,
  ledger: GateStores["ledger"],
): Promise<Candidate> {
  const { tallied, arrivals } = campaign.recount ? await ledger.members(keyOf(campaign)) : nobodyMoved;
  return {
    version: { asAt: asOf, tally, members: tallied },
    arrivals: new Map(arrivals.map(({ since, counts }) => [since, counts])),
    holdReason: holdReasonOf(tally, campaign.eligible, minimumBase),
  };
}
