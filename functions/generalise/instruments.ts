/** The instruments of a wave: each version of a questionnaire with all authorities whose answers to it are in figures. */
import { type Campaign, keyOf, partitionOf } from "#shared/programme/campaign.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";

export interface Instrument {
  readonly wave: string;
  readonly questionnaire: Questionnaire;
  readonly campaigns: readonly Campaign[];
  /** Whether the answers are invented: all of them, or none. */
  readonly synthetic: boolean;
}

/** Real answers and invented ones would stand in one file of records: one of the campaigns is marked wrongly. */
export class OriginsMixed extends Error {
  override readonly name = "OriginsMixed";
  readonly campaign: string;
  constructor(campaign: string) {
    super(
      `campaign ${campaign} says otherwise than others of its wave whether its answers are invented; no records of the wave are written`,
    );
    this.campaign = campaign;
  }
}

/**
 * In the order of their first campaigns. Versions are kept apart, because they ask differently. A campaign that is held is
 * left out as it is of figures: nobody knows whose answers those are.
 * @throws OriginsMixed
 */
export function instrumentsOf(
  wave: string,
  campaigns: readonly Campaign[],
  questionnaireOf: (id: Campaign["questionnaire"], version: number) => Questionnaire,
): readonly Instrument[] {
  const asked = Map.groupBy(
    campaigns.filter((campaign) => campaign.wave === wave && campaign.releasedIn !== undefined),
    ({ questionnaire, version }) => questionnaireOf(questionnaire, version),
  );
  return Array.from(asked, ([questionnaire, campaigns]) => {
    const synthetic = campaigns[0]?.synthetic ?? false;
    const other = campaigns.find((campaign) => campaign.synthetic !== synthetic);
    if (other !== undefined) throw new OriginsMixed(partitionOf(keyOf(other)));
    return { wave, questionnaire, campaigns, synthetic };
  });
}
