/** The release that readers see now, as far as a night has to know it. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { changesSinceTheLastRelease } from "../release/datasets/changes.ts";
import { MANIFEST, manifest } from "../release/manifest.ts";
import { manifestKey, type Releases } from "./releases.ts";
import { MissingObject, parseObject } from "./tallies.ts";

/** Only what a comparison needs: an older release may have been written under an older schema. */
const standingRelease = manifest
  .pick({ releaseId: true, asOf: true, methodVersion: true, policy: true, released: true, contentSha256: true })
  .extend({ schemaVersion: z.int(), files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })) })
  .loose();
export type StandingRelease = z.infer<typeof standingRelease>;

/** The pointer leads to no manifest, or not to the one it was moved to, or that to another file: a release was tampered with. */
export class StandingReleaseDamaged extends Error {
  override readonly name = "StandingReleaseDamaged";
  readonly releaseId: string;
  constructor(releaseId: string) {
    super(
      `the manifest of release ${releaseId} is not there or not the one that latest.json points to, or its changes.csv is not the one that the manifest names; restore the earlier version of what differs in the bucket, then run the night again`,
    );
    this.releaseId = releaseId;
  }
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/**
 * Undefined before the first release.
 * @throws DamagedObject, StandingReleaseDamaged
 */
export async function readStanding(releases: Pick<Releases, "latest" | "read">): Promise<StandingRelease | undefined> {
  const pointer = await releases.latest();
  if (pointer === undefined) return undefined;
  const { releaseId, manifestSha256 } = pointer;
  const bytes = await readIfThere(releaseId, MANIFEST, releases);
  if (bytes === undefined || sha256(bytes) !== manifestSha256) {
    throw new StandingReleaseDamaged(releaseId);
  }
  return parseObject(manifestKey(releaseId), standingRelease, new TextDecoder().decode(bytes));
}

/**
 * What the standing release says of the one before it; undefined where it was made before releases did.
 * @throws StandingReleaseDamaged
 */
export async function readChanges(
  { releaseId, files }: Pick<StandingRelease, "releaseId" | "files">,
  releases: Pick<Releases, "read">,
): Promise<Uint8Array | undefined> {
  const described = files.find(({ path }) => path === changesSinceTheLastRelease.path);
  if (described === undefined) return undefined;
  const bytes = await readIfThere(releaseId, described.path, releases);
  if (bytes === undefined || sha256(bytes) !== described.sha256) throw new StandingReleaseDamaged(releaseId);
  return bytes;
}

async function readIfThere(
  releaseId: string,
  path: string,
  releases: Pick<Releases, "read">,
): Promise<Uint8Array | undefined> {
  try {
    return await releases.read(releaseId, path);
  } catch (error) {
    if (error instanceof MissingObject) return undefined;
    throw error;
  }
}
