/** What the state machine hands over for one campaign. */
import * as z from "zod";
import { campaignDate } from "#shared/programme/calendar.ts";
import { authorityCode, questionnaireId, waveId } from "#shared/programme/campaign.ts";
import { runId } from "#shared/programme/night.ts";

export const tallyPayload = z.object({
  runId,
  asOf: campaignDate.optional(),
  campaign: z.strictObject({
    wave: waveId,
    authority: authorityCode,
    questionnaire: questionnaireId,
    version: z.int().positive(),
  }),
});
