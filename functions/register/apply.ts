/**
 * Brings one campaign into the table. Two writes: the campaign first, then its link, so that no link ever leads nowhere.
 * A crash between the two leaves a campaign that nobody can reach; applying the document again opens its link.
 */
import { isDeepStrictEqual } from "node:util";
import { type Campaign, keyOf, linksReplacedOf } from "#shared/programme/campaign.ts";
import { linkFrom } from "#shared/programme/link.ts";
import { CampaignChangedMeanwhile, type Programme } from "#shared/storage/programme.ts";
import type { WantedCampaign } from "./wanted.ts";

export type Outcome = "created" | "updated" | "unchanged";

export interface AppliedCampaign {
  readonly campaign: Campaign;
  readonly outcome: Outcome;
}

/** What registering needs of the programme's store. */
export type Registry = Pick<Programme, "campaigns" | "campaign" | "add" | "openLink" | "replace">;

/** What the table will hold of a campaign that it holds already: its links and what nights noted stay, whatever is wanted. */
function merged({ linksReplaced: _, ...wanted }: WantedCampaign, before: Campaign): Campaign {
  const { link, formerLinks, counting, releasedIn } = before;
  return {
    ...wanted,
    link,
    ...(formerLinks && { formerLinks }),
    ...(counting !== undefined && { counting }),
    ...(releasedIn !== undefined && { releasedIn }),
  };
}

/** The old link stays among the former ones: who answered by it can still take that back. */
function withAnotherLink(campaign: Campaign, link: string): Campaign {
  return { ...campaign, link, formerLinks: [...(campaign.formerLinks ?? []), campaign.link] };
}

async function create(programme: Registry, wanted: WantedCampaign, randomBytes: Uint8Array): Promise<AppliedCampaign> {
  const { linksReplaced: _, ...asked } = wanted;
  const campaign: Campaign = { ...asked, link: linkFrom(randomBytes) };
  if (await programme.add(campaign)) return { campaign, outcome: "created" };

  // Somebody else has added it since we looked. Theirs stays, with its link; what differs must be judged anew.
  const theirs = await programme.campaign(keyOf(campaign));
  if (theirs === undefined || !isDeepStrictEqual(theirs, merged(wanted, theirs))) {
    throw new CampaignChangedMeanwhile(keyOf(campaign));
  }
  return { campaign: theirs, outcome: "unchanged" };
}

async function update(
  programme: Registry,
  wanted: WantedCampaign,
  before: Campaign,
  drawRandomBytes: () => Uint8Array,
): Promise<AppliedCampaign> {
  const { linksReplaced = linksReplacedOf(before) } = wanted;
  const kept = merged(wanted, before);
  const after = linksReplaced > linksReplacedOf(before) ? withAnotherLink(kept, linkFrom(drawRandomBytes())) : kept;
  if (isDeepStrictEqual(before, after)) return { campaign: before, outcome: "unchanged" };
  await programme.replace(before, after);
  return { campaign: after, outcome: "updated" };
}

/**
 * Creates or updates the campaign, or leaves it, and makes sure that its link is open. Safe to repeat.
 * @throws CampaignChangedMeanwhile when somebody else brings in another version of it at the same time
 */
export async function apply(
  programme: Registry,
  wanted: WantedCampaign,
  before: Campaign | undefined,
  drawRandomBytes: () => Uint8Array,
): Promise<AppliedCampaign> {
  const applied =
    before === undefined
      ? await create(programme, wanted, drawRandomBytes())
      : await update(programme, wanted, before, drawRandomBytes);
  await programme.openLink(applied.campaign);
  return applied;
}
