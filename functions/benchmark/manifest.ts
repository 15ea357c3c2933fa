/** Writes down what a draft is: its files, its counts, and an identity that follows from the content alone. */
import { createHash } from "node:crypto";
import { keyOf } from "#shared/programme/campaign.ts";
import {
  type AuthorityManifest,
  type FileEntry,
  MANIFEST,
  type Manifest,
  noticeOf,
  type ReconciledCounts,
  SCHEMA_VERSION,
} from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { contentTypes, tellsWhatChanged } from "#shared/release/release-layout.ts";
import type { SetAsideReason, Tally } from "#shared/survey/tally.ts";
import type { WrittenFile } from "./files/dataset-file.ts";
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

/** What a manifest says of a file. */
export function entryOf({ path, contentType, rows, bytes }: WrittenFile): FileEntry {
  return { path, contentType, rows, bytes: bytes.byteLength, sha256: sha256(bytes) };
}

/**
 * `asOf`, `codeVersion`, the release before and what was retracted are told but are no part of the identity: another night
 * with the same content is the same release.
 */
export function manifestOf(draft: {
  readonly asOf: string;
  readonly codeVersion: string;
  readonly synthetic: boolean;
  readonly policy: DisclosurePolicy;
  readonly released: readonly AdmittedCampaign[];
  readonly supersedes: Manifest["supersedes"];
  readonly retractions: Manifest["retractions"];
  readonly files: readonly FileEntry[];
}): Manifest {
  const identity = {
    schemaVersion: SCHEMA_VERSION,
    synthetic: draft.synthetic,
    notice: noticeOf(draft.synthetic),
    methodVersion: METHOD_VERSION,
    policy: { id: draft.policy.id, version: draft.policy.version },
    counts: rounded(reconcile(draft.released.map(({ tally }) => tally)), draft.policy),
    released: draft.released.map(({ campaign, asAt }) => ({ ...keyOf(campaign), asAt })),
  } as const;
  const ofIdentity = draft.files.filter(({ path }) => !tellsWhatChanged(path));
  const contentSha256 = sha256(JSON.stringify({ ...identity, files: ofIdentity }));
  const content = {
    asOf: draft.asOf,
    codeVersion: draft.codeVersion,
    supersedes: draft.supersedes,
    ...identity,
    retractions: draft.retractions,
    files: [...draft.files],
    contentSha256,
  };
  // Named by everything in the manifest, so that one name never stands for two manifests: not even when a night that
  // broke off half-way is run again by other code.
  return { releaseId: `${draft.asOf}-${sha256(JSON.stringify(content)).slice(0, 12)}`, ...content };
}

export function manifestFile(manifest: Manifest | AuthorityManifest, folder = ""): WrittenFile {
  return {
    path: `${folder}${MANIFEST}`,
    contentType: contentTypes.json,
    bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    rows: 0,
  };
}
