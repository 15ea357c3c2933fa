/** What stands in the filters of a row for the group that it is about. */
import { TOTAL } from "#shared/release/dataset.ts";
import { filterItemOf } from "#shared/release/filter-item.ts";
import type { Breakdown, Group } from "#shared/survey/breakdowns.ts";

/** The group's category, in the words of the filter, where it is one of this breakdown, else `Total`. */
export function categoryIn(breakdown: Breakdown, group: Group): string {
  return group.breakdown === breakdown ? filterItemOf(breakdown, group.category) : TOTAL;
}

/** Every breakdown of a national table. */
export function nationalGroupColumns(group: Group) {
  return {
    gender: categoryIn("gender", group),
    age_band: categoryIn("age_band", group),
    placement: categoryIn("placement", group),
    period_of_care_length: categoryIn("period_of_care_length", group),
    ethnicity_major: categoryIn("ethnicity_major", group),
  };
}
