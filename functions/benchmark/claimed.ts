/** What a comparison of everybody's answers published of one headline: no count, only the status and the claim. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { Claim, ComparisonId, ComparisonStatus } from "#shared/release/comparison.ts";
import type { Headline } from "#shared/survey/headlines.ts";

export interface ClaimedHeadline {
  readonly campaign: PlannedCampaign;
  readonly headline: Headline;
  readonly comparison: ComparisonId;
  readonly status: ComparisonStatus;
  /** Undefined where nothing was compared. */
  readonly claim: Claim | undefined;
}

/** Whether there was anything to test and so to claim. */
export function wasCompared({ status }: ClaimedHeadline): boolean {
  return status === "compared" || status === "coded";
}
