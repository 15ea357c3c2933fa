/** From counts to a draft release: pass the gate, estimate, compare, claim, protect, write. */
import pMap from "p-map";
import { keyOf } from "#shared/programme/campaign.ts";
import type { Manifest, ProtectionCounts } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Ledger } from "#shared/storage/ledger.ts";
import { type Drafts, type Releases as ReleaseStore, toldOf } from "#shared/storage/releases.ts";
import { readChanges, readStanding } from "#shared/storage/standing.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { writeRelease } from "./files/write-release.ts";
import {
  type AdmittedCampaign,
  type CampaignTonight,
  campaignsTonight,
  type HeldCampaign,
} from "./gate/campaigns-tonight.ts";
import { freezeNational, surveysOf } from "./gate/national-membership.ts";
import { manifestFile, manifestOf, reconcile } from "./manifest.ts";
import { protectionSummary } from "./protection-summary.ts";
import { releaseContentOf } from "./release-content.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const WRITES_AT_ONCE = 16;

export interface BenchmarkStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly ledger: Omit<Ledger, "writeMembers">;
  readonly drafts: Pick<Drafts, "write">;
  readonly releases: Pick<ReleaseStore, "latest" | "retractions" | "recall">;
}

export interface Drafted {
  readonly manifest: Manifest;
  /** For a coordinator to look at. */
  readonly held: readonly HeldCampaign[];
  /** Private, as the reconciliation is. */
  readonly protection: ProtectionCounts;
}

export async function benchmark(
  runId: string,
  codeVersion: string,
  policy: DisclosurePolicy,
  { tallies, ledger, drafts, releases }: BenchmarkStores,
): Promise<Drafted> {
  const plan = await tallies.readPlan(runId);
  const { asOf, campaigns } = plan;
  const standing = await readStanding(releases);
  const tonight = await campaignsTonight(plan, standing, policy, { tallies, ledger });
  const admitted = tonight.filter(isAdmitted);
  const held = tonight.filter(isHeld);
  const national = freezeNational(
    campaigns,
    admitted.map(({ campaign }) => campaign),
    await nationalMembersIn(campaigns, ledger),
    asOf,
    standing?.asOf,
  );

  const released = admitted.map(withQuestionnaire);
  const retractions = toldOf(await releases.retractions());
  const content = releaseContentOf({
    tonight,
    released,
    planned: campaigns,
    membership: national.membership,
    policy,
    retractions,
    previous: standing && { release: standing, changes: await readChanges(standing, releases) },
  });
  const files = await writeRelease(content, async (written) => {
    await pMap(written, (file) => drafts.write(runId, file), { concurrency: WRITES_AT_ONCE });
  });
  const { synthetic } = content.about;
  const manifest = manifestOf({
    asOf,
    codeVersion,
    synthetic,
    policy,
    released: admitted,
    supersedes: standing?.releaseId ?? null,
    retractions,
    files,
  });

  // The ledger before the manifest: what it lacks, no later night could be compared with. What it has too much is seen to be so.
  for (const { campaign, toWrite } of admitted) {
    if (toWrite !== undefined) await ledger.writeVersions(keyOf(campaign), toWrite);
  }
  for (const [survey, members] of national.toWrite) await ledger.writeNationalMembers(survey, members);
  const protection = protectionSummary(released, policy);
  await ledger.writeReconciliation(runId, { ...reconciliationOf(tonight), protection });
  // The manifest last: a draft with a manifest is a whole draft.
  await drafts.write(runId, manifestFile(manifest));
  return { manifest, held, protection };
}

const isAdmitted = (tonight: CampaignTonight) => tonight.status === "released";
const isHeld = (tonight: CampaignTonight) => tonight.status === "held";

async function nationalMembersIn(campaigns: Parameters<typeof surveysOf>[0], ledger: Pick<Ledger, "nationalMembers">) {
  const surveys = surveysOf(campaigns);
  const known = await Promise.all(surveys.map((survey) => ledger.nationalMembers(survey)));
  return new Map(surveys.map((survey, position) => [survey, known[position]]));
}

function reconciliationOf(tonight: readonly CampaignTonight[]) {
  const having = (wanted: CampaignTonight["status"]) =>
    reconcile(tonight.filter(({ status }) => status === wanted).map(({ tally }) => tally));
  return { released: having("released"), held: having("held"), open: having("open") };
}

function withQuestionnaire({ campaign, tally }: AdmittedCampaign): ReleasedCampaign {
  return { campaign, questionnaire: publishedQuestionnaire(campaign.questionnaire, campaign.version), tally };
}
