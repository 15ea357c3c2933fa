/** One finished wave: its responses become files of records that nobody can be found in. */
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { microdataStore } from "#shared/storage/microdata.ts";
import { planStore } from "#shared/storage/plans.ts";
import { responseReader } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { generaliseWave } from "./generalise.ts";
import { generalisePayload } from "./payload.ts";

const variables = environment({ RESPONSES_TABLE: name, NIGHTS_BUCKET: name, MICRODATA_BUCKET: name });
const objects = s3(nightly);
const stores = {
  plans: planStore(objects, variables.NIGHTS_BUCKET),
  responses: responseReader(dynamoDb(nightly), variables.RESPONSES_TABLE),
  microdata: microdataStore(objects, variables.MICRODATA_BUCKET),
  questionnaireOf: publishedQuestionnaire,
};
const log = logger("generalise");

/** Answers without a count: what a function answers stays readable in the history of the state machine. */
export async function handler(payload: unknown): Promise<{ readonly done: true }> {
  const started = new Date();
  const asked = generalisePayload.parse(payload);
  const written = await generaliseWave(asked, stores, started);
  log.info(written > 0 ? "generalised" : "generalised before", {
    ...asked,
    count: written,
    durationInMilliseconds: Date.now() - started.getTime(),
  });
  return { done: true };
}
