/** Begins a night, or gives up one that failed. */
import { environment, name, wholeDays } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { planStore } from "#shared/storage/plans.ts";
import { programmeStore } from "#shared/storage/programme.ts";
import { abandonNight } from "./abandon.ts";
import { readPayload } from "./payload.ts";
import { type Planned, planNight } from "./plan.ts";

const variables = environment({
  PROGRAMME_TABLE: name,
  NIGHTS_BUCKET: name,
  COUNTS_RETENTION_DAYS: wholeDays,
  RESPONSES_RETENTION_DAYS: wholeDays,
});
const retention = {
  countsInDays: variables.COUNTS_RETENTION_DAYS,
  responsesInDays: variables.RESPONSES_RETENTION_DAYS,
};
const stores = {
  programme: programmeStore(dynamoDb(nightly), variables.PROGRAMME_TABLE),
  plans: planStore(s3(nightly), variables.NIGHTS_BUCKET),
};
const log = logger("plan");

export async function handler(payload: unknown): Promise<Planned | { readonly abandoned: true }> {
  const started = new Date();
  const asked = readPayload(payload);
  const durationInMilliseconds = () => Date.now() - started.getTime();
  if ("abandon" in asked) {
    const { runId, error } = asked.abandon;
    await abandonNight(asked.abandon, stores.programme, started);
    log.warn("abandoned", { runId, error, durationInMilliseconds: durationInMilliseconds() });
    return { abandoned: true };
  }
  const { runId } = asked.plan;
  const planned = await planNight(asked.plan, retention, stores, started);
  log.info(planned.proceed ? "planned" : "not ours", {
    runId,
    count: planned.proceed ? planned.campaigns.length : 0,
    durationInMilliseconds: durationInMilliseconds(),
  });
  return planned;
}
