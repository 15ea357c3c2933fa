import { TOTAL } from "#shared/release/dataset.ts";
import { claimCells, claimsOf, differenceTexts, isTested } from "../comparing.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { type ComparedShare, comparedBy, leastDifference, type WithQ } from "../families.ts";
import { everybody } from "../layout.ts";
import type { Rule } from "../rule.ts";
import { intervalCells, ownShareCells } from "../side.ts";

const key = ["measure_level", "measure", "gender", "comparison"] as const;
type ComparisonsRow = ExpectedRow<"comparisons.csv", (typeof key)[number]>;

/**
 * Every headline of every released campaign stands beside the others, beside the general population where a comparator is
 * known, and beside the authority's own last wave; share, reference, difference, interval, p, q and claim are those of the
 * counts.
 */
export const comparisonsFollowTheTallies: Rule = {
  name: "comparisons-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "comparisons.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: () => true,
      rowsOf: (known) => comparisonRows(known, evidence),
    }),
};

function comparisonRows(known: CountedCampaign, evidence: Evidence): ComparisonsRow[] {
  return comparedBy(known, evidence).shares.map(comparisonRow);
}

function comparisonRow({
  headline,
  group,
  comparison,
  own,
  reference,
  outcome,
  q,
}: WithQ<ComparedShare>): ComparisonsRow {
  const [difference_points, difference_lower_points, difference_upper_points, test, p_value, q_value] = differenceTexts(
    outcome,
    q,
  );
  // A figure on another scale makes nobody better or worse.
  const polarity = reference.reference_differs.split("-and-").includes("scale") ? "neutral" : headline.polarity;
  const claims = isTested(outcome) && q !== undefined ? claimsOf(outcome, q, polarity, leastDifference.ofShares) : [];
  return {
    key: {
      measure_level: headline.level,
      measure: headline.id,
      gender: group === everybody ? TOTAL : group.category,
      comparison,
    },
    cells: {
      domain: headline.domain,
      band: headline.headline,
      status: outcome.status,
      ...ownShareCells(own),
      ...intervalCells(own),
      ...reference,
      difference_points,
      difference_lower_points,
      difference_upper_points,
      test,
      p_value,
      q_value,
      ...claimCells(outcome, claims, group === everybody),
    },
  };
}
