/** The questions about the respondent in words, for the young person or for the adult who answers about a small child. */
import {
  ageBandOf,
  disabilities,
  type EthnicityId,
  ethnicities,
  genders,
  majorEthnicGroupOf,
  majorEthnicGroups,
  placements,
  timeInCareOf,
  timesInCare,
} from "./about.ts";
import type { Questionnaire, Wording } from "./questionnaire.ts";

export type AboutId = "age" | "gender" | "ethnicity" | "placement" | "yearsInCare" | "disability";

export interface AboutQuestion {
  readonly id: AboutId;
  readonly wording: Wording;
  readonly answer:
    | { readonly kind: "whole-number"; readonly from: number; readonly to: number }
    | { readonly kind: "choice"; readonly options: readonly { readonly id: string; readonly wording: Wording }[] };
}

/** Whole years, both ends included: nobody who is asked is older than 25. */
export const yearsInCareAccepted = { from: 0, to: 25 } as const;

const toTheAdult: Readonly<Record<AboutId, Wording>> = {
  age: { en: "For the grown-up: how old is the child, in years?" },
  gender: { en: "For the grown-up: how is the child described?" },
  ethnicity: { en: "For the grown-up: which ethnic group does the child belong to?" },
  placement: { en: "For the grown-up: where does the child live?" },
  yearsInCare: { en: "For the grown-up: for how many full years has the child been in care? Put 0 if under a year." },
  disability: { en: "For the grown-up: does the child have a disability?" },
};

const toTheYoungPerson: Readonly<Record<AboutId, Wording>> = {
  age: { en: "How old are you?" },
  gender: { en: "How would you describe yourself?" },
  ethnicity: { en: "Which of these comes closest to your ethnic group?" },
  placement: { en: "Where do you live?" },
  yearsInCare: { en: "How many full years have you been in care? Put 0 if it is less than a year." },
  disability: { en: "Do you have a disability?" },
};

const toTheCareLeaver: Readonly<Record<AboutId, Wording>> = {
  ...toTheYoungPerson,
  placement: { en: "Where did you live last while you were in care? If you still are, where do you live now?" },
  yearsInCare: { en: "How many full years were you in care altogether? Put 0 if it was less than a year." },
};

function wordingsFor({ id, answeredBy }: Questionnaire) {
  if (answeredBy === "child-with-trusted-adult") return toTheAdult;
  return id === "ylbc-16-25" ? toTheCareLeaver : toTheYoungPerson;
}

/** The questions about the respondent, in order. Each may be skipped; their answers are generalised on arrival. */
export function aboutQuestionsOf(questionnaire: Questionnaire): readonly AboutQuestion[] {
  const wording = wordingsFor(questionnaire);
  const questions: readonly AboutQuestion[] = [
    { id: "age", wording: wording.age, answer: { kind: "whole-number", ...questionnaire.ages } },
    { id: "gender", wording: wording.gender, answer: { kind: "choice", options: genders } },
    { id: "ethnicity", wording: wording.ethnicity, answer: { kind: "choice", options: ethnicities } },
    { id: "placement", wording: wording.placement, answer: { kind: "choice", options: placements } },
    { id: "yearsInCare", wording: wording.yearsInCare, answer: { kind: "whole-number", ...yearsInCareAccepted } },
  ];
  if (!questionnaire.asksDisability) return questions;
  return [
    ...questions,
    { id: "disability", wording: wording.disability, answer: { kind: "choice", options: disabilities } },
  ];
}

/** What is kept of the answer to a question about the respondent: a class, often coarser than what was answered. */
export interface KeptAs {
  /** The column of released files and of records that has the class, by the department's name where there is one. */
  readonly column: string;
  /** Ids, in the order in which tables show them. */
  readonly classes: readonly string[];
  /** The class of an option's id, or of a whole number in digits. */
  readonly classOf: (answer: string) => string;
}

function asAnswered(column: string, options: readonly { readonly id: string }[]): KeptAs {
  return { column, classes: options.map(({ id }) => id), classOf: (answer) => answer };
}

/** What the answers to the question are kept as. */
export function keptAs(id: AboutId, { ageBands }: Pick<Questionnaire, "ageBands">): KeptAs {
  switch (id) {
    case "age":
      return {
        column: "age_band",
        classes: ageBands.map((band) => band.id),
        classOf: (age) => ageBandOf(Number(age), ageBands),
      };
    case "gender":
      return asAnswered("gender", genders);
    case "ethnicity":
      return {
        column: "ethnicity_major",
        classes: Object.keys(majorEthnicGroups),
        classOf: (answer) => majorEthnicGroupOf(answer as EthnicityId),
      };
    case "placement":
      return asAnswered("placement", placements);
    case "yearsInCare":
      return {
        column: "period_of_care_length",
        classes: timesInCare.map((time) => time.id),
        classOf: (years) => timeInCareOf(Number(years)),
      };
    case "disability":
      return asAnswered("disability", disabilities);
  }
}
