/** Answer sheets that are alike to the letter, as a form leaves them that is sent over and over. */
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { AnswerCodes, PackedResponse } from "#shared/survey/response.ts";

/** Fewer answers than half of the items, and children who skip a lot would be alike by chance. */
const ANSWERED_AT_LEAST = 0.5;

export class AnswerSheets {
  readonly #times = new Map<string, number>();
  readonly #leastAnswers: number;

  constructor(questionnaire: Questionnaire) {
    this.#leastAnswers = ANSWERED_AT_LEAST * itemsOf(questionnaire).length;
  }

  add({ about, answers }: PackedResponse, given: AnswerCodes): void {
    if (given.size < this.#leastAnswers) return;
    const sheet = `${about}\n${answers}`;
    this.#times.set(sheet, 1 + (this.#times.get(sheet) ?? 0));
  }

  /** How many are in the largest group; 0 where no two are alike. */
  get alike(): number {
    let most = 0;
    for (const times of this.#times.values()) most = Math.max(most, times);
    return most > 1 ? most : 0;
  }
}
