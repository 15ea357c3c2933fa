/**
 * What is asked about the respondent, and the coarser classes that are kept. The exact age, the detailed ethnic group
 * and the years in care never leave the function that receives them.
 */
import type { AgeBand, Wording } from "./questionnaire.ts";

interface Choice {
  readonly id: string;
  readonly wording: Wording;
}

export const genders = [
  { id: "girl", wording: { en: "Girl or young woman" } },
  { id: "boy", wording: { en: "Boy or young man" } },
  { id: "other", wording: { en: "In another way" } },
  { id: "prefer-not-to-say", wording: { en: "I would rather not say" } },
] as const satisfies readonly Choice[];

/** Major ethnic groups under the department's harmonised labels. */
export const majorEthnicGroups = {
  white: "White",
  mixed: "Mixed / Multiple ethnic groups",
  asian: "Asian / Asian British",
  black: "Black / African / Caribbean / Black British",
  other: "Other ethnic group",
  unknown: "Unknown",
} as const;
export type MajorEthnicGroup = keyof typeof majorEthnicGroups;

/** The detailed groups of the 2021 census of England and Wales, each inside its major group. */
export const ethnicities = [
  {
    id: "white-british",
    wording: { en: "White: English, Welsh, Scottish, Northern Irish or British" },
    group: "white",
  },
  { id: "white-irish", wording: { en: "White: Irish" }, group: "white" },
  { id: "white-gypsy-or-irish-traveller", wording: { en: "White: Gypsy or Irish Traveller" }, group: "white" },
  { id: "white-roma", wording: { en: "White: Roma" }, group: "white" },
  { id: "white-other", wording: { en: "White: any other background" }, group: "white" },
  { id: "mixed-white-and-black-caribbean", wording: { en: "Mixed: White and Black Caribbean" }, group: "mixed" },
  { id: "mixed-white-and-black-african", wording: { en: "Mixed: White and Black African" }, group: "mixed" },
  { id: "mixed-white-and-asian", wording: { en: "Mixed: White and Asian" }, group: "mixed" },
  { id: "mixed-other", wording: { en: "Mixed: any other background" }, group: "mixed" },
  { id: "asian-indian", wording: { en: "Asian: Indian" }, group: "asian" },
  { id: "asian-pakistani", wording: { en: "Asian: Pakistani" }, group: "asian" },
  { id: "asian-bangladeshi", wording: { en: "Asian: Bangladeshi" }, group: "asian" },
  { id: "asian-chinese", wording: { en: "Asian: Chinese" }, group: "asian" },
  { id: "asian-other", wording: { en: "Asian: any other background" }, group: "asian" },
  { id: "black-caribbean", wording: { en: "Black: Caribbean" }, group: "black" },
  { id: "black-african", wording: { en: "Black: African" }, group: "black" },
  { id: "black-other", wording: { en: "Black: any other background" }, group: "black" },
  { id: "arab", wording: { en: "Arab" }, group: "other" },
  { id: "other", wording: { en: "Any other ethnic group" }, group: "other" },
  { id: "prefer-not-to-say", wording: { en: "I would rather not say" }, group: "unknown" },
] as const satisfies readonly (Choice & { group: MajorEthnicGroup })[];

export const placements = [
  { id: "foster", wording: { en: "With foster carers" } },
  { id: "kinship", wording: { en: "With family or friends who look after me" } },
  { id: "residential", wording: { en: "In a children's home" } },
  { id: "somewhere-else", wording: { en: "Somewhere else" } },
] as const satisfies readonly Choice[];

export const disabilities = [
  { id: "yes", wording: { en: "Yes" } },
  { id: "no", wording: { en: "No" } },
  { id: "prefer-not-to-say", wording: { en: "I would rather not say" } },
] as const satisfies readonly Choice[];

/** Whole years in care, grouped. The last band has no upper end. */
export const timesInCare = [
  { id: "under-1", label: "Under 1 year", from: 0, to: 0 },
  { id: "1-2", label: "1 to 2 years", from: 1, to: 2 },
  { id: "3-5", label: "3 to 5 years", from: 3, to: 5 },
  { id: "6-or-more", label: "6 years or more", from: 6, to: Number.POSITIVE_INFINITY },
] as const;

export const modes = ["online", "paper"] as const;

export type GenderId = (typeof genders)[number]["id"];
export type EthnicityId = (typeof ethnicities)[number]["id"];
export type PlacementId = (typeof placements)[number]["id"];
export type DisabilityId = (typeof disabilities)[number]["id"];
export type TimeInCareId = (typeof timesInCare)[number]["id"];
export type Mode = (typeof modes)[number];

export function majorEthnicGroupOf(ethnicity: EthnicityId): MajorEthnicGroup {
  const found = ethnicities.find(({ id }) => id === ethnicity);
  if (found === undefined) throw new RangeError("unknown ethnicity id");
  return found.group;
}

/** @throws RangeError for a negative or fractional number of years */
export function timeInCareOf(years: number): TimeInCareId {
  const found = timesInCare.find(({ from, to }) => Number.isInteger(years) && from <= years && years <= to);
  if (found === undefined) throw new RangeError("years in care must be a whole number of at least 0");
  return found.id;
}

/** @throws RangeError for an age that no band covers */
export function ageBandOf(age: number, bands: readonly AgeBand[]): string {
  const found = bands.find(({ from, to }) => Number.isInteger(age) && from <= age && age <= to);
  if (found === undefined) throw new RangeError("age lies outside the questionnaire");
  return found.id;
}
