/** Which campaigns a night covers. */
import { type Day, daysBefore, hasClosed } from "#shared/programme/calendar.ts";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";

/**
 * All campaigns of all waves by wave, authority and questionnaire, whatever the order in which they come.
 *
 * A campaign is read again whole every night until all of its wave have been released, itself among them: a recompute
 * corrects what an earlier night got wrong, which counts that are only ever added to could not, and lets go of those who
 * withdrew. What of it is released anew, the gate decides. A campaign whose window has not opened yet stays in the plan, but
 * nobody can have answered it: it is not read.
 *
 * A wave whose counts are past their retention is left out: it stays in the releases that it was published in. Counts are
 * let go by the clock and not by the day that a night is run for, so `today` decides.
 */
export function coverage(
  campaigns: readonly Campaign[],
  { asOf, today }: { readonly asOf: Day; readonly today: Day },
  talliesKeptInDays: number,
): PlannedCampaign[] {
  const lastKept = daysBefore(today, talliesKeptInDays);
  const unfinished = new Set(campaigns.filter(({ releasedIn }) => releasedIn === undefined).map(({ wave }) => wave));
  const lastDays = new Map<string, Day>();
  for (const { wave, closes } of campaigns) lastDays.set(wave, maximum(lastDays.get(wave) ?? closes, closes));
  return campaigns
    .filter(({ wave }) => (lastDays.get(wave) ?? today) >= lastKept)
    .toSorted((one, other) => compare(partitionOf(keyOf(one)), partitionOf(keyOf(other))))
    .map((campaign) => ({
      ...campaign,
      // What has been released stays released, also in a night that is run again for an earlier day.
      closed: campaign.releasedIn !== undefined || hasClosed(campaign, asOf),
      recount: unfinished.has(campaign.wave) && campaign.opens <= asOf,
    }));
}

/** By code unit, so that the order is the same in every locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const maximum = (one: Day, other: Day): Day => (one > other ? one : other);
