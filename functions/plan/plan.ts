/** The start of a night: takes the lease, decides which campaigns tally looks at, and writes the plan for the later stages. */
import { type Day, daysBefore, londonDay } from "#shared/programme/calendar.ts";
import type { ToTally } from "#shared/programme/night.ts";
import type { Plans } from "#shared/storage/plans.ts";
import type { Programme } from "#shared/storage/programme.ts";
import type { Survey } from "#shared/survey/noised-counts.ts";
import { campaignsToTally, coverage, surveysToTally } from "./coverage.ts";
import { finishedWaves } from "./finished-waves.ts";

/**
 * As long as the state machine lets a night take: no stage between plan and publish can renew the lease, and a night that
 * fails gives it back at once.
 */
const LEASE_IN_SECONDS = 3 * 60 * 60;

/** A night ahead of its day releases campaigns that are still being answered, for good: a mistyped year must not. */
const FURTHEST_AHEAD_IN_DAYS = 7;

/** The night was asked to run for a day that is further ahead than anybody means. Nothing was done. */
export class NightTooFarAhead extends Error {
  override readonly name = "NightTooFarAhead";
  readonly asOf: Day;
  constructor(asOf: Day) {
    super(
      `${asOf} is more than ${FURTHEST_AHEAD_IN_DAYS} days ahead, and a night releases every campaign that closes before its day, for good; start it again for a nearer day`,
    );
    this.asOf = asOf;
  }
}

export interface PlanStores {
  readonly programme: Pick<Programme, "acquireLease" | "campaigns" | "recounts" | "recordNight">;
  readonly plans: Pick<Plans, "writePlan">;
}

export interface NightToPlan {
  readonly runId: string;
  /** The day that the night runs for; today in London unless given. */
  readonly asOf?: Day | undefined;
}

export type Planned =
  | {
      readonly proceed: true;
      readonly runId: string;
      readonly asOf: Day;
      /** Those that tally looks at tonight, possibly none. */
      readonly campaigns: readonly ToTally[];
      /** Those whose nation may be counted. */
      readonly surveys: readonly Survey[];
      /** Those whose files of records can be made, whether or not they have been. */
      readonly finishedWaves: readonly string[];
    }
  | { readonly proceed: false; readonly reason: string };

/** How long what a night reads is kept. */
export interface Retention {
  readonly countsInDays: number;
  readonly responsesInDays: number;
}

/** Planning the same run twice writes the same plan again. */
export async function planNight(
  night: NightToPlan,
  retention: Retention,
  { programme, plans }: PlanStores,
  now: Date,
): Promise<Planned> {
  const today = londonDay(now);
  const { runId, asOf = today } = night;
  if (asOf > daysBefore(today, -FURTHEST_AHEAD_IN_DAYS)) throw new NightTooFarAhead(asOf);
  const nowInSeconds = Math.floor(now.getTime() / 1000);
  if (!(await programme.acquireLease({ holder: runId, nowInSeconds, seconds: LEASE_IN_SECONDS }))) {
    return { proceed: false, reason: "another night holds the lease; its release will stand" };
  }
  const known = await programme.campaigns();
  const campaigns = coverage(known, { asOf, today }, retention.countsInDays);
  await plans.writePlan({ runId, asOf, campaigns });
  await programme.recordNight({ runId, asOf, startedAt: now.toISOString(), status: "running" });
  return {
    proceed: true,
    runId,
    asOf,
    campaigns: campaignsToTally(campaigns, asOf, await programme.recounts()),
    surveys: surveysToTally(campaigns),
    finishedWaves: finishedWaves(known, { asOf, nowInSeconds, responsesKeptInDays: retention.responsesInDays }),
  };
}
