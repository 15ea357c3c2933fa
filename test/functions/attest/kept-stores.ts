/** The stores of a programme as plain values, with a wave in them, and that can be killed between two deletions. SYNTHETIC. */
import type { AttestStores } from "#functions/attest/attest.ts";
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Proof } from "#shared/storage/proofs.ts";
import type { HeldVersion } from "#shared/storage/remains.ts";

export const retention = { responses: 1_095, comments: 365, microdata: 1_125, counts: 3_652, logs: 90 };

/** Stands for a function that is killed instead of its next deletion. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export type Bucket = "nights" | "microdata" | "datasets";

export function keptStores(campaigns: readonly Campaign[]) {
  const state = {
    campaigns: [...campaigns],
    links: new Set(campaigns.map(({ link }) => link)),
    waves: new Map<string, { ending: boolean }>(campaigns.map(({ wave }) => [wave, { ending: false }])),
    nights: [] as string[],
    rows: { responses: new Set<string>(), comments: new Set<string>(), counts: new Set<string>() },
    objects: { nights: new Map(), microdata: new Map(), datasets: new Map() } as Record<
      Bucket,
      Map<string, HeldVersion[]>
    >,
    proofs: [] as Proof[],
    deletionsLeft: Number.POSITIVE_INFINITY,
    /** Every table and prefix that was looked into. */
    looked: [] as string[],
  };
  const deleting = () => {
    if (state.deletionsLeft === 0) throw new Killed();
    state.deletionsLeft -= 1;
  };
  const table = (name: keyof typeof state.rows) => ({
    async isAnythingLeftIn(partition: string) {
      state.looked.push(name);
      return state.rows[name].has(partition);
    },
  });
  const bucket = (name: Bucket) => ({
    async under(prefix: string) {
      state.looked.push(`${name} ${prefix}`);
      return [...state.objects[name]].flatMap(([key, versions]) => (key.startsWith(prefix) ? versions : []));
    },
  });
  const stores: AttestStores = {
    programme: { campaigns: async () => [...state.campaigns] },
    tables: { responses: table("responses"), comments: table("comments"), counts: table("counts") },
    buckets: { nights: bucket("nights"), microdata: bucket("microdata"), datasets: bucket("datasets") },
    proofs: {
      async write(proof) {
        state.proofs.push(structuredClone(proof));
      },
    },
    endings: {
      async begin(wave) {
        const found = state.waves.get(wave);
        if (found !== undefined) found.ending = true;
      },
      async endCampaign(campaign) {
        deleting();
        state.links.delete(campaign.link);
        deleting();
        state.campaigns = state.campaigns.filter((each) => partitionOf(keyOf(each)) !== partitionOf(keyOf(campaign)));
      },
      begun: async () => [...state.waves].filter(([, { ending }]) => ending).map(([wave]) => wave),
      async finish(wave) {
        deleting();
        if (state.waves.get(wave)?.ending === true) state.waves.delete(wave);
      },
      async forgetNightsBefore(day) {
        state.nights = state.nights.filter((night) => night >= day);
      },
    },
  };
  return { stores, state };
}
