import { national } from "#shared/release/datasets/national.ts";
import { isWithheldByBand } from "../demand.ts";
import type { Evidence } from "../evidence.ts";
import { type ExpectedRow, judgeAgainst } from "../expected-rows.ts";
import { hiddenGroupFaults } from "../hidden-groups.ts";
import { type Block, breakdownsIn, everybody } from "../layout.ts";
import { nationalBlock, nationalSide, nationalStates } from "../national-blocks.ts";
import { groupCells, type Nation, ofNations } from "../nations.ts";
import { type Faults, faultsOf, type Rule } from "../rule.ts";
import { authorityTexts, intervalCells, ownShareCells } from "../side.ts";

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

/**
 * Every share over all authorities of a wave, in every group, under the rules for pools; protected as one table, as the
 * figures of an authority are.
 */
export const nationalFiguresFollowTheTallies: Rule = {
  name: "national-figures-follow-the-tallies",
  begin(evidence) {
    const nations = ofNations(evidence);
    const { judges, atEnd } = judgeAgainst({
      path: "national.csv",
      key,
      ...nations,
      hasRows: () => true,
      rowsOf: (nation: Nation) =>
        nation.layout.blocks
          .filter(({ measure }) => measure.level !== "ladder")
          .flatMap((block) => blockRows(nation, block, evidence)),
    });
    return {
      judges,
      atEnd: () => [
        ...atEnd(),
        ...nations.subjects.flatMap((nation) =>
          hiddenFaults(nation, evidence).map((detail) => ({
            file: national.path,
            detail: `${nations.nameOf(nation)}: ${detail}`,
          })),
        ),
      ],
    };
  },
};

function blockRows(nation: Nation, block: Block, evidence: Evidence): NationalRow[] {
  const { measure, group } = block;
  const { pool } = nationalBlock(nation, block, evidence);
  return measure.bands.map((name, band) => {
    const side = nationalSide(nation, block, band, evidence);
    const [authority_count] = authorityTexts(side, pool);
    return {
      key: { measure_level: measure.level, measure: measure.id, ...groupCells(group), band: name },
      cells: { domain: measure.domain, authority_count, ...ownShareCells(side), ...intervalCells(side) },
    };
  });
}

/** Of all its tables, each fault once. */
function hiddenFaults(nation: Nation, evidence: Evidence): Faults {
  const { layout } = nation;
  const states = nationalStates(nation, evidence);
  const faults = layout.measures.flatMap((measure) => {
    if (measure.level === "ladder") return [];
    if (nationalBlock(nation, layout.blockOf(measure, everybody), evidence).mustBeHidden) return [];
    return breakdownsIn(layout, () => true).flatMap((groups) => {
      const blocks = groups.map((group) => layout.blockOf(measure, group));
      // Rounded sums give nothing away that is hidden beside them.
      if (blocks.some((block) => nationalBlock(nation, block, evidence).isPublished)) {
        const isNeedless = (block: Block) =>
          !states.isPublished(block) && !nationalBlock(nation, block, evidence).mustBeHidden;
        return faultsOf([blocks.some(isNeedless), "a group is hidden without need"]);
      }
      return hiddenGroupFaults(
        blocks.map((block) => {
          const { pool, mustBeHidden } = nationalBlock(nation, block, evidence);
          return {
            base: pool.shownBase,
            isHidden: !states.isPublished(block),
            mustBeHidden,
            isWithheldByBand: isWithheldByBand(pool.counts, evidence.policy),
          };
        }),
        evidence.policy,
      );
    });
  });
  return [...new Set(faults)];
}
