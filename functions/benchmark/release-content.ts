/** What a release is made of: the rows of every dataset, whose they are, and what the pages beside them say. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { type Manifest, noticeOf, SCHEMA_VERSION } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { changeRows, type Previous } from "./changes.ts";
import { codebookRows } from "./codebook.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { DatasetFile } from "./files/dataset-file.ts";
import type { ReleaseContent } from "./files/write-release.ts";
import type { CampaignTonight } from "./gate/campaigns-tonight.ts";
import type { NationalMembership } from "./gate/national-membership.ts";
import { comparatorsUsedIn } from "./method-notes/comparators.ts";
import { methodNotes } from "./method-notes.ts";
import { METHOD_VERSION } from "./method-version.ts";
import { Releases } from "./pools.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { responseRateRow } from "./rows/response-rate-row.ts";

export interface Tonight {
  /** Every campaign whose window has opened. */
  readonly tonight: readonly CampaignTonight[];
  /** Those of them whose figures are in the release. */
  readonly released: readonly ReleasedCampaign[];
  /** Every campaign of the plan. */
  readonly planned: readonly PlannedCampaign[];
  readonly membership: NationalMembership;
  readonly policy: DisclosurePolicy;
  readonly retractions: Manifest["retractions"];
  /** Undefined before the first release. */
  readonly previous: Previous | undefined;
}

export function releaseContentOf({
  tonight,
  released,
  planned,
  membership,
  policy,
  retractions,
  previous,
}: Tonight): ReleaseContent {
  const synthetic = tonight.some(({ campaign }) => campaign.synthetic);
  const notice = noticeOf(synthetic);
  const identity = { methodVersion: METHOD_VERSION, policy: { id: policy.id, version: policy.version } };
  const figures = figuresOf(new Releases(released), planned, policy, membership, notice);
  const compared = [
    ...figures.datasets,
    new DatasetFile(responseRates, notice).add(tonight.map((each) => responseRateRow(each, policy))),
  ];
  const changed = changeRows(
    {
      parts: new Map(compared.map((each) => [each.dataset.name, each.parts()])),
      campaigns: tonight.map((each) => ({
        campaign: each.campaign,
        asAt: each.status === "released" ? each.asAt : undefined,
      })),
      identity: { schemaVersion: SCHEMA_VERSION, ...identity },
    },
    previous,
  );
  return {
    about: { synthetic, notice, ...identity, retractions },
    released: released.map(({ campaign }) => keyOf(campaign)),
    datasets: [
      ...compared,
      new DatasetFile(codebook, notice).add(codebookRows(tonight)),
      new DatasetFile(changesSinceTheLastRelease, notice).add(changed),
    ],
    authorities: authoritiesIn(tonight),
    notesOf: notesOf(figures, { released, policy, synthetic }),
  };
}

/** Each once, by the name that its newest campaign gives it. */
function authoritiesIn(tonight: readonly CampaignTonight[]) {
  const names = new Map(tonight.map(({ campaign: { authority } }) => [authority.code, authority.name]));
  return [...names].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([code, name]) => ({ code, name }));
}

function notesOf(
  figures: Figures,
  { released, policy, synthetic }: Pick<Tonight, "released" | "policy"> & { readonly synthetic: boolean },
): ReleaseContent["notesOf"] {
  return (datasets, code) => {
    const isMeant = (authority: string) => code === undefined || authority === code;
    const meant = released.filter(({ campaign }) => isMeant(campaign.authority.code));
    const page = methodNotes({
      ...figures.summariesOf(isMeant),
      methodVersion: METHOD_VERSION,
      policy,
      claimRule,
      synthetic,
      datasets,
      comparatorsUsed: comparatorsUsedIn(meant.map(({ questionnaire }) => questionnaire)),
    });
    return Buffer.from(page);
  };
}
