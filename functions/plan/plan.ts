/** The start of a night: takes the lease, decides which campaigns are read again, and writes that down for the later stages. */
import { type Day, daysBefore, londonDay } from "#shared/programme/calendar.ts";
import { type CampaignKey, keyOf } from "#shared/programme/campaign.ts";
import type { Programme } from "#shared/storage/programme.ts";
import type { Tallies } from "#shared/storage/tallies.ts";
import { coverage } from "./coverage.ts";
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
  readonly programme: Pick<Programme, "acquireLease" | "campaigns" | "recordNight">;
  readonly tallies: Pick<Tallies, "writePlan">;
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
      /** Those to read again tonight, possibly none. */
      readonly campaigns: readonly (CampaignKey & { readonly version: number })[];
      /** Those whose files of records can be made, whether or not they have been. */
      readonly finishedWaves: readonly string[];
    }
  | { readonly proceed: false; readonly reason: string };

/** How long what a night reads is kept. */
export interface Retention {
  readonly talliesInDays: number;
  readonly responsesInDays: number;
}

/** Planning the same run twice writes the same plan again. */
export async function planNight(
  night: NightToPlan,
  retention: Retention,
  { programme, tallies }: PlanStores,
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
  const campaigns = coverage(known, { asOf, today }, retention.talliesInDays);
  await tallies.writePlan({ runId, asOf, campaigns });
  await programme.recordNight({ runId, asOf, startedAt: now.toISOString(), status: "running" });
  return {
    proceed: true,
    runId,
    asOf,
    campaigns: campaigns
      .filter(({ recount }) => recount)
      .map((campaign) => ({ ...keyOf(campaign), version: campaign.version })),
    finishedWaves: finishedWaves(known, { nowInSeconds, responsesKeptInDays: retention.responsesInDays }),
  };
}
