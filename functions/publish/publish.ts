/** An audited draft becomes the visible release, or turns out to say nothing new. */
import type { NightRecord } from "#shared/programme/night.ts";
import type { Programme } from "#shared/storage/programme.ts";
import { type Drafts, manifestKey, type Releases } from "#shared/storage/releases.ts";
import { readStanding } from "#shared/storage/standing.ts";
import { adoptAll } from "./adopt.ts";
import { type Draft, readDraft } from "./draft.ts";

/** Longer than this function may run: nobody else can take the lease while it works. */
const LEASE_IN_SECONDS = 20 * 60;

/** Draft and a release that was taken back say the same. It would bring back what must not be told. */
export class ReleaseRetracted extends Error {
  override readonly name = "ReleaseRetracted";
  readonly releaseId: string;
  constructor(releaseId: string) {
    super(
      `the draft says to the letter what release ${releaseId} said, which was retracted; mend what was wrong with it (a method that changes has another METHOD_VERSION), deploy, and run the night again`,
    );
    this.releaseId = releaseId;
  }
}

export interface PublishStores {
  readonly programme: Pick<Programme, "renewLease" | "endLease" | "markReleased" | "night" | "recordNight">;
  readonly drafts: Pick<Drafts, "read">;
  readonly releases: Releases;
}

export interface Outcome {
  readonly status: "published" | "unchanged";
  /** The release that stands now. */
  readonly releaseId: string;
}

/**
 * Whatever step fails, a reader who follows the pointer sees one whole release, the old or the new, and the same run or
 * the next night completes what is left: every step before the pointer only adds what nobody reads yet, every step after
 * it may be repeated.
 *
 * @throws LeaseLost, MissingObject, DamagedObject, DraftDiffers, ReleaseIsImmutable, StandingReleaseDamaged, ReleaseRetracted
 */
export async function publish(
  runId: string,
  { programme, drafts, releases }: PublishStores,
  now: () => Date,
): Promise<Outcome> {
  const draft = await readDraft(runId, drafts);
  const night = await programme.night(draft.manifest.asOf, runId);
  const earlier = outcomeOf(night);
  if (earlier !== undefined) {
    await programme.endLease(runId);
    return earlier;
  }

  const renewLease = () =>
    programme.renewLease({
      holder: runId,
      nowInSeconds: Math.floor(now().getTime() / 1000),
      seconds: LEASE_IN_SECONDS,
    });
  await renewLease();

  const standing = await readStanding(releases);
  // A night that was interrupted between the pointer and these marks left them out; the release that stands carried them.
  if (standing !== undefined) await programme.markReleased(standing.released, standing.releaseId);

  const { contentSha256 } = draft.manifest;
  const retracted = (await releases.retractions())?.retractions.find((each) => each.contentSha256 === contentSha256);
  if (retracted !== undefined) throw new ReleaseRetracted(retracted.releaseId);

  const outcome: Outcome =
    standing?.contentSha256 === contentSha256
      ? { status: "unchanged", releaseId: standing.releaseId }
      : await makeVisible(runId, draft, { programme, drafts, releases }, renewLease);

  const startedAt = night?.startedAt ?? now().toISOString();
  await programme.recordNight({ runId, asOf: draft.manifest.asOf, startedAt, ...outcome });
  await programme.endLease(runId);
  return outcome;
}

/** How this run has ended already, when its answer was lost and it is asked again. */
function outcomeOf(night: NightRecord | undefined): Outcome | undefined {
  if (night?.releaseId === undefined) return undefined;
  const { status, releaseId } = night;
  return status === "published" || status === "unchanged" ? { status, releaseId } : undefined;
}

async function makeVisible(
  runId: string,
  draft: Draft,
  { programme, drafts, releases }: PublishStores,
  renewLease: () => Promise<void>,
): Promise<Outcome> {
  const { releaseId, released } = draft.manifest;
  await adoptAll(runId, draft, drafts, releases);
  // Copying takes time: the pointer moves only under a lease that is still ours.
  await renewLease();
  await releases.pointTo({ releaseId, manifest: manifestKey(releaseId), manifestSha256: draft.manifestSha256 });
  await programme.markReleased(released, releaseId);
  return { status: "published", releaseId };
}
