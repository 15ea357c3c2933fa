/** A questionnaire of three headlines, each with another better end, and campaigns that ask with it. SYNTHETIC. */
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import type { Item, Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout } from "#shared/survey/response.ts";
import type { Drawing } from "../../fixtures/noised-counts.ts";
import type { Child } from "../../fixtures/responses.ts";
import { type Changes, releasedWith } from "./released.ts";

/** The first answer lies in the headline's band, the second beside it, the third is no answer. */
function item(indicator: string, headline: string, other: string): Item {
  return {
    id: `asked-${indicator}`,
    indicator,
    wording: { en: "How is it?" },
    scale: {
      kind: "choice",
      bands: [headline, other],
      options: [
        { id: "so", wording: { en: "So" }, band: headline },
        { id: "not-so", wording: { en: "Not so" }, band: other },
        { id: "rather-not-say", wording: { en: "I would rather not say" }, band: null },
      ],
    },
  };
}

/** A larger share is better of the first, worse of the second, neither of the third. */
export const threeHeadlines: Questionnaire = {
  id: "ylyc-4-7",
  version: 1,
  title: { en: "Three headlines" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 4, to: 7 },
  ageBands: [{ id: "4-7", from: 4, to: 7 }],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People" },
      items: [
        item("trust-carers", "positive", "negative"),
        item("good-friend", "negative", "positive"),
        item("pets", "yes", "no"),
      ],
    },
  ],
  comments: [],
};

/** The next version, in which one question is asked on another scale, though it looks the same. */
export function withAnotherScaleFor(indicator: string): Questionnaire {
  const sections = threeHeadlines.sections.map((section) => ({
    ...section,
    items: section.items.map((each) =>
      each.indicator === indicator ? { ...each, scale: structuredClone(each.scale) } : each,
    ),
  }));
  return { ...threeHeadlines, version: 2, sections };
}

/** In the headline's band, of so many valid answers. */
export type Answers = readonly [count: number, base: number];
type Headlines = "trust-carers" | "good-friend" | "pets";

/** As few children as can have given these answers; what is left out nobody answers. */
export function answering(
  answers: Readonly<Partial<Record<Headlines, Answers>>>,
  gender: KeptAbout["gender"] = "girl",
): Child[] {
  const byItem = new Map(Object.entries(answers).map(([indicator, each]) => [`asked-${indicator}`, each]));
  const howMany = Math.max(0, ...Array.from(byItem.values(), ([, base]) => base));
  return Array.from({ length: howMany }, (_, child) => ({
    about: { gender },
    code: ({ id }) => {
      const [count, base] = byItem.get(id) ?? [0, 0];
      if (child >= base) return undefined;
      return child < count ? 0 : 1;
    },
  }));
}

export function released(
  changes: Changes,
  everybody: readonly Child[],
  questionnaire: Questionnaire = threeHeadlines,
  drawing: Drawing = {},
): ReleasedCampaign {
  return releasedWith(questionnaire, changes, everybody, drawing);
}

/** Who trust their carers, and nothing else. */
export const trusting = (answers: Answers, changes: Changes = {}, questionnaire?: Questionnaire) =>
  released(changes, answering({ "trust-carers": answers }), questionnaire);

/** So many other authorities that are alike, from 802 on. */
export const others = (howMany: number, answers: Answers, changes: Changes = {}) =>
  Array.from({ length: howMany }, (_, place) => trusting(answers, { code: String(802 + place), ...changes }));

export type Row = Readonly<Record<string, string | number>>;

/** The one row of a measure. */
export function rowOf(rows: readonly Row[], measure: string): Row {
  const found = rows.filter((row) => row.measure === measure);
  const [row] = found;
  if (row === undefined || found.length !== 1) throw new Error("not exactly one such row");
  return row;
}
