/** Girls beside boys, from invented answers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { genderGapRows } from "#functions/benchmark/gender-gap.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { genderGap } from "#shared/release/datasets/gender-gap.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import { people } from "./tally-builder.ts";
import {
  type Answers,
  answering,
  answersTo,
  followsTheCodes,
  isTheSameInAnyOrder,
  type Row,
  released,
  rowOf,
  someGirlsAndBoys,
} from "./three-headlines.ts";

const rowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]): Row[] => [
  ...genderGapRows(own, new Releases(all), defaultPolicy),
];

const trusting = (girls: Answers, boys: Answers, others: Answers = [0, 0]) => [
  ...answering({ "trust-carers": girls }, "girl"),
  ...answering({ "trust-carers": boys }, "boy"),
  ...answering({ "trust-carers": others }, "other"),
];

/** So many of another gender that girls and boys need not answer for each other: one of these gives way. */
const MANY: Answers = [60, 120];
/** Hidden, and enough to hide another hidden gender. */
const FEW: Answers = [3, 6];

/** What an authority alone says of girls and boys who trust their carers, and of nothing else. */
function trustOf(girls: Answers, boys: Answers, others?: Answers): Row {
  const own = released({}, trusting(girls, boys, others));
  return rowOf(rowsOf(own, [own]), "trust-carers");
}

const gapOf = (row: Row) => [
  row.gap_points,
  row.gap_lower_points,
  row.gap_upper_points,
  row.test,
  row.p_value,
  row.q_value,
];
const NO_GAP = ["c", "c", "c", "c", "c", "c"];

const columnsLike = (pattern: RegExp) => genderGap.columns.map(({ name }) => name).filter((name) => pattern.test(name));

describe("the rows of a campaign's gender gap", () => {
  test("are one for every headline, derived measures too, in their order", () => {
    const questionnaire = publishedQuestionnaire("ylyc-11-17", 1);
    const own = released({}, people(3, 0), questionnaire);
    const rows = rowsOf(own, [own]);
    const headlines = headlinesOf(questionnaire);
    expect(rows.map(({ measure_level, measure, band, domain }) => [measure_level, measure, band, domain])).toEqual(
      headlines.map(({ level, id, headline, domain }) => [level, id, headline, domain]),
    );
    expect(rows.at(-1)?.measure_level).toBe("derived");
  });

  test("have every column of the dataset and no other", () => {
    const own = released({}, trusting([20, 40], [10, 40]));
    for (const row of rowsOf(own, [own])) {
      expect(Object.keys(row).toSorted()).toEqual(genderGap.columns.map(({ name }) => name).toSorted());
    }
  });
});

describe("the gap between girls and boys", () => {
  test("is girls less boys, with Newcombe's interval, the test and its p rounded up", () => {
    // 0.2000 with 0.0524 to 0.3339 in Newcombe (1998); p is 0.008258.
    expect(trustOf([56, 70], [48, 80])).toMatchObject({
      status: "compared",
      girls_answer_count: 70,
      girls_percent: 80,
      girls_percent_at_least: 80,
      girls_percent_at_most: 80,
      boys_answer_count: 80,
      boys_percent: 60,
      boys_percent_at_least: 60,
      boys_percent_at_most: 60,
      gap_points: 20,
      gap_lower_points: 5,
      gap_upper_points: 33,
      test: "n-minus-one-chi-square-test",
      p_value: 0.009,
      q_value: 0.009,
      finding: "girls-higher",
    });
  });

  test("changes its sign and its finding where girls and boys change places", () => {
    const row = trustOf([48, 80], [56, 70]);
    expect(gapOf(row)).toEqual([-20, -33, -5, "n-minus-one-chi-square-test", 0.009, 0.009]);
    expect(row.finding).toBe("boys-higher");
  });

  test("is tested exactly where few are expected", () => {
    // 9 of 12 and 3 of 12 are exact shares; 6 are expected in each cell.
    expect(trustOf([9, 12], [3, 12]).test).toBe("n-minus-one-chi-square-test");
    // Of 12 and 13 with 8 in the band, fewer than 5 are.
    expect(trustOf([5, 12], [3, 13]).test).toBe("fisher-exact-test");
  });

  test("is nothing, and never minus nothing, where both are the same", () => {
    const row = trustOf([20, 40], [30, 60]);
    expect(Object.is(row.gap_points, 0)).toBe(true);
    expect(row).toMatchObject({ p_value: 1, finding: "none" });
  });

  test("is found by its direction alone, whichever end of the headline is the better", () => {
    const children = [
      ...answering({ "trust-carers": [60, 80], "good-friend": [60, 80], pets: [60, 80] }, "girl"),
      ...answering({ "trust-carers": [20, 80], "good-friend": [20, 80], pets: [20, 80] }, "boy"),
    ];
    const own = released({}, children);
    expect(rowsOf(own, [own]).map(({ finding }) => finding)).toEqual(["girls-higher", "girls-higher", "girls-higher"]);
  });

  test("is found from five points on and not below, however sure it is", () => {
    expect(trustOf([1000, 2000], [900, 2000])).toMatchObject({ gap_points: 5, finding: "girls-higher" });
    // 4.9 points, p 0.0019.
    expect(trustOf([1000, 2000], [902, 2000])).toMatchObject({ gap_points: 5, q_value: 0.002, finding: "none" });
  });

  test("is of girls and boys alone", () => {
    const children = [...trusting([56, 70], [48, 80]), ...answering({ "trust-carers": [10, 40] }, "other")];
    const own = released({}, children);
    expect(rowOf(rowsOf(own, [own]), "trust-carers")).toEqual(trustOf([56, 70], [48, 80]));
  });
});

describe("a side that is not published as it is", () => {
  test("with fewer than ten answers withholds the gap, whichever side it is, and not the other side", () => {
    const fewGirls = trustOf([4, 9], [20, 40], FEW);
    expect(fewGirls).toMatchObject({
      status: "withheld",
      girls_answer_count: "c",
      girls_percent: "c",
      boys_percent: 50,
    });
    const fewBoys = trustOf([20, 40], [4, 9], FEW);
    expect(fewBoys).toMatchObject({ status: "withheld", boys_answer_count: "c", boys_percent: "c", girls_percent: 50 });
    for (const row of [fewGirls, fewBoys]) {
      expect(gapOf(row)).toEqual(NO_GAP);
      expect(row.finding).toBe("c");
    }
  });

  test("withholds both where one would be the total less the other", () => {
    for (const row of [trustOf([4, 9], [20, 40]), trustOf([20, 40], [4, 9])]) {
      expect(row).toMatchObject({ status: "withheld", girls_percent: "c", boys_percent: "c", boys_answer_count: "c" });
    }
  });

  test("makes a range of the other where it alone would be the total less the first", () => {
    expect(trustOf([40, 40], [20, 40])).toMatchObject({
      status: "coded",
      girls_percent_at_least: 95,
      boys_percent: "c",
      boys_percent_at_least: 50,
      boys_percent_at_most: 55,
      finding: "girls-higher",
    });
  });

  test("withholds the gap also where nobody answered", () => {
    expect(trustOf([0, 0], [0, 0])).toMatchObject({ status: "withheld", girls_percent: "c", boys_percent: "c" });
  });

  test("that is a range leaves of the gap its finding alone", () => {
    const row = trustOf([40, 40], [20, 40], MANY);
    expect(row).toMatchObject({
      status: "coded",
      girls_answer_count: 40,
      girls_percent: "c",
      girls_percent_at_least: 95,
      girls_percent_at_most: 100,
      boys_percent: 50,
      finding: "girls-higher",
    });
    expect(gapOf(row)).toEqual(NO_GAP);
  });

  test("speaks by its nearest end: 40 of 40 as 38 of 40", () => {
    // 40 of 40 against 34 of 40 has p 0.026, 38 of 40 has p 0.26.
    expect(trustOf([40, 40], [34, 40], MANY)).toMatchObject({ status: "coded", finding: "none" });
    // 38 of 40 against 28 of 40 has p 0.006.
    expect(trustOf([40, 40], [28, 40], MANY)).toMatchObject({ status: "coded", finding: "girls-higher" });
    expect(trustOf([0, 40], [12, 40], MANY)).toMatchObject({ status: "coded", finding: "boys-higher" });
  });

  test("finds nothing where two ranges could be the same", () => {
    expect(trustOf([40, 40], [39, 40])).toMatchObject({ status: "coded", finding: "none" });
  });

  test("finds a gap between two ranges at opposite ends", () => {
    expect(trustOf([0, 40], [40, 40])).toMatchObject({ status: "coded", boys_percent: "c", finding: "boys-higher" });
  });
});

describe("the family of tests", () => {
  const girls = { "trust-carers": [56, 70], "good-friend": [35, 70] } as const;
  const boys = { "trust-carers": [48, 80], "good-friend": [40, 80] } as const;

  test("is all headlines of the campaign that have a test, those that are coded too", () => {
    // p 0.008258, twice that with another test whose p is 1.
    const two = released({}, [...answering(girls, "girl"), ...answering(boys, "boy")]);
    expect(rowOf(rowsOf(two, [two]), "trust-carers")).toMatchObject({ p_value: 0.009, q_value: 0.017 });
    const coded = { "trust-carers": girls["trust-carers"], "good-friend": [70, 70] } as const;
    const alike = { "trust-carers": boys["trust-carers"], "good-friend": [80, 80] } as const;
    const withCoded = released({}, [...answering(coded, "girl"), ...answering(alike, "boy")]);
    expect(rowOf(rowsOf(withCoded, [withCoded]), "trust-carers")).toMatchObject({ p_value: 0.009, q_value: 0.017 });
  });

  test("leaves out what is withheld", () => {
    const few = released({}, [
      ...answering({ ...girls, "good-friend": [5, 9] }, "girl"),
      ...answering({ ...boys, "good-friend": [1, 80] }, "boy"),
    ]);
    expect(rowOf(rowsOf(few, [few]), "trust-carers")).toMatchObject({ p_value: 0.009, q_value: 0.009 });
  });

  test("lets a finding go that would stand alone", () => {
    // 24 of 40 against 15 of 40 has p 0.045.
    const alone = trustOf([24, 40], [15, 40]);
    expect(alone).toMatchObject({ p_value: 0.046, finding: "girls-higher" });
    const own = released({}, [
      ...answering({ "trust-carers": [24, 40], pets: [20, 40] }, "girl"),
      ...answering({ "trust-carers": [15, 40], pets: [20, 40] }, "boy"),
    ]);
    expect(rowOf(rowsOf(own, [own]), "trust-carers")).toMatchObject({
      p_value: 0.046,
      q_value: 0.091,
      finding: "none",
    });
  });

  test("is of one campaign: what another finds changes none of it", () => {
    const own = released({}, [...answering(girls, "girl"), ...answering(boys, "boy")]);
    const withQOf = (other: ReleasedCampaign) => rowsOf(own, [own, other]).map(({ q_value }) => q_value);
    const flat = released({ code: "802" }, trusting([20, 40], [20, 40]));
    const steep = released({ code: "802" }, trusting([30, 40], [10, 40]));
    expect(withQOf(steep)).toEqual(withQOf(flat));
  });
});

describe("the gap in the other authorities", () => {
  const OTHERS = columnsLike(/^others_/);
  const saidOfOthers = (row: Row) => OTHERS.map((name) => row[name]);
  const others = (howMany: number, girls: Answers, boys: Answers) =>
    Array.from({ length: howMany }, (_, each) => released({ code: String(802 + each) }, trusting(girls, boys)));
  const own = released({}, trusting([20, 40], [20, 40]));
  const besideOf = (all: readonly ReleasedCampaign[]) => saidOfOthers(rowOf(rowsOf(own, all), "trust-carers"));

  test("is that of their girls and boys together, without the authority", () => {
    // 60 of 100 less 40 of 100: 0.2000 with 0.0614 to 0.3281.
    expect(besideOf([own, ...others(5, [12, 20], [8, 20])])).toEqual([5, 0, 20, 6, 33]);
    const opposite = released({}, trusting([40, 200], [160, 200]));
    const row = rowOf(rowsOf(opposite, [opposite, ...others(5, [12, 20], [8, 20])]), "trust-carers");
    expect(saidOfOthers(row)).toEqual([5, 0, 20, 6, 33]);
  });

  test("counts those that stand in with an earlier wave", () => {
    const earlier = released({ code: "809", wave: "2016" }, trusting([12, 20], [8, 20]));
    expect(besideOf([own, ...others(4, [12, 20], [8, 20]), earlier])).toEqual([5, 1, 20, 6, 33]);
  });

  test("leaves out those that have fewer than ten answers in all, of whom nothing is published", () => {
    const nobody = released({ code: "808" }, []);
    const nine = released({ code: "809" }, trusting([1, 5], [4, 4]));
    expect(besideOf([own, ...others(5, [12, 20], [8, 20]), nobody, nine])).toEqual([5, 0, 20, 6, 33]);
  });

  test("counts those that have no boys, so that nothing tells who they are", () => {
    const large = others(5, [120, 200], [80, 200]);
    const girlsAlone = released({ code: "809" }, trusting([12, 20], [0, 0]));
    expect(besideOf([own, ...large, girlsAlone])).toEqual([6, 0, 20, 16, 24]);
  });

  test("makes no sense where there are no others", () => {
    expect(besideOf([own])).toEqual(["z", "z", "z", "z", "z"]);
  });

  test("is withheld of fewer than five, or where one of them gives more than half of girls or of boys", () => {
    const withheld = ["c", "c", "c", "c", "c"];
    expect(besideOf([own, ...others(4, [12, 20], [8, 20])])).toEqual(withheld);
    const large = { girls: trusting([60, 101], [8, 20]), boys: trusting([12, 20], [40, 101]) };
    expect(besideOf([own, ...others(5, [12, 20], [8, 20]), released({ code: "809" }, large.girls)])).toEqual(withheld);
    expect(besideOf([own, ...others(5, [12, 20], [8, 20]), released({ code: "809" }, large.boys)])).toEqual(withheld);
  });

  test("is withheld where either of their shares is a range, or fewer than ten answered", () => {
    const withheld = ["c", "c", "c", "c", "c"];
    expect(besideOf([own, ...others(5, [20, 20], [8, 20])])).toEqual(withheld);
    expect(besideOf([own, ...others(5, [12, 20], [0, 20])])).toEqual(withheld);
    expect(besideOf([own, ...others(6, [1, 1], [8, 20])])).toEqual(withheld);
  });

  test("is withheld where the authority's own share is withheld or a range: it would be the way to it", () => {
    const withheld = ["c", "c", "c", "c", "c"];
    const beside = others(5, [12, 20], [8, 20]);
    const small = released({}, trusting([3, 6], [3, 6]));
    const row = rowOf(rowsOf(small, [small, ...beside]), "trust-carers");
    expect(row).toMatchObject({ status: "withheld", finding: "c" });
    expect(saidOfOthers(row)).toEqual(withheld);
    const allGirls = released({}, trusting([40, 40], [20, 40], MANY));
    expect(saidOfOthers(rowOf(rowsOf(allGirls, [allGirls, ...beside]), "trust-carers"))).toEqual(withheld);
  });
});

describe("of invented authorities, the gender gap", () => {
  const SIDES = { girls: columnsLike(/^girls_/), boys: columnsLike(/^boys_/) };
  const GAP = [...columnsLike(/^gap_/), "test", "p_value", "q_value", "finding"];

  test("says nothing at all of a side with fewer than ten answers, nor then of the gap", () => {
    fc.assert(
      fc.property(someGirlsAndBoys(14), (children) => {
        const own = released({}, children);
        for (const row of rowsOf(own, [own])) {
          const girlsAreFew = answersTo(row, own.tally.by.gender.girl) < 10;
          const boysAreFew = answersTo(row, own.tally.by.gender.boy) < 10;
          const hidden = [
            ...(girlsAreFew ? SIDES.girls : []),
            ...(boysAreFew ? SIDES.boys : []),
            ...(girlsAreFew || boysAreFew ? GAP : []),
          ];
          expect(hidden.filter((name) => row[name] !== "c")).toEqual([]);
          expect(row.status === "withheld").toBe(girlsAreFew || boysAreFew);
        }
      }),
    );
  });

  test("does not depend on the order in which campaigns come", () => isTheSameInAnyOrder(rowsOf));

  test("follows when authorities change their codes", () => followsTheCodes(rowsOf));
});
