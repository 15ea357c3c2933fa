/** Checks that everything past its retention has been deleted, wave by wave and store by store. A wave with nothing left ends. */
import { daysBefore, londonDay } from "#shared/programme/calendar.ts";
import type { Campaign } from "#shared/programme/campaign.ts";
import type { RetentionInDays } from "#shared/programme/expiry.ts";
import type { Endings } from "#shared/storage/endings.ts";
import type { Programme } from "#shared/storage/programme.ts";
import type { Proof, Proofs } from "#shared/storage/proofs.ts";
import { endsFrom } from "./due.ts";
import { madeInANight, madeOfAWave, saidInAWave } from "./keeping.ts";
import { type LookedAt, lookAtObjects, lookAtRows } from "./look.ts";
import { type Overdue, RetentionOverdue } from "./overdue.ts";

export interface AttestStores extends LookedAt {
  readonly programme: Pick<Programme, "campaigns">;
  readonly proofs: Proofs;
  readonly endings: Endings;
}

/**
 * Looks at everything, writes down what it found, ends the waves that are over, forgets old nights, and only then says what is
 * overdue. Harmless when repeated; a run that was killed is made good by the next one.
 * @throws RetentionOverdue
 */
export async function attest(
  runId: string,
  retention: RetentionInDays,
  stores: AttestStores,
  now: Date,
): Promise<Proof> {
  const campaignsOf = Map.groupBy(await stores.programme.campaigns(), ({ wave }) => wave);
  const waves = [];
  for (const [wave, campaigns] of campaignsOf) waves.push(await lookAtWave(wave, campaigns, retention, stores, now));
  const nights = [];
  for (const kept of madeInANight(retention)) nights.push(await lookAtObjects(kept, stores, now));
  const proof: Proof = { runId, day: londonDay(now), waves, nights };
  // Before anything ends: afterwards nobody could tell that it was there.
  await stores.proofs.write(proof);

  for (const { wave, ends } of waves) if (ends) await endWave(wave, campaignsOf.get(wave) ?? [], stores.endings);
  await finishEndings(new Set(waves.filter(({ ends }) => !ends).map(({ wave }) => wave)), stores.endings);
  await stores.endings.forgetNightsBefore(daysBefore(londonDay(now), retention.logs));

  const overdue = overdueIn(proof);
  if (overdue.length > 0) throw new RetentionOverdue(overdue);
  return proof;
}

async function lookAtWave(
  wave: string,
  campaigns: readonly Campaign[],
  retention: RetentionInDays,
  stores: LookedAt,
  now: Date,
): Promise<Proof["waves"][number]> {
  const found = [];
  for (const kept of saidInAWave(retention)) found.push(await lookAtRows(kept, campaigns, stores, now));
  for (const kept of madeOfAWave(wave, retention)) found.push(await lookAtObjects(kept, stores, now));
  const longestInDays = Math.max(...Object.values(retention));
  const isOver = now >= endsFrom(campaigns, longestInDays);
  return { wave, stores: found, ends: isOver && found.every((each) => each.found === "nothing") };
}

async function endWave(wave: string, campaigns: readonly Campaign[], endings: Endings): Promise<void> {
  await endings.begin(wave);
  for (const campaign of campaigns) await endings.endCampaign(campaign);
}

/** Those of tonight, and those of an earlier night that was killed after their last campaign. */
async function finishEndings(staying: ReadonlySet<string>, endings: Endings): Promise<void> {
  for (const wave of await endings.begun()) if (!staying.has(wave)) await endings.finish(wave);
}

function overdueIn({ waves, nights }: Proof): Overdue[] {
  return [
    ...waves.flatMap(({ wave, stores }) =>
      stores.filter(({ found }) => found === "overdue").map(({ store }) => ({ store, wave })),
    ),
    ...nights.filter(({ found }) => found === "overdue").map(({ store }) => ({ store })),
  ];
}
