/** All authorities of a wave together: what the national figures are about. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { origins, TOTAL } from "#shared/release/dataset.ts";
import type { CountedCampaign, Evidence } from "./evidence.ts";
import { everybody, type Group, type Layout } from "./layout.ts";

/** The released campaigns of one wave, questionnaire and origin. */
export interface Nation {
  readonly wave: string;
  readonly campaigns: readonly CountedCampaign[];
  /** Of the latest version that was asked: what it measures is what is shown. */
  readonly layout: Layout;
}

interface NationalFields {
  readonly wave: string;
  readonly instrument: string;
  readonly data_origin: string;
}

const nameIn = ({ wave, instrument, data_origin }: NationalFields) => `${wave} ${instrument} ${data_origin}`;

const fieldsOf = ({ wave, questionnaire, synthetic }: PlannedCampaign): NationalFields => ({
  wave,
  instrument: questionnaire,
  data_origin: synthetic ? origins.synthetic : origins.survey,
});

export function ofNations({ released }: Evidence) {
  const nations = new Map(
    released.nations().flatMap(({ wave, campaigns }) => {
      const [latest] = campaigns.toSorted((one, other) => other.campaign.version - one.campaign.version);
      if (latest === undefined) return [];
      return [[nameIn(fieldsOf(latest.campaign)), { wave, campaigns, layout: latest.exact.layout }] as const];
    }),
  );
  return {
    subjects: [...nations.values()],
    nameOf: ({ wave, layout }: Nation) => `wave ${wave} ${layout.questionnaire.id}`,
    subjectOf: (fields: NationalFields): Nation | string =>
      nations.get(nameIn(fields)) ?? "is of a wave, questionnaire and origin of which nothing is released",
  };
}

const crossed = ["gender", "age_band", "placement", "period_of_care_length", "ethnicity_major"] as const;
export type GroupColumn = (typeof crossed)[number];

/** The cells that name a group: its category in one column, Total in all others. */
export function groupCells(group: Group): Record<GroupColumn, string> {
  const cells = {
    gender: TOTAL,
    age_band: TOTAL,
    placement: TOTAL,
    period_of_care_length: TOTAL,
    ethnicity_major: TOTAL,
  };
  return group === everybody ? cells : { ...cells, [group.breakdown]: group.category };
}
