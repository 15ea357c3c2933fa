/** Tallies made of invented respondents. SYNTHETIC. */
import type { CampaignKey } from "#shared/programme/campaign.ts";
import { genders } from "#shared/survey/about.ts";
import { answersOf, bandOfCode, bandsOf, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { type GroupCounts, type Tally, tally } from "#shared/survey/tally.ts";

/** Somebody who answered; `code` gives the answer's code for an item, undefined where it was skipped. */
export interface Person {
  readonly gender: string;
  readonly ageBand: string;
  readonly code: (item: string) => number | undefined;
}

/** So many people who all answer every item with the same code. */
export function people(howMany: number, code: number, about: Partial<Omit<Person, "code">> = {}): Person[] {
  return Array.from({ length: howMany }, () => ({ gender: "girl", ageBand: "unknown", ...about, code: () => code }));
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
  return {
    respondents: group.length,
    items: Object.fromEntries(counted.map(({ id, item }) => [id, item])),
    indicators: Object.fromEntries(counted.map(({ indicator, indicatorCounts }) => [indicator, indicatorCounts])),
  };
}

export function tallyOf(questionnaire: Questionnaire, campaign: CampaignKey, everybody: readonly Person[]): Tally {
  const by = (categories: readonly { readonly id: string }[], category: (person: Person) => string) =>
    Object.fromEntries(
      [...categories.map(({ id }) => id), "unknown"].map((id) => [
        id,
        countGroup(
          questionnaire,
          everybody.filter((person) => category(person) === id),
        ),
      ]),
    );
  return tally.parse({
    campaign: { ...campaign, version: questionnaire.version },
    read: everybody.length,
    tallied: everybody.length,
    setAside: { "nothing-answered": 0, unreadable: 0 },
    total: countGroup(questionnaire, everybody),
    by: { gender: by(genders, ({ gender }) => gender), age_band: by(questionnaire.ageBands, ({ ageBand }) => ageBand) },
  });
}
