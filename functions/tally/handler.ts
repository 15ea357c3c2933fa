/** One item of a night's map: a campaign is counted, or the nation of a survey. Beside generalise the only function that may read responses. */
import { partitionOf } from "#shared/programme/campaign.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { countsReader, countsWriter, partitionOfNation } from "#shared/storage/counts.ts";
import { planStore } from "#shared/storage/plans.ts";
import { countingMarks } from "#shared/storage/programme.ts";
import { responseReader } from "#shared/storage/responses.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { tallyNation } from "./nation.ts";
import { secureChance } from "./noise/chance.ts";
import { tallyPayload } from "./payload.ts";
import { tallyCampaign } from "./tally.ts";

const variables = environment({
  RESPONSES_TABLE: name,
  COUNTS_TABLE: name,
  PROGRAMME_TABLE: name,
  NIGHTS_BUCKET: name,
  COUNTS_RETENTION_DAYS: wholeDays,
});
const client = dynamoDb(nightly);
const stores = {
  responses: responseReader(client, variables.RESPONSES_TABLE),
  counts: countsWriter(client, variables.COUNTS_TABLE),
  standing: countsReader(client, variables.COUNTS_TABLE),
  marks: countingMarks(client, variables.PROGRAMME_TABLE),
  plans: planStore(s3(nightly), variables.NIGHTS_BUCKET),
  questionnaireOf: publishedQuestionnaire,
};
const rules = { policy: noisePolicy, chance: secureChance, countsKeptInDays: variables.COUNTS_RETENTION_DAYS };
const log = logger("tally");

/** Answers without a count: what a function answers stays readable in the history of the state machine. */
export async function handler(payload: unknown): Promise<{ readonly done: true }> {
  const started = new Date();
  const durationInMilliseconds = () => Date.now() - started.getTime();
  const { runId, asOf, ...item } = tallyPayload.parse(payload);
  if ("campaign" in item) {
    const outcome = await tallyCampaign(item.campaign, asOf, stores, rules, started);
    const campaign = partitionOf(item.campaign);
    log.info("tallied", { runId, campaign, outcome, durationInMilliseconds: durationInMilliseconds() });
  } else {
    const outcome = await tallyNation(runId, item.survey, asOf, stores, rules, started);
    const campaign = partitionOfNation(item.survey);
    log.info("tallied", { runId, campaign, outcome, durationInMilliseconds: durationInMilliseconds() });
  }
  return { done: true };
}
