/** Girls beside boys, from invented answers. */
import { describe, expect, test } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { genderGapRows } from "#functions/benchmark/gender-gap.ts";
import { genderGap } from "#shared/release/datasets/gender-gap.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import { alike, releasedWith } from "./released.ts";
import { type Answers, answering, type Row, released, rowOf } from "./three-headlines.ts";

const rowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]): Row[] => [
  ...genderGapRows(own, new Releases(all), noisePolicy),
];

const trusting = (girls: Answers, boys: Answers, another: Answers = [0, 0]) => [
  ...answering({ "trust-carers": girls }, "girl"),
  ...answering({ "trust-carers": boys }, "boy"),
  ...answering({ "trust-carers": another }, "other"),
];

/** What an authority alone says of girls and boys who trust their carers, and of nothing else. */
function trustOf(girls: Answers, boys: Answers, another?: Answers): Row {
  const own = released({}, trusting(girls, boys, another));
  return rowOf(rowsOf(own, [own]), "trust-carers");
}

const gapOf = (row: Row) => [
  row.gap_points,
  row.gap_lower_points,
  row.gap_upper_points,
  row.test,
  row.p_value,
  row.q_value,
  row.finding,
];

test("the gender gap has a row for every headline, derived measures too, in their order and with every column", () => {
  const oldest = latestVersionOf("ylyc-11-17");
  const own = releasedWith(oldest, {}, alike(3, 0));
  const rows = rowsOf(own, [own]);
  expect(rows.map(({ measure_level, measure, band }) => [measure_level, measure, band])).toEqual(
    headlinesOf(oldest).map(({ level, id, headline }) => [level, id, headline]),
  );
  for (const row of rows) {
    expect(Object.keys(row).toSorted()).toEqual(genderGap.columns.map(({ name }) => name).toSorted());
  }
});

describe("the gap between girls and boys", () => {
  test("is girls less boys, with its interval, the test and its p rounded up", () => {
    // 0.2000 with 0.0524 to 0.3339 in Newcombe (1998); z 2.64.
    expect(trustOf([56, 70], [48, 80])).toMatchObject({
      status: "compared",
      girls_answer_count: 70,
      girls_percent: 80,
      boys_answer_count: 80,
      boys_percent: 60,
      gap_points: 20,
      gap_lower_points: 5,
      gap_upper_points: 33,
      test: "two-proportion-z-test",
      p_value: 0.009,
      q_value: 0.009,
      finding: "girls-higher",
    });
  });

  test("changes its sign and its finding where girls and boys change places", () => {
    expect(gapOf(trustOf([48, 80], [56, 70]))).toEqual([
      ...[-20, -33, -5],
      ...["two-proportion-z-test", 0.009, 0.009, "boys-higher"],
    ]);
  });

  test("is nothing, and never minus nothing, where both are the same", () => {
    const row = trustOf([20, 40], [30, 60]);
    expect(Object.is(row.gap_points, 0)).toBe(true);
    expect(row).toMatchObject({ p_value: 1, finding: "none" });
  });

  test("is found by its direction alone, whichever end of the headline is the better", () => {
    const own = released({}, [
      ...answering({ "trust-carers": [60, 80], "good-friend": [60, 80], pets: [60, 80] }, "girl"),
      ...answering({ "trust-carers": [20, 80], "good-friend": [20, 80], pets: [20, 80] }, "boy"),
    ]);
    expect(rowsOf(own, [own]).map(({ finding }) => finding)).toEqual(["girls-higher", "girls-higher", "girls-higher"]);
  });

  test("is found from five points on and not below, however sure it is", () => {
    expect(trustOf([1000, 2000], [900, 2000])).toMatchObject({ gap_points: 5, finding: "girls-higher" });
    // 4.9 points, p 0.0019.
    expect(trustOf([1000, 2000], [902, 2000])).toMatchObject({ gap_points: 5, q_value: 0.002, finding: "none" });
  });

  test("is of girls and boys alone", () => {
    expect(trustOf([56, 70], [48, 80], [10, 40])).toEqual(trustOf([56, 70], [48, 80]));
  });
});

describe("a side that is not shown", () => {
  const SYMBOLS = (symbol: string) => Array(7).fill(symbol);

  test("for fewer than fifteen withholds the gap, whichever side it is, and not the other side", () => {
    const fewGirls = trustOf([4, 14], [20, 40]);
    expect(fewGirls).toMatchObject({
      status: "withheld",
      girls_answer_count: "c",
      girls_percent: "c",
      boys_percent: 50,
    });
    const fewBoys = trustOf([20, 40], [4, 14]);
    expect(fewBoys).toMatchObject({ status: "withheld", boys_answer_count: "c", boys_percent: "c", girls_percent: 50 });
    for (const row of [fewGirls, fewBoys]) expect(gapOf(row)).toEqual(SYMBOLS("c"));
  });

  test("because nobody of it gave a valid answer leaves nothing to tell", () => {
    const own = released({}, [
      ...answering({ "trust-carers": [20, 40] }, "boy"),
      ...answering({ pets: [20, 40] }, "girl"),
    ]);
    const row = rowOf(rowsOf(own, [own]), "trust-carers");
    expect(row).toMatchObject({ status: "unanswered", girls_percent: "x", boys_percent: 50 });
    expect(gapOf(row)).toEqual(SYMBOLS("x"));
  });
});

describe("the family of tests of the gender gap", () => {
  const girls = { "trust-carers": [56, 70], "good-friend": [35, 70] } as const;
  const boys = { "trust-carers": [48, 80], "good-friend": [40, 80] } as const;

  test("is all headlines of the campaign that are tested", () => {
    // p 0.0083, and twice that beside another test whose p is 1.
    const own = released({}, [...answering(girls, "girl"), ...answering(boys, "boy")]);
    expect(rowOf(rowsOf(own, [own]), "trust-carers")).toMatchObject({ p_value: 0.009, q_value: 0.017 });
  });

  test("lets a finding go that would stand alone", () => {
    // 24 of 40 against 15 of 40 has p 0.045.
    expect(trustOf([24, 40], [15, 40])).toMatchObject({ p_value: 0.046, finding: "girls-higher" });
    const own = released({}, [
      ...answering({ "trust-carers": [24, 40], pets: [20, 40] }, "girl"),
      ...answering({ "trust-carers": [15, 40], pets: [20, 40] }, "boy"),
    ]);
    expect(rowOf(rowsOf(own, [own]), "trust-carers")).toMatchObject({ q_value: 0.091, finding: "none" });
  });
});

describe("the gap in the other authorities", () => {
  const columns = genderGap.columns.map(({ name }) => name).filter((name) => name.startsWith("others_"));
  const beside = (howMany: number, girls: Answers, boys: Answers) =>
    Array.from({ length: howMany }, (_, each) => released({ code: String(802 + each) }, trusting(girls, boys)));
  const own = released({}, trusting([40, 200], [160, 200]));
  function saidOf(all: readonly ReleasedCampaign[], asking = own) {
    const row = rowOf(rowsOf(asking, all), "trust-carers");
    return columns.map((name) => row[name]);
  }

  test("is that of their girls and boys together, without the authority", () => {
    // 60 of 100 less 40 of 100: 0.2000 with 0.0614 to 0.3281.
    expect(saidOf([own, ...beside(5, [12, 20], [8, 20])])).toEqual([5, 0, 20, 6, 33]);
  });

  test("counts those that stand in with an earlier wave", () => {
    const earlier = released({ code: "809", wave: "2016" }, trusting([12, 20], [8, 20]));
    expect(saidOf([own, ...beside(4, [12, 20], [8, 20]), earlier])).toEqual([5, 1, 20, 6, 33]);
  });

  test("makes no sense where there are no others, and is withheld of fewer than five", () => {
    expect(saidOf([own])).toEqual(["z", "z", "z", "z", "z"]);
    expect(saidOf([own, ...beside(4, [12, 20], [8, 20])])).toEqual(["c", "c", "c", "c", "c"]);
  });

  test("is told beside an own gap that is withheld: noise has protected it", () => {
    const small = released({}, trusting([3, 6], [3, 6]));
    expect(saidOf([small, ...beside(5, [12, 20], [8, 20])], small)).toEqual([5, 0, 20, 6, 33]);
  });

  test("is not available where none of their girls answered", () => {
    const silent = Array.from({ length: 5 }, (_, each) =>
      released({ code: String(802 + each) }, [
        ...answering({ pets: [10, 20] }, "girl"),
        ...answering({ "trust-carers": [8, 20] }, "boy"),
      ]),
    );
    expect(saidOf([own, ...silent])).toEqual(["x", "x", "x", "x", "x"]);
  });
});
