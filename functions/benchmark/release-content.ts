/** What a release is made of: the rows of every dataset, whose they are, and what the pages beside them say. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { changesSinceTheLastRelease } from "#shared/release/datasets/changes.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import { type Manifest, noticeOf, SCHEMA_VERSION } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { CampaignTonight } from "./campaigns-tonight.ts";
import { changeRows, type Previous } from "./changes.ts";
import { codebookRows } from "./codebook.ts";
import type { ReleasedCampaign } from "./counts/counted.ts";
import type { Nations } from "./counts/ladders.ts";
import { Releases } from "./counts/pools.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { DatasetFile } from "./files/dataset-file.ts";
import type { ReleaseContent } from "./files/write-release.ts";
import { comparatorsUsedIn } from "./method-notes/comparators.ts";
import { methodNotes } from "./method-notes.ts";
import { METHOD_VERSION } from "./method-version.ts";
import { responseRateRow } from "./rows/response-rate-row.ts";

export interface Tonight {
  /** Every campaign whose window has opened. */
  readonly tonight: readonly CampaignTonight[];
  readonly nations: Nations;
  /** Every campaign of the plan. */
  readonly planned: readonly PlannedCampaign[];
  readonly policy: DisclosurePolicy;
  readonly retractions: Manifest["retractions"];
  /** Undefined before the first release. */
  readonly previous: Previous | undefined;
}

export function releaseContentOf({ tonight, nations, planned, policy, retractions, previous }: Tonight): {
  readonly content: ReleaseContent;
  readonly figures: Figures["counts"];
} {
  const released = tonight.filter((each) => each.status === "released");
  const synthetic = tonight.some(({ campaign }) => campaign.synthetic);
  const notice = noticeOf(synthetic);
  const identity = { methodVersion: METHOD_VERSION, policy: { id: policy.id, version: policy.version } };
  const figures = figuresOf(new Releases(released), nations, planned, policy, notice);
  const compared = [
    ...figures.datasets,
    new DatasetFile(responseRates, notice).add(tonight.map((each) => responseRateRow(each, policy))),
  ];
  const changed = changeRows(
    {
      parts: new Map(compared.map((each) => [each.dataset.name, each.parts()])),
      campaigns: tonight.map((each) => ({
        campaign: each.campaign,
        asAt: each.status === "released" ? each.counts.asAt : undefined,
      })),
      identity: { schemaVersion: SCHEMA_VERSION, ...identity },
    },
    previous,
  );
  const content: ReleaseContent = {
    about: { synthetic, notice, ...identity, retractions },
    released: released.map(({ campaign, counts }) => ({ ...keyOf(campaign), asAt: counts.asAt })),
    datasets: [
      ...compared,
      new DatasetFile(codebook, notice).add(codebookRows(tonight)),
      new DatasetFile(changesSinceTheLastRelease, notice).add(changed),
    ],
    authorities: authoritiesIn(tonight),
    notesOf: notesOf(figures, released, policy, synthetic),
  };
  return { content, figures: figures.counts };
}

/** Each once, by the name that its newest campaign gives it. */
function authoritiesIn(tonight: readonly CampaignTonight[]) {
  const names = new Map(tonight.map(({ campaign: { authority } }) => [authority.code, authority.name]));
  return [...names].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([code, name]) => ({ code, name }));
}

function notesOf(
  figures: Figures,
  released: readonly ReleasedCampaign[],
  policy: DisclosurePolicy,
  synthetic: boolean,
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
