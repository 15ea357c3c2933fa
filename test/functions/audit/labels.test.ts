/** Labels and marks that the audit must not let pass. */
import { describe, test } from "vitest";
import { inBenchmarks, inManifest, inRates, isFound, type Spoiled } from "./spoiling.ts";

describe("the rows describe their campaign: finds", () => {
  const rule = "rows-describe-their-campaign";
  test.each<Spoiled>([
    [
      "another authority's name",
      inBenchmarks(
        () => true,
        () => ({ la_name: "Authority 802" }),
      ),
      `${rule}: has another name or code than its authority`,
    ],
    [
      "another authority's code",
      inRates("open", () => ({ new_la_code: "E06000802" })),
      `${rule}: has another name or code than its authority`,
    ],
    [
      "another region",
      inRates("held", () => ({ region_name: "London" })),
      `${rule}: has another region than its authority`,
    ],
    [
      "another year",
      inBenchmarks(
        () => true,
        () => ({ time_period: "2016" }),
      ),
      `${rule}: has another year than its wave`,
    ],
    [
      "another domain",
      inBenchmarks(
        () => true,
        () => ({ domain: "food" }),
      ),
      `${rule}: has another domain`,
    ],
    [
      "another country",
      inBenchmarks(
        () => true,
        () => ({ country_name: "Wales" }),
      ),
      `${rule}: has another country`,
    ],
    [
      "another geographic level",
      inBenchmarks(
        () => true,
        () => ({ geographic_level: "School" }),
      ),
      `${rule}: has another geographic level`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});

describe("synthetic is marked: finds", () => {
  const rule = "synthetic-is-marked";
  test.each<Spoiled>([
    [
      "invented answers in a row that does not say so",
      inBenchmarks(
        () => true,
        () => ({ data_origin: "survey" }),
      ),
      `${rule}: does not say rightly whether its answers are invented`,
    ],
    [
      "invented response rates that do not say so",
      inRates("open", () => ({ data_origin: "survey" })),
      `${rule}: does not say rightly whether its answers are invented`,
    ],
    [
      "children's answers marked as invented",
      inBenchmarks(
        (row) => row.wave === "2019",
        () => ({ data_origin: "SYNTHETIC" }),
      ),
      `${rule}: does not say rightly whether its answers are invented`,
    ],
    [
      "a manifest that hides it",
      inManifest(() => ({ synthetic: false })),
      `${rule}: does not say rightly whether any answers are invented`,
    ],
    [
      "a notice that hides it",
      inManifest(() => ({ notice: "Figures of a survey." })),
      `${rule}: has another notice than its answers call for`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});
