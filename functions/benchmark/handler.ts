/** Counts in, a protected draft out. */
import * as z from "zod";
import { keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { runId } from "#shared/programme/night.ts";
import type { ProtectionCounts } from "#shared/release/manifest.ts";
import { disclosureProfiles } from "#shared/release/policy.ts";
import { disclosureProfile, environment, name } from "#shared/runtime/environment.ts";
import { logger } from "#shared/runtime/logger.ts";
import { nightly, s3 } from "#shared/storage/clients.ts";
import { ledgerStore } from "#shared/storage/ledger.ts";
import { draftStore, releaseStore } from "#shared/storage/releases.ts";
import { talliesStore } from "#shared/storage/tallies.ts";
import packageManifest from "../../package.json" with { type: "json" };
import { benchmark } from "./benchmark.ts";

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
};
const log = logger("benchmark");
const payload = z.object({ runId });

/** How many figures are shown and how many are not, over everything. Not why: that would say more than the release does. */
function toldOf(protection: ProtectionCounts) {
  const sum = (...reasons: readonly (keyof ProtectionCounts)[]) =>
    reasons.reduce((total, reason) => total + protection[reason], 0);
  return {
    shownExactly: sum("exact"),
    shownAsRange: sum("end-of-the-scale", "range-for-others"),
    withheld: sum("too-few-answers", "too-few-in-the-share", "withheld-for-others"),
  };
}

export async function handler(event: unknown) {
  const started = Date.now();
  const { runId } = payload.parse(event);
  const { manifest, held, protection } = await benchmark(runId, packageManifest.version, policy, stores);
  const { contentSha256, files } = manifest;
  for (const { campaign, reason } of held) {
    log.warn("held until a coordinator has looked at it", {
      runId,
      campaign: partitionOf(keyOf(campaign)),
      outcome: reason,
    });
  }
  log.info("protected", { runId, ...toldOf(protection) });
  log.info("drafted", { runId, count: files.length, durationInMilliseconds: Date.now() - started });
  return { runId, contentSha256, files: files.length };
}
