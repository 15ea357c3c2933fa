/** Every dataset of the released campaigns, written in one pass over them. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import { averages } from "#shared/release/datasets/averages.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { comparisons } from "#shared/release/datasets/comparisons.ts";
import { domains } from "#shared/release/datasets/domains.ts";
import { funnel } from "#shared/release/datasets/funnel.ts";
import { genderGap } from "#shared/release/datasets/gender-gap.ts";
import { national, nationalAverages } from "#shared/release/datasets/national.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { trends } from "#shared/release/datasets/trends.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { cellsOf } from "./cells.ts";
import type { ClaimedHeadline } from "./claimed.ts";
import { type CampaignComparisons, comparisonsOf, type FamilyCounts } from "./comparison/compare.ts";
import { protect } from "./disclosure/protect.ts";
import { domainRows } from "./domains.ts";
import { DatasetFile } from "./files/dataset-file.ts";
import { funnelRows } from "./funnel.ts";
import type { NationalMembership } from "./gate/national-membership.ts";
import { genderGapRows } from "./gender-gap.ts";
import { familySummariesOf } from "./method-notes/families.ts";
import type { MethodNotes } from "./method-notes/noted.ts";
import { overDispersionSummariesOf } from "./method-notes/over-dispersed.ts";
import { nationalAverageRows, nationalRows } from "./national.ts";
import { peerLearningRows } from "./peer-learning.ts";
import type { Releases } from "./pools.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";
import { averageRow } from "./rows/average-row.ts";
import { benchmarkRow } from "./rows/benchmark-row.ts";
import { comparisonRow } from "./rows/comparison-row.ts";
import { trendRows } from "./trends.ts";

type Summaries = Pick<MethodNotes, "families" | "overDispersed">;

export interface Figures {
  readonly datasets: readonly DatasetFile[];
  /** What the method notes say of the tests of these campaigns. */
  readonly summariesOf: (isMeant: (code: string) => boolean) => Summaries;
}

/**
 * @param planned every campaign of the plan, open ones too
 * @param notice says whether answers are invented
 */
export function figuresOf(
  releases: Releases,
  planned: readonly PlannedCampaign[],
  policy: DisclosurePolicy,
  membership: NationalMembership,
  notice: string,
): Figures {
  const files = {
    benchmarks: new DatasetFile(benchmarks, notice),
    comparisons: new DatasetFile(comparisons, notice),
    averages: new DatasetFile(averages, notice),
    genderGap: new DatasetFile(genderGap, notice),
    trends: new DatasetFile(trends, notice),
    funnel: new DatasetFile(funnel, notice),
    domains: new DatasetFile(domains, notice),
  };
  const claimed: ClaimedHeadline[][] = [];
  const families: (FamilyCounts & { readonly released: ReleasedCampaign })[] = [];
  const funnelPoints: RowOf<typeof funnel>[] = [];
  for (const released of releases.all) {
    const { campaign } = released;
    const compared = comparisonsOf(released, releases, policy);
    const ofCampaign = claimedIn(compared, released);
    files.benchmarks.add(benchmarkRows(released, releases, policy));
    files.comparisons.add(compared.shares.map((share) => comparisonRow(share, campaign)));
    files.averages.add(compared.averages.map((average) => averageRow(average, campaign)));
    files.genderGap.add(genderGapRows(released, releases, policy));
    files.trends.add(trendRows(released, releases, policy));
    const inFunnel = [...funnelRows(released, releases, policy)];
    files.funnel.add(inFunnel);
    funnelPoints.push(...inFunnel);
    files.domains.add(domainRows(ofCampaign));
    claimed.push(ofCampaign);
    families.push(...compared.families.map((family) => ({ ...family, released })));
  }
  return {
    datasets: [
      ...Object.values(files),
      new DatasetFile(peerLearning, notice).add(peerLearningRows(claimed, releases, planned)),
      new DatasetFile(national, notice).add(nationalRows(releases, policy, membership)),
      new DatasetFile(nationalAverages, notice).add(nationalAverageRows(releases, policy, membership)),
    ],
    summariesOf: (isMeant) => ({
      families: familySummariesOf(families.filter(({ released }) => isMeant(released.campaign.authority.code))),
      overDispersed: overDispersionSummariesOf(funnelPoints.filter(({ old_la_code }) => isMeant(String(old_la_code)))),
    }),
  };
}

function* benchmarkRows(released: ReleasedCampaign, releases: Releases, policy: DisclosurePolicy) {
  for (const cell of cellsOf(released, releases, policy)) yield benchmarkRow(protect(cell, policy), released.campaign);
}

/** What everybody's headlines claim, for those who work on claims alone. */
function claimedIn({ shares }: CampaignComparisons, { campaign }: ReleasedCampaign): ClaimedHeadline[] {
  return shares
    .filter(({ group }) => group.breakdown === "total")
    .map(({ headline, reference: { comparison }, difference }) => ({
      campaign,
      headline,
      comparison,
      claim: "claim" in difference ? difference.claim : undefined,
    }));
}
