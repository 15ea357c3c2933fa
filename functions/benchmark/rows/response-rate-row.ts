/** How many answered, as a row of the response rates. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { responseRates } from "#shared/release/datasets/response-rates.ts";
import { whereAndWhen } from "../place-and-time.ts";
import type { PublishableResponseCount } from "../response-count.ts";
import { wholePercent } from "../statistics/rounding.ts";

/** The rate rests on the rounded count: what is shown tells no more than what is shown. */
export function responseRateRow(
  campaign: PlannedCampaign,
  { count, held }: PublishableResponseCount,
): RowOf<typeof responseRates> {
  const ended = held ? "held" : "released";
  const rate = count === undefined ? symbols.confidential : wholePercent(count, campaign.eligible);
  return {
    ...whereAndWhen(campaign),
    campaign_status: campaign.closed ? ended : "open",
    eligible_count: campaign.eligible,
    response_count: count ?? symbols.confidential,
    response_rate_percent: campaign.closed ? rate : symbols.notAvailable,
  };
}
