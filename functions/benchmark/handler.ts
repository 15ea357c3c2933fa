/** Noised counts in, a draft out. */
import * as z from "zod";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { runId } from "#shared/programme/night.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { dynamoDb, nightly, s3 } from "#shared/storage/clients.ts";
import { countsReader } from "#shared/storage/counts.ts";
import { planStore } from "#shared/storage/plans.ts";
import { draftStore, releaseStore } from "#shared/storage/releases.ts";
import packageManifest from "../../package.json" with { type: "json" };
import { benchmark } from "./benchmark.ts";

const variables = environment({ COUNTS_TABLE: name, NIGHTS_BUCKET: name, DATASETS_BUCKET: name });
const client = s3(nightly);
const stores = {
  plans: planStore(client, variables.NIGHTS_BUCKET),
  counts: countsReader(dynamoDb(nightly), variables.COUNTS_TABLE),
  drafts: draftStore(client, variables.DATASETS_BUCKET),
  releases: releaseStore(client, variables.DATASETS_BUCKET),
};
const log = logger("benchmark");
const payload = z.object({ runId });

export async function handler(event: unknown) {
  const started = Date.now();
  const { runId } = payload.parse(event);
  const { manifest, held, figures } = await benchmark(runId, packageManifest.version, noisePolicy, stores);
  const { contentSha256, files } = manifest;
  for (const { campaign, reason } of held) {
    log.warn("held until a coordinator has looked at it", {
      runId,
      campaign: partitionOf(keyOf(campaign)),
      outcome: reason,
    });
  }
  log.info("shown", { runId, ...figures });
  log.info("drafted", { runId, count: files.length, durationInMilliseconds: Date.now() - started });
  return { runId, contentSha256, files: files.length };
}
