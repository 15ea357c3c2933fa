/** The responses to an instrument as records of persons. */
import { keyOf } from "#shared/programme/campaign.ts";
import type { ResponseReader } from "#shared/storage/responses.ts";
import { judge } from "#shared/survey/judge.ts";
import type { Microdata, MicrodataRecord } from "./anonymity/microdata.ts";
import type { Instrument } from "./instruments.ts";
import { type KnownTrait, knownTraits } from "./quasi-identifiers.ts";
import { type SensitiveItem, sensitiveItems } from "./sensitive-items.ts";

export interface InstrumentMicrodata extends Microdata {
  readonly quasiIdentifiers: readonly KnownTrait[];
  readonly sensitive: readonly SensitiveItem[];
}

/**
 * A record for each response that can be counted in figures and has not been withdrawn since, and nothing of the row that it
 * was stored in.
 */
export async function readRecords(
  { questionnaire, campaigns }: Instrument,
  responses: ResponseReader,
  now: Date,
): Promise<InstrumentMicrodata> {
  const quasiIdentifiers = knownTraits(
    questionnaire,
    campaigns.map(({ authority }) => authority),
  );
  const sensitive = sensitiveItems(questionnaire);
  const records: MicrodataRecord[] = [];
  for (const campaign of campaigns) {
    const rows = responses.ofCampaign(keyOf(campaign), Math.floor(now.getTime() / 1000));
    for await (const { response: stored } of rows) {
      const judged = judge(stored, questionnaire);
      if (!("response" in judged)) continue;
      const { about, answers } = judged.response;
      records.push(
        Object.fromEntries([
          ...quasiIdentifiers.map(({ name, valueFrom }) => [name, valueFrom(about, campaign.authority)]),
          ...sensitive.map(({ name, bandIn }) => [name, bandIn(answers)]),
        ]),
      );
    }
  }
  return { records, quasiIdentifiers, sensitive };
}
