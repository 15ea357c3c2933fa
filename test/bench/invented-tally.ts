/** The tally of an invented campaign, counted as its children answer. SYNTHETIC. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { answersOf, bandOfCode, bandsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { GroupCounts, MeasureCounts, Tally } from "#shared/survey/tally.ts";
import type { Chance } from "../journey/synthetic/chance.ts";
import { type AnswerModel, drawAnswer, SKIPPED } from "./answer-model.ts";

/**
 * Nobody says anything about themselves: everybody is in the category "unknown" of every breakdown, and only the figures
 * of everybody are worth reading. `model` must be one of `questionnaire`.
 */
export function inventedTally(
  questionnaire: Questionnaire,
  model: AnswerModel,
  campaign: CampaignKey,
  respondents: number,
  chance: Chance,
): Tally {
  const total = countChildren(questionnaire, model, respondents, chance);
  const nobody = countChildren(questionnaire, model, 0, chance);
  const by = (categories: readonly string[]) => ({
    ...Object.fromEntries(categories.map((category) => [category, nobody])),
    unknown: total,
  });
  const idsOf = (choices: readonly { readonly id: string }[]) => choices.map(({ id }) => id);
  return {
    campaign: { ...campaign, version: questionnaire.version },
    read: respondents,
    tallied: respondents,
    withdrawn: 0,
    setAside: {},
    alike: 0,
    total,
    by: {
      gender: by(idsOf(genders)),
      age_band: by(idsOf(questionnaire.ageBands)),
      placement: by(idsOf(placements)),
      period_of_care_length: by(idsOf(timesInCare)),
      ethnicity_major: by(Object.keys(majorEthnicGroups)),
    },
  };
}

function countChildren(
  questionnaire: Questionnaire,
  model: AnswerModel,
  respondents: number,
  chance: Chance,
): GroupCounts {
  const items = model.map((each) => ({ ...each, counts: new Array<number>(answersOf(each.item.scale)).fill(0) }));
  const derived = derivedMeasuresOf(questionnaire).map((measure) => ({
    ...measure,
    counts: new Array<number>(measure.bands.length).fill(0),
  }));
  const neededForDerived = new Set(derived.flatMap((measure) => measure.items.map(({ id }) => id)));
  const answers = new Map<string, number>();

  for (let child = 0; child < respondents; child += 1) {
    const wellBeing = chance.normal();
    answers.clear();
    for (const each of items) {
      const code = drawAnswer(each, wellBeing, chance);
      if (code === SKIPPED) continue;
      each.counts[code] = (each.counts[code] ?? 0) + 1;
      if (neededForDerived.has(each.item.id)) answers.set(each.item.id, code);
    }
    for (const { bands, bandOf, counts } of derived) {
      const band = bandOf(answers);
      if (band === null) continue;
      const position = bands.indexOf(band);
      counts[position] = (counts[position] ?? 0) + 1;
    }
  }

  const counted = (counts: readonly number[]): MeasureCounts => ({
    counts: [...counts],
    skipped: respondents - counts.reduce((sum, count) => sum + count, 0),
  });
  const inBands = ({ item: { scale }, counts }: (typeof items)[number]) =>
    bandsOf(scale).map((band) =>
      counts.reduce((sum, count, code) => sum + (bandOfCode(scale, code) === band ? count : 0), 0),
    );
  return {
    respondents,
    items: Object.fromEntries(items.map(({ item, counts }) => [item.id, counted(counts)])),
    indicators: Object.fromEntries(items.map((each) => [each.item.indicator, counted(inBands(each))])),
    derived: Object.fromEntries(derived.map(({ id, counts }) => [id, counted(counts)])),
  };
}
