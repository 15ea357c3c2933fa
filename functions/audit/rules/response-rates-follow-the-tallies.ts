import { keyOf } from "#shared/programme/campaign.ts";
import { symbols } from "#shared/release/dataset.ts";
import { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { nearest, percentOf } from "../demand.ts";
import { type CountedCampaign, campaignName, campaignOfRow } from "../evidence.ts";
import { faultsOf, type Rule } from "../rule.ts";

/**
 * One row for every campaign whose window has opened: open as the plan says, held for the reason that its counts give, or
 * released as of the day of its version; responses of that version, or of tonight, rounded, and withheld where there are
 * few; the rate from the rounded number and only when the window has closed.
 */
export const responseRatesFollowTheTallies: Rule = {
  name: "response-rates-follow-the-tallies",
  begin(evidence) {
    const missing = new Set(evidence.campaigns.keys());
    return {
      judges: {
        "response_rates.csv": ({ fields }) => {
          const known = campaignOfRow(fields, evidence);
          if (known === undefined) return ["is of a campaign that is not in the plan, or whose window has not opened"];
          const isFirst = missing.delete(campaignName(keyOf(known.campaign)));
          const expected = expectedFields(known, evidence.policy);
          return faultsOf(
            [!isFirst, "is there twice"],
            [fields.campaign_status !== expected.status, "has another status than the plan and the counts give"],
            [fields.held_reason !== expected.reason, "gives another reason for being held"],
            [fields.as_at !== expected.asAt, "gives another day as of which its figures stand"],
            [fields.eligible_count !== String(known.campaign.eligible), "has another number of eligible children"],
            [fields.response_count !== expected.responses, "has another number of responses than the policy demands"],
            [fields.response_rate_percent !== expected.rate, "has another rate than the policy demands"],
          );
        },
      },
      atEnd: () => [...missing].map((name) => ({ file: responseRates.path, detail: `campaign ${name} is not there` })),
    };
  },
};

function expectedFields({ campaign, standing, counts: { tallied } }: CountedCampaign, policy: DisclosurePolicy) {
  const isSmall = tallied < policy.minimumBase;
  const rounded = nearest(policy.baseRoundedTo, tallied);
  const rate = isSmall ? symbols.confidential : String(percentOf(rounded, campaign.eligible));
  return {
    status: standing.status,
    reason: standing.status === "held" ? standing.reason : symbols.notApplicable,
    asAt: standing.status === "released" ? standing.asAt : symbols.notApplicable,
    responses: isSmall ? symbols.confidential : String(rounded),
    rate: standing.status === "open" ? symbols.notAvailable : rate,
  };
}
