/** How an authority's shares move over its waves, from invented answers. */
import { describe, expect, test } from "vitest";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { trendRows } from "#functions/benchmark/trends.ts";
import { trends } from "#shared/release/datasets/trends.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { headlinesOf } from "#shared/survey/headlines.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { alike, releasedWith } from "./released.ts";
import {
  type Answers,
  answering,
  type Row,
  released,
  rowOf,
  trusting,
  withAnotherScaleFor,
} from "./three-headlines.ts";

const rowsOf = (own: ReleasedCampaign, all: readonly ReleasedCampaign[]): Row[] => [
  ...trendRows(own, new Releases(all), noisePolicy),
];

/** An authority's waves, in any order of time. */
const over = (waves: Readonly<Record<string, Answers>>) =>
  Object.entries(waves).map(([wave, answers]) => trusting(answers, { wave }));

/** What the row of the latest of an authority's waves says of trust, others' campaigns beside it. */
function trustIn(campaigns: readonly ReleasedCampaign[], beside: readonly ReleasedCampaign[] = []): Row {
  const own = campaigns.toSorted((one, other) => (one.campaign.wave < other.campaign.wave ? -1 : 1)).at(-1);
  if (own === undefined) throw new Error("there is no wave");
  return rowOf(rowsOf(own, [...campaigns, ...beside]), "trust-carers");
}
const trustOver = (waves: Readonly<Record<string, Answers>>) => trustIn(over(waves));

const courseOf = (row: Row) => [row.first_wave, row.wave_count, row.method];
const movementOf = (row: Row) => [row.change_per_year_points, row.p_value, row.q_value, row.trend];

/** A wave that the authority missed, if others were asked in 2014. */
const brokenFive = {
  "2012": [20, 100],
  "2013": [25, 100],
  "2015": [30, 100],
  "2016": [35, 100],
  "2017": [40, 100],
} as const;
const elsewhereIn = (wave: string, changes = {}) => trusting([20, 40], { wave, code: "802", ...changes });

describe("the rows of a campaign's trends", () => {
  test("are one for every headline, derived measures too, in their order and with every column", () => {
    const oldest = latestVersionOf("ylyc-11-17");
    const waves = ["2016", "2017"].map((wave) => releasedWith(oldest, { wave }, alike(20, 0)));
    const rows = waves.slice(1).flatMap((own) => rowsOf(own, waves));
    expect(rows.map(({ measure_level, measure, band }) => [measure_level, measure, band])).toEqual(
      headlinesOf(oldest).map(({ level, id, headline }) => [level, id, headline]),
    );
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(trends.columns.map(({ name }) => name).toSorted());
    }
  });

  test("are none where the authority has no earlier wave with this questionnaire", () => {
    const own = trusting([20, 40], { wave: "2016" });
    const beside = [
      elsewhereIn("2015"),
      trusting([20, 40], { wave: "2017" }),
      trusting([20, 40], { wave: "2015", synthetic: false }),
      trusting([20, 40], { wave: "2015", questionnaire: "ylyc-8-11" }),
    ];
    expect(rowsOf(own, [own, ...beside])).toEqual([]);
  });
});

describe("the waves of a trend", () => {
  test("that are two are compared as two shares, by the years between them", () => {
    const row = trustOver({ "2015": [30, 100], "2017": [50, 100] });
    expect(courseOf(row)).toEqual(["2015", 2, "two-waves"]);
    expect(row.status).toBe("compared");
    // z 2.88.
    expect(movementOf(row)).toEqual([10, 0.004, 0.004, "getting-better"]);
  });

  test("that are three or four are a line by weighted least squares, marked by q", () => {
    const three = trustOver({ "2015": [20, 100], "2016": [30, 100], "2018": [40, 100] });
    expect(courseOf(three)).toEqual(["2015", 3, "weighted-least-squares"]);
    // Slope 0.0643, p 0.002442.
    expect(movementOf(three)).toEqual([6.4, 0.003, 0.003, "getting-better"]);
    // Slope -0.0477, p 0.014959.
    const four = trustOver({ "2014": [70, 86], "2015": [80, 93], "2016": [108, 136], "2017": [55, 82] });
    expect(courseOf(four)).toEqual(["2014", 4, "weighted-least-squares"]);
    expect(movementOf(four)).toEqual([-4.8, 0.015, 0.015, "getting-worse"]);
  });

  test("that are the last five of the instrument are for the trend marker", () => {
    const five = {
      "2013": [20, 100],
      "2014": [25, 100],
      "2015": [30, 100],
      "2016": [35, 100],
      "2017": [40, 100],
    } as const;
    const row = trustOver(five);
    expect(courseOf(row)).toEqual(["2013", 5, "trend-marker"]);
    // Statistic 12.94, p 0.000322.
    expect(movementOf(row)).toEqual([5, 0.001, 0.001, "getting-better"]);
  });

  test("that are five with one between them that the authority missed have no marker", () => {
    expect(courseOf(trustOver(brokenFive))).toEqual(["2012", 5, "trend-marker"]);
    const broken = trustIn(over(brokenFive), [elsewhereIn("2014")]);
    expect(courseOf(broken)).toEqual(["2012", 5, "weighted-least-squares"]);
    // Slope 0.0378, p 0.000626.
    expect(movementOf(broken)).toEqual([3.8, 0.001, 0.001, "getting-better"]);
  });

  test("are not broken by a wave of another instrument, nor by one of real answers among invented ones", () => {
    const beside = [elsewhereIn("2014", { questionnaire: "ylyc-8-11" }), elsewhereIn("2014", { synthetic: false })];
    expect(trustIn(over(brokenFive), beside).method).toBe("trend-marker");
  });

  test("are not broken by a wave after this one, and do not use it", () => {
    const waves = over(brokenFive);
    const [own] = waves.slice(-1);
    if (own === undefined) throw new Error("there is no last wave");
    const later = [elsewhereIn("2018"), trusting([90, 100], { wave: "2018" })];
    expect(rowsOf(own, [...waves, ...later])).toEqual(rowsOf(own, waves));
  });

  test("are the last five alone where there are more, and all of them where the last five are broken", () => {
    const six = [...over({ "2011": [90, 100] }), ...over(brokenFive)];
    expect(trustIn(six)).toEqual(trustOver(brokenFive));
    expect(courseOf(trustIn(six, [elsewhereIn("2014")]))).toEqual(["2011", 6, "weighted-least-squares"]);
  });

  test("of one year have no change a year", () => {
    const row = trustOver({ "2017-autumn": [30, 100], "2017-spring": [50, 100] });
    expect(courseOf(row)).toEqual(["z", 2, "z"]);
    expect(row.status).toBe("no-reference");
    expect(movementOf(row)).toEqual(["z", "z", "z", "z"]);
  });

  test("of which two are of one year are a line all the same", () => {
    const row = trustOver({ "2015": [20, 100], "2017-autumn": [40, 100], "2017-spring": [40, 100] });
    expect(courseOf(row)).toEqual(["2015", 3, "weighted-least-squares"]);
    expect(row).toMatchObject({ status: "compared", change_per_year_points: 10, trend: "getting-better" });
  });

  test("are only those that measured alike", () => {
    const inVersion = (wave: string, questionnaire?: Questionnaire) =>
      released({ wave }, answering({ "trust-carers": [20, 40], pets: [20, 40] }), questionnaire);
    const own = inVersion("2017");
    const earlier = [inVersion("2015"), inVersion("2016", withAnotherScaleFor("trust-carers"))];
    const rows = rowsOf(own, [...earlier, own]);
    expect(courseOf(rowOf(rows, "trust-carers"))).toEqual(["2015", 2, "two-waves"]);
    expect(courseOf(rowOf(rows, "pets"))).toEqual(["2015", 3, "weighted-least-squares"]);
    const alone = rowsOf(own, [...earlier.slice(1), own]);
    expect(rowOf(alone, "trust-carers")).toMatchObject({ status: "no-reference", first_wave: "z", wave_count: 1 });
  });
});

describe("a share that is not shown", () => {
  test("withholds the trend in whichever wave that is used it is", () => {
    for (const few of ["2015", "2016", "2017"]) {
      const waves: Record<string, Answers> = { "2015": [20, 40], "2016": [20, 40], "2017": [20, 40] };
      const row = trustOver({ ...waves, [few]: [4, 14] });
      expect(courseOf(row)).toEqual(["2015", 3, "weighted-least-squares"]);
      expect(row.status).toBe("withheld");
      expect(movementOf(row)).toEqual(["c", "c", "c", "c"]);
    }
  });

  test("because nobody gave a valid answer leaves nothing to tell", () => {
    const silent = released({ wave: "2016" }, answering({ pets: [20, 40] }));
    const row = trustIn([silent, trusting([20, 40], { wave: "2017" })]);
    expect(row.status).toBe("unanswered");
    expect(movementOf(row)).toEqual(["x", "x", "x", "x"]);
  });

  test("does no harm in a wave that is not used", () => {
    const lastFive = over(brokenFive);
    expect(trustIn([...lastFive, ...over({ "2011": [3, 9] })])).toEqual(trustIn(lastFive));
  });
});

describe("what is said of a trend", () => {
  /** Of trust, of having no friend and of pets, in this order. */
  const saidOf = (before: Answers, after: Answers) => {
    const all = (wave: string, answers: Answers) =>
      released({ wave }, answering({ "trust-carers": answers, "good-friend": answers, pets: answers }));
    const own = all("2017", after);
    return rowsOf(own, [all("2016", before), own]).map(({ trend }) => trend);
  };

  test("is better or worse by the headline's better end, and rising or falling where it has none", () => {
    expect(saidOf([20, 80], [60, 80])).toEqual(["getting-better", "getting-worse", "rising"]);
    expect(saidOf([60, 80], [20, 80])).toEqual(["getting-worse", "getting-better", "falling"]);
  });

  test("is nothing where the change may be chance", () => {
    expect(saidOf([20, 40], [22, 40])).toEqual(["none", "none", "none"]);
  });

  test("of a share that stays is no change, and not minus nought", () => {
    const row = trustOver({ "2016": [20, 40], "2017": [30, 60] });
    expect(Object.is(row.change_per_year_points, 0)).toBe(true);
    expect(row).toMatchObject({ p_value: 1, trend: "none" });
  });

  test("has the change to one decimal, a half away from zero", () => {
    expect(trustOver({ "2016": [30, 80], "2018": [32, 80] }).change_per_year_points).toBe(1.3);
    expect(trustOver({ "2016": [32, 80], "2018": [30, 80] }).change_per_year_points).toBe(-1.3);
  });

  test("over five unbroken waves follows the marker's own threshold, not q", () => {
    // p 0.022, but the statistic is 5.22 and not above 9.55.
    const row = trustOver({
      "2013": [20, 100],
      "2014": [24, 100],
      "2015": [27, 100],
      "2016": [30, 100],
      "2017": [33, 100],
    });
    expect(row.method).toBe("trend-marker");
    expect(movementOf(row)).toEqual([3.2, 0.023, 0.023, "none"]);
  });

  test("over five unbroken waves needs that no single wave makes it", () => {
    // Statistic 14.83, but without the last wave the slope is the other way.
    const row = trustOver({
      "2013": [30, 100],
      "2014": [29, 100],
      "2015": [28, 100],
      "2016": [27, 100],
      "2017": [60, 100],
    });
    expect(movementOf(row)).toEqual([5.8, 0.001, 0.001, "none"]);
  });

  test("is adjusted for all headlines of the campaign that are compared", () => {
    const wave = (id: string, trust: Answers, friends: Answers) =>
      released({ wave: id }, answering({ "trust-carers": trust, "good-friend": friends }));
    const inTwo = (after: Answers, friends: Answers) => [
      wave("2016", [30, 100], friends),
      wave("2017", after, [50, 100]),
    ];
    // p 0.003983, and twice that.
    expect(trustIn(inTwo([50, 100], [50, 100]))).toMatchObject({ p_value: 0.004, q_value: 0.008 });
    // p 0.040827 alone, and twice that.
    expect(trustOver({ "2016": [30, 100], "2017": [44, 100] }).trend).toBe("getting-better");
    expect(trustIn(inTwo([44, 100], [50, 100]))).toMatchObject({ p_value: 0.041, q_value: 0.082, trend: "none" });
  });
});
