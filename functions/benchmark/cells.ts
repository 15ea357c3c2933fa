/** From the counts of a released campaign to cells: each share beside the pool of all the other authorities. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { Cell, Group } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";
import { groupsIn } from "./groups.ts";
import { type Measure, measuresOf } from "./measures.ts";
import type { Releases } from "./pools.ts";
import { protectionOf } from "./protected-campaign.ts";
import type { ReleasedCampaign } from "./released-campaign.ts";

function* cellsOfBlock(
  released: ReleasedCampaign,
  releases: Releases,
  measure: Measure,
  group: Group,
  policy: DisclosurePolicy,
) {
  const { domain, level, id } = measure;
  if (level === "ladder") return;
  const campaign = keyOf(released.campaign);
  const protection = protectionOf(released, policy);
  const pool = releases.poolOf(released);
  for (const [position, band] of measure.bands.entries()) {
    const cell: Cell = {
      key: { campaign, domain, level, measure: id, group, band },
      own: protection.share(measure, group, position),
      others: pool.othersOf(released, measure, group, position, policy),
    };
    yield cell;
  }
}

/** In the questionnaire's order: measure by measure (items, indicators, derived), group by group, band by band. */
export function* cellsOf(released: ReleasedCampaign, releases: Releases, policy: DisclosurePolicy): Generator<Cell> {
  const groups = groupsIn(released.tally, authorityBreakdowns);
  for (const measure of measuresOf(released.questionnaire)) {
    for (const group of groups) yield* cellsOfBlock(released, releases, measure, group, policy);
  }
}
