import { describe, expect, test } from "vitest";
import { ethnicities } from "#shared/survey/about.ts";
import { latestVersionOf, questionnaires } from "#shared/survey/catalogue.ts";
import { itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { render, renderedQuestionnaire } from "#shared/survey/rendering.ts";

const each = questionnaires.map((questionnaire) => [questionnaire.id, questionnaire] as const);

/** Every field name anywhere inside a JSON value. */
function fieldNames(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(fieldNames);
  return Array.isArray(value) ? inside : [...Object.keys(value), ...inside];
}

describe("a rendered questionnaire", () => {
  test.each(each)("matches its published schema and survives JSON unchanged (%s)", (_, questionnaire) => {
    const rendered = render(questionnaire, ["en", "cy"]);
    expect(renderedQuestionnaire.parse(rendered)).toEqual(rendered);
    expect(JSON.parse(JSON.stringify(rendered))).toEqual(rendered);
  });

  test.each(each)("does not tell which answers count as good (%s)", (_, questionnaire) => {
    const names = new Set(fieldNames(render(questionnaire, ["en"])));
    for (const hidden of ["band", "bands", "polarity", "indicator", "headline", "domain", "group"]) {
      expect(names).not.toContain(hidden);
    }
  });

  test.each(each)("shows every item, option and comment box in its order (%s)", (_, questionnaire) => {
    const rendered = render(questionnaire, ["en"]);
    const shown = rendered.sections
      .flatMap(({ items }) => items)
      .map(({ id, answer }) => [id, answer.kind === "choice" ? answer.options.map((option) => option.id) : "0-10"]);
    const defined = itemsOf(questionnaire).map(({ id, scale }) => [
      id,
      scale.kind === "choice" ? scale.options.map((option) => option.id) : "0-10",
    ]);
    expect(shown).toEqual(defined);
    expect(rendered.comments.map(({ id }) => id)).toEqual(questionnaire.comments.map(({ id }) => id));
    expect(rendered.comments.every(({ maximumCharacters }) => maximumCharacters === 2000)).toBe(true);
  });

  test.each(each)("is the same text every time (%s)", (_, questionnaire) => {
    const copy: Questionnaire = structuredClone(questionnaire);
    expect(JSON.stringify(render(copy, ["en", "cy"]))).toBe(JSON.stringify(render(questionnaire, ["en", "cy"])));
  });

  test("accepts ages of its own instrument and at most 25 years in care", () => {
    const { about } = render(latestVersionOf("ylyc-11-17"), ["en"]);
    expect(about.map(({ id }) => id)).toEqual(["age", "gender", "ethnicity", "placement", "yearsInCare"]);
    expect(about.find(({ id }) => id === "age")?.answer).toEqual({ kind: "whole-number", from: 11, to: 17 });
    expect(about.find(({ id }) => id === "yearsInCare")?.answer).toEqual({ kind: "whole-number", from: 0, to: 25 });
    const ethnicity = about.find(({ id }) => id === "ethnicity")?.answer;
    expect(ethnicity?.kind === "choice" && ethnicity.options.map(({ id }) => id)).toEqual(
      ethnicities.map(({ id }) => id),
    );
  });

  test("asks about disability where the questionnaire does", () => {
    const asking = questionnaires.filter((one) => render(one, ["en"]).about.some(({ id }) => id === "disability"));
    expect(asking).toEqual(questionnaires.filter(({ asksDisability }) => asksDisability));
  });

  test("speaks to the adult about the youngest and to everyone else in person", () => {
    const ageQuestion = (questionnaire: Questionnaire) => render(questionnaire, ["en"]).about[0]?.wording.en;
    expect(ageQuestion(latestVersionOf("ylyc-4-7"))).toContain("the child");
    expect(ageQuestion(latestVersionOf("ylyc-8-11"))).toContain("you");
  });

  test("carries the languages asked for, with English where no Welsh is written", () => {
    const original = latestVersionOf("ylyc-8-11");
    const half: Questionnaire = { ...original, title: { en: "In English", cy: "Yn Gymraeg" } };
    const welsh = render(half, ["cy"]);
    expect(welsh.languages).toEqual(["cy"]);
    expect(welsh.title).toEqual({ cy: "Yn Gymraeg" });
    expect(welsh.introduction).toEqual({ cy: original.introduction.en });
    expect(render(half, ["en"]).title).toEqual({ en: "In English" });
    expect(render(half, ["en", "cy", "en"]).languages).toEqual(["en", "cy"]);
  });

  test("is refused without a language", () => {
    expect(() => render(latestVersionOf("ylyc-4-7"), [])).toThrow(RangeError);
  });
});
