/** Whether a stored response enters the figures. */
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { type PackedResponse, type ResponseContent, UnreadableResponse, unpack } from "#shared/survey/response.ts";
import type { SetAsideReason } from "#shared/survey/tally.ts";

export type Judged = { readonly response: ResponseContent } | { readonly setAside: SetAsideReason };

/**
 * A response that does not fit the questionnaire is set aside as `unreadable`, one without a single answer as
 * `nothing-answered`. One in which every answer is "prefer not to say" has answers and is counted.
 */
export function judge(packed: PackedResponse, questionnaire: Questionnaire): Judged {
  try {
    const response = unpack(packed, questionnaire);
    return response.answers.size === 0 ? { setAside: "nothing-answered" } : { response };
  } catch (error) {
    if (error instanceof UnreadableResponse) return { setAside: "unreadable" };
    throw error;
  }
}
