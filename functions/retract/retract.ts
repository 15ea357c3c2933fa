/** Takes a release back: says so to readers, shows them the one before, and, where it must be, puts its files out of reach. */
import { createHash } from "node:crypto";
import pMap from "p-map";
import { londonDay } from "#shared/programme/calendar.ts";
import { MANIFEST } from "#shared/release/manifest.ts";
import { unlessMissing } from "#shared/storage/objects.ts";
import type { Programme } from "#shared/storage/programme.ts";
import {
  type Latest,
  manifestKey,
  type Releases,
  type Retracting,
  type Retractions,
} from "#shared/storage/releases.ts";
import { lastTold, readTold, type StandingRelease } from "#shared/storage/standing.ts";
import { nightAtWork, noSuchRelease, type Refused, type RetractionRequest } from "./request.ts";

/** Longer than this function may run. */
const LEASE_IN_SECONDS = 20 * 60;

const FILES_AT_ONCE = 16;

export interface RetractStores {
  readonly programme: Pick<Programme, "acquireLease" | "endLease">;
  readonly releases: Pick<Releases, "latest" | "retractions" | "recall" | "pointTo">;
  readonly retracting: Retracting;
}

export interface Retracted {
  readonly retracted: string;
  /** The release that readers see now; null where there is none. */
  readonly stands: string | null;
  /** Files that readers cannot reach any more. */
  readonly outOfReach: number;
}

/**
 * Whatever step fails, asking again completes it. First it is written down, so that no night forgets what was told; then
 * readers are led to an earlier release; then the files go.
 *
 * @throws DamagedObject, StandingReleaseDamaged
 */
export async function retract(
  request: RetractionRequest,
  stores: RetractStores,
  now: Date,
): Promise<Retracted | Refused> {
  const { programme } = stores;
  const holder = `retract-${request.releaseId}`;
  const nowInSeconds = Math.floor(now.getTime() / 1000);
  if (!(await programme.acquireLease({ holder, nowInSeconds, seconds: LEASE_IN_SECONDS }))) return nightAtWork;
  try {
    const found = await readRelease(request.releaseId, stores.releases);
    return found === undefined ? noSuchRelease(request.releaseId) : await takeBack(found, request, stores, now);
  } finally {
    await programme.endLease(holder);
  }
}

async function takeBack(
  found: FoundRelease,
  request: RetractionRequest,
  { releases, retracting }: RetractStores,
  now: Date,
): Promise<Retracted> {
  const pointer = await releases.latest();
  const told = (await lastTold(releases)) ?? found.pointer;
  const retractions = withThis(request, found.release, (await releases.retractions())?.retractions ?? [], now);
  const isRetracted = (releaseId: string) => retractions.some((each) => each.releaseId === releaseId);
  const stands = pointer && (await newestOf(pointer, isRetracted, releases));

  await retracting.writeRetractions({ retractions, lastTold: told, standsSince: stands?.releaseId ?? null });
  if (stands === undefined) await retracting.pointNowhere();
  else if (stands.releaseId !== pointer?.releaseId) await releases.pointTo(stands);
  const outOfReach = request.because === "discloses" ? await takeOutOfReach(found.release, retracting) : 0;
  return { retracted: request.releaseId, stands: stands?.releaseId ?? null, outOfReach };
}

interface FoundRelease {
  readonly release: StandingRelease;
  /** Leads to it. */
  readonly pointer: Latest;
}

/** Undefined where there is none of this name. */
async function readRelease(releaseId: string, releases: Pick<Releases, "recall">): Promise<FoundRelease | undefined> {
  const bytes = await unlessMissing(releases.recall(releaseId, MANIFEST));
  if (bytes === undefined) return undefined;
  const manifestSha256 = createHash("sha256").update(bytes).digest("hex");
  const pointer = { releaseId, manifest: manifestKey(releaseId), manifestSha256 };
  return { pointer, release: await readTold(pointer, releases) };
}

/** Asked again, it keeps its place and its first day, and says what was said last. */
function withThis(
  { releaseId, because, note }: RetractionRequest,
  { contentSha256 }: StandingRelease,
  earlier: Retractions["retractions"],
  now: Date,
): Retractions["retractions"] {
  const known = earlier.find((each) => each.releaseId === releaseId);
  const retraction = { releaseId, retractedOn: known?.retractedOn ?? londonDay(now), because, note, contentSha256 };
  return known === undefined ? [...earlier, retraction] : earlier.map((each) => (each === known ? retraction : each));
}

/** Where the pointer may stay, or else where it goes: along the chain of releases, past all that were taken back. */
async function newestOf(
  pointer: Latest,
  isRetracted: (releaseId: string) => boolean,
  releases: Pick<Releases, "recall">,
): Promise<Latest | undefined> {
  if (!isRetracted(pointer.releaseId)) return pointer;
  const { supersedes } = await readTold(pointer, releases);
  const before = supersedes ? await readRelease(supersedes, releases) : undefined;
  return before && newestOf(before.pointer, isRetracted, releases);
}

/** The manifest last: as long as it is there, what is left of its files is known. */
async function takeOutOfReach({ releaseId, files }: StandingRelease, retracting: Retracting): Promise<number> {
  const take = (path: string) => retracting.takeOutOfReach(releaseId, path);
  await pMap(files, ({ path }) => take(path), { concurrency: FILES_AT_ONCE });
  await take(MANIFEST);
  return files.length + 1;
}
