/**
 * The gate between releases: tonight's counts less last night's may be one child. A campaign is released again only if no
 * difference from any version before tells of few children; otherwise its last version is carried forward as it stands.
 */
import type { HoldReason } from "#shared/release/hold-rule.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import type { GroupedCounts } from "#shared/survey/tally.ts";
import { movementBetween } from "./movement.ts";
import { withstandsSubtraction } from "./withstands-subtraction.ts";

/** What tonight's count would be released as. */
export interface Candidate {
  readonly version: LedgerVersion;
  /** Those who came since a version, by its day. */
  readonly arrivals: ReadonlyMap<string, GroupedCounts>;
  /** Why these counts must not be released, if anything is wrong with them. */
  readonly holdReason: HoldReason | undefined;
}

export type Decision =
  | { readonly status: "held"; readonly reason: HoldReason }
  | {
      readonly status: "released";
      readonly published: LedgerVersion;
      /** All versions that readers will have seen then; undefined where that changes nothing in the ledger. */
      readonly toWrite: readonly LedgerVersion[] | undefined;
    };

/**
 * All groups and measures of a campaign move together, or not at all.
 * @param earlier every version that readers have seen, the earliest first
 */
export function passGate(earlier: readonly LedgerVersion[], candidate: Candidate, policy: DisclosurePolicy): Decision {
  const { version, holdReason } = candidate;
  const last = earlier.at(-1);
  if (last === undefined && holdReason !== undefined) return { status: "held", reason: holdReason };
  return last === undefined || (mayReplace(last, candidate) && isSafeBesideAll(earlier, candidate, policy))
    ? { status: "released", published: version, toWrite: [...earlier, version] }
    : { status: "released", published: last, toWrite: undefined };
}

/** Released once, a campaign is not held: what looks wrong is not released anew. A day tells one version from another. */
function mayReplace(last: LedgerVersion, { version, holdReason }: Candidate): boolean {
  return holdReason === undefined && version.asAt > last.asAt && !isSame(last, version);
}

const countsOf = ({ tally: { total, by } }: LedgerVersion) => JSON.stringify({ total, by });

function isSame(one: LedgerVersion, other: LedgerVersion): boolean {
  return one.members.join() === other.members.join() && countsOf(one) === countsOf(other);
}

function isSafeBesideAll(
  earlier: readonly LedgerVersion[],
  { version, arrivals }: Candidate,
  policy: DisclosurePolicy,
): boolean {
  return earlier.every(({ asAt, tally }) => {
    const came = arrivals.get(asAt);
    // Not counted against that version: nothing is known, so nothing is released.
    return came !== undefined && withstandsSubtraction(movementBetween(tally, came, version.tally), policy);
  });
}
