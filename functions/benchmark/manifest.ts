/** Writes down what a draft is: its files, its counts, and an identity that follows from the content alone. */
import { createHash } from "node:crypto";
import { keyOf } from "#shared/programme/campaign.ts";
import {
  type AuthorityManifest,
  type FileEntry,
  MANIFEST,
  type Manifest,
  noticeOf,
  SCHEMA_VERSION,
} from "#shared/release/manifest.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { contentTypes, tellsWhatChanged } from "#shared/release/release-layout.ts";
import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { ReleasedCampaign } from "./counts/counted.ts";
import type { WrittenFile } from "./files/dataset-file.ts";
import { METHOD_VERSION } from "./method-version.ts";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** Responses that were counted, to the nearest multiple that the policy has for pools. */
function responsesIn(released: readonly ReleasedCampaign[], { shown }: DisclosurePolicy): number {
  const responses = released.reduce((sum, { counts }) => sum + counts.responses, 0);
  return roundToMultipleOf(shown.pooledBaseRoundedTo, responses);
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
  readonly released: readonly ReleasedCampaign[];
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
    responses: responsesIn(draft.released, draft.policy),
    released: draft.released.map(({ campaign, counts }) => ({ ...keyOf(campaign), asAt: counts.asAt })),
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
