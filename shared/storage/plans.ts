/** The plans of the nights, in the private `nights` bucket: `plans/<run>.json`. */
import type { S3Client } from "@aws-sdk/client-s3";
import { type Plan, plan } from "../programme/night.ts";
import { jsonObjects } from "./objects.ts";

export interface Plans {
  /** Replaces what was planned for the run before. */
  writePlan(plan: Plan): Promise<void>;
  /** @throws MissingObject, DamagedObject */
  readPlan(runId: string): Promise<Plan>;
}

export function planStore(client: S3Client, bucket: string): Plans {
  const { read, write } = jsonObjects(client, bucket);
  const planKey = (runId: string) => `plans/${runId}.json`;

  return {
    writePlan: (written) => write(planKey(written.runId), written),
    readPlan: (runId) => read(planKey(runId), plan),
  };
}
