/** The last step of a night: attests that what had to be gone is gone. Counts and lists; reads no response, count or record. */
import * as z from "zod";
import { runId as runIdShape } from "#shared/programme/night.ts";
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { endingsStore } from "#shared/storage/endings.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { proofStore } from "#shared/storage/proofs.ts";
import { bucketRemains, tableRemains } from "#shared/storage/remains.ts";
import { attest } from "./attest.ts";

const variables = environment({
  PROGRAMME_TABLE: name,
  RESPONSES_TABLE: name,
  COMMENTS_TABLE: name,
  COUNTS_TABLE: name,
  NIGHTS_BUCKET: name,
  MICRODATA_BUCKET: name,
  DATASETS_BUCKET: name,
  RESPONSES_RETENTION_DAYS: wholeDays,
  COMMENTS_RETENTION_DAYS: wholeDays,
  MICRODATA_RETENTION_DAYS: wholeDays,
  COUNTS_RETENTION_DAYS: wholeDays,
  LOGS_RETENTION_DAYS: wholeDays,
});
const retention = {
  responses: variables.RESPONSES_RETENTION_DAYS,
  comments: variables.COMMENTS_RETENTION_DAYS,
  microdata: variables.MICRODATA_RETENTION_DAYS,
  counts: variables.COUNTS_RETENTION_DAYS,
  logs: variables.LOGS_RETENTION_DAYS,
};
const tables = dynamoDb(nightly);
const objects = s3(nightly);
const stores = {
  programme: programmeStore(tables, variables.PROGRAMME_TABLE),
  endings: endingsStore(tables, variables.PROGRAMME_TABLE),
  tables: {
    responses: tableRemains(tables, variables.RESPONSES_TABLE),
    comments: tableRemains(tables, variables.COMMENTS_TABLE),
    counts: tableRemains(tables, variables.COUNTS_TABLE),
  },
  buckets: {
    nights: bucketRemains(objects, variables.NIGHTS_BUCKET),
    microdata: bucketRemains(objects, variables.MICRODATA_BUCKET),
    datasets: bucketRemains(objects, variables.DATASETS_BUCKET),
  },
  proofs: proofStore(objects, variables.NIGHTS_BUCKET),
};
const log = logger("attest");
const payloadShape = z.object({ runId: runIdShape });

export async function handler(payload: unknown): Promise<{ readonly done: true }> {
  const started = new Date();
  const { runId } = payloadShape.parse(payload);
  const { waves } = await attest(runId, retention, stores, started);
  for (const { wave, ends } of waves) if (ends) log.info("ended", { runId, wave });
  log.info("attested", { runId, durationInMilliseconds: Date.now() - started.getTime() });
  return { done: true };
}
