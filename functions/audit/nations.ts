/** All authorities of a wave together: what the national figures are about. */
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { origins, TOTAL } from "#shared/release/dataset.ts";
import { filterItemOf } from "#shared/release/filter-item.ts";
import { type CountedCampaign, type Evidence, type Gathered, surveyName } from "./evidence.ts";
import type { Block, Group, Layout } from "./layout.ts";

/** The released campaigns of one wave, questionnaire and origin. */
export interface Nation {
  readonly name: string;
  readonly wave: string;
  readonly campaigns: readonly CountedCampaign[];
  /** Of the latest version that was asked: what it measures is what is shown. */
  readonly layout: Layout;
  /** Of these, those whose true sums may be told, once nobody else will answer; undefined before. */
  readonly whole: readonly CountedCampaign[] | undefined;
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

export function nationsIn(gathered: Gathered): ReadonlyMap<string, Nation> {
  return new Map(
    gathered.released.nations().flatMap(({ wave, campaigns }) => {
      const [latest] = campaigns.toSorted((one, other) => other.campaign.version - one.campaign.version);
      if (latest === undefined) return [];
      const name = nameIn(fieldsOf(latest.campaign));
      const whole = wholeOf(campaigns, latest.campaign, gathered);
      return [[name, { name, wave, campaigns, layout: latest.exact.layout, whole }] as const];
    }),
  );
}

/** Final are those of the night on which every planned campaign was closed: whoever is released later stays out. */
function wholeOf(campaigns: readonly CountedCampaign[], survey: PlannedCampaign, { plan, nationalMembers }: Gathered) {
  const members = nationalMembers.get(surveyName(survey));
  if (members !== undefined) return campaigns.filter(({ campaign }) => members.has(campaign.authority.code));
  const name = nameIn(fieldsOf(survey));
  const planned = plan.campaigns.filter((campaign) => nameIn(fieldsOf(campaign)) === name);
  return planned.every(({ closed }) => closed) ? campaigns : undefined;
}

export function ofNations(evidence: Evidence) {
  const nations = nationsIn(evidence);
  return {
    subjects: [...nations.values()],
    nameOf: ({ wave, layout }: Nation) => `wave ${wave} ${layout.questionnaire.id}`,
    subjectOf: (fields: NationalFields): Nation | string =>
      nationOfRow(fields, nations) ?? "is of a wave, questionnaire and origin of which nothing is released",
  };
}

export function nationOfRow(fields: NationalFields, nations: ReadonlyMap<string, Nation>): Nation | undefined {
  return nations.get(nameIn(fields));
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
  return group.breakdown === "total"
    ? cells
    : { ...cells, [group.breakdown]: filterItemOf(group.breakdown, group.category) };
}

type NationalCoordinates = Readonly<Record<"measure_level" | "measure" | "band" | GroupColumn, string>>;

const nameOfPlace = ({ measure_level, measure, band, ...fields }: NationalCoordinates) =>
  [measure_level, measure, ...crossed.map((column) => fields[column]), band].join("/");

interface NationalPlace {
  readonly block: Block;
  /** By position among the measure's bands. */
  readonly band: number;
}

const placesByLayout = new WeakMap<Layout, ReadonlyMap<string, NationalPlace>>();

/** Which share of the nation a row of the national figures is about. */
export function nationalPlaceOf(fields: NationalCoordinates, layout: Layout): NationalPlace | undefined {
  const places = placesByLayout.get(layout) ?? new Map(nationalPlaces(layout));
  placesByLayout.set(layout, places);
  return places.get(nameOfPlace(fields));
}

function nationalPlaces({ blocks }: Layout): [string, NationalPlace][] {
  return blocks
    .filter(({ measure }) => measure.level !== "ladder")
    .flatMap((block) =>
      block.measure.bands.map((name, band): [string, NationalPlace] => {
        const { level, id } = block.measure;
        const coordinates = { measure_level: level, measure: id, ...groupCells(block.group), band: name };
        return [nameOfPlace(coordinates), { block, band }];
      }),
    );
}
