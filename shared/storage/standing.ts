/**
 * The release that readers were told last, as far as a night has to know it: the one that `latest.json` points to, or one
 * that was newer and has been retracted. What it told cannot be untold, so that a night compares with it all the same.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { changesSinceTheLastRelease } from "../release/datasets/changes.ts";
import { MANIFEST, manifest } from "../release/manifest.ts";
import { parseObject, unlessMissing } from "./objects.ts";
import { type Latest, manifestKey, type Releases } from "./releases.ts";

/** Only what a comparison needs: an older release may have been written under an older schema. */
const standingRelease = manifest
  .pick({ releaseId: true, asOf: true, methodVersion: true, policy: true, released: true, contentSha256: true })
  .extend({
    schemaVersion: z.int(),
    /** Undefined where it was made before releases said so. */
    supersedes: z.string().nullish(),
    files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })),
  })
  .loose();
export type StandingRelease = z.infer<typeof standingRelease>;
type ReadReleases = Pick<Releases, "latest" | "retractions" | "recall">;

/** The pointer leads to no manifest, or not to the one it was moved to, or that to another file: a release was tampered with. */
export class StandingReleaseDamaged extends Error {
  override readonly name = "StandingReleaseDamaged";
  readonly releaseId: string;
  constructor(releaseId: string) {
    super(
      `the manifest of release ${releaseId} is not there or not the one that latest.json or retractions.json points to, or its changes.csv is not the one that the manifest names; restore the earlier version of what differs in the bucket, then run the night again`,
    );
    this.releaseId = releaseId;
  }
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/**
 * Undefined before the first release.
 * @throws DamagedObject
 */
export async function lastTold(releases: Pick<Releases, "latest" | "retractions">): Promise<Latest | undefined> {
  const pointer = await releases.latest();
  const retracted = await releases.retractions();
  const isRetractedSince = retracted !== undefined && retracted.standsSince === (pointer?.releaseId ?? null);
  return isRetractedSince ? retracted.lastTold : pointer;
}

/**
 * Undefined before the first release.
 * @throws DamagedObject, StandingReleaseDamaged
 */
export async function readStanding(releases: ReadReleases): Promise<StandingRelease | undefined> {
  const told = await lastTold(releases);
  return told && readTold(told, releases);
}

/** @throws DamagedObject, StandingReleaseDamaged */
export async function readTold(
  { releaseId, manifestSha256 }: Latest,
  releases: Pick<Releases, "recall">,
): Promise<StandingRelease> {
  const bytes = await unlessMissing(releases.recall(releaseId, MANIFEST));
  if (bytes === undefined || sha256(bytes) !== manifestSha256) throw new StandingReleaseDamaged(releaseId);
  return parseObject(manifestKey(releaseId), standingRelease, new TextDecoder().decode(bytes));
}

/**
 * What the standing release says of the one before it; undefined where it was made before releases did.
 * @throws StandingReleaseDamaged
 */
export async function readChanges(
  { releaseId, files }: Pick<StandingRelease, "releaseId" | "files">,
  releases: Pick<Releases, "recall">,
): Promise<Uint8Array | undefined> {
  const described = files.find(({ path }) => path === changesSinceTheLastRelease.path);
  if (described === undefined) return undefined;
  const bytes = await unlessMissing(releases.recall(releaseId, described.path));
  if (bytes === undefined || sha256(bytes) !== described.sha256) throw new StandingReleaseDamaged(releaseId);
  return bytes;
}
