/** What the ledger says of a campaign: with which counts it is released, and who came and left. Members are counted by name. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import type { LedgerVersion } from "#shared/storage/ledger.ts";
import type { Tally } from "#shared/survey/tally.ts";
import { expectedHold } from "./held.ts";

export interface AgainstEarlier {
  readonly came: number;
  readonly left: number;
}

/** As which the campaign must be told. */
export type Standing =
  | { readonly status: "open" }
  | { readonly status: "held"; readonly reason: string }
  | {
      readonly status: "released";
      /** Undefined where the ledger has no version. */
      readonly asAt: string | undefined;
      /** No reader has seen it yet. */
      readonly isNew: boolean;
      /** Counted tonight, to the unit. */
      readonly isTonights: boolean;
      /** One for each version that readers have seen. */
      readonly movements: readonly AgainstEarlier[];
    };

/** @param releasedAsAt the day that the release that stands gives for it, if it is in that release */
export function standingOf(
  campaign: PlannedCampaign,
  tonight: Tally,
  versions: readonly LedgerVersion[],
  releasedAsAt: string | undefined,
  asOf: string,
  { minimumBase }: DisclosurePolicy,
): Standing {
  if (!campaign.closed) return { status: "open" };
  const reason = releasedAsAt === undefined ? expectedHold(tonight, campaign.eligible, minimumBase) : undefined;
  if (reason !== undefined) return { status: "held", reason };
  const last = versions.at(-1);
  const seen = releasedAsAt === undefined ? [] : versions.filter(({ asAt }) => asAt <= releasedAsAt);
  return {
    status: "released",
    asAt: last?.asAt,
    isNew: last === undefined || !seen.includes(last),
    isTonights: last?.asAt === asOf && groupsIn(last.tally) === groupsIn(tonight),
    movements: last === undefined ? [] : seen.filter((one) => one !== last).map((one) => movement(one, last)),
  };
}

const groupsIn = ({ total, by }: Tally) => JSON.stringify([total, by]);

function notAmong({ members }: LedgerVersion, ids: readonly string[]): number {
  const known = new Set(members);
  return ids.filter((id) => !known.has(id)).length;
}

function movement(before: LedgerVersion, after: LedgerVersion): AgainstEarlier {
  return { came: notAmong(before, after.members), left: notAmong(after, before.members) };
}
