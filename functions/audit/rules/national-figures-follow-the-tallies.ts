import type { Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst } from "../expected-rows.ts";
import type { Block } from "../layout.ts";
import { groupCells, type Nation, ofNations } from "../nations.ts";
import type { Rule } from "../rule.ts";
import { authorityTexts, intervalCells, ownShareCells, poolSide } from "../side.ts";

const key = [
  "measure_level",
  "measure",
  "gender",
  "age_band",
  "placement",
  "period_of_care_length",
  "ethnicity_major",
  "band",
] as const;
type NationalRow = ExpectedRow<"national.csv", (typeof key)[number]>;

/** Every share over all authorities of a wave, in every group, under the rules for pools. */
export const nationalFiguresFollowTheTallies: Rule = {
  name: "national-figures-follow-the-tallies",
  begin: (evidence) =>
    judgeAgainst({
      path: "national.csv",
      key,
      ...ofNations(evidence),
      hasRows: () => true,
      rowsOf: (nation: Nation) =>
        nation.layout.blocks
          .filter(({ measure }) => measure.level !== "ladder")
          .flatMap((block) => blockRows(nation, block, evidence)),
    }),
};

function blockRows({ wave, campaigns, layout }: Nation, block: Block, { released, policy }: Evidence): NationalRow[] {
  const { measure, group } = block;
  return measure.bands.map((name, band) => {
    const pool = released.pooledShare(campaigns, wave, layout, block, band);
    const side = poolSide(pool, policy);
    const [authority_count] = authorityTexts(side, pool);
    return {
      key: { measure_level: measure.level, measure: measure.id, ...groupCells(group), band: name },
      cells: { domain: measure.domain, authority_count, ...ownShareCells(side), ...intervalCells(side) },
    };
  });
}
