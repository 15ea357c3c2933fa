/**
 * Takes a submission back, for whoever holds its key: the key is the only proof, and nothing is looked up by person.
 *
 * What is promised: 204 is said when of answers and comments nothing is stored any more, and only then; what breaks off in
 * between is not said to be done, and repeating it does the rest. A later retry of the post is refused. A night that starts
 * to count the campaign after the 204 counts a withdrawal and no answer. Once every campaign of the wave is marked as
 * released nothing is counted again and nothing taken back any more: 410.
 *
 * What is not: figures that are released already are not taken back. Where the campaign is among them, its figures stand
 * until so many others have come or left that the gate lets new ones through, perhaps for good: a release that is smaller
 * by one would tell what that one had said. A night that is counting at that very moment either has the response or has it
 * not; where it has, its release carries the answers in its figures though nothing of them is stored. And a post that is
 * still on its way may write its comments after the withdrawal removed them: so a front end withdraws only what has been
 * answered.
 */
import { keyOf } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { type HttpAnswer, type HttpRequest, refuse } from "#shared/runtime/http.ts";
import { idempotencyKeyOf, noIdempotencyKey } from "#shared/runtime/idempotency-key.ts";
import { campaignOnceAt, unknownLink } from "#shared/runtime/survey-link.ts";
import type { CommentRemover } from "#shared/storage/comments.ts";
import type { CampaignFinder, Waves } from "#shared/storage/programme.ts";
import type { ResponseWithdrawer } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";

export interface WithdrawStores {
  readonly campaigns: CampaignFinder;
  readonly waves: Waves;
  readonly responses: ResponseWithdrawer;
  readonly comments: CommentRemover;
}

const unknownSubmission = refuse({
  status: 404,
  code: "unknown-submission",
  title: "No submission under this key",
  detail:
    "Check the link and the Idempotency-Key: both must be those that the submission was sent with. A submission that is still being sent must be answered before it can be withdrawn.",
});

const final = refuse({
  status: 410,
  code: "figures-released",
  title: "The figures are released",
  detail:
    "The answers are counted in the wave's final figures, which are not taken back. Tell whoever asked so, and send them to the survey's coordinator with any question; what is stored is deleted when its time is over.",
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
  // Whether the window is open does not matter: who has thought better of it may say so as long as anything is counted.
  if (campaign.releasedIn !== undefined && (await stores.waves.isFinal(campaign.wave))) return final;
  const { comments: boxes } = publishedQuestionnaire(campaign.questionnaire, campaign.version);

  const addressed = { campaign: keyOf(campaign), idempotencyKey };
  // The response first: while it stands, a retry of the post could bring back a comment that is gone already.
  const outcome = await stores.responses.withdraw({
    ...addressed,
    expiresAtInSeconds: expiryOf(campaign, responsesKeptInDays),
  });
  if (outcome === "unknown") return unknownSubmission;
  for (const { id: question } of boxes) await stores.comments.remove({ ...addressed, question });
  return { status: 204 };
}
