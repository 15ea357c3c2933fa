/** Tallies made of invented respondents. SYNTHETIC. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { answersOf, bandOfCode, bandsOf, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { type GroupCounts, type Tally, tally } from "#shared/survey/tally.ts";

/** Somebody who answered; `code` gives the answer's code for an item, undefined where it was skipped. */
export interface Person {
  readonly gender: string;
  readonly ageBand: string;
  readonly code: (item: string) => number | undefined;
  /** "unknown" where absent. */
  readonly placement?: string;
  readonly timeInCare?: string;
  readonly ethnicity?: string;
}

const knownEthnicGroups = Object.keys(majorEthnicGroups).flatMap((id) => (id === "unknown" ? [] : [{ id }]));

/** So many people who all answer every item with the same code. */
export function people(howMany: number, code: number, about: Partial<Omit<Person, "code">> = {}): Person[] {
  return Array.from({ length: howMany }, () => ({ gender: "girl", ageBand: "unknown", ...about, code: () => code }));
}

function answerOf(code: Person["code"], item: string): (readonly [string, number])[] {
  const answer = code(item);
  return answer === undefined ? [] : [[item, answer]];
}

function countGroup(questionnaire: Questionnaire, group: readonly Person[]): GroupCounts {
  const counted = itemsOf(questionnaire).map(({ id, indicator, scale }) => {
    const codes = group.flatMap(({ code }) => code(id) ?? []);
    const of = (counts: readonly number[]) => ({
      counts: [...counts],
      skipped: group.length - counts.reduce((sum, count) => sum + count, 0),
    });
    const byCode = Array.from({ length: answersOf(scale) }, (_, code) => codes.filter((each) => each === code).length);
    const byBand = bandsOf(scale).map((band) => codes.filter((each) => bandOfCode(scale, each) === band).length);
    return { id, indicator, item: of(byCode), indicatorCounts: of(byBand) };
  });
  const derived = derivedMeasuresOf(questionnaire).map(({ id, items, bands, bandOf }) => {
    const found = group.map(({ code }) => bandOf(new Map(items.flatMap((item) => answerOf(code, item.id)))));
    const counts = bands.map((band) => found.filter((each) => each === band).length);
    return [id, { counts, skipped: found.filter((each) => each === null).length }] as const;
  });
  return {
    respondents: group.length,
    items: Object.fromEntries(counted.map(({ id, item }) => [id, item])),
    indicators: Object.fromEntries(counted.map(({ indicator, indicatorCounts }) => [indicator, indicatorCounts])),
    derived: Object.fromEntries(derived),
  };
}

export function tallyOf(questionnaire: Questionnaire, campaign: CampaignKey, everybody: readonly Person[]): Tally {
  const by = (categories: readonly { readonly id: string }[], category: (person: Person) => string | undefined) =>
    Object.fromEntries(
      [...categories.map(({ id }) => id), "unknown"].map((id) => [
        id,
        countGroup(
          questionnaire,
          everybody.filter((person) => (category(person) ?? "unknown") === id),
        ),
      ]),
    );
  return tally.parse({
    campaign: { ...campaign, version: questionnaire.version },
    read: everybody.length,
    tallied: everybody.length,
    setAside: { "nothing-answered": 0, "age-outside-instrument": 0, unreadable: 0 },
    total: countGroup(questionnaire, everybody),
    by: {
      gender: by(genders, ({ gender }) => gender),
      age_band: by(questionnaire.ageBands, ({ ageBand }) => ageBand),
      placement: by(placements, ({ placement }) => placement),
      period_of_care_length: by(timesInCare, ({ timeInCare }) => timeInCare),
      ethnicity_major: by(knownEthnicGroups, ({ ethnicity }) => ethnicity),
    },
  });
}
