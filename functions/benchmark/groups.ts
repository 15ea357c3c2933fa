/** The groups of respondents whose figures are told. */
import type { Group } from "#shared/release/cell.ts";
import type { Breakdown, Tally } from "#shared/survey/tally.ts";

export const EVERYBODY = { breakdown: "total" } as const satisfies Group;
export const GIRLS = { breakdown: "gender", category: "girl" } as const satisfies Group;
export const BOYS = { breakdown: "gender", category: "boy" } as const satisfies Group;

/** Everybody, and girls and boys apart. Other genders are too few in an authority and are reported nationally. */
export const comparedGroups = [EVERYBODY, GIRLS, BOYS] as const;
export type ComparedGroup = (typeof comparedGroups)[number];

/** Everybody, then every category of each of the breakdowns, in the order of the tally. */
export function groupsIn({ by }: Tally, breakdowns: readonly Breakdown[]): Group[] {
  return [
    EVERYBODY,
    ...breakdowns.flatMap((breakdown) => Object.keys(by[breakdown]).map((category) => ({ breakdown, category }))),
  ];
}

/** Tells any two groups of one tally apart. */
export function nameOfGroup(group: Group): string {
  return group.breakdown === "total" ? group.breakdown : `${group.breakdown}/${group.category}`;
}
