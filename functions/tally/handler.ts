/** One campaign of the nightly map: its responses become counts. Beside generalise the only function that may read responses. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { ledgerStore } from "#shared/storage/ledger.ts";
import { responseReader } from "#shared/storage/responses.ts";
import { talliesStore } from "#shared/storage/tallies.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { tallyPayload } from "./payload.ts";
import { tallyCampaign } from "./tally.ts";

const variables = environment({ RESPONSES_TABLE: name, TALLIES_BUCKET: name });
const objects = s3(nightly);
const stores = {
  responses: responseReader(dynamoDb(nightly), variables.RESPONSES_TABLE),
  tallies: talliesStore(objects, variables.TALLIES_BUCKET),
  ledger: ledgerStore(objects, variables.TALLIES_BUCKET),
  questionnaireOf: publishedQuestionnaire,
};
const log = logger("tally");

/** Answers without a count: what a function answers stays readable in the history of the state machine. */
export async function handler(payload: unknown): Promise<{ readonly done: true }> {
  const started = new Date();
  const { runId, campaign } = tallyPayload.parse(payload);
  const { read, setAside } = await tallyCampaign(campaign, stores, started);
  const of = { runId, campaign: partitionOf(campaign) };
  log.info("tallied", { ...of, count: read, durationInMilliseconds: Date.now() - started.getTime() });
  const misfits = (setAside.unreadable ?? 0) + (setAside["age-outside-instrument"] ?? 0);
  if (misfits > 0) log.warn("responses that do not fit the questionnaire were set aside", { ...of, count: misfits });
  return { done: true };
}
