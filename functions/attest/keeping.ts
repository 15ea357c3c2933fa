/** Which stores hold something of a wave, which hold something of a night, and how long each may. */
import {
  DRAFTS_KEPT_IN_DAYS,
  EARLIER_DRAFTS_KEPT_IN_DAYS,
  ledgerKeptInDays,
  OLDER_VERSIONS_KEPT_IN_DAYS,
  type RetentionInDays,
} from "#shared/programme/expiry.ts";

/** What is kept from the last day of the wave on. */
export interface KeptFromLastDay {
  readonly store: "responses" | "comments";
  readonly days: number;
}

/** What is kept from the day on that it was written, by a rule of its bucket. */
export interface KeptFromWriting {
  readonly store: string;
  readonly bucket: "tallies" | "microdata" | "datasets";
  readonly prefix: string;
  readonly days: number;
  /** From when on an object was written over or deleted. */
  readonly earlierVersionsInDays: number;
  /** Of the mark that a deletion leaves; it goes with the last earlier version unless said otherwise. */
  readonly deletionsInDays?: number;
}

const older = { earlierVersionsInDays: OLDER_VERSIONS_KEPT_IN_DAYS };

export function saidInAWave({ responses, comments }: RetentionInDays): readonly KeptFromLastDay[] {
  return [
    { store: "responses", days: responses },
    { store: "comments", days: comments },
  ];
}

export function madeOfAWave(wave: string, retention: RetentionInDays): readonly KeptFromWriting[] {
  const { microdata, tallies } = retention;
  const ledger = ledgerKeptInDays(retention);
  return [
    { store: "microdata/owner", bucket: "microdata", prefix: `owner/${wave}/`, days: microdata, ...older },
    { store: "microdata/shared", bucket: "microdata", prefix: `shared/${wave}/`, days: microdata, ...older },
    { store: "tallies", bucket: "tallies", prefix: `tallies/${wave}/`, days: tallies, ...older },
    { store: "members", bucket: "tallies", prefix: `members/${wave}/`, days: tallies, ...older },
    { store: "ledger", bucket: "tallies", prefix: `ledger/${wave}/`, days: ledger, ...older },
    { store: "ledger/national", bucket: "tallies", prefix: `ledger/national/${wave}/`, days: ledger, ...older },
  ];
}

/** Named by runs: each holds something of every wave that its night covered. */
export function madeInANight({ logs, tallies }: RetentionInDays): readonly KeptFromWriting[] {
  return [
    { store: "plans", bucket: "tallies", prefix: "plans/", days: logs, ...older },
    { store: "reconciliation", bucket: "tallies", prefix: "reconciliation/", days: logs, ...older },
    { store: "retention", bucket: "tallies", prefix: "retention/", days: tallies, ...older },
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
