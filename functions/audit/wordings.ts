/** The words of a questionnaire as a front end is given them: what the codebook must repeat. */
import { symbols } from "#shared/release/dataset.ts";
import type { Language, Questionnaire } from "#shared/survey/questionnaire.ts";
import { type RenderedQuestionnaire, render } from "#shared/survey/rendering.ts";

const { notApplicable } = symbols;

/** Whole numbers in digits, both ends included. */
export const numbersFrom = ({ from, to }: { readonly from: number; readonly to: number }): string[] =>
  Array.from({ length: 1 + to - from }, (_, place) => String(from + place));

type Words = RenderedQuestionnaire["title"];
type ShownItem = RenderedQuestionnaire["sections"][number]["items"][number];

/** A questionnaire as a front end is given it in one language. */
export class Shown {
  readonly questionnaire: Questionnaire;
  readonly language: Language;
  readonly rendered: RenderedQuestionnaire;

  constructor(questionnaire: Questionnaire, language: Language) {
    this.questionnaire = questionnaire;
    this.language = language;
    this.rendered = render(questionnaire, [language]);
  }

  words(words: Words | undefined): string {
    return words?.[this.language] ?? notApplicable;
  }

  /** What all rows say of the questionnaire. */
  get cells() {
    const { from, to } = this.questionnaire.ages;
    return {
      language: this.language,
      questionnaire_title: this.words(this.rendered.title),
      answered_by: this.rendered.answeredBy,
      ages: [from, to].join(" to "),
    };
  }

  /** The answers that can be given: options, or numbers with words at both ends. */
  answersTo({ answer }: ShownItem) {
    if (answer.kind === "choice") {
      return answer.options.map(({ id, wording, face }) => ({ id, words: this.words(wording), face }));
    }
    const ends = new Map<number, Words>([
      [answer.from, answer.lowest],
      [answer.to, answer.highest],
    ]);
    return numbersFrom(answer).map((step) => ({
      id: step,
      words: this.words(ends.get(Number(step))),
      face: undefined,
    }));
  }
}
