/**
 * Whether the front door can do its work, for whoever watches it from outside. It says what it can find out without being
 * allowed more than it is: the responses and the comments it may write and never read, so it asks them nothing.
 */
import { type HttpAnswer, RETRY_AFTER_IN_SECONDS, refuse } from "#shared/runtime/http.ts";
import type { CampaignFinder } from "#shared/storage/programme.ts";

/** Too short for a link, so it is nobody's: the programme is asked a question to which it always has the same answer. */
const LINK_OF_NOBODY = "health";

/** 200 with the version and what answers; 503 with `Retry-After` where the programme does not. */
export async function health(version: string, campaigns: CampaignFinder): Promise<HttpAnswer> {
  const programme = await campaigns.byLink(LINK_OF_NOBODY).then(
    () => "answers" as const,
    () => "silent" as const,
  );
  if (programme === "answers") return { status: 200, body: { status: "ok", version, dependencies: { programme } } };
  return refuse({
    status: 503,
    code: "programme-unavailable",
    title: "The programme does not answer",
    detail: "Surveys can be neither shown nor answered at the moment. Ask again after Retry-After.",
    extension: { version, dependencies: { programme } },
    headers: { "retry-after": String(RETRY_AFTER_IN_SECONDS) },
  });
}
