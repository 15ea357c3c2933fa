/** The languages in which every wording of a questionnaire is written. */
import { aboutQuestionsOf } from "#shared/survey/about-questions.ts";
import type { Language, Questionnaire } from "#shared/survey/questionnaire.ts";

/** Every wording below a value: the objects that hold a text in English. */
function wordingsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value) return [value];
  return Object.values(value).flatMap(wordingsIn);
}

/** True when every word that a child is shown has been written in the language: no half-translated questionnaire. */
export function isWrittenIn(questionnaire: Questionnaire, language: Language): boolean {
  return wordingsIn([questionnaire, aboutQuestionsOf(questionnaire)]).every((wording) =>
    Object.hasOwn(wording, language),
  );
}
