/** From the counts of a released campaign to cells: each share beside the pool of all the other authorities. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { Cell, Group } from "#shared/release/cell.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";
import { groupsIn } from "./groups.ts";
import { type Measure, measuresOf } from "./measures.ts";
import { blockOf, pooledShareOf, type ReleasedCampaign, type Releases, shareOf } from "./pools.ts";

function* cellsOfBlock(released: ReleasedCampaign, releases: Releases, measure: Measure, group: Group) {
  const { domain, level, id } = measure;
  if (level === "ladder") return;
  const block = blockOf(released, measure, group);
  const others = releases.poolOf(released).without(block, measure, group);
  const campaign = keyOf(released.campaign);
  for (const [position, band] of measure.bands.entries()) {
    const cell: Cell = {
      key: { campaign, domain, level, measure: id, group, band },
      own: shareOf(block, position),
      others: pooledShareOf(others, position),
    };
    yield cell;
  }
}

/** In the questionnaire's order: measure by measure (items, indicators, derived), group by group, band by band. */
export function* cellsOf(released: ReleasedCampaign, releases: Releases): Generator<Cell> {
  const groups = groupsIn(released.tally, authorityBreakdowns);
  for (const measure of measuresOf(released.questionnaire)) {
    for (const group of groups) yield* cellsOfBlock(released, releases, measure, group);
  }
}
