import { describe, expect, it } from "vitest";
import { largestDifferences, sentenceOf } from "./differences.ts";
import type { BenchmarkRow } from "./released-data.ts";

function row(changed: Partial<BenchmarkRow>): BenchmarkRow {
  return {
    la_name: "Devon",
    instrument: "ylyc-11-17",
    measure_level: "indicator",
    measure: "trusted-adult",
    gender: "Total",
    age_band: "Total",
    band: "positive",
    answer_count: "85",
    band_percent: "66",
    interval_lower_percent: "55",
    interval_upper_percent: "75",
    others_authority_count: "15",
    others_percent: "85",
    ...changed,
  } as BenchmarkRow;
}

describe("the largest differences", () => {
  it("come in the order of their size, as many as are asked for", () => {
    const rows = ["80", "90", "95", "86"].map((others) => row({ others_percent: others, la_name: others }));
    expect(largestDifferences(rows, 3).map(({ othersPercent }) => othersPercent)).toEqual([95, 90, 86]);
  });

  it.each([
    ["a withheld share", { band_percent: "c" }],
    ["a coded pool", { others_percent: "c" }],
    ["no other authorities", { others_percent: "z" }],
    ["one gender alone", { gender: "girl" }],
    ["one age band alone", { age_band: "11-14" }],
    ["an item beside its indicator", { measure_level: "item" }],
    ["a band that nobody quotes", { band: "middle" }],
    ["a difference that chance explains", { others_percent: "75" }],
  ])("leave out %s", (_, changed) => {
    expect(largestDifferences([row(changed)], 5)).toEqual([]);
  });

  it("are told with both shares, the interval and the number of answers", () => {
    const [difference] = largestDifferences([row({})], 1);
    expect(difference && sentenceOf(difference)).toBe(
      '"Has a trusted adult" (ylyc-11-17): 66% in Devon (95% interval 55 to 75, about 85 answers), 85% in the other 15 authorities.',
    );
  });
});
