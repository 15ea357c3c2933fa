/**
 * The counts of one campaign: all that is known of it behind the tally function. Private; it names no child, but small
 * counts in it would, so it never leaves the tallies bucket.
 */
import * as z from "zod";
import { authorityCode, campaign } from "../programme/campaign.ts";

const count = z.int().min(0);

/** Why a stored response is in no figure. It stays stored and is counted here, so that the night's counts reconcile. */
export const setAsideReason = z.enum(["nothing-answered", "age-outside-instrument", "unreadable"]);
export type SetAsideReason = z.infer<typeof setAsideReason>;

/**
 * `counts[code]` of valid and invalid choices alike, by answer code (an item) or by position among the bands (an
 * indicator, a derived measure); `skipped` had no answer. A choice that is no answer, such as "prefer not to say", has a
 * code and so a place in an item's counts; it has no band, so an indicator counts it as skipped. A derived measure counts
 * as skipped whoever answered too little for it. For every measure of a group: sum(counts) + skipped = the group's
 * respondents.
 */
const measureCounts = z.strictObject({ counts: z.array(count), skipped: count });
export type MeasureCounts = z.infer<typeof measureCounts>;

/** A group of respondents: everybody, or one category of one breakdown. */
const groupCounts = z.strictObject({
  respondents: count,
  items: z.record(z.string(), measureCounts),
  indicators: z.record(z.string(), measureCounts),
  derived: z.record(z.string(), measureCounts),
});
export type GroupCounts = z.infer<typeof groupCounts>;

/**
 * Breakdowns that a tally holds, under the department's harmonised names. Categories of one breakdown are disjoint and
 * together are everybody.
 */
export const breakdowns = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;
export type Breakdown = (typeof breakdowns)[number];

/** Some respondents, counted: all together, and by every breakdown. */
export const groupedCounts = z.strictObject({
  total: groupCounts,
  /** By breakdown, then by category. Every category that the questionnaire can give is present, also with nobody in it. */
  by: z.record(z.enum(breakdowns), z.record(z.string(), groupCounts)),
});
export type GroupedCounts = z.infer<typeof groupedCounts>;

/**
 * Breakdowns of an authority's own figures. A block of about a hundred responses has most of its placements, periods and
 * ethnic groups under ten: nearly all would be withheld, and each further breakdown is one more way to work a withheld
 * figure out. So the others are for national figures alone.
 */
export const authorityBreakdowns = ["gender", "age_band"] as const satisfies readonly Breakdown[];
export type AuthorityBreakdown = (typeof authorityBreakdowns)[number];

export const tally = z.strictObject({
  campaign: campaign.pick({ wave: true, questionnaire: true, version: true }).extend({ authority: authorityCode }),
  /** Rows read, one for each submission that was accepted; read = tallied + withdrawn + all that were set aside. */
  read: count,
  tallied: count,
  /** Responses that were taken back before they were counted. Counts written before there was withdrawal have none. */
  withdrawn: count.default(0),
  setAside: z.partialRecord(setAsideReason, count),
  /**
   * Respondents in the largest group who are alike to the letter, in all that is kept of them and in every answer, of at
   * least half the items. Counts written before there was a look at it have none.
   */
  alike: count.default(0),
  ...groupedCounts.shape,
});
export type Tally = z.infer<typeof tally>;
