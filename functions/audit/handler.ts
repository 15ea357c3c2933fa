/**
 * The gate between a draft and its publication. An error named AuditFailed ends the night; the runtime logs it with its
 * findings, which name places and never figures.
 */
import * as z from "zod";
import { runId as runIdShape } from "#shared/programme/night.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { countsReader } from "#shared/storage/counts.ts";
import { planStore } from "#shared/storage/plans.ts";
import { draftStore, releaseStore } from "#shared/storage/releases.ts";
import { audit, type Passed } from "./audit.ts";

const variables = environment({ COUNTS_TABLE: name, NIGHTS_BUCKET: name, DATASETS_BUCKET: name });
const client = s3(nightly);
const stores = {
  plans: planStore(client, variables.NIGHTS_BUCKET),
  counts: countsReader(dynamoDb(nightly), variables.COUNTS_TABLE),
  drafts: draftStore(client, variables.DATASETS_BUCKET),
  releases: releaseStore(client, variables.DATASETS_BUCKET),
};
const log = logger("audit");
const payloadShape = z.object({ runId: runIdShape });

export async function handler(payload: unknown): Promise<Passed> {
  const startedInMilliseconds = Date.now();
  const { runId } = payloadShape.parse(payload);
  const passed = await audit(runId, noisePolicy, stores);
  log.info("passed", {
    runId,
    count: passed.checkedRows,
    durationInMilliseconds: Date.now() - startedInMilliseconds,
  });
  return passed;
}
