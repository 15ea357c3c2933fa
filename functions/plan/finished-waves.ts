/** Which waves are over, so that nothing more will be answered to them. */
import { type Day, daysBefore } from "#shared/programme/calendar.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import { expiryOf } from "#shared/programme/expiry.ts";
import { HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS } from "#shared/release/hold-rule.ts";

/**
 * The waves of which every campaign was released by an earlier night, or of which some were and the others have been awaited long
 * enough, sorted. A wave of which a campaign's responses have expired is left out: what could still be read of it would not be the
 * whole of it. Responses expire by the clock and not by the day that a night is run for.
 */
export function finishedWaves(
  campaigns: readonly Campaign[],
  {
    asOf,
    nowInSeconds,
    responsesKeptInDays,
  }: { readonly asOf: Day; readonly nowInSeconds: number; readonly responsesKeptInDays: number },
): readonly string[] {
  const lastAwaited = daysBefore(asOf, HELD_CAMPAIGNS_ARE_AWAITED_IN_DAYS);
  const isReleased = ({ releasedIn }: Campaign) => releasedIn !== undefined;
  const isOver = (ofWave: readonly Campaign[]) =>
    ofWave.every((campaign) => isReleased(campaign) || campaign.closes < lastAwaited) && ofWave.some(isReleased);
  const isKept = (campaign: Campaign) => expiryOf(campaign, responsesKeptInDays) > nowInSeconds;
  return [...Map.groupBy(campaigns, ({ wave }) => wave)]
    .filter(([, ofWave]) => isOver(ofWave) && ofWave.every(isKept))
    .map(([wave]) => wave)
    .toSorted();
}
