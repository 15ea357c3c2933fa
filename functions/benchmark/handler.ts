/** Counts in, a protected draft out. */
import * as z from "zod";
import { runId } from "#shared/programme/night.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { draftStore } from "#shared/storage/releases.ts";
import { talliesStore } from "#shared/storage/tallies.ts";
import packageManifest from "../../package.json" with { type: "json" };
import { benchmark } from "./benchmark.ts";

const variables = environment({ TALLIES_BUCKET: name, DATASETS_BUCKET: name });
const client = s3(nightly);
const stores = {
  tallies: talliesStore(client, variables.TALLIES_BUCKET),
  drafts: draftStore(client, variables.DATASETS_BUCKET),
};
const log = logger("benchmark");
const payload = z.object({ runId });

export async function handler(event: unknown) {
  const started = Date.now();
  const { runId } = payload.parse(event);
  const { contentSha256, files } = await benchmark(runId, packageManifest.version, defaultPolicy, stores);
  log.info("drafted", { runId, count: files.length, durationInMilliseconds: Date.now() - started });
  return { runId, contentSha256, files: files.length };
}
