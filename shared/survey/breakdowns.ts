/** The groups of respondents that are counted: of an authority, and of the nation alone. */
import { genders, majorEthnicGroups, placements, timesInCare } from "./about.ts";
import type { Questionnaire } from "./questionnaire.ts";
import type { KeptAbout } from "./response.ts";

/** Under the department's harmonised names. Categories of one breakdown are disjoint and together are everybody. */
export const breakdowns = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;
export type Breakdown = (typeof breakdowns)[number];

/** Everybody, or one category of one breakdown. */
export type Group = { readonly breakdown: "total" } | { readonly breakdown: Breakdown; readonly category: string };

export const EVERYBODY = { breakdown: "total" } as const satisfies Group;
export const GIRLS = { breakdown: "gender", category: "girl" } as const satisfies Group;
export const BOYS = { breakdown: "gender", category: "boy" } as const satisfies Group;

/**
 * The groups that are counted in every campaign. No others: a cell for the one child of another gender in an authority would
 * lift an outsider's guess about it, and every further margin costs privacy.
 */
export const authorityGroups = [EVERYBODY, GIRLS, BOYS] as const;
export type AuthorityGroup = (typeof authorityGroups)[number];

/** The respondent's category. */
export const categoryOf: Readonly<Record<Breakdown, (about: KeptAbout) => string>> = {
  gender: ({ gender }) => gender,
  age_band: ({ ageBand }) => ageBand,
  placement: ({ placement }) => placement,
  period_of_care_length: ({ timeInCare }) => timeInCare,
  ethnicity_major: ({ ethnicity }) => ethnicity,
};

/** Every category that a response to this questionnaire can have, in the order of tables, those who did not say last. */
export function categoriesOf({
  ageBands,
}: Pick<Questionnaire, "ageBands">): Readonly<Record<Breakdown, readonly string[]>> {
  const orUnknown = (categories: readonly { readonly id: string }[]) => [...categories.map(({ id }) => id), "unknown"];
  return {
    gender: orUnknown(genders),
    age_band: orUnknown(ageBands),
    placement: orUnknown(placements),
    period_of_care_length: orUnknown(timesInCare),
    // Has its own "unknown": the harmonised groups count whoever did not say as one of them.
    ethnicity_major: Object.keys(majorEthnicGroups),
  };
}

/** Everybody, then every category of every breakdown: what national tables show. */
export function nationalGroupsOf(questionnaire: Pick<Questionnaire, "ageBands">): readonly Group[] {
  const categories = categoriesOf(questionnaire);
  return [
    EVERYBODY,
    ...breakdowns.flatMap((breakdown) => categories[breakdown].map((category) => ({ breakdown, category }))),
  ];
}

/** Those of them that no campaign counts, so that the nation is counted for them, once. */
export function nationOnlyGroupsOf(questionnaire: Pick<Questionnaire, "ageBands">): readonly Group[] {
  return nationalGroupsOf(questionnaire).filter((group) => !isCountedByAuthority(group));
}

export function isCountedByAuthority(group: Group): boolean {
  return authorityGroups.some((counted) => nameOfGroup(counted) === nameOfGroup(group));
}

/** `total`, or the breakdown and the category: tells any two groups apart, and stands in stored counts. */
export function nameOfGroup(group: Group): string {
  return group.breakdown === "total" ? group.breakdown : `${group.breakdown}/${group.category}`;
}

/** Each kind of group has a noise of its own. */
export type GroupKind = "everybody" | "girlsAndBoys" | "nationOnly";

/** @param name by `nameOfGroup` */
export function groupKindOf(name: string): GroupKind {
  if (name === nameOfGroup(EVERYBODY)) return "everybody";
  return name === nameOfGroup(GIRLS) || name === nameOfGroup(BOYS) ? "girlsAndBoys" : "nationOnly";
}
