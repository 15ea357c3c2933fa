/** The categories of each breakdown, and which of them a respondent belongs to. */
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout } from "#shared/survey/response.ts";
import type { Breakdown } from "#shared/survey/tally.ts";

/** The respondent's category. */
export const categoryOf: Readonly<Record<Breakdown, (about: KeptAbout) => string>> = {
  gender: ({ gender }) => gender,
  age_band: ({ ageBand }) => ageBand,
  placement: ({ placement }) => placement,
  period_of_care_length: ({ timeInCare }) => timeInCare,
  ethnicity_major: ({ ethnicity }) => ethnicity,
};

/** Every category that a response to this questionnaire can have, in the order of tables, those who did not say last. */
export function categoriesOf({ ageBands }: Questionnaire): Readonly<Record<Breakdown, readonly string[]>> {
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
