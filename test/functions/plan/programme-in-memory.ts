/** The programme store in memory, and campaigns to fill it with. SYNTHETIC. */
import type { Campaign, CampaignKey } from "#shared/programme/campaign.ts";
import type { NightRecord, Plan } from "#shared/programme/night.ts";
import { LeaseLost } from "#shared/storage/nights.ts";
import type { Plans } from "#shared/storage/plans.ts";
import type { Programme } from "#shared/storage/programme.ts";

export function aCampaign(changes: Partial<Campaign> & { readonly code?: string } = {}): Campaign {
  const { code = "801", ...rest } = changes;
  return {
    wave: "2017",
    authority: {
      code,
      onsCode: `E06000${code}`,
      name: `Authority ${code}`,
      regionCode: "E12000009",
      regionName: "South West",
      mayBeNamed: false,
      statisticalNeighbours: [],
    },
    questionnaire: "ylyc-8-11",
    version: 3,
    opens: "2017-02-01",
    closes: "2017-03-31",
    eligible: 200,
    languages: ["en"],
    synthetic: true,
    link: "0".repeat(14),
    ...rest,
  };
}

type NightlyProgramme = Pick<
  Programme,
  "campaigns" | "recounts" | "acquireLease" | "renewLease" | "endLease" | "recordNight" | "night" | "markReleased"
>;

/** The nightly part of the programme table, as plain values. */
export function programmeInMemory(campaigns: readonly Campaign[] = [], recounted: readonly CampaignKey[] = []) {
  const state = {
    lease: undefined as { holder: string; until: number } | undefined,
    nights: new Map<string, NightRecord>(),
    released: new Map<string, string>(),
  };
  const programme: NightlyProgramme = {
    campaigns: async () => [...campaigns],
    recounts: async () =>
      recounted.map((key) => ({
        ...key,
        signedBy: ["A. Engineer", "B. Lead"],
        because: "Counted with the wrong code.",
      })),
    async acquireLease({ holder, nowInSeconds, seconds }) {
      const { lease } = state;
      if (lease !== undefined && lease.until >= nowInSeconds && lease.holder !== holder) return false;
      state.lease = { holder, until: nowInSeconds + seconds };
      return true;
    },
    async renewLease({ holder, nowInSeconds, seconds }) {
      if (state.lease?.holder !== holder) throw new LeaseLost(holder);
      state.lease = { holder, until: nowInSeconds + seconds };
    },
    async endLease(holder) {
      if (state.lease?.holder === holder) state.lease = undefined;
    },
    async recordNight(night) {
      state.nights.set(`${night.asOf}#${night.runId}`, night);
    },
    night: async (asOf, runId) => state.nights.get(`${asOf}#${runId}`),
    async markReleased(keys, releaseId) {
      for (const { wave, authority, questionnaire } of keys) {
        const key = `${wave}#${authority}#${questionnaire}`;
        if (!state.released.has(key)) state.released.set(key, releaseId);
      }
    },
  };
  return { programme, state };
}

export function plansInMemory() {
  const written: Plan[] = [];
  const plans: Pick<Plans, "writePlan"> = {
    async writePlan(plan) {
      written.push(plan);
    },
  };
  return { plans, written };
}
