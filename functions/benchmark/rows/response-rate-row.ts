/** How many answered, as a row of the response rates. */
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { CampaignTonight } from "../gate/campaigns-tonight.ts";
import { whereAndWhen } from "../place-and-time.ts";
import { publishableResponseCount } from "../response-count.ts";
import { wholePercent } from "../statistics/rounding.ts";

/** The rate rests on the rounded count: what is shown tells no more than what is shown. */
export function responseRateRow(tonight: CampaignTonight, policy: DisclosurePolicy): RowOf<typeof responseRates> {
  const { campaign, tally, status } = tonight;
  const count = publishableResponseCount(tally.tallied, policy);
  const rate = count === undefined ? symbols.confidential : wholePercent(count, campaign.eligible);
  return {
    ...whereAndWhen(campaign),
    campaign_status: status,
    held_reason: status === "held" ? tonight.reason : symbols.notApplicable,
    as_at: status === "released" ? tonight.asAt : symbols.notApplicable,
    eligible_count: campaign.eligible,
    response_count: count ?? symbols.confidential,
    response_rate_percent: status === "open" ? symbols.notAvailable : rate,
  };
}
