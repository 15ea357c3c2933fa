/** What lies in one store, and whether it may. */
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import { partitionOfNation } from "#shared/storage/counts.ts";
import type { Finding } from "#shared/storage/proofs.ts";
import type { BucketRemains, TableRemains } from "#shared/storage/remains.ts";
import { type Due, dayOf, dueOfAVersion, dueOfAWave, latest } from "./due.ts";
import type { KeptFromLastDay, KeptFromWriting } from "./keeping.ts";

export interface LookedAt {
  readonly tables: Readonly<Record<KeptFromLastDay["store"], TableRemains>>;
  readonly buckets: Readonly<Record<KeptFromWriting["bucket"], BucketRemains>>;
}

/** Asks only once nothing may be left: until then whatever there is may be there. */
export async function lookAtRows(
  { store, days }: KeptFromLastDay,
  campaigns: readonly Campaign[],
  { tables }: LookedAt,
  now: Date,
): Promise<Finding> {
  const due = dueOfAWave(campaigns, days);
  if (now < due.gone) return finding(store, "kept", due);
  for (const partition of partitionsIn(store, campaigns)) {
    if (await tables[store].isAnythingLeftIn(partition)) return finding(store, "overdue", due);
  }
  return finding(store, "nothing", due);
}

/** Counts are kept of the nation, too. */
function partitionsIn(store: KeptFromLastDay["store"], campaigns: readonly Campaign[]): ReadonlySet<string> {
  const own = campaigns.map((campaign) => partitionOf(keyOf(campaign)));
  return new Set(store === "counts" ? [...own, ...campaigns.map(partitionOfNation)] : own);
}

/** Each version of each object by its own age; the finding names the day of the last to go. */
export async function lookAtObjects(kept: KeptFromWriting, { buckets }: LookedAt, now: Date): Promise<Finding> {
  const dues = (await buckets[kept.bucket].under(kept.prefix)).map((version) => dueOfAVersion(version, kept));
  const last = latest(dues);
  if (last === undefined) return { store: kept.store, found: "nothing" };
  const isOverdue = dues.some(({ gone }) => gone <= now);
  return finding(kept.store, isOverdue ? "overdue" : "kept", last);
}

const finding = (store: string, found: Finding["found"], { gone, goneForGood }: Due): Finding => ({
  store,
  found,
  goneBy: dayOf(gone),
  goneForGoodBy: dayOf(goneForGood),
});
