/** Noised counts as they were drawn, cell by cell: whoever has them can work every figure out again. */
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import { NO_VALID_ANSWER, type noisedCounts } from "#shared/release/datasets/noised-counts.ts";
import { type Ratio, varianceOf } from "#shared/release/policy.ts";
import {
  authorityGroups,
  EVERYBODY,
  type Group,
  groupKindOf,
  nameOfGroup,
  nationOnlyGroupsOf,
} from "#shared/survey/breakdowns.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import type { NoisedCounts } from "#shared/survey/noised-counts.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import type { CountedNation, ReleasedCampaign } from "../counts/counted.ts";
import { measuresOf } from "../counts/measures.ts";
import { whereAndWhen, whereAndWhenOfNation } from "../place-and-time.ts";
import { nationalGroupColumns } from "./group-columns.ts";

type Row = RowOf<typeof noisedCounts>;
type Place = ReturnType<typeof whereAndWhen>;

const { notApplicable } = symbols;
const NO_AUTHORITY = {
  region_code: notApplicable,
  region_name: notApplicable,
  old_la_code: notApplicable,
  new_la_code: notApplicable,
  la_name: notApplicable,
};

export function* noisedCountRows({ campaign, questionnaire, counts }: ReleasedCampaign): Generator<Row> {
  yield* groupRows(whereAndWhen(campaign), questionnaire, authorityGroups, counts);
}

/** The groups that only the nation has, then the steps of ladders. */
export function* noisedNationRows({ questionnaire, counts }: CountedNation): Generator<Row> {
  const place = { ...whereAndWhenOfNation(counts.survey), ...NO_AUTHORITY };
  yield* groupRows(place, questionnaire, nationOnlyGroupsOf(questionnaire), counts);
  for (const { id, domain } of laddersOf(questionnaire)) {
    for (const [step, count] of (counts.ladders[id] ?? []).entries()) {
      const about = { domain, measure_level: "ladder", measure: id };
      yield rowOf(
        { ...place, ...about, ...nationalGroupColumns(EVERYBODY) },
        String(step),
        count,
        counts.noise.ladderSteps,
      );
    }
  }
}

function* groupRows(
  place: Place,
  questionnaire: Questionnaire,
  groups: readonly Group[],
  { groups: cellsByGroup, noise }: Pick<NoisedCounts, "groups" | "noise">,
): Generator<Row> {
  for (const { level, id, domain, bands } of measuresOf(questionnaire)) {
    for (const group of groups) {
      const name = nameOfGroup(group);
      const cells = cellsByGroup[name]?.[level === "derived" ? "derived" : "indicators"][id] ?? [];
      const variance = (level === "derived" ? noise.derived : noise.questions)[groupKindOf(name)];
      const about = { ...place, domain, measure_level: level, measure: id, ...nationalGroupColumns(group) };
      for (const [position, count] of cells.entries()) {
        yield rowOf(about, bands[position] ?? NO_VALID_ANSWER, count, variance);
      }
    }
  }
}

function rowOf(
  about: Omit<Row, "band" | "noised_count" | "noise_variance">,
  band: string,
  count: number,
  variance: Ratio,
): Row {
  return { ...about, band, noised_count: count, noise_variance: varianceOf(variance) };
}
