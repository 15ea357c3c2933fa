/** How what is said about a respondent is generalised. */
import { describe, expect, test } from "vitest";
import {
  ageBandOf,
  type EthnicityId,
  ethnicities,
  majorEthnicGroupOf,
  majorEthnicGroups,
  timeInCareOf,
  timesInCare,
} from "#shared/survey/about.ts";
import { latestVersionOf, questionnaires } from "#shared/survey/catalogue.ts";

describe("ethnicity", () => {
  test("is kept as the major group that the detailed group lies in", () => {
    const prefixes: readonly [string, string][] = [
      ["white-", "white"],
      ["mixed-", "mixed"],
      ["asian-", "asian"],
      ["black-", "black"],
    ];
    for (const { id } of ethnicities) {
      const expected = prefixes.find(([prefix]) => id.startsWith(prefix))?.[1];
      if (expected !== undefined) expect(majorEthnicGroupOf(id), id).toBe(expected);
    }
    expect(majorEthnicGroupOf("arab")).toBe("other");
    expect(majorEthnicGroupOf("other")).toBe("other");
    expect(majorEthnicGroupOf("prefer-not-to-say")).toBe("unknown");
  });

  test("reaches every major group", () => {
    const reached = new Set(ethnicities.map(({ id }) => majorEthnicGroupOf(id)));
    expect([...reached].sort()).toEqual(Object.keys(majorEthnicGroups).sort());
  });

  test("is refused where it is not on the list, without repeating it", () => {
    const refused = () => majorEthnicGroupOf("marker-7f3" as EthnicityId);
    expect(refused).toThrow(RangeError);
    expect(refused).not.toThrow(/marker/);
  });
});

describe("time in care", () => {
  test.each([
    [0, "under-1"],
    [1, "1-2"],
    [2, "1-2"],
    [3, "3-5"],
    [5, "3-5"],
    [6, "6-or-more"],
    [25, "6-or-more"],
  ])("of %i full years is kept as %s", (years, band) => {
    expect(timeInCareOf(years)).toBe(band);
  });

  test("covers every number of years once", () => {
    for (let years = 0; years <= 25; years += 1) {
      expect(timesInCare.filter(({ from, to }) => from <= years && years <= to)).toHaveLength(1);
    }
  });

  test.each([-1, 0.5, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("is refused at %d years", (years) => {
    expect(() => timeInCareOf(years)).toThrow(RangeError);
  });
});

describe("age", () => {
  test.each([
    ["ylyc-4-7", 4, "4-5"],
    ["ylyc-4-7", 5, "4-5"],
    ["ylyc-4-7", 6, "6-7"],
    ["ylyc-4-7", 7, "6-7"],
    ["ylyc-8-11", 9, "8-9"],
    ["ylyc-8-11", 10, "10-11"],
    ["ylyc-8-11", 11, "10-11"],
    ["ylyc-11-17", 11, "11-13"],
    ["ylyc-11-17", 13, "11-13"],
    ["ylyc-11-17", 14, "14-15"],
    ["ylyc-11-17", 15, "14-15"],
    ["ylyc-11-17", 16, "16-17"],
    ["ylbc-16-25", 17, "16-17"],
    ["ylbc-16-25", 18, "18-20"],
    ["ylbc-16-25", 20, "18-20"],
    ["ylbc-16-25", 21, "21-25"],
    ["ylbc-16-25", 25, "21-25"],
  ] as const)("in %s is kept at %i as %s", (id, age, band) => {
    expect(ageBandOf(age, latestVersionOf(id).ageBands)).toBe(band);
  });

  test.each(questionnaires)("is refused where $id does not ask, or between birthdays", ({ ages, ageBands }) => {
    for (const age of [ages.from - 1, ages.to + 1, ages.from + 0.5, Number.NaN]) {
      expect(() => ageBandOf(age, ageBands)).toThrow(RangeError);
    }
  });
});
