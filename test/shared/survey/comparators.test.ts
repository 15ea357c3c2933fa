import { describe, expect, test } from "vitest";
import { indicatorOf, latestVersionOf } from "#shared/survey/catalogue.ts";
import { comparatorOf, comparators } from "#shared/survey/comparators.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import { itemsOf, type QuestionnaireId } from "#shared/survey/questionnaire.ts";
import { ladder } from "#shared/survey/scales.ts";

const each = comparators.map((comparator) => [comparator.id, comparator] as const);

describe("figures of the general population", () => {
  test("are the four that the programme quotes", () => {
    expect(comparators.map(({ indicator, percent, instruments }) => [indicator, percent, ...instruments])).toEqual([
      ["afraid-of-school", 17, "ylyc-8-11"],
      ["good-friend", 2.5, "ylyc-8-11", "ylyc-11-17"],
      ["life-satisfaction", 3, "ylbc-16-25"],
      ["loneliness", 8, "ylbc-16-25"],
    ]);
  });

  test.each(each)("are quoted beside the headline of an indicator that the instrument has (%s)", (_, comparator) => {
    expect(comparator.band).toBe(indicatorOf(comparator.indicator).headline);
    expect(comparator.instruments).not.toEqual([]);
    for (const instrument of comparator.instruments) {
      const headline = headlinesOf(latestVersionOf(instrument)).find(({ id }) => id === comparator.indicator);
      expect(headline?.bands).toContain(comparator.band);
    }
  });

  test.each(each)("are per cents of a whole or unknown number of people (%s)", (_, { percent, base }) => {
    expect(percent).toBeGreaterThanOrEqual(0);
    expect(percent).toBeLessThanOrEqual(100);
    expect(base === null || (Number.isInteger(base) && base > 0)).toBe(true);
  });

  test("have ids of their own, and no instrument has two for one indicator", () => {
    expect(new Set(comparators.map(({ id }) => id)).size).toBe(comparators.length);
    const places = comparators.flatMap(({ indicator, instruments }) => instruments.map((one) => `${one} ${indicator}`));
    expect(new Set(places).size).toBe(places.length);
  });

  test.each(each)("count a fact that was not found as a difference in every instrument (%s)", (_, comparator) => {
    const { ages, wording, scale, differs, instruments } = comparator;
    expect(Object.keys(differs)).toEqual(instruments);
    for (const here of Object.values(differs)) {
      if (ages === "not stated") expect(here).toContain("ages");
      if (wording === null) expect(here).toContain("wording");
      if (scale === "not stated") expect(here).toContain("scale");
    }
  });

  test("claim the same scale only where the item holds the ladder of the Office for National Statistics", () => {
    const sameScale = comparators.flatMap(({ indicator, instruments, differs }) =>
      instruments.filter((one) => !differs[one]?.includes("scale")).map((one) => [one, indicator] as const),
    );
    expect(sameScale).toEqual([["ylbc-16-25", "life-satisfaction"]]);
    for (const [instrument, indicator] of sameScale) {
      const item = itemsOf(latestVersionOf(instrument)).find((one) => one.indicator === indicator);
      expect(item?.scale).toBe(ladder);
    }
  });

  test("never claim the same ages where the instrument asks others", () => {
    for (const { ages, instruments, differs } of comparators) {
      for (const instrument of instruments) {
        const own = latestVersionOf(instrument).ages;
        if (ages !== `${own.from} to ${own.to}`) expect(differs[instrument]).toContain("ages");
      }
    }
  });

  test("are found by instrument and indicator, with what differs there", () => {
    expect(comparatorOf("ylbc-16-25", "life-satisfaction")).toMatchObject({
      id: "peers-with-low-life-satisfaction",
      percent: 3,
      differs: ["ages", "wording"],
    });
    expect(comparatorOf("ylyc-11-17", "good-friend")?.differs).toEqual(["ages", "wording", "scale"]);
  });

  test.each<[QuestionnaireId, string]>([
    ["ylyc-11-17", "life-satisfaction"],
    ["ylyc-4-7", "good-friend"],
    ["ylyc-8-11", "trust-carers"],
  ])("are not lent to another instrument or indicator (%s, %s)", (instrument, indicator) => {
    expect(comparatorOf(instrument, indicator)).toBeUndefined();
  });
});
