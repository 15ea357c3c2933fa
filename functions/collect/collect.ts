/** Takes one submission from the wire to the table. 2xx is said when everything is stored, and only then. */
import type { Day } from "#shared/programme/calendar.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";
import type { CommentWriter } from "#shared/storage/comments.ts";
import type { CampaignFinder } from "#shared/storage/programme.ts";
import type { ResponseWriter } from "#shared/storage/responses.ts";
import { anonymise } from "./anonymise.ts";
import { redactAll } from "./comments.ts";
import { receiptFor } from "./receipt.ts";
import { readSubmission } from "./request.ts";
import { findOpenCampaign } from "./survey.ts";
import { validate } from "./validate.ts";

export interface CollectStores {
  readonly campaigns: CampaignFinder;
  readonly responses: ResponseWriter;
  readonly comments: CommentWriter;
}

export interface Retention {
  readonly responsesInDays: number;
  readonly commentsInDays: number;
}

/** One answer for both cases: telling them apart would take reading what is stored. */
const conflicting = refuse({
  status: 409,
  code: "idempotency-key-reused",
  title: "This key has been used",
  detail:
    "This Idempotency-Key belongs to other content, which is kept, or to a submission that was withdrawn, which stays withdrawn. Make a new key for every new submission.",
});

export async function collect(
  request: HttpRequest,
  today: Day,
  retention: Retention,
  stores: CollectStores,
): Promise<HttpAnswer> {
  const reading = readSubmission(request);
  if (!reading.read) return reading.refusal;
  const { idempotencyKey, body } = reading;

  const found = await findOpenCampaign(request, today, stores.campaigns);
  if (!found.open) return found.refusal;
  const { campaign, questionnaire } = found;

  const verdict = validate(body, questionnaire);
  if (!verdict.valid) {
    return refuse({
      status: 422,
      code: "invalid-submission",
      title: "The submission does not fit the questionnaire",
      detail: "Nothing was stored. Correct every problem listed and send it again.",
      problems: verdict.problems,
    });
  }

  const response = anonymise(verdict.submission, questionnaire);
  const comments = await redactAll(verdict.submission.comments ?? {});

  const addressed = { campaign: keyOf(campaign), idempotencyKey };
  // The response first: a comment without its response would be words of nobody. So a late retry of what was withdrawn
  // also ends here, before it could bring a comment back.
  const arrival = await stores.responses.put({
    ...addressed,
    response,
    questionnaire,
    expiresAtInSeconds: expiryOf(campaign, retention.responsesInDays),
  });
  if (arrival === "conflicting") return conflicting;
  for (const { question, text } of comments) {
    const expiresAtInSeconds = expiryOf(campaign, retention.commentsInDays);
    const kept = await stores.comments.put({ ...addressed, question, text, expiresAtInSeconds });
    if (kept === "conflicting") return conflicting;
  }

  return {
    status: arrival === "first" ? 201 : 200,
    body: { receipt: receiptFor(campaign.link, idempotencyKey) },
  };
}
