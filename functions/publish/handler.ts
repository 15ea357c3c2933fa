/** Makes an audited draft visible. Sees neither responses nor counts. */
import * as z from "zod";
import { runId as runIdShape } from "#shared/programme/night.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { draftStore, releaseStore } from "#shared/storage/releases.ts";
import { type Outcome, publish } from "./publish.ts";

const variables = environment({ PROGRAMME_TABLE: name, DATASETS_BUCKET: name });
const datasets = s3(nightly);
const stores = {
  programme: programmeStore(dynamoDb(nightly), variables.PROGRAMME_TABLE),
  drafts: draftStore(datasets, variables.DATASETS_BUCKET),
  releases: releaseStore(datasets, variables.DATASETS_BUCKET),
};
const log = logger("publish");
const payloadShape = z.object({ runId: runIdShape });

export async function handler(payload: unknown): Promise<Outcome> {
  const startedInMilliseconds = Date.now();
  const { runId } = payloadShape.parse(payload);
  const outcome = await publish(runId, stores, () => new Date());
  log.info(outcome.status, {
    runId,
    releaseId: outcome.releaseId,
    durationInMilliseconds: Date.now() - startedInMilliseconds,
  });
  return outcome;
}
