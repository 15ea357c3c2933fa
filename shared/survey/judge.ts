/** Whether a stored response enters figures and files of records. */
import type { Questionnaire } from "./questionnaire.ts";
import { type PackedResponse, type ResponseContent, UnreadableResponse, unpack } from "./response.ts";
import type { SetAsideReason } from "./set-aside.ts";

export type Judged =
  | { readonly response: ResponseContent }
  | { readonly setAside: SetAsideReason }
  | { readonly withdrawn: true };

/**
 * Of a response that was withdrawn there is nothing left to enter. One that does not fit the questionnaire is set aside as
 * `unreadable`, or as `age-outside-instrument` where nothing but the age does not fit, one without a single answer as
 * `nothing-answered`. One in which every answer is "prefer not to say" has answers and is counted.
 */
export function judge(stored: PackedResponse | "withdrawn", questionnaire: Questionnaire): Judged {
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
