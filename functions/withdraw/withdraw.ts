/**
 * Takes a submission back, for whoever holds its key: the key is the only proof, and nothing is looked up by person.
 *
 * Whenever it is asked, what is stored of the submission is deleted, and 2xx is said when of answers and comments nothing is
 * stored any more, and only then. What breaks off in between is not said to be done, and repeating it does the rest. A later
 * retry of the post is refused.
 *
 * Which 2xx tells what became of the figures. A night marks a campaign before it reads the first response, and here the mark
 * is asked for after the deletion. Where there is none, no night has counted what is gone now: 204, the answers are in no
 * figure. Where there is one, the campaign is counted or being counted: 200, and figures stay as they are. Every count
 * carries noise that was drawn once, so that no figure tells what one submission said; counting again would tell more. The
 * anonymous files of records of a finished wave stay as well.
 *
 * A post that is still on its way may write its comments after the withdrawal removed them: so a front end withdraws only
 * what has been answered.
 */
import { keyOf } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";
import { idempotencyKeyOf, noIdempotencyKey } from "#shared/runtime/idempotency-key.ts";
import { campaignOnceAt, unknownLink } from "#shared/runtime/survey-link.ts";
import type { CommentRemover } from "#shared/storage/comments.ts";
import type { CampaignFinder } from "#shared/storage/programme.ts";
import type { ResponseWithdrawer } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";

export interface WithdrawStores {
  readonly campaigns: CampaignFinder;
  readonly responses: ResponseWithdrawer;
  readonly comments: CommentRemover;
}

/** Nothing is stored any more, as with 204. */
const figuresStay: HttpAnswer = { status: 200, body: { figures: "stay" } };

const unknownSubmission = refuse({
  status: 404,
  code: "unknown-submission",
  title: "No submission under this key",
  detail:
    "Check the link and the Idempotency-Key: both must be those that the submission was sent with. A submission that is still being sent must be answered before it can be withdrawn.",
});

export async function withdraw(
  request: HttpRequest,
  responsesKeptInDays: number,
  stores: WithdrawStores,
): Promise<HttpAnswer> {
  const idempotencyKey = idempotencyKeyOf(request);
  if (idempotencyKey === undefined) return noIdempotencyKey;

  // A child who answered by a link that was replaced since may take it back all the same.
  const campaign = await campaignOnceAt(request, stores.campaigns);
  if (campaign === undefined) return unknownLink;
  const { comments: boxes } = publishedQuestionnaire(campaign.questionnaire, campaign.version);

  const addressed = { campaign: keyOf(campaign), idempotencyKey };
  // The response first: while it stands, a retry of the post could bring back a comment that is gone already.
  const outcome = await stores.responses.withdraw({
    ...addressed,
    expiresAtInSeconds: expiryOf(campaign, responsesKeptInDays),
  });
  if (outcome === "unknown") return unknownSubmission;
  for (const { id: question } of boxes) await stores.comments.remove({ ...addressed, question });
  return (await stores.campaigns.isCounting(addressed.campaign)) ? figuresStay : { status: 204 };
}
