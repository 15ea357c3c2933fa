/** From the counts of a released campaign to cells: each share beside the pool of all the other authorities. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { Cell, Group } from "#shared/release/cell.ts";
import { authorityBreakdowns, type Tally } from "#shared/survey/tally.ts";
import { type Measure, measuresOf } from "./measures.ts";
import { blockOf, pooledShareOf, type ReleasedCampaign, type Releases, shareOf } from "./pools.ts";

function groupsOf(tally: Tally): Group[] {
  return [
    { breakdown: "total" },
    ...authorityBreakdowns.flatMap((breakdown) =>
      Object.keys(tally.by[breakdown]).map((category) => ({ breakdown, category })),
    ),
  ];
}

function* cellsOfBlock(released: ReleasedCampaign, releases: Releases, measure: Measure, group: Group) {
  const { level } = measure;
  if (level === "ladder") return;
  const block = blockOf(released, measure, group);
  const others = releases.poolOf(released).without(block, measure, group);
  const campaign = keyOf(released.campaign);
  for (const [position, band] of measure.bands.entries()) {
    const cell: Cell = {
      key: { campaign, level, measure: measure.id, group, band },
      own: shareOf(block, position),
      others: pooledShareOf(others, position),
    };
    yield cell;
  }
}

/** In the questionnaire's order: measure by measure (items, indicators, derived), group by group, band by band. */
export function* cellsOf(released: ReleasedCampaign, releases: Releases): Generator<Cell> {
  const groups = groupsOf(released.tally);
  for (const measure of measuresOf(released.questionnaire)) {
    for (const group of groups) yield* cellsOfBlock(released, releases, measure, group);
  }
}
