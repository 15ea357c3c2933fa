/** From counts to a draft release: pass the gate, estimate, compare, claim, protect, write. */
import pMap from "p-map";
import { keyOf } from "#shared/programme/campaign.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { type Manifest, noticeOf, SCHEMA_VERSION } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { Ledger } from "#shared/storage/ledger.ts";
import type { Drafts, Releases as ReleaseStore } from "#shared/storage/releases.ts";
import { readChanges, readStanding } from "#shared/storage/standing.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { changeRows } from "./changes.ts";
import { codebookRows } from "./codebook.ts";
import { figuresOf } from "./figures.ts";
import { DatasetFile } from "./files/dataset-file.ts";
import { writeRelease } from "./files/write-release.ts";
import {
  type AdmittedCampaign,
  type CampaignTonight,
  campaignsTonight,
  type HeldCampaign,
} from "./gate/campaigns-tonight.ts";
import { freezeNational, surveysOf } from "./gate/national-membership.ts";
import { manifestFile, manifestOf, reconcile } from "./manifest.ts";
import { comparatorsUsedIn } from "./method-notes/comparators.ts";
import { methodNotes } from "./method-notes.ts";
import { METHOD_VERSION } from "./method-version.ts";
import { Releases } from "./pools.ts";
import { protectionSummary } from "./protection-summary.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { responseRateRow } from "./rows/response-rate-row.ts";

/** Enough to hide the waiting, few enough that a store under strain is not pushed further. */
const WRITES_AT_ONCE = 16;

export interface BenchmarkStores {
  readonly tallies: Pick<Tallies, "readPlan" | "read">;
  readonly ledger: Omit<Ledger, "writeMembers">;
  readonly drafts: Pick<Drafts, "write">;
  readonly releases: Pick<ReleaseStore, "latest" | "read">;
}

export interface Drafted {
  readonly manifest: Manifest;
  /** For a coordinator to look at. */
  readonly held: readonly HeldCampaign[];
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
  const synthetic = tonight.some(({ campaign }) => campaign.synthetic);
  const about = {
    synthetic,
    notice: noticeOf(synthetic),
    methodVersion: METHOD_VERSION,
    policy: { id: policy.id, version: policy.version },
  };
  const figures = figuresOf(new Releases(released), campaigns, policy, national.membership, about.notice);
  const datasets = [
    ...figures.datasets,
    new DatasetFile(responseRates, about.notice).add(tonight.map((each) => responseRateRow(each, policy))),
  ];
  const changed = changeRows(
    {
      parts: new Map(datasets.map((each) => [each.dataset.name, each.parts()])),
      campaigns: tonight.map((each) => ({
        campaign: each.campaign,
        asAt: each.status === "released" ? each.asAt : undefined,
      })),
      identity: { schemaVersion: SCHEMA_VERSION, methodVersion: METHOD_VERSION, policy: about.policy },
    },
    standing && { release: standing, changes: await readChanges(standing, releases) },
  );
  const entries = await writeRelease(
    {
      about,
      released: admitted.map(({ campaign }) => keyOf(campaign)),
      datasets: [
        ...datasets,
        new DatasetFile(codebook, about.notice).add(codebookRows(tonight)),
        new DatasetFile(changesSinceTheLastRelease, about.notice).add(changed),
      ],
      authorities: authoritiesIn(tonight),
      notesOf(beside, code) {
        const isMeant = (authority: string) => code === undefined || authority === code;
        const questionnaires = released.filter(({ campaign }) => isMeant(campaign.authority.code));
        const page = methodNotes({
          ...figures.summariesOf(isMeant),
          methodVersion: METHOD_VERSION,
          policy,
          claimRule,
          synthetic,
          datasets: beside,
          comparatorsUsed: comparatorsUsedIn(questionnaires.map(({ questionnaire }) => questionnaire)),
        });
        return Buffer.from(page);
      },
    },
    async (files) => {
      await pMap(files, (file) => drafts.write(runId, file), { concurrency: WRITES_AT_ONCE });
    },
  );
  const manifest = manifestOf({ asOf, codeVersion, synthetic, policy, released: admitted, files: entries });

  // The ledger before the manifest: what it lacks, no later night could be compared with. What it has too much is seen to be so.
  for (const { campaign, toWrite } of admitted) {
    if (toWrite !== undefined) await ledger.writeVersions(keyOf(campaign), toWrite);
  }
  for (const [survey, members] of national.toWrite) await ledger.writeNationalMembers(survey, members);
  await ledger.writeReconciliation(runId, {
    ...reconciliationOf(tonight),
    protection: protectionSummary(released, policy),
  });
  // The manifest last: a draft with a manifest is a whole draft.
  await drafts.write(runId, manifestFile(manifest));
  return { manifest, held };
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

/** Each once, by the name that its newest campaign gives it. */
function authoritiesIn(tonight: readonly CampaignTonight[]) {
  const names = new Map(tonight.map(({ campaign: { authority } }) => [authority.code, authority.name]));
  return [...names].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([code, name]) => ({ code, name }));
}

function withQuestionnaire({ campaign, tally }: AdmittedCampaign): ReleasedCampaign {
  return { campaign, questionnaire: publishedQuestionnaire(campaign.questionnaire, campaign.version), tally };
}
