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

type Request = Pick<HttpRequest, "parameters">;
interface Campaigns {
  byLink(link: string): Promise<Campaign | undefined>;
}

/** The campaign behind the link, however it was typed, or undefined where it leads nowhere or was replaced. */
export async function campaignAt(request: Request, campaigns: Campaigns): Promise<Campaign | undefined> {
  const campaign = await campaignOnceAt(request, campaigns);
  return campaign?.link === linkOf(request) ? campaign : undefined;
}

/** As `campaignAt`, also by a link that was replaced since. */
export async function campaignOnceAt(request: Request, campaigns: Campaigns): Promise<Campaign | undefined> {
  const link = linkOf(request);
  return link === null ? undefined : campaigns.byLink(link);
}

const linkOf = ({ parameters }: Request) => normaliseLink(parameters.link ?? "");
