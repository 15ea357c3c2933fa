/** Which campaigns a night covers, and which of them tally looks at. */
import { type Day, daysBefore, hasClosed } from "#shared/programme/calendar.ts";
import { type Campaign, type CampaignKey, isSettled, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign, ToTally } from "#shared/programme/night.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";

/**
 * All campaigns of all waves by wave, authority and questionnaire, whatever the order in which they come.
 *
 * A wave whose counts are past their retention is left out: it stays in the releases that it was published in. Counts are
 * let go by the clock and not by the day that a night is run for, so `today` decides.
 */
export function coverage(
  campaigns: readonly Campaign[],
  { asOf, today }: { readonly asOf: Day; readonly today: Day },
  countsKeptInDays: number,
): PlannedCampaign[] {
  const lastKept = daysBefore(today, countsKeptInDays);
  const lastDays = new Map<string, Day>();
  for (const { wave, closes } of campaigns) lastDays.set(wave, maximum(lastDays.get(wave) ?? closes, closes));
  return campaigns
    .filter(({ wave }) => (lastDays.get(wave) ?? today) >= lastKept)
    .toSorted((one, other) => compare(partitionOf(keyOf(one)), partitionOf(keyOf(other))))
    .map((campaign) => ({
      ...campaign,
      // What is counted or released stays closed, also in a night that is run again for an earlier day.
      closed: isSettled(campaign) || hasClosed(campaign, asOf),
    }));
}

/** Those whose window has opened and whose figures are not out yet, and those that are to be recounted. */
export function campaignsToTally(
  planned: readonly PlannedCampaign[],
  asOf: Day,
  recounts: readonly CampaignKey[],
): ToTally[] {
  const recounted = new Set(recounts.map(partitionOf));
  return planned.flatMap((campaign): ToTally[] => {
    const { version, closes, closed, eligible } = campaign;
    const key = keyOf(campaign);
    // Before its release a campaign is counted anew by deleting the draw, and not by a second one.
    const isRecount = campaign.releasedIn !== undefined && recounted.has(partitionOf(key));
    const isToCount = campaign.releasedIn === undefined && (closed || campaign.opens <= asOf);
    return isRecount || isToCount ? [{ ...key, version, closes, closed, eligible, draw: isRecount ? 2 : 1 }] : [];
  });
}

/** Surveys whose windows have all closed: whether one is over, tally finds out. */
export function surveysToTally(planned: readonly PlannedCampaign[]): Survey[] {
  const together = Map.groupBy(planned, ({ wave, questionnaire, synthetic }) =>
    JSON.stringify([wave, questionnaire, synthetic]),
  );
  return [...together.values()]
    .filter((ofSurvey) => ofSurvey.every(({ closed }) => closed))
    .flatMap(([first]) => (first === undefined ? [] : [surveyOf(first)]));
}

const surveyOf = ({ wave, questionnaire, synthetic }: PlannedCampaign): Survey => ({ wave, questionnaire, synthetic });

/** By code unit, so that the order is the same in every locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const maximum = (one: Day, other: Day): Day => (one > other ? one : other);
