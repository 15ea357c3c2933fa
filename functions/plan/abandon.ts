/** The end of a night that failed: yesterday's release stands, and the next night may start at once. */
import { type Day, londonDay } from "#shared/programme/calendar.ts";
import type { NightRecord } from "#shared/programme/night.ts";
import type { Programme } from "#shared/storage/programme.ts";

const ONE_DAY_IN_MILLISECONDS = 24 * 60 * 60 * 1000;

export interface FailedNight {
  readonly runId: string;
  /** The name of the error, never its text. */
  readonly error: string;
  /** The day that the night was asked to run for, if it was asked for one. */
  readonly asOf?: Day | undefined;
}

/**
 * Harmless when repeated, and when the lease has gone to another night. A night that has published before something
 * failed stays published: its release is visible.
 */
export async function abandonNight(
  { runId, error, asOf }: FailedNight,
  programme: Pick<Programme, "night" | "recordNight" | "endLease">,
  now: Date,
): Promise<void> {
  const found = await findNight(runId, asOf, programme, now);
  if (found?.status !== "published" && found?.status !== "unchanged") {
    await programme.recordNight({
      runId,
      asOf: found?.asOf ?? asOf ?? londonDay(now),
      startedAt: found?.startedAt ?? now.toISOString(),
      status: "failed",
      error,
    });
  }
  // Last: whoever finds the lease free finds the failure on record.
  await programme.endLease(runId);
}

/** A night may have begun before midnight: it is looked for under today and under yesterday. */
async function findNight(
  runId: string,
  asOf: Day | undefined,
  programme: Pick<Programme, "night">,
  now: Date,
): Promise<NightRecord | undefined> {
  const yesterday = new Date(now.getTime() - ONE_DAY_IN_MILLISECONDS);
  for (const day of asOf === undefined ? [londonDay(now), londonDay(yesterday)] : [asOf]) {
    const night = await programme.night(day, runId);
    if (night !== undefined) return night;
  }
  return undefined;
}
