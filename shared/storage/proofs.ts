/**
 * The proofs in the private `nights` bucket, `retention/<day>/<run>.json`: what a night found of each wave in each store, and
 * what had to be gone.
 */
import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { waveId } from "../programme/campaign.ts";
import { runId } from "../programme/night.ts";
import { jsonObjects } from "./objects.ts";

/** What was found in one store: nothing, what may still be there, or what should not be. */
const finding = z.strictObject({
  store: z.string(),
  found: z.enum(["nothing", "kept", "overdue"]),
  /** By which day all that is in the store now must be gone from it; of objects that are gone no day is known. */
  goneBy: campaignDate.optional(),
  /** By which day no backup holds it either. */
  goneForGoodBy: campaignDate.optional(),
});
export type Finding = z.infer<typeof finding>;

export const proof = z.strictObject({
  runId,
  /** The day in London on which the night looked. */
  day: campaignDate,
  waves: z.array(
    z.strictObject({
      wave: waveId,
      stores: z.array(finding),
      /** Nothing of it is left and its time is over: its campaigns and links end with this night. */
      ends: z.boolean(),
    }),
  ),
  /** What is kept by night and not by wave. */
  nights: z.array(finding),
});
export type Proof = z.infer<typeof proof>;

export interface Proofs {
  write(proof: Proof): Promise<void>;
}

export function proofStore(client: S3Client, bucket: string): Proofs {
  const objects = jsonObjects(client, bucket);
  return { write: (written) => objects.write(`retention/${written.day}/${written.runId}.json`, proof.parse(written)) };
}
