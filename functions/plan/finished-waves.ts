/** Which waves are over, so that nothing that was answered to them will ever change. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";

/**
 * The waves of which every campaign was released by an earlier night, sorted. From then on no submission is taken and none
 * is taken back. A wave of which a campaign's responses have expired is left out: what could still be read of it would not
 * be the whole of it. Responses expire by the clock and not by the day that a night is run for.
 */
export function finishedWaves(
  campaigns: readonly Campaign[],
  { nowInSeconds, responsesKeptInDays }: { readonly nowInSeconds: number; readonly responsesKeptInDays: number },
): readonly string[] {
  const isOver = (campaign: Campaign) =>
    campaign.releasedIn !== undefined && expiryOf(campaign, responsesKeptInDays) > nowInSeconds;
  return [...Map.groupBy(campaigns, ({ wave }) => wave)]
    .filter(([, ofWave]) => ofWave.every(isOver))
    .map(([wave]) => wave)
    .toSorted();
}
