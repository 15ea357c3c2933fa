/** The survey link in a request's path, and where it leads. */
import type { Campaign } from "../programme/campaign.ts";
import { normaliseLink } from "../programme/link.ts";
import { type HttpAnswer, type HttpRequest, refuse } from "./http.ts";

/** The answer to a link that leads nowhere. */
export const unknownLink: HttpAnswer = refuse({
  status: 404,
  code: "unknown-link",
  title: "No survey at this link",
  detail: "Check the link against the invitation. It has 14 letters and digits.",
});

/** The campaign behind the link, however it was typed, or undefined where it leads nowhere. */
export async function campaignAt(
  { parameters }: Pick<HttpRequest, "parameters">,
  campaigns: { byLink(link: string): Promise<Campaign | undefined> },
): Promise<Campaign | undefined> {
  const link = normaliseLink(parameters.link ?? "");
  return link === null ? undefined : campaigns.byLink(link);
}
