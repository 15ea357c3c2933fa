/** What the state machine hands over for one finished wave. */
import * as z from "zod";
import { waveId } from "#shared/programme/campaign.ts";
import { runId } from "#shared/programme/night.ts";

export const generalisePayload = z.object({ runId, wave: waveId });
