/** The ledger as plain values. */
import { type CampaignKey, partitionOf } from "#shared/programme/campaign.ts";
import type { Reconciliation } from "#shared/release/manifest.ts";
import type { Ledger, LedgerVersion, NationalKey, NationalMembers, TallyMembers } from "#shared/storage/ledger.ts";

export function emptyLedger() {
  return {
    versions: new Map<string, readonly LedgerVersion[]>(),
    national: new Map<string, NationalMembers>(),
    reconciliations: new Map<string, Reconciliation>(),
    members: new Map<string, TallyMembers>(),
  };
}
export type LedgerState = ReturnType<typeof emptyLedger>;

/** @param membersOf who was tallied last, where it has not been written; nobody unless said */
export function ledgerInMemory(
  state: LedgerState = emptyLedger(),
  membersOf: (campaign: CampaignKey) => TallyMembers = () => ({ tallied: [], arrivals: [] }),
) {
  const nameOf = ({ wave, questionnaire, synthetic }: NationalKey) => `${wave} ${questionnaire} ${synthetic}`;
  const ledger: Ledger = {
    versions: async (key) => [...(state.versions.get(partitionOf(key)) ?? [])],
    writeVersions: async (key, versions) => void state.versions.set(partitionOf(key), versions),
    members: async (key) => state.members.get(partitionOf(key)) ?? membersOf(key),
    writeMembers: async (key, members) => void state.members.set(partitionOf(key), members),
    nationalMembers: async (survey) => state.national.get(nameOf(survey)),
    writeNationalMembers: async (survey, members) => void state.national.set(nameOf(survey), members),
    writeReconciliation: async (runId, counts) => void state.reconciliations.set(runId, counts),
  };
  return { ledger, state };
}
