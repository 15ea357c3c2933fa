/**
 * How long what is stored is kept, and when it must be gone. What children said, and the noised counts of it, is kept from a
 * last day on, since when a submission came is not kept at all; objects from the day on that they were written.
 */
import type { Campaign } from "./campaign.ts";

const SECONDS_IN_A_DAY = 86_400;
const MILLISECONDS_IN_A_DAY = 86_400_000;

/** Of an object that was written over or deleted: no longer than a mistake takes to be noticed. */
export const OLDER_VERSIONS_KEPT_IN_DAYS = 30;

/** Point-in-time recovery of a table goes back so far, and no shorter time can be had together with the longest one. */
export const RECOVERABLE_IN_DAYS = 35;

/**
 * How late AWS may be before somebody looks. It promises no time: of items the DynamoDB API reference says that they typically
 * go within two days, its developer guide within a few; of objects the S3 user guide says that there may be a delay.
 */
export const GRACE_IN_DAYS = 7;

/** A draft that failed its audit is kept just long enough to find out why. */
export const DRAFTS_KEPT_IN_DAYS = 14;
export const EARLIER_DRAFTS_KEPT_IN_DAYS = 1;

/** What of a stage is kept how long. */
export interface RetentionInDays {
  readonly responses: number;
  readonly comments: number;
  readonly microdata: number;
  readonly counts: number;
  readonly logs: number;
}

/** Epoch seconds; the same for everything of a campaign that is kept for so many days, so that it says nothing about one of them. */
export function expiryOf({ closes }: Pick<Campaign, "closes">, days: number): number {
  return Date.parse(`${closes}T00:00:00Z`) / 1_000 + (days + 1) * SECONDS_IN_A_DAY;
}

/** So many whole days later. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * MILLISECONDS_IN_A_DAY);
}

/** When a lifecycle rule of so many days reaches an object: S3 rounds up to the next midnight, UTC. */
export function lifecycleReaches(since: Date, days: number): Date {
  return new Date(Math.ceil(daysAfter(since, days).getTime() / MILLISECONDS_IN_A_DAY) * MILLISECONDS_IN_A_DAY);
}
