/** One night's work: which campaigns it covers and for which day. Written once at the start, read by every later stage. */
import * as z from "zod";
import { campaignDate } from "./calendar.ts";
import { authorityCode, campaign, questionnaireId, waveId } from "./campaign.ts";

/** Names a night's run: the execution's name in the state machine. Safe inside an object key. */
export const runId = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/);

export const plan = z.strictObject({
  runId,
  /** The day that the night runs for, in London: campaigns that closed before it may be released. */
  asOf: campaignDate,
  /** Every campaign of every wave, in a fixed order. */
  campaigns: z.array(campaign.extend({ closed: z.boolean() })),
});
export type Plan = z.infer<typeof plan>;
export type PlannedCampaign = Plan["campaigns"][number];

/** A campaign that tally looks at: it counts a closed one once, and says of an open one how many have answered. */
export const toTally = z.strictObject({
  wave: waveId,
  authority: authorityCode,
  questionnaire: questionnaireId,
  version: z.int().positive(),
  closes: campaignDate,
  closed: z.boolean(),
  eligible: z.int().positive(),
  /** 2 for a recount after a fault of ours. */
  draw: z.union([z.literal(1), z.literal(2)]),
});
export type ToTally = z.infer<typeof toTally>;

/** A survey whose windows have all closed, so that the groups that only the nation has may be counted. */
export const surveyToTally = z.strictObject({ wave: waveId, questionnaire: questionnaireId, synthetic: z.boolean() });

/** How a night ended, kept for the engineer on call and for the alarm on absence. */
export const nightRecord = z.strictObject({
  runId,
  asOf: campaignDate,
  startedAt: z.iso.datetime(),
  status: z.enum(["running", "published", "unchanged", "failed"]),
  /** The release that stands after the night. */
  releaseId: z.string().optional(),
  /** For a failed night: the name of the error, never its text. */
  error: z.string().optional(),
});
export type NightRecord = z.infer<typeof nightRecord>;
