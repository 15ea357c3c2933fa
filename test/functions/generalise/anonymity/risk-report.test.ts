import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edition, Generalisation } from "#functions/generalise/anonymity/generalisation.ts";
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import { riskReport } from "#functions/generalise/anonymity/risk-report.ts";
import { leastGeneralisation } from "#functions/generalise/anonymity/search.ts";
import { salaries2007 } from "./published-tables.ts";
import { someEdition } from "./random-editions.ts";

describe("the risk report", () => {
  test("says of the salaries of Li, Li and Venkatasubramanian (2007) what is printed of table 5", () => {
    const edition: Edition = { ...salaries2007, k: 3, l: 3, t: 0.2, suppressionLimit: 0.04 };
    const generalisation = leastGeneralisation(edition) as Generalisation;
    const report = riskReport(edition, generalisation);
    expect(report).toMatchObject({
      records: 9,
      suppressed: "none",
      k: 3,
      classes: 3,
      prosecutorRisk: { average: 0.334, highest: 0.334 },
      loss: Math.ceil(100 * generalisation.loss) / 100,
      quasiIdentifiers: [
        { name: "zipcode", level: 1, levelName: "4 digits", isGeneralised: true },
        { name: "age", level: 1, levelName: "up to 40 or over", isGeneralised: true },
      ],
      sensitive: [{ name: "salary", l: 3 }],
    });
    // Printed is 0.167.
    expect(report.sensitive[0]?.t).toBe(0.2);
  });

  test("averages the risk over records, not over classes", () => {
    const places = hierarchyOf({
      levels: ["exact", "any"],
      rows: [
        ["a", "*"],
        ["b", "*"],
        ["c", "*"],
      ],
    });
    const records = [..."aaaaabbbbbbbbbbbbbbbc"].map((place) => ({ place }));
    const edition: Edition = {
      records,
      quasiIdentifiers: [{ name: "place", hierarchy: places }],
      k: 5,
      suppressionLimit: 0.05,
    };
    const report = riskReport(edition, leastGeneralisation(edition) as Generalisation);
    expect(report).toMatchObject({
      records: 20,
      suppressed: "under 10",
      k: 5,
      classes: 2,
      prosecutorRisk: { average: 0.1, highest: 0.2 },
      quasiIdentifiers: [{ level: 0, levelName: "exact", isGeneralised: false }],
    });
  });

  test("reaches what was asked, in any edition", () => {
    fc.assert(
      fc.property(someEdition, (edition) => {
        const generalisation = leastGeneralisation(edition);
        fc.pre(generalisation !== undefined);
        if (generalisation === undefined) return;
        const report = riskReport(edition, generalisation);
        expect(report.k).toBeGreaterThanOrEqual(edition.k);
        expect(report.records).toBe(edition.records.length - generalisation.suppressed.size);
        expect(report.prosecutorRisk.highest).toBeLessThanOrEqual(1 / edition.k + 0.001);
        expect(report.prosecutorRisk.average).toBeLessThanOrEqual(report.prosecutorRisk.highest);
        for (const { l, t } of report.sensitive) {
          expect(l).toBeGreaterThanOrEqual(edition.l ?? 0);
          expect(t).toBeLessThan((edition.t ?? 1) + 0.05);
          expect(Number.isInteger(Number((20 * t).toFixed(9)))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("is the same whoever was left out, for as many that are under the same ten, and whatever they had answered", () => {
    fc.assert(
      fc.property(someEdition, fc.integer({ min: 1, max: 9 }), fc.nat(), (edition, leftOut, which) => {
        const generalisation = leastGeneralisation(edition);
        fc.pre(generalisation !== undefined && generalisation.suppressed.size === 0);
        if (generalisation === undefined) return;
        const { records, sensitive = [] } = edition;
        const others = Array.from({ length: leftOut }, (_, place) => ({
          ...records[(which + place) % records.length],
          ...Object.fromEntries(
            sensitive.map(({ name, values }) => [name, [...values, undefined][(which + place) % 3]]),
          ),
        }));
        const withOthers: Edition = { ...edition, records: [...records, ...others] };
        const suppressed = new Set(others.map((_, place) => records.length + place));
        expect(riskReport(withOthers, { ...generalisation, suppressed, loss: 1 })).toEqual({
          ...riskReport(edition, generalisation),
          suppressed: "under 10",
        });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    [0, "none"],
    [1, "under 10"],
    [9, "under 10"],
    [10, "under 20"],
    [99, "under 100"],
  ])("says of %i left out: %s", (leftOut, words) => {
    const places = hierarchyOf({ levels: ["exact"], rows: [["a"]] });
    const edition: Edition = {
      records: Array.from({ length: 200 }, () => ({ place: "a" })),
      quasiIdentifiers: [{ name: "place", hierarchy: places }],
      k: 1,
      suppressionLimit: 1,
    };
    const suppressed = new Set(Array.from({ length: leftOut }, (_, place) => place));
    expect(riskReport(edition, { node: [0], suppressed, loss: 0 }).suppressed).toBe(words);
  });
});
