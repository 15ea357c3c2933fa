/**
 * The gate's part of the private `tallies` bucket: what each campaign was released with, and who was counted.
 *
 * | key | holds |
 * |---|---|
 * | `members/<wave>/<authority>/<questionnaire>.json` | who was tallied last, and the counts of those who came since a version |
 * | `ledger/<wave>/<authority>/<questionnaire>.json` | every version that was drafted for release, the earliest first |
 * | `ledger/national/<wave>/<questionnaire>.json`, invented answers `<questionnaire>-synthetic.json` | the authorities whose answers are the national figures, once these are final |
 * | `reconciliation/<run>.json` | the exact counts of a night |
 */
import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { campaignDate } from "../programme/calendar.ts";
import { authorityCode, type Campaign, type CampaignKey } from "../programme/campaign.ts";
import { type Reconciliation, reconciliation } from "../release/manifest.ts";
import { groupedCounts, tally } from "../survey/tally.ts";
import { jsonObjects, unlessMissing } from "./tallies.ts";

/** Ids of responses in the order of text: they tell one from another and lead back to nobody. */
const ids = z.array(z.string());

export const tallyMembers = z.strictObject({
  tallied: ids,
  /** For each version in the ledger: who is tallied now and was not then, counted. */
  arrivals: z.array(z.strictObject({ since: campaignDate, counts: groupedCounts })),
});
export type TallyMembers = z.infer<typeof tallyMembers>;

export const ledgerVersion = z.strictObject({
  /** The day as of which the figures stand: that of the night which drafted the version. Of one campaign no two are alike. */
  asAt: campaignDate,
  tally,
  members: ids,
});
export type LedgerVersion = z.infer<typeof ledgerVersion>;

const ledgerShape = z.array(ledgerVersion);

export const nationalMembers = z.strictObject({ asAt: campaignDate, members: z.array(authorityCode) });
export type NationalMembers = z.infer<typeof nationalMembers>;

/** An instrument in one wave; invented answers apart from real ones. */
export type NationalKey = Pick<Campaign, "wave" | "questionnaire" | "synthetic">;

/** Everything that is read: @throws DamagedObject */
export interface Ledger {
  /** Empty before the first. */
  versions(campaign: CampaignKey): Promise<LedgerVersion[]>;
  /** Replaces all versions of the campaign. */
  writeVersions(campaign: CampaignKey, versions: readonly LedgerVersion[]): Promise<void>;
  /** @throws MissingObject */
  members(campaign: CampaignKey): Promise<TallyMembers>;
  /** Replaces the campaign's earlier members. */
  writeMembers(campaign: CampaignKey, members: TallyMembers): Promise<void>;
  /** Undefined as long as the national figures are not final. */
  nationalMembers(survey: NationalKey): Promise<NationalMembers | undefined>;
  writeNationalMembers(survey: NationalKey, members: NationalMembers): Promise<void>;
  writeReconciliation(runId: string, counts: Reconciliation): Promise<void>;
}

export function ledgerStore(client: S3Client, bucket: string): Ledger {
  const objects = jsonObjects(client, bucket);
  const keyIn = (folder: string, { wave, authority, questionnaire }: CampaignKey) =>
    `${folder}/${wave}/${authority}/${questionnaire}.json`;
  const nationalKey = ({ wave, questionnaire, synthetic }: NationalKey) =>
    `ledger/national/${wave}/${questionnaire}${synthetic ? "-synthetic" : ""}.json`;

  return {
    versions: async (campaign) => (await unlessMissing(objects.read(keyIn("ledger", campaign), ledgerShape))) ?? [],
    writeVersions: (campaign, versions) => objects.write(keyIn("ledger", campaign), versions),
    members: (campaign) => objects.read(keyIn("members", campaign), tallyMembers),
    writeMembers: (campaign, members) => objects.write(keyIn("members", campaign), members),
    nationalMembers: (survey) => unlessMissing(objects.read(nationalKey(survey), nationalMembers)),
    writeNationalMembers: (survey, members) => objects.write(nationalKey(survey), members),
    writeReconciliation: (runId, counts) => objects.write(`reconciliation/${runId}.json`, reconciliation.parse(counts)),
  };
}
