/** Whether a stored response enters the figures. */
import type { StoredResponse } from "#shared/storage/responses.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type ResponseContent, UnreadableResponse, unpack } from "#shared/survey/response.ts";
import type { SetAsideReason } from "#shared/survey/tally.ts";

export type Judged =
  | { readonly response: ResponseContent }
  | { readonly setAside: SetAsideReason }
  | { readonly withdrawn: true };

/**
 * Of a response that was withdrawn there is nothing left to enter. One that does not fit the questionnaire is set aside as
 * `unreadable`, or as `age-outside-instrument` where nothing but the age does not fit, one without a single answer as `nothing-answered`. One in which every answer is "prefer not to say" has
 * answers and is counted.
 */
export function judge(stored: StoredResponse, questionnaire: Questionnaire): Judged {
  if (stored === "withdrawn") return { withdrawn: true };
  try {
    const response = unpack(stored, questionnaire);
    return response.answers.size === 0 ? { setAside: "nothing-answered" } : { response };
  } catch (error) {
    if (error instanceof UnreadableResponse) {
      return { setAside: error.part === "age band" ? "age-outside-instrument" : "unreadable" };
    }
    throw error;
  }
}
