/** Puts the files of a draft where releases live. Nothing reads them before the pointer moves. */
import pMap from "p-map";
import { MANIFEST } from "#shared/release/manifest.ts";
import { unlessMissing } from "#shared/storage/objects.ts";
import type { Drafts, Releases } from "#shared/storage/releases.ts";
import { type Draft, sha256Of } from "./draft.ts";

/** A file of the draft, or its copy, is not the one that the audit has seen. */
export class DraftDiffers extends Error {
  override readonly name = "DraftDiffers";
  readonly path: string;
  constructor(path: string) {
    super(`${path} has other bytes than the manifest says; nothing was published, run the night again from its start`);
    this.path = path;
  }
}

/** There is a release of this id with other bytes. A release never changes. */
export class ReleaseIsImmutable extends Error {
  override readonly name = "ReleaseIsImmutable";
  readonly releaseId: string;
  readonly path: string;
  constructor(releaseId: string, path: string) {
    super(
      `release ${releaseId} holds another ${path} already and never changes; find out which of the two is right before another night is run`,
    );
    this.releaseId = releaseId;
    this.path = path;
  }
}

/** A release has some thirty files for each authority: one after another they would take longer than the function may. */
const FILES_AT_ONCE = 16;

interface Adopted {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The data first, the manifest last: where a manifest lies, its whole release does. Files that are there already stay.
 * @throws DraftDiffers, ReleaseIsImmutable, MissingObject
 */
export async function adoptAll(
  runId: string,
  { manifest, manifestSha256 }: Draft,
  drafts: Pick<Drafts, "read">,
  releases: Pick<Releases, "read" | "adopt">,
): Promise<void> {
  const each = (file: Adopted) => adopt(runId, manifest.releaseId, file, drafts, releases);
  await pMap(manifest.files, each, { concurrency: FILES_AT_ONCE });
  await each({ path: MANIFEST, sha256: manifestSha256 });
}

async function adopt(
  runId: string,
  releaseId: string,
  { path, sha256 }: Adopted,
  drafts: Pick<Drafts, "read">,
  releases: Pick<Releases, "read" | "adopt">,
): Promise<void> {
  const found = await unlessMissing(releases.read(releaseId, path));
  if (found !== undefined) {
    if (sha256Of(found) === sha256) return;
    throw new ReleaseIsImmutable(releaseId, path);
  }
  // Looked at before it is copied: a wrong file in a release could never be taken back.
  if (sha256Of(await drafts.read(runId, path)) !== sha256) throw new DraftDiffers(path);
  await releases.adopt(runId, releaseId, path);
  if (sha256Of(await releases.read(releaseId, path)) !== sha256) throw new DraftDiffers(path);
}
