/** The release that readers were told last, also if it was retracted since: what the draft is compared with. */
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import type { Manifest } from "#shared/release/manifest.ts";
import { type Releases, toldOf } from "#shared/storage/releases.ts";
import { readChanges, readStanding, type StandingRelease } from "#shared/storage/standing.ts";
import { ownFiguresIn } from "./own-figures.ts";

export interface StandingFigures {
  /** Undefined before the first release. */
  readonly releaseId: string | undefined;
  readonly released: readonly Manifest["released"][number][];
  /** By which layout, method and policy it was made; undefined before the first release. */
  readonly made: Pick<StandingRelease, "schemaVersion" | "methodVersion" | "policy"> | undefined;
  /** What readers must be told of releases that were taken back. */
  readonly retractions: Manifest["retractions"];
  /** What it says of the release before it; undefined where it does not. */
  readonly changes: Uint8Array | undefined;
  /**
   * Checksums of the own figures, by `campaignName`. Undefined where the draft has another method or policy: the same
   * counts are then told otherwise.
   */
  readonly ownFigures: ReadonlyMap<string, string> | undefined;
}

/** @throws MissingObject, DamagedObject, StandingReleaseDamaged */
export async function readStandingFigures(
  draft: Pick<Manifest, "methodVersion" | "policy">,
  releases: Pick<Releases, "latest" | "retractions" | "recall">,
): Promise<StandingFigures> {
  const standing = await readStanding(releases);
  const retractions = toldOf(await releases.retractions());
  if (standing === undefined) {
    return {
      releaseId: undefined,
      released: [],
      made: undefined,
      retractions,
      changes: undefined,
      ownFigures: new Map(),
    };
  }
  const { released, methodVersion, policy, releaseId } = standing;
  const isAlike =
    methodVersion === draft.methodVersion && policy.id === draft.policy.id && policy.version === draft.policy.version;
  return {
    releaseId,
    released,
    made: standing,
    retractions,
    changes: await readChanges(standing, releases),
    ownFigures: isAlike ? await ownFiguresIn(await releases.recall(releaseId, benchmarks.path)) : undefined,
  };
}
