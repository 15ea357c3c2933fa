/** What the state machine hands over: one campaign, or one survey whose nation may be counted. */
import * as z from "zod";
import { campaignDate } from "#shared/programme/calendar.ts";
import { runId, surveyToTally, toTally } from "#shared/programme/night.ts";

const night = { runId, asOf: campaignDate };

export const tallyPayload = z.union([
  z.strictObject({ ...night, campaign: toTally }),
  z.strictObject({ ...night, survey: surveyToTally }),
]);
