/**
 * What somebody who knows a young person may know of them as well, and what may be said of it instead. Every exact value
 * is a category of the published figures, and each step up merges what a researcher would merge first: the difference that
 * means least. Not to have said is a value like the others. It is kept apart as long as it can be, and goes where fewest
 * are before all are merged into one.
 *
 * That a form was on paper is left out altogether: it says something of the survey and nothing of a life.
 */
import type { Authority } from "#shared/programme/campaign.ts";
import { disabilities, genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout } from "#shared/survey/response.ts";
import { type Hierarchy, hierarchyOf } from "./anonymity/hierarchy.ts";
import type { QuasiIdentifier } from "./anonymity/microdata.ts";

export interface KnownTrait extends QuasiIdentifier {
  /** Read off a respondent of the authority. */
  readonly valueFrom: (about: KeptAbout, authority: Authority) => string;
}

/** What stands in a column that says nothing any more. */
export const ANYTHING = "any";
const UNKNOWN = "unknown";

/** In the order of the columns, over every authority that asked with the questionnaire. */
export function knownTraits(questionnaire: Questionnaire, authorities: readonly Authority[]): readonly KnownTrait[] {
  const traits: readonly KnownTrait[] = [
    { name: "area", hierarchy: areas(authorities), valueFrom: (_, authority) => nameOf(authority) },
    { name: "age_band", hierarchy: ageBands(questionnaire), valueFrom: ({ ageBand }) => ageBand },
    { name: "gender", hierarchy: genderAnswers, valueFrom: ({ gender }) => gender },
    { name: "ethnicity_major", hierarchy: ethnicGroups, valueFrom: ({ ethnicity }) => ethnicity },
    { name: "placement", hierarchy: placementTypes, valueFrom: ({ placement }) => placement },
    { name: "period_of_care_length", hierarchy: periodsOfCare, valueFrom: ({ timeInCare }) => timeInCare },
  ];
  if (!questionnaire.asksDisability) return traits;
  return [...traits, { name: "disability", hierarchy: disabilityAnswers, valueFrom: ({ disability }) => disability }];
}

/** The code tells two of one name apart. */
const nameOf = ({ code, name }: Authority) => `${code} ${name}`;

/** Regions are what official statistics show where the children of an authority would be too few. */
function areas(authorities: readonly Authority[]): Hierarchy {
  const byCode = new Map(authorities.map((authority) => [authority.code, authority]));
  return hierarchyOf({
    levels: ["the local authority", "its region", "England"],
    rows: Array.from(byCode.values(), (authority) => [nameOf(authority), authority.regionName, "England"]),
  });
}

/** By value, what is said instead; whatever is not named stays as it is. */
type Step = Readonly<Record<string, string>>;

/** From the exact values step by step up to where all of them are one. */
function upwards(levels: readonly string[], values: readonly string[], ...steps: readonly Step[]): Hierarchy {
  const rows = values.map((value) => {
    const row = [value];
    for (const step of steps) row.push(step[row.at(-1) ?? ""] ?? row.at(-1) ?? "");
    return [...row, ANYTHING];
  });
  return hierarchyOf({ levels, rows });
}

const allOf = (values: readonly string[], become: string): Step =>
  Object.fromEntries(values.map((value) => [value, become]));
const idsOf = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id);

const COMES_OF_AGE = 18;

/**
 * Care leavers come of age within their instrument, and then what they are owed changes. No step in between would mean as
 * much to those who are in care.
 */
function ageBands({ ageBands: bands }: Questionnaire): Hierarchy {
  const values = [...idsOf(bands), UNKNOWN];
  const [minors, adults] = [bands.filter(({ to }) => to < COMES_OF_AGE), bands.filter(({ to }) => to >= COMES_OF_AGE)];
  if (minors.length === 0 || adults.length === 0) return upwards(["the age band", "any age"], values);
  return upwards(["the age band", "under 18, or 18 and over", "any age"], values, {
    ...allOf(idsOf(minors), "under 18"),
    ...allOf(idsOf(adults), "18 and over"),
  });
}

/** Those who are neither girl nor boy are a few, as are those who do not say: one of them alone would stand out. */
const genderAnswers = upwards(
  ["the answer", "girl, boy, or another or no answer", "any gender"],
  [...idsOf(genders), UNKNOWN],
  allOf(["other", "prefer-not-to-say", UNKNOWN], "another or no answer"),
);

/**
 * The one coarser grouping that the government's guidance on writing about ethnicity allows: the White group beside all
 * other ethnic groups combined. What that says of any of the others is nothing.
 */
const ethnicGroups = upwards(
  ["the major ethnic group", "White, or all others combined", "White, or any other or unknown", "any ethnic group"],
  Object.keys(majorEthnicGroups),
  allOf(["mixed", "asian", "black", "other"], "all other ethnic groups combined"),
  allOf(["all other ethnic groups combined", UNKNOWN], "any other or unknown"),
);

/** To live in a family is the difference that means most; with carers or with kin comes after it. */
const placementTypes = upwards(
  ["the placement", "in a family, or elsewhere", "in a family, or elsewhere or unknown", "any placement"],
  [...idsOf(placements), UNKNOWN],
  { ...allOf(["foster", "kinship"], "in a family"), ...allOf(["residential", "somewhere-else"], "elsewhere") },
  allOf(["elsewhere", UNKNOWN], "elsewhere or unknown"),
);

/** Much of care is short. Who has been in it for three years is likely to grow up there. */
const periodsOfCare = upwards(
  ["the period of care", "under 3 years, or 3 and more", "any period of care"],
  [...idsOf(timesInCare), UNKNOWN],
  { ...allOf(["under-1", "1-2"], "under 3 years"), ...allOf(["3-5", "6-or-more"], "3 years or more") },
);

const disabilityAnswers = upwards(
  ["the answer", "yes, no, or no answer", "any answer"],
  [...idsOf(disabilities), UNKNOWN],
  allOf(["prefer-not-to-say", UNKNOWN], "no answer"),
);
