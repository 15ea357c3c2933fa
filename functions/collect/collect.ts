/**
 * Takes one submission from the wire to the table. 2xx is said when everything is stored in time to be counted, and
 * only then.
 *
 * A night marks a campaign before it reads the first response, and here the mark is asked for after the response was put:
 * what was put before the mark is read, and what finds the mark is taken back and refused.
 */
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
import { counted, findOpenCampaign } from "./survey.ts";
import { validate } from "./validate.ts";

export interface CollectStores {
  readonly campaigns: CampaignFinder;
  readonly responses: ResponseWriter;
  readonly comments: CommentWriter;
}

/** What is new with every request. */
export interface Moment {
  readonly today: Day;
  /** Random: tells what this request stores from what another with the same key stores. */
  readonly attempt: string;
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
    "This Idempotency-Key belongs to other content, which is kept, or to a submission of which nothing is stored any more, because it was withdrawn or came while the survey was being counted. Make a new key for every new submission.",
});

export async function collect(
  request: HttpRequest,
  { today, attempt }: Moment,
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
  const ownWrite = { ...addressed, attempt, expiresAtInSeconds: expiryOf(campaign, retention.responsesInDays) };
  // The response first: a comment without its response could not be withdrawn. So a late retry of what was withdrawn
  // also ends here, before it could bring a comment back.
  const arrival = await stores.responses.put({ ...ownWrite, response, questionnaire });
  if (arrival === "conflicting") return conflicting;
  if (await stores.campaigns.isCounting(addressed.campaign)) {
    // An earlier request may have been answered with 2xx for the same content, which is counted then.
    if (arrival === "first") await stores.responses.takeBack(ownWrite);
    return counted(campaign);
  }
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
