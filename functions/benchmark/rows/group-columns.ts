/** What stands in the filters of a row for the group that it is about. */
import type { Group } from "#shared/release/cell.ts";
import { TOTAL } from "#shared/release/dataset.ts";
import { filterItemOf } from "#shared/release/filter-item.ts";
import type { Breakdown } from "#shared/survey/tally.ts";

/** The group's category, in the words of the filter, where it is one of this breakdown, else `Total`. */
export function categoryIn(breakdown: Breakdown, group: Group): string {
  return group.breakdown === breakdown ? filterItemOf(breakdown, group.category) : TOTAL;
}
