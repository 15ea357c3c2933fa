/** How many answered, as a row of the response rates. */
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { CampaignTonight } from "../campaigns-tonight.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { wholePercent } from "../statistics/rounding.ts";

const { confidential, notApplicable, notAvailable } = symbols;

/** The rate rests on the rounded count: what is shown tells no more than what is shown. */
export function responseRateRow(tonight: CampaignTonight, { shown }: DisclosurePolicy): RowOf<typeof responseRates> {
  const { campaign, status } = tonight;
  const isReleased = status === "released";
  const count = isReleased ? roundToMultipleOf(shown.baseRoundedTo, tonight.counts.responses) : undefined;
  return {
    ...whereAndWhen(campaign),
    campaign_status: status,
    held_reason: status === "held" ? tonight.reason : notApplicable,
    as_at: isReleased ? tonight.counts.asAt : notApplicable,
    eligible_count: campaign.eligible,
    response_count: count ?? (status === "open" ? (tonight.responses ?? confidential) : notAvailable),
    response_rate_percent: count === undefined ? notAvailable : wholePercent(count, campaign.eligible),
  };
}
