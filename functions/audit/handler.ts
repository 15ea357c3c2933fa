/**
 * The gate between a draft and its publication. An error named AuditFailed ends the night; the runtime logs it with its
 * findings, which name places and never figures.
 */
import * as z from "zod";
import { runId as runIdShape } from "#shared/programme/night.ts";
import { disclosureProfiles } from "#shared/release/policy.ts";
import { disclosureProfile, environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { ledgerStore } from "#shared/storage/ledger.ts";
import { draftStore, releaseStore } from "#shared/storage/releases.ts";
import { talliesStore } from "#shared/storage/tallies.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { audit, type Passed } from "./audit.ts";

const variables = environment({
  TALLIES_BUCKET: name,
  DATASETS_BUCKET: name,
  DISCLOSURE_PROFILE: disclosureProfile,
});
const policy = disclosureProfiles[variables.DISCLOSURE_PROFILE];
const client = s3(nightly);
const stores = {
  tallies: talliesStore(client, variables.TALLIES_BUCKET),
  ledger: ledgerStore(client, variables.TALLIES_BUCKET),
  drafts: draftStore(client, variables.DATASETS_BUCKET),
  releases: releaseStore(client, variables.DATASETS_BUCKET),
  questionnaireOf: publishedQuestionnaire,
};
const log = logger("audit");
const payloadShape = z.object({ runId: runIdShape });

export async function handler(payload: unknown): Promise<Passed> {
  const startedInMilliseconds = Date.now();
  const { runId } = payloadShape.parse(payload);
  const passed = await audit(runId, policy, stores);
  log.info("passed", {
    runId,
    count: passed.checkedRows,
    durationInMilliseconds: Date.now() - startedInMilliseconds,
  });
  return passed;
}
