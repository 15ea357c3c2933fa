/** What a comparison of everybody's answers published of one headline: no count, only the claim. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Claim, ComparisonId } from "#shared/release/comparison.ts";
import type { Headline } from "#shared/survey/headlines.ts";

export interface ClaimedHeadline {
  readonly campaign: PlannedCampaign;
  readonly headline: Headline;
  readonly comparison: ComparisonId;
  /** Undefined where nothing was compared. */
  readonly claim: Claim | undefined;
}

/** Whether there was anything to test and so to claim, if only that nothing is claimed. */
export function wasCompared({ claim }: ClaimedHeadline): boolean {
  return claim !== undefined;
}
