import { TOTAL } from "#shared/release/dataset.ts";
import { tenth } from "../acceptable.ts";
import { averageTexts } from "../averages.ts";
import { claimCells, claimsOf, differenceTexts, isTested } from "../comparing.ts";
import type { CountedCampaign, Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst, ofReleasedCampaigns } from "../expected-rows.ts";
import { type ComparedAverage, comparedBy, leastDifference, type WithQ } from "../families.ts";
import { everybody } from "../layout.ts";
import type { Rule } from "../rule.ts";

const key = ["measure", "gender", "comparison"] as const;
type AveragesRow = ExpectedRow<"averages.csv", (typeof key)[number]>;

/** The mean of every ladder stands beside the others and beside the last wave, tested in the family of its shares. */
export const averagesFollowTheTallies: Rule = {
  name: "averages-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "averages.csv",
      key,
      ...ofReleasedCampaigns(evidence),
      hasRows: ({ exact }) => exact.layout.measures.some(({ ladder }) => ladder !== undefined),
      rowsOf: (known) => averageRows(known, evidence),
    }),
};

function averageRows(known: CountedCampaign, evidence: Evidence): AveragesRow[] {
  return comparedBy(known, evidence).averages.map((average) => averageRow(average, evidence.policy.baseRoundedTo));
}

function averageRow(
  { ladder, group, comparison, own, reference, outcome, q }: WithQ<ComparedAverage>,
  step: number,
): AveragesRow {
  const [answer_count, answer_average, interval_lower_average, interval_upper_average] = averageTexts(own, step);
  const [difference_average, difference_lower_average, difference_upper_average, , p_value, q_value] = differenceTexts(
    outcome,
    q,
    tenth,
  );
  const claims =
    isTested(outcome) && q !== undefined ? claimsOf(outcome, q, ladder.polarity, leastDifference.ofMeans) : [];
  return {
    key: { measure: ladder.id, gender: group === everybody ? TOTAL : group.category, comparison },
    cells: {
      domain: ladder.domain,
      status: outcome.status,
      answer_count,
      answer_average,
      interval_lower_average,
      interval_upper_average,
      ...reference,
      difference_average,
      difference_lower_average,
      difference_upper_average,
      p_value,
      q_value,
      ...claimCells(outcome, claims, group === everybody),
    },
  };
}
