/** What a release says of itself. Nothing in it depends on the clock: the same inputs give the same bytes. */
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { authorityCode, questionnaireId, waveId } from "../programme/campaign.ts";
import { releaseId, retraction } from "./retraction.ts";

const count = z.int().min(0);

export const SYNTHETIC_NOTICE =
  "SYNTHETIC: every answer in this release was invented. The places are real, the children are not.";

/** Stands in the manifest, on every page and in every file that has a place for it. */
export function noticeOf(synthetic: boolean): string {
  return synthetic ? SYNTHETIC_NOTICE : "Figures of a survey of children in care and care leavers.";
}

/** Of the layout of a release: which files it has, their columns and formats. */
export const SCHEMA_VERSION = 3;

const policy = z.strictObject({ id: z.string(), version: z.int().positive() });

const file = z.strictObject({
  path: z.string(),
  contentType: z.string(),
  /** Rows of data; 0 in what is no dataset. */
  rows: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FileEntry = z.infer<typeof file>;

/** What the folder of one authority says of itself. The release that it lies in is named by its place. */
export const authorityManifest = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  authority: authorityCode,
  synthetic: z.boolean(),
  notice: z.string(),
  methodVersion: z.string(),
  policy,
  /** Paths below the folder. */
  files: z.array(file),
});
export type AuthorityManifest = z.infer<typeof authorityManifest>;

/** The folder of an authority inside a release: its own figures and the pooled comparison, nobody else's. */
export function authorityFolder(code: string): string {
  return `authorities/${code}/`;
}

export const MANIFEST = "manifest.json";

export const manifest = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  releaseId,
  /** The release that was told before this one, even if it was retracted since; null for the first. */
  supersedes: releaseId.nullable(),
  /** The day for which the night ran: campaigns that closed before it are released. */
  asOf: campaignDate,
  synthetic: z.boolean(),
  notice: z.string(),
  /** Changes whenever a published number could. */
  methodVersion: z.string(),
  policy,
  codeVersion: z.string(),
  /** Responses that were counted in the campaigns of this release, all together and rounded. */
  responses: count,
  released: z.array(
    z.strictObject({
      wave: waveId,
      authority: authorityCode,
      questionnaire: questionnaireId,
      /** The day of the night that counted the campaign. */
      asAt: campaignDate,
    }),
  ),
  /** Every release that was taken back, the earliest first. */
  retractions: z.array(retraction),
  /** Every file but this one. */
  files: z.array(file),
  /**
   * SHA-256 over all that a reader could learn here of children: two drafts with the same value are the same release. What
   * a release says of the one before it, and what counts such files, is no part of it.
   */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Manifest = z.infer<typeof manifest>;
