/** By when something must be gone, and by when no backup holds it either. */
import type { Day } from "#shared/programme/calendar.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import {
  daysAfter,
  expiryOf,
  GRACE_IN_DAYS,
  lifecycleReaches,
  OLDER_VERSIONS_KEPT_IN_DAYS,
  RECOVERABLE_IN_DAYS,
} from "#shared/programme/expiry.ts";
import type { HeldVersion } from "#shared/storage/remains.ts";
import type { KeptFromWriting } from "./keeping.ts";

export interface Due {
  /** From this instant on nothing of it may be in its store. */
  readonly gone: Date;
  readonly goneForGood: Date;
}

const withGrace = (instant: Date) => daysAfter(instant, GRACE_IN_DAYS);

/** Every instant here is a midnight of UTC. */
export const dayOf = (instant: Date): Day => instant.toISOString().slice(0, 10);

const lastDayOf = (campaigns: readonly Campaign[]): Day =>
  campaigns
    .map(({ closes }) => closes)
    .toSorted()
    .at(-1) ?? "";

/** What is kept so many days from the last day of the wave on. */
export function dueOfAWave(campaigns: readonly Campaign[], days: number): Due {
  const gone = withGrace(new Date(expiryOf({ closes: lastDayOf(campaigns) }, days) * 1_000));
  return { gone, goneForGood: daysAfter(gone, RECOVERABLE_IN_DAYS) };
}

/**
 * A rule that reaches an object leaves it as an earlier version under the mark of a deletion; the earlier version goes by a
 * rule of its own, and then the mark.
 */
export function dueOfAVersion({ kind, since }: HeldVersion, kept: KeptFromWriting): Due {
  const { days, earlierVersionsInDays, deletionsInDays = earlierVersionsInDays } = kept;
  const markGone = (deleted: Date) => withGrace(withGrace(lifecycleReaches(deleted, deletionsInDays)));
  switch (kind) {
    case "current": {
      const gone = withGrace(lifecycleReaches(since, days));
      return { gone, goneForGood: markGone(gone) };
    }
    case "earlier": {
      const gone = withGrace(lifecycleReaches(since, earlierVersionsInDays));
      return { gone, goneForGood: gone };
    }
    case "deletion": {
      const gone = markGone(since);
      return { gone, goneForGood: gone };
    }
  }
}

/** From when on a wave of which nothing is left ends: the longest time is over, and so is that of older versions. */
export function endsFrom(campaigns: readonly Campaign[], longestInDays: number): Date {
  return withGrace(daysAfter(dueOfAWave(campaigns, longestInDays).gone, OLDER_VERSIONS_KEPT_IN_DAYS));
}

export const latest = (dues: readonly Due[]): Due | undefined =>
  dues.length === 0
    ? undefined
    : {
        gone: new Date(Math.max(...dues.map(({ gone }) => gone.getTime()))),
        goneForGood: new Date(Math.max(...dues.map(({ goneForGood }) => goneForGood.getTime()))),
      };
