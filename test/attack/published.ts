/** What a release publishes of a small nation of one authority, made by the pipeline's own code from responses. SYNTHETIC. */
import { fittedGroups } from "#functions/benchmark/counts/counted.ts";
import { nationalGroupColumns } from "#functions/benchmark/rows/group-columns.ts";
import { noisedCountRows, noisedNationRows } from "#functions/benchmark/rows/noised-count-rows.ts";
import { noisedCountsOf, noisedNationOf } from "#functions/tally/add-noise.ts";
import { Counting } from "#functions/tally/count.ts";
import type { Chance } from "#functions/tally/noise/chance.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import type { noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import type { DisclosurePolicy } from "#shared/release/policy.ts";
import { authorityGroups, type Group, nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { ResponseContent } from "#shared/survey/response.ts";
import { aPlannedCampaign } from "../functions/benchmark/planned-campaign.ts";

type Row = RowOf<typeof noisedCounts>;

/** One measure: an indicator, a derived measure, or the steps of a ladder. */
export interface Counted {
  readonly level: "indicator" | "derived" | "ladder";
  readonly id: string;
}

/** The published noised counts, as whoever reads the file has them. */
export class Published {
  readonly #counts = new Map<string, number>();

  constructor(rows: Iterable<Row>) {
    for (const row of rows) {
      const { gender, age_band, placement, period_of_care_length, ethnicity_major } = row;
      const group = { gender, age_band, placement, period_of_care_length, ethnicity_major };
      this.#counts.set(
        keyOf(String(row.measure_level), String(row.measure), group, String(row.band)),
        Number(row.noised_count),
      );
    }
  }

  /** @throws RangeError for a cell that is not published */
  count({ level, id }: Counted, group: Group, cell: string): number {
    const count = this.#counts.get(keyOf(level, id, nationalGroupColumns(group), cell));
    if (count === undefined) throw new RangeError(`nothing is published of ${id} ${cell}`);
    return count;
  }
}

const keyOf = (level: string, id: string, group: object, cell: string) =>
  [level, id, ...Object.values(group), cell].join("|");

export function publish(
  responses: readonly ResponseContent[],
  questionnaire: Questionnaire,
  policy: DisclosurePolicy,
  chance: Chance,
): Published {
  const { id, version } = questionnaire;
  const counted = (groups: readonly Group[]) => {
    const counting = new Counting(questionnaire, groups);
    for (const response of responses) counting.add(response, questionnaire);
    return counting.counts();
  };
  const campaign = aPlannedCampaign({ questionnaire: id, version });
  const { wave, synthetic, authority } = campaign;
  const asAt = "2017-04-01";
  const own = noisedCountsOf(
    { campaign: { wave, questionnaire: id, version, authority: authority.code }, asAt, responses: responses.length },
    counted(authorityGroups),
    policy,
    chance,
  );
  const survey = { wave, questionnaire: id, synthetic };
  const nation = noisedNationOf(
    { survey, version, asAt, authorities: [authority.code] },
    counted(nationOnlyGroupsOf(questionnaire)),
    policy,
    chance,
  );
  return new Published([
    ...noisedCountRows({ campaign, questionnaire, counts: own, fitted: fittedGroups(own) }),
    ...noisedNationRows({ questionnaire, counts: nation, fitted: fittedGroups(nation) }),
  ]);
}
