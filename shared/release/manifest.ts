/** What a release says of itself. Nothing in it depends on the clock: the same inputs give the same bytes. */
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { authorityCode, questionnaireId, waveId } from "../programme/campaign.ts";
import { setAsideReason } from "../survey/tally.ts";

const count = z.int().min(0);

/** accepted = tallied + withdrawn + all that were set aside. */
const counts = z.strictObject({
  accepted: count,
  tallied: count,
  withdrawn: count,
  setAside: z.partialRecord(setAsideReason, count),
});
export type ReconciledCounts = z.infer<typeof counts>;

/** How an own figure is shown, and why. */
export const protectedFor = z.enum([
  "exact",
  "end-of-the-scale",
  "range-for-others",
  "too-few-answers",
  "too-few-in-the-share",
  "withheld-for-others",
]);
const protectionCounts = z.record(protectedFor, count);
export type ProtectionCounts = z.infer<typeof protectionCounts>;

/**
 * The exact counts of a night, and what the protection of its figures cost. Private: exact totals tell how large a campaign
 * is that joins alone.
 */
export const reconciliation = z.strictObject({
  released: counts,
  held: counts,
  open: counts,
  protection: protectionCounts,
});
export type Reconciliation = z.infer<typeof reconciliation>;

export const SYNTHETIC_NOTICE =
  "SYNTHETIC: every answer in this release was invented. The places are real, the children are not.";

export const manifest = z.strictObject({
  schemaVersion: z.literal(1),
  releaseId: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$/),
  /** The day for which the night ran: campaigns that closed before it are released. */
  asOf: campaignDate,
  synthetic: z.boolean(),
  notice: z.string(),
  /** Changes whenever a published number could. */
  methodVersion: z.string(),
  policy: z.strictObject({ id: z.string(), version: z.int().positive() }),
  codeVersion: z.string(),
  /** Of the campaigns whose figures are in this release; each rounded but `accepted`, which is their sum. */
  counts,
  released: z.array(
    z.strictObject({
      wave: waveId,
      authority: authorityCode,
      questionnaire: questionnaireId,
      /** The day as of which the campaign's figures stand. Releases from before there was a ledger do not say. */
      asAt: campaignDate.optional(),
    }),
  ),
  files: z.array(
    z.strictObject({
      path: z.string(),
      contentType: z.string(),
      /** Rows below the header. */
      rows: count,
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** SHA-256 over all that a reader could learn here: two drafts with the same value are the same release. */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Manifest = z.infer<typeof manifest>;
