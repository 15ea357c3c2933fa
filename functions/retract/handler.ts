/** Invoked by an engineer's own IAM identity, never by a night. See retract.ts for the story. */
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { releaseStore, retractingStore } from "#shared/storage/releases.ts";
import { type Refused, readRequest } from "./request.ts";
import { type Retracted, retract } from "./retract.ts";

const variables = environment({ PROGRAMME_TABLE: name, DATASETS_BUCKET: name });
const datasets = s3(nightly);
const stores = {
  programme: programmeStore(dynamoDb(nightly), variables.PROGRAMME_TABLE),
  releases: releaseStore(datasets, variables.DATASETS_BUCKET),
  retracting: retractingStore(datasets, variables.DATASETS_BUCKET),
};
const log = logger("retract");

export async function handler(payload: unknown): Promise<Retracted | Refused> {
  const started = new Date();
  const request = readRequest(payload);
  const outcome = "refused" in request ? request : await retract(request, stores, started);
  const durationInMilliseconds = Date.now() - started.getTime();
  if ("refused" in outcome) {
    log.warn("retraction refused", { outcome: outcome.refused, durationInMilliseconds });
  } else {
    log.warn("retracted", { releaseId: outcome.retracted, count: outcome.outOfReach, durationInMilliseconds });
  }
  return outcome;
}
