/** Counts what is shown of the figures of released campaigns: exact, as a range, or nothing. */
import { codedEnd } from "#functions/benchmark/disclosure/end-coding.ts";
import { hasSmallBase } from "#functions/benchmark/disclosure/small-base.ts";
import { hasSmallCount } from "#functions/benchmark/disclosure/small-count.ts";
import { EVERYBODY, groupsIn } from "#functions/benchmark/groups.ts";
import { measuresOf } from "#functions/benchmark/measures.ts";
import { protectionOf } from "#functions/benchmark/protected-campaign.ts";
import { blockOf, type ReleasedCampaign, shareOf } from "#functions/benchmark/released-campaign.ts";
import type { Group, Share, ShownAs } from "#shared/release/cell.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityBreakdowns } from "#shared/survey/tally.ts";

export interface Shown {
  readonly exact: number;
  readonly range: number;
  readonly hidden: number;
}

/** Rows of the tables: which groups are counted together. */
export const kinds = ["everybody", "girls and boys", "other and unknown gender", "age bands", "unknown age"] as const;
export type Kind = (typeof kinds)[number];

function kindOf(group: Group): Kind {
  if (group.breakdown === "total") return "everybody";
  if (group.breakdown === "gender") {
    return group.category === "girl" || group.category === "boy" ? "girls and boys" : "other and unknown gender";
  }
  return group.category === "unknown" ? "unknown age" : "age bands";
}

/** Items and derived measures; indicators repeat their items. Cells with nobody in their group are not counted. */
export function shownIn(campaigns: readonly ReleasedCampaign[], policy: DisclosurePolicy, onlyPrimary: boolean) {
  const found = new Map<Kind, { exact: number; range: number; hidden: number }>(
    kinds.map((kind) => [kind, { exact: 0, range: 0, hidden: 0 }]),
  );
  for (const released of campaigns) {
    const protection = protectionOf(released, policy);
    for (const measure of measuresOf(released.questionnaire)) {
      if (measure.level !== "item" && measure.level !== "derived") continue;
      for (const group of groupsIn(released.tally, authorityBreakdowns)) {
        const block = blockOf(released, measure, group);
        if (block.base === 0 && group !== EVERYBODY) continue;
        const counted = found.get(kindOf(group));
        if (counted === undefined) throw new RangeError("a group of no kind");
        for (const position of measure.bands.keys()) {
          const status = onlyPrimary
            ? primaryOf(shareOf(block, position), policy)
            : protection.share(measure, group, position).shown.status;
          counted[status] += 1;
        }
      }
    }
  }
  return found as ReadonlyMap<Kind, Shown>;
}

function primaryOf(share: Share, policy: DisclosurePolicy): ShownAs["status"] {
  if (hasSmallBase(share.base, policy) || hasSmallCount(share, policy)) return "hidden";
  return codedEnd(share, policy) === undefined ? "exact" : "range";
}
