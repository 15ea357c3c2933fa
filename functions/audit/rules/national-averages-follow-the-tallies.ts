import { symbols } from "#shared/release/dataset.ts";
import { averageTexts, isPoolWithheld } from "../averages.ts";
import type { Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst } from "../expected-rows.ts";
import type { Block } from "../layout.ts";
import { nationalAverage } from "../national-blocks.ts";
import { groupCells, type Nation, ofNations } from "../nations.ts";
import type { Rule } from "../rule.ts";

const key = ["measure", "gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;
type NationalAveragesRow = ExpectedRow<"national_averages.csv", (typeof key)[number]>;

/** The mean of every ladder over all authorities of a wave, in every group, under the rules for pools and for means. */
export const nationalAveragesFollowTheTallies: Rule = {
  name: "national-averages-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "national_averages.csv",
      key,
      ...ofNations(evidence),
      hasRows: ({ layout }) => layout.measures.some(({ ladder }) => ladder !== undefined),
      rowsOf: (nation: Nation) =>
        nation.layout.blocks
          .filter(({ measure }) => measure.level === "ladder")
          .map((block) => averageRow(nation, block, evidence)),
    }),
};

function averageRow(nation: Nation, block: Block, evidence: Evidence): NationalAveragesRow {
  const { policy } = evidence;
  const pool = nationalAverage(nation, block, evidence);
  const shown = pool === undefined || isPoolWithheld(pool, policy) ? undefined : pool;
  const [answer_count, answer_average, interval_lower_average, interval_upper_average] = averageTexts(
    shown?.sums,
    policy.pool.baseRoundedTo,
  );
  return {
    key: { measure: block.measure.id, ...groupCells(block.group) },
    cells: {
      domain: block.measure.domain,
      authority_count: shown === undefined ? symbols.confidential : String(shown.released),
      answer_count,
      answer_average,
      interval_lower_average,
      interval_upper_average,
    },
  };
}
