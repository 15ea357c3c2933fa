/** The only maker of a `Response`. What it leaves out is gone: no later step has ever seen it. */
import { ageBandOf, majorEthnicGroupOf, timeInCareOf } from "#shared/survey/about.ts";
import { itemsOf, type Questionnaire, type Scale } from "#shared/survey/questionnaire.ts";
import type { Response, ResponseContent } from "#shared/survey/response.ts";
import type { Submission } from "./submission.ts";

/** Generalises who answers to classes and turns answers into codes. Comments and the language of reading are left out. */
export function anonymise(submission: Submission, questionnaire: Questionnaire): Response {
  const { about, answers } = submission;
  const content: ResponseContent = {
    version: submission.version,
    mode: submission.mode,
    about: {
      ageBand: about.age === undefined ? "unknown" : ageBandOf(about.age, questionnaire.ageBands),
      gender: about.gender ?? "unknown",
      ethnicity: about.ethnicity === undefined ? "unknown" : majorEthnicGroupOf(about.ethnicity),
      placement: about.placement ?? "unknown",
      timeInCare: about.yearsInCare === undefined ? "unknown" : timeInCareOf(about.yearsInCare),
      disability: about.disability ?? "unknown",
    },
    answers: new Map(
      itemsOf(questionnaire).flatMap(({ id, scale }) => {
        const answer = answers[id];
        return answer === undefined ? [] : [[id, codeOf(answer, scale)] as const];
      }),
    ),
  };
  return content as Response;
}

function codeOf(answer: string | number, scale: Scale): number {
  return scale.kind === "ladder" ? Number(answer) : scale.options.findIndex(({ id }) => id === answer);
}
