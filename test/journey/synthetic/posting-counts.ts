/** What front ends were told, by campaign. */
import type { LinkedCampaign } from "./visits.ts";

export interface CampaignCounts {
  readonly campaign: LinkedCampaign["campaign"];
  readonly link: string;
  /** Submissions acknowledged. The first acknowledgement counts, be it 201, or 200 when the answer to an earlier try was lost. */
  accepted: number;
  /** Acknowledged again under a key that had been acknowledged before. */
  retried: number;
  conflicts: number;
  /** By status and problem codes, such as `422 unknown-option`. */
  readonly refused: Map<string, number>;
}

export interface PostingOutcome {
  readonly campaigns: readonly CampaignCounts[];
  /** Idempotency keys of everything that was acknowledged, in the order of the acknowledgements. */
  readonly acknowledged: readonly string[];
  /** Every answer by its status, retries after 429 and 503 included. */
  readonly answers: ReadonlyMap<number, number>;
  /** Connections on which no answer came: hung up on purpose, refused or reset. */
  readonly connectionsLost: number;
  /** What should not have happened, in sentences that quote nothing that was sent. Empty when the contract held. */
  readonly surprises: readonly string[];
}

export function countIn<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function refusedIn({ refused }: CampaignCounts): number {
  return [...refused.values()].reduce((sum, count) => sum + count, 0);
}
