import { describe, expect, test } from "vitest";
import { indicatorOf, questionnaires } from "#shared/survey/catalogue.ts";
import { derivedMeasureDefinitions, derivedMeasuresOf } from "#shared/survey/derived.ts";
import { areComparable, type Headline, headlinesOf, LadderWithoutTitle, laddersOf } from "#shared/survey/headlines.ts";
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { yourLifeBeyondCare16To25 as ylbc } from "#shared/survey/questionnaires/ylbc-16-25.ts";
import { yourLifeYourCare4To7 as youngest } from "#shared/survey/questionnaires/ylyc-4-7.ts";
import { yourLifeYourCare8To11 as middle } from "#shared/survey/questionnaires/ylyc-8-11.ts";
import { yourLifeYourCare11To17 as oldest } from "#shared/survey/questionnaires/ylyc-11-17.ts";
import { ladder } from "#shared/survey/scales.ts";

const each = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const);

function headline(questionnaire: Questionnaire, id: string): Headline {
  const found = headlinesOf(questionnaire).find((one) => one.id === id);
  if (found === undefined) throw new Error("no such headline");
  return found;
}

describe("the headlines of a questionnaire", () => {
  test.each(each)("are its indicators in its own order, then what is derived, each once (%s)", (_, questionnaire) => {
    expect(headlinesOf(questionnaire).map(({ level, id }) => `${level} ${id}`)).toEqual([
      ...itemsOf(questionnaire).map(({ indicator }) => `indicator ${indicator}`),
      ...derivedMeasuresOf(questionnaire).map(({ id }) => `derived ${id}`),
    ]);
  });

  test.each(each)("quote a band that the figure has (%s)", (_, questionnaire) => {
    for (const { bands, headline: quoted } of headlinesOf(questionnaire)) expect(bands).toContain(quoted);
  });

  test("carry the question of this questionnaire, or the definition of what is derived", () => {
    const asked = itemsOf(middle).find(({ indicator }) => indicator === "good-friend");
    expect(headline(middle, "good-friend")).toMatchObject({
      domain: "relationships",
      wording: asked?.wording.en,
      headline: "negative",
      polarity: "lower-is-better",
    });
    expect(headline(youngest, "good-friend").wording).not.toBe(asked?.wording.en);
    const [byLadders] = derivedMeasureDefinitions;
    expect(headline(oldest, "low-well-being-by-ladders")).toMatchObject({
      level: "derived",
      wording: byLadders?.definition,
      bands: ["low", "not-low"],
      headline: "low",
      scale: undefined,
    });
  });
});

describe("two headlines may stand side by side", () => {
  test("where the same indicator is measured on the very same scale, in whatever words", () => {
    expect(areComparable(headline(middle, "trust-carers"), headline(oldest, "trust-carers"))).toBe(true);
    expect(areComparable(headline(oldest, "life-satisfaction"), headline(ylbc, "life-satisfaction"))).toBe(true);
  });

  test("but not where a copy of the scale or a scale of faces was used", () => {
    const own = headline(middle, "trust-carers");
    expect(areComparable(headline(youngest, "trust-carers"), own)).toBe(false);
    expect(areComparable(own, { ...own, scale: structuredClone(own.scale) })).toBe(false);
  });

  test("but not where another indicator or another band is quoted, or one is derived", () => {
    const own = headline(middle, "trust-carers");
    expect(areComparable(own, headline(middle, "talks-with-carers"))).toBe(false);
    expect(areComparable(own, { ...own, headline: "negative" })).toBe(false);
    expect(areComparable(own, { ...own, level: "derived" })).toBe(false);
  });

  test("where a derived measure follows the same definition, and only there", () => {
    const byLadders = headline(oldest, "low-well-being-by-ladders");
    expect(areComparable(byLadders, headline(ylbc, "low-well-being-by-ladders"))).toBe(true);
    expect(areComparable(byLadders, headline(middle, "low-well-being-by-core-items"))).toBe(false);
  });
});

describe("the means of ladders", () => {
  test("are those of the items on ladders, under a short name", () => {
    expect(laddersOf(oldest).map(({ title }) => title)).toEqual([
      "Life satisfaction, average of 0 to 10",
      "Happiness yesterday, average of 0 to 10",
      "Things in life worthwhile, average of 0 to 10",
      "Being positive about the future, average of 0 to 10",
    ]);
    expect(laddersOf(ylbc).map(({ id }) => id)).toEqual(
      itemsOf(ylbc).flatMap(({ id, scale }) => (scale.kind === "ladder" ? [id] : [])),
    );
    expect(laddersOf(middle)).toEqual([]);
  });

  test.each(each)("are better towards the end that the unfavourable band is not at (%s)", (_, questionnaire) => {
    for (const { indicator, scale, polarity, domain } of laddersOf(questionnaire)) {
      const { headline: quoted, polarity: ofShare, domain: itsDomain } = indicatorOf(indicator);
      const band = scale.bands.find(({ id }) => id === quoted);
      expect(ofShare).toBe("lower-is-better");
      expect(polarity).toBe(band?.from === 0 ? "higher-is-better" : "lower-is-better");
      expect(domain).toBe(itsDomain);
    }
  });

  test("are refused by name where nobody has said which end is better", () => {
    const stress = { id: "stress", indicator: "stress", wording: { en: "How stressed?" }, scale: ladder };
    const questionnaire: Questionnaire = {
      ...oldest,
      sections: [{ domain: "recovery", title: { en: "Strain" }, items: [stress] }],
    };
    expect(() => laddersOf(questionnaire)).toThrow(new LadderWithoutTitle("stress"));
  });
});
