/** Writes down what a draft is: its files, its counts, and an identity that follows from the content alone. */
import { createHash } from "node:crypto";
import { keyOf } from "#shared/programme/campaign.ts";
import { type Manifest, type ReconciledCounts, SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { ReleaseFile } from "#shared/storage/releases.ts";
import type { SetAsideReason, Tally } from "#shared/survey/tally.ts";
import type { WrittenDataset } from "./csv.ts";
import type { AdmittedCampaign } from "./gate/campaigns-tonight.ts";
import { METHOD_VERSION } from "./method-version.ts";
import { roundToMultipleOf } from "./statistics/rounding.ts";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** To the unit. */
export function reconcile(tallies: readonly Tally[]): ReconciledCounts {
  const setAside: Partial<Record<SetAsideReason, number>> = {};
  for (const tally of tallies) {
    for (const [reason, count] of Object.entries(tally.setAside) as [SetAsideReason, number][]) {
      setAside[reason] = (setAside[reason] ?? 0) + count;
    }
  }
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    accepted: sum(({ read }) => read),
    tallied: sum(({ tallied }) => tallied),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    setAside,
  };
}

/**
 * Exact totals would tell how large a campaign is that joins alone. What is rounded still adds up: `accepted` is the sum of
 * the rounded counts.
 */
function rounded({ tallied, withdrawn, setAside }: ReconciledCounts, { pool }: DisclosurePolicy): ReconciledCounts {
  const round = (count: number) => roundToMultipleOf(pool.baseRoundedTo, count);
  const shown = {
    tallied: round(tallied),
    withdrawn: round(withdrawn),
    setAside: Object.fromEntries(Object.entries(setAside).map(([reason, count]) => [reason, round(count)])),
  };
  const aside = Object.values(shown.setAside).reduce((sum, count) => sum + count, 0);
  return { accepted: shown.tallied + shown.withdrawn + aside, ...shown };
}

/** `asOf` and `codeVersion` are told but are no part of the identity: another night with the same content is the same release. */
export function manifestOf(draft: {
  readonly asOf: string;
  readonly codeVersion: string;
  readonly synthetic: boolean;
  readonly policy: DisclosurePolicy;
  readonly released: readonly AdmittedCampaign[];
  readonly files: readonly WrittenDataset[];
}): Manifest {
  const identity = {
    schemaVersion: 1 as const,
    synthetic: draft.synthetic,
    notice: draft.synthetic ? SYNTHETIC_NOTICE : "Figures of a survey of children in care and care leavers.",
    methodVersion: METHOD_VERSION,
    policy: { id: draft.policy.id, version: draft.policy.version },
    counts: rounded(reconcile(draft.released.map(({ tally }) => tally)), draft.policy),
    released: draft.released.map(({ campaign, asAt }) => ({ ...keyOf(campaign), asAt })),
    files: draft.files.map(({ path, contentType, rows, bytes }) => ({
      path,
      contentType,
      rows,
      bytes: bytes.byteLength,
      sha256: sha256(bytes),
    })),
  };
  const circumstances = { asOf: draft.asOf, codeVersion: draft.codeVersion };
  const content = { ...circumstances, ...identity, contentSha256: sha256(JSON.stringify(identity)) };
  // Named by everything in the manifest, so that one name never stands for two manifests: not even when a night that
  // broke off half-way is run again by other code.
  return { releaseId: `${draft.asOf}-${sha256(JSON.stringify(content)).slice(0, 12)}`, ...content };
}

export function manifestFile(manifest: Manifest): ReleaseFile {
  return {
    path: "manifest.json",
    contentType: "application/json",
    bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
  };
}
