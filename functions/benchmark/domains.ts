/** Sums the claims of a campaign up by domain, and never without saying which measures a domain holds. */
import { type Claim, comparisonIds } from "#shared/release/comparison.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import type { domains } from "#shared/release/datasets/domains.ts";
import { type ClaimedHeadline, wasCompared } from "./claimed.ts";
import { whereAndWhen } from "./place-and-time.ts";

/** Stands in a list that is empty. */
const NONE = "none";

function listOf(claimed: readonly ClaimedHeadline[]): string {
  return claimed.length === 0 ? NONE : claimed.map(({ headline }) => headline.id).join(" ");
}

/**
 * One row a domain and comparison: domains in the order in which the campaign's headlines first reach them. A comparison
 * that no measure of a domain has gives no row.
 *
 * @param ofCampaign all claims of one campaign, in the order of its headlines
 */
export function* domainRows(ofCampaign: readonly ClaimedHeadline[]): Generator<RowOf<typeof domains>> {
  for (const [domain, ofDomain] of Map.groupBy(ofCampaign, ({ headline }) => headline.domain)) {
    for (const comparison of comparisonIds) {
      const held = ofDomain.filter((each) => each.comparison === comparison);
      const [first] = held;
      if (first === undefined) continue;
      const claimedAs = (claim: Claim) => listOf(held.filter((each) => each.claim === claim));
      yield {
        ...whereAndWhen(first.campaign),
        domain,
        comparison,
        measures: listOf(held),
        bright_spots: claimedAs("bright-spot"),
        areas_for_improvement: claimedAs("area-for-improvement"),
        higher: claimedAs("higher"),
        lower: claimedAs("lower"),
        not_compared: listOf(held.filter((each) => !wasCompared(each))),
        measure_count: held.length,
        compared_count: held.filter(wasCompared).length,
      };
    }
  }
}
