import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClaimedHeadline } from "#functions/benchmark/claimed.ts";
import { domainRows } from "#functions/benchmark/domains.ts";
import { type ComparisonId, claims, comparisonIds } from "#shared/release/comparison.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { aClaim, headline, headlines } from "./claimed-headlines.ts";

/** All headlines of a campaign, compared with the others and an earlier wave and found no different. */
const nothingToSay = (["other-authorities", "earlier-wave"] as const).flatMap((comparison) =>
  headlines.map(({ id }) => aClaim({ measure: id, comparison })),
);
const changing = (measure: string, change: Partial<ClaimedHeadline>) =>
  nothingToSay.map((each) => (each.headline === headline(measure) ? { ...each, ...change } : each));
const rowsOf = (claimed: readonly ClaimedHeadline[]) => [...domainRows(claimed)];
const rowOf = (claimed: readonly ClaimedHeadline[], domain: string, comparison: ComparisonId = "other-authorities") =>
  rowsOf(claimed).find((row) => row.domain === domain && row.comparison === comparison);

describe("the summary of a domain", () => {
  test("lists every measure of the questionnaire in exactly one domain, derived ones too", () => {
    const ofOthers = rowsOf(nothingToSay).filter(({ comparison }) => comparison === "other-authorities");
    const listed = ofOthers.flatMap(({ measures }) => String(measures).split(" "));
    expect(listed.toSorted()).toEqual(headlines.map(({ id }) => id).toSorted());
    expect(listed).toContain("low-well-being-by-core-items");
    for (const { measures, measure_count } of ofOthers) {
      expect(String(measures).split(" ")).toHaveLength(Number(measure_count));
    }
  });

  test("stands in the order in which the questionnaire first reaches its domain, comparisons in a fixed one", () => {
    const domainsIn = (claimed: readonly ClaimedHeadline[]) => [
      ...new Set(rowsOf(claimed).map(({ domain }) => domain)),
    ];
    const firstReached = (all: readonly Headline[]) => [...new Set(all.map(({ domain }) => domain))];
    expect(domainsIn(nothingToSay)).toEqual(firstReached(headlines));
    expect(domainsIn(nothingToSay.toReversed())).toEqual(firstReached(headlines.toReversed()));
    const first = rowsOf(nothingToSay.toReversed()).slice(0, 2);
    expect(first.map(({ comparison }) => comparison)).toEqual(["other-authorities", "earlier-wave"]);
  });

  test("says none where there is nothing to list, never nothing", () => {
    expect(rowOf(nothingToSay, "rights")).toMatchObject({
      bright_spots: "none",
      areas_for_improvement: "none",
      higher: "none",
      lower: "none",
      not_compared: "none",
    });
  });

  test("lists a measure under the claim that was made of it, and only there", () => {
    const columnOf = {
      "bright-spot": "bright_spots",
      "area-for-improvement": "areas_for_improvement",
      higher: "higher",
      lower: "lower",
    } as const;
    for (const [claim, column] of Object.entries(columnOf)) {
      const row = rowOf(changing("trust-carers", { claim: claim as keyof typeof columnOf }), "relationships");
      for (const other of Object.values(columnOf))
        expect(row?.[other]).toBe(other === column ? "trust-carers" : "none");
      expect(row).toMatchObject({ not_compared: "none" });
    }
  });

  test("keeps a measure that could not be compared in sight, and does not count it as compared", () => {
    const row = rowOf(changing("trust-carers", { claim: undefined }), "relationships");
    const all = rowOf(nothingToSay, "relationships");
    expect(row).toMatchObject({ measures: all?.measures, not_compared: "trust-carers" });
    expect(row?.measure_count).toBe(all?.measure_count);
    expect(row?.compared_count).toBe(Number(all?.compared_count) - 1);
  });

  test("has a row for the general population only where a measure of the domain has such a figure, and lists that alone", () => {
    const afraid = aClaim({ measure: "afraid-of-school", comparison: "general-population", claim: "none" });
    const rows = rowsOf([...nothingToSay, afraid]).filter(({ comparison }) => comparison === "general-population");
    expect(rows).toMatchObject([
      { domain: "rights", measures: "afraid-of-school", measure_count: 1, compared_count: 1 },
    ]);
  });

  test("says where and when its campaign asked", () => {
    expect(rowOf(nothingToSay, "rights")).toMatchObject({
      wave: "2017",
      old_la_code: "801",
      instrument: "ylyc-8-11",
      data_origin: "SYNTHETIC",
      geographic_level: "Local authority",
    });
  });

  test("of no claims is no row", () => {
    expect(rowsOf([])).toEqual([]);
  });
});

const anyClaims = fc.array(
  fc.record({
    headline: fc.constantFrom(...headlines),
    comparison: fc.constantFrom(...comparisonIds),
    claim: fc.constantFrom(undefined, ...claims),
  }),
);

test("nothing is hidden: every claim of every measure stands in its domain's row", () => {
  fc.assert(
    fc.property(anyClaims, (drawn) => {
      const all = drawn.map(({ headline: { id }, ...rest }) => aClaim({ measure: id, ...rest }));
      const rows = rowsOf(all);
      const listed = (column: "measures" | "not_compared") =>
        rows.flatMap((row) => (row[column] === "none" ? [] : String(row[column]).split(" ")));
      expect(listed("measures").toSorted()).toEqual(all.map(({ headline: { id } }) => id).toSorted());
      expect(listed("not_compared").toSorted()).toEqual(
        all
          .filter(({ claim }) => claim === undefined)
          .map(({ headline: { id } }) => id)
          .toSorted(),
      );
      const compared = rows.reduce((sum, { compared_count }) => sum + Number(compared_count), 0);
      expect(compared + listed("not_compared").length).toBe(all.length);
    }),
  );
});
