/** Which stores hold something of a wave, which hold something of a night, and how long each may. */
import {
  DRAFTS_KEPT_IN_DAYS,
  EARLIER_DRAFTS_KEPT_IN_DAYS,
  OLDER_VERSIONS_KEPT_IN_DAYS,
  type RetentionInDays,
} from "#shared/programme/expiry.ts";

/** What is kept from the last day of the wave on. */
export interface KeptFromLastDay {
  readonly store: "responses" | "comments" | "counts";
  readonly days: number;
}

/** What is kept from the day on that it was written, by a rule of its bucket. */
export interface KeptFromWriting {
  readonly store: string;
  readonly bucket: "nights" | "microdata" | "datasets";
  readonly prefix: string;
  readonly days: number;
  /** From when on an object was written over or deleted. */
  readonly earlierVersionsInDays: number;
  /** Of the mark that a deletion leaves; it goes with the last earlier version unless said otherwise. */
  readonly deletionsInDays?: number;
}

const older = { earlierVersionsInDays: OLDER_VERSIONS_KEPT_IN_DAYS };

export function saidInAWave({ responses, comments, counts }: RetentionInDays): readonly KeptFromLastDay[] {
  return [
    { store: "responses", days: responses },
    { store: "comments", days: comments },
    { store: "counts", days: counts },
  ];
}

export function madeOfAWave(wave: string, { microdata }: RetentionInDays): readonly KeptFromWriting[] {
  return [
    { store: "microdata/owner", bucket: "microdata", prefix: `owner/${wave}/`, days: microdata, ...older },
    { store: "microdata/shared", bucket: "microdata", prefix: `shared/${wave}/`, days: microdata, ...older },
  ];
}

/** Named by runs: each holds something of every wave that its night covered. */
export function madeInANight({ logs, counts }: RetentionInDays): readonly KeptFromWriting[] {
  return [
    { store: "plans", bucket: "nights", prefix: "plans/", days: logs, ...older },
    { store: "retention", bucket: "nights", prefix: "retention/", days: counts, ...older },
    {
      store: "drafts",
      bucket: "datasets",
      prefix: "drafts/",
      days: DRAFTS_KEPT_IN_DAYS,
      earlierVersionsInDays: EARLIER_DRAFTS_KEPT_IN_DAYS,
      deletionsInDays: DRAFTS_KEPT_IN_DAYS,
    },
  ];
}
