/** A release that was taken back, and what readers are told of it. */
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";

export const releaseId = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$/);

/** Why: it says something false, or something that could be traced to a child. */
export const retractionReasons = ["wrong", "discloses"] as const;

/** For readers, by a person; names no child, no authority's case and no figure. */
export const revisionNote = z
  .string()
  .trim()
  .min(20, "say in a sentence what readers of the release have to know")
  .max(1_000, "say it in at most 1,000 characters")
  // A line break, or a letter that turns the reading direction, could make a page say something else.
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "write one paragraph, without line breaks");

export const retraction = z.strictObject({
  releaseId,
  retractedOn: campaignDate,
  because: z.enum(retractionReasons),
  note: revisionNote,
});
export type Retraction = z.infer<typeof retraction>;
