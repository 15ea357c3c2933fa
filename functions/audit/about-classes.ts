/** What the answers to the questions about a respondent may be kept as, worked out apart from the code that keeps them. */
import {
  disabilities,
  ethnicities,
  genders,
  majorEthnicGroups,
  placements,
  timesInCare,
} from "#shared/survey/about.ts";
import type { AboutId } from "#shared/survey/about-questions.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";

export interface Class {
  readonly id: string;
  readonly holds: (answer: string) => boolean;
}

/** The classes of a question, in order, and the column that has them. */
export function classesOf(
  id: AboutId,
  { ageBands }: Questionnaire,
): { readonly column: string; readonly classes: readonly Class[] } {
  const ranges = (bands: readonly { readonly id: string; readonly from: number; readonly to: number }[]): Class[] =>
    bands.map((band) => ({ id: band.id, holds: (answer) => band.from <= Number(answer) && Number(answer) <= band.to }));
  const options = (all: readonly { readonly id: string }[]): Class[] =>
    all.map((option) => ({ id: option.id, holds: (answer) => answer === option.id }));
  switch (id) {
    case "age":
      return { column: "age_band", classes: ranges(ageBands) };
    case "yearsInCare":
      return { column: "period_of_care_length", classes: ranges(timesInCare) };
    case "ethnicity":
      return {
        column: "ethnicity_major",
        classes: Object.keys(majorEthnicGroups).map((group) => ({
          id: group,
          holds: (answer) => ethnicities.some((each) => each.id === answer && each.group === group),
        })),
      };
    case "gender":
      return { column: "gender", classes: options(genders) };
    case "placement":
      return { column: "placement", classes: options(placements) };
    case "disability":
      return { column: "disability", classes: options(disabilities) };
  }
}
