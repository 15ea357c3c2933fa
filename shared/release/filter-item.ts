/** What stands in a filter for a category: the department's own words where it has them, else the category's id. */
import { type MajorEthnicGroup, majorEthnicGroups } from "../survey/about.ts";
import type { Breakdown } from "../survey/breakdowns.ts";

export function filterItemOf(breakdown: Breakdown, category: string): string {
  return breakdown === "ethnicity_major" ? majorEthnicGroups[category as MajorEthnicGroup] : category;
}
