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
import { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { peerLearning } from "#shared/release/datasets/peer-learning.ts";
import { trends } from "#shared/release/datasets/trends.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { ClaimedHeadline } from "./claimed.ts";
import { type CampaignComparisons, comparisonsOf, type FamilyCounts } from "./comparison/compare.ts";
import type { ReleasedCampaign } from "./counts/counted.ts";
import type { Nations } from "./counts/ladders.ts";
import type { Releases } from "./counts/pools.ts";
import { domainRows } from "./domains.ts";
import { DatasetFile } from "./files/dataset-file.ts";
import { funnelRows } from "./funnel.ts";
import { genderGapRows } from "./gender-gap.ts";
import { familySummariesOf } from "./method-notes/families.ts";
import type { MethodNotes } from "./method-notes/noted.ts";
import { overDispersionSummariesOf } from "./method-notes/over-dispersed.ts";
import { nationalAverageRows, nationalRows } from "./national.ts";
import { peerLearningRows } from "./peer-learning.ts";
import { averageRow } from "./rows/average-row.ts";
import { benchmarkRows } from "./rows/benchmark-rows.ts";
import { comparisonRow } from "./rows/comparison-row.ts";
import { noisedCountRows, noisedNationRows } from "./rows/noised-count-rows.ts";
import { trendRows } from "./trends.ts";

type Summaries = Pick<MethodNotes, "families" | "overDispersed">;

export interface Figures {
  readonly datasets: readonly DatasetFile[];
  /** What the method notes say of the tests of these campaigns. */
  readonly summariesOf: (isMeant: (code: string) => boolean) => Summaries;
  /** How many own shares are shown, and how many are not. */
  readonly counts: { readonly shown: number; readonly withheld: number };
}

/**
 * @param planned every campaign of the plan, open ones too
 * @param notice says whether answers are invented
 */
export function figuresOf(
  releases: Releases,
  nations: Nations,
  planned: readonly PlannedCampaign[],
  policy: DisclosurePolicy,
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
  const drawn = new DatasetFile(noisedCounts, notice);
  const claimed: ClaimedHeadline[][] = [];
  const families: (FamilyCounts & { readonly released: ReleasedCampaign })[] = [];
  const funnelPoints: RowOf<typeof funnel>[] = [];
  const counts = { shown: 0, withheld: 0 };
  for (const released of releases.all) {
    const { campaign } = released;
    const compared = comparisonsOf(released, releases, nations, policy);
    const ofCampaign = claimedIn(compared, released);
    const shares = [...benchmarkRows(released, releases, policy)];
    const shown = shares.filter(({ band_percent }) => typeof band_percent === "number").length;
    counts.shown += shown;
    counts.withheld += shares.length - shown;
    files.benchmarks.add(shares);
    files.comparisons.add(compared.shares.map((share) => comparisonRow(share, campaign, policy)));
    files.averages.add(compared.averages.map((average) => averageRow(average, campaign, policy)));
    files.genderGap.add(genderGapRows(released, releases, policy));
    files.trends.add(trendRows(released, releases, policy));
    const inFunnel = [...funnelRows(released, releases, policy)];
    files.funnel.add(inFunnel);
    funnelPoints.push(...inFunnel);
    files.domains.add(domainRows(ofCampaign));
    drawn.add(noisedCountRows(released));
    claimed.push(ofCampaign);
    families.push(...compared.families.map((family) => ({ ...family, released })));
  }
  for (const nation of nations.all) drawn.add(noisedNationRows(nation));
  return {
    datasets: [
      ...Object.values(files),
      new DatasetFile(peerLearning, notice).add(peerLearningRows(claimed, releases, planned)),
      new DatasetFile(national, notice).add(nationalRows(releases, nations, policy)),
      new DatasetFile(nationalAverages, notice).add(nationalAverageRows(releases, nations, policy)),
      drawn,
    ],
    summariesOf: (isMeant) => ({
      families: familySummariesOf(families.filter(({ released }) => isMeant(released.campaign.authority.code))),
      overDispersed: overDispersionSummariesOf(funnelPoints.filter(({ old_la_code }) => isMeant(String(old_la_code)))),
    }),
    counts,
  };
}

/** What everybody's headlines claim, for those who work on claims alone. */
function claimedIn({ shares }: CampaignComparisons, { campaign }: ReleasedCampaign): ClaimedHeadline[] {
  return shares
    .filter(({ group }) => group.breakdown === "total")
    .map(({ headline, reference: { comparison }, claim }) => ({ campaign, headline, comparison, claim }));
}
