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
      recordsIn: 9,
      recordsOut: 9,
      suppressed: 0,
      k: 3,
      classes: 3,
      prosecutorRisk: { average: 1 / 3, highest: 1 / 3 },
      loss: generalisation.loss,
      quasiIdentifiers: [
        { name: "zipcode", level: 1, levelName: "4 digits", isGeneralised: true },
        { name: "age", level: 1, levelName: "up to 40 or over", isGeneralised: true },
      ],
      sensitive: [{ name: "salary", l: 3 }],
    });
    expect(report.sensitive[0]?.t.toFixed(3)).toBe("0.167");
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
      recordsIn: 21,
      recordsOut: 20,
      suppressed: 1,
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
        expect(report.recordsOut + report.suppressed).toBe(report.recordsIn);
        expect(report.prosecutorRisk.highest).toBeLessThanOrEqual(1 / edition.k);
        expect(report.prosecutorRisk.average).toBeLessThanOrEqual(report.prosecutorRisk.highest);
        for (const { l, t } of report.sensitive) {
          expect(l).toBeGreaterThanOrEqual(edition.l ?? 0);
          expect(t).toBeLessThanOrEqual((edition.t ?? 1) + 1e-9);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("says nothing of classes where no record is released", () => {
    const edition: Edition = { ...salaries2007, k: 3, suppressionLimit: 1 };
    const report = riskReport(edition, { node: [1, 1], suppressed: new Set(edition.records.keys()), loss: 1 });
    expect(report).toMatchObject({ recordsOut: 0, k: 0, classes: 0, prosecutorRisk: { average: 0, highest: 0 } });
  });
});
