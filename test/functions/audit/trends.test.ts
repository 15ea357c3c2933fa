/** Trends, funnels and national figures that the audit must not let pass. */
import { describe, test } from "vitest";
import type { Row } from "./a-night.ts";
import { all, columnsAreFound, having, moreIn, rowsAreFound } from "./spoiled-columns.ts";
import {
  areMissed,
  FUNNEL,
  inRow,
  isAdjusted,
  isCompared,
  isExact,
  isFound,
  NATIONAL,
  NATIONAL_AVERAGES,
  TRENDS,
} from "./spoiling.ts";

describe("the trends follow the tallies: finds", () => {
  const rule = "trends-follow-the-tallies";
  const two = all(isCompared, having("method", "two-waves"));
  const three = all(isCompared, having("method", "cochran-armitage"));
  const five = all(isCompared, having("method", "weighted-least-squares"));
  const isSlow = ({ p_value }: Row) => Number(p_value) > 0.05;
  columnsAreFound(rule, TRENDS, [
    ["another domain", "domain", isCompared, "food"],
    ["another band", "band", isCompared, "middle"],
    ["another first wave", "first_wave", three, "2012"],
    ["another number of waves", "wave_count", three, moreIn("wave_count", 1)],
    ["another method of two waves", "method", two, "cochran-armitage"],
    ["another method of five waves", "method", five, "cochran-armitage"],
    ["another method of a broken row of waves", "method", three, "weighted-least-squares"],
    ["another status", "status", having("status", "coded"), "withheld"],
    ["another change of two waves", "change_per_year_points", two, moreIn("change_per_year_points", 0.1)],
    ["another change of three waves", "change_per_year_points", three, moreIn("change_per_year_points", 0.1)],
    ["another change of five waves", "change_per_year_points", five, moreIn("change_per_year_points", 0.1)],
    ["a change beside a range", "change_per_year_points", having("status", "coded"), "1.5"],
    ["another p of two waves", "p_value", all(two, isSlow), "0.01"],
    ["another p of three waves", "p_value", all(three, isSlow), "0.01"],
    ["another p of five waves", "p_value", all(five, isSlow), "0.01"],
    ["a q without its family", "q_value", isAdjusted, ({ p_value = "" }) => p_value],
    ["a trend that is none", "trend", all(isCompared, having("trend", "none")), "getting-better"],
    ["a trend the wrong way", "trend", having("trend", "getting-worse"), "getting-better"],
    ["a fact without a better end that gets better", "trend", having("trend", "falling"), "getting-better"],
    ["a trend of five waves that is not marked", "trend", all(five, having("trend", "getting-better")), "none"],
  ]);
  rowsAreFound(rule, TRENDS, "2014 801 ylyc-4-7", isCompared, { measure: "shoe-size" });
});

describe("the funnels follow the tallies: finds", () => {
  const rule = "funnels-follow-the-tallies";
  const poolIsCoded = (row: Row) => row.pool_percent === "c" && row.pool_answer_count !== "c";
  columnsAreFound(rule, FUNNEL, [
    ["another domain", "domain", isCompared, "food"],
    ["another band", "band", isCompared, "middle"],
    ["another status", "status", having("status", "coded"), "compared"],
    ["another base", "answer_count", isCompared, moreIn("answer_count", 5)],
    ["another share", "band_percent", isCompared, moreIn("band_percent", 1)],
    ["another end of a range", "band_percent_at_most", having("band_percent", "c"), "30"],
    ["a pool without the authority itself", "pool_authority_count", isCompared, moreIn("pool_authority_count", -1)],
    ["another number of stand-ins", "pool_earlier_wave_count", isCompared, moreIn("pool_earlier_wave_count", 1)],
    ["another base of the pool", "pool_answer_count", isCompared, moreIn("pool_answer_count", 10)],
    ["another share of the pool", "pool_percent", isCompared, moreIn("pool_percent", 1)],
    ["a pool at the end of the scale that is shown", "pool_percent", poolIsCoded, "3"],
    ["a narrow pool that is shown", "pool_percent", having("status", "reference-withheld"), "50"],
    ["another lower limit", "limit_95_lower_percent", isCompared, moreIn("limit_95_lower_percent", 1)],
    ["another upper limit", "limit_95_upper_percent", isCompared, moreIn("limit_95_upper_percent", 1)],
    ["another outer lower limit", "limit_998_lower_percent", isCompared, moreIn("limit_998_lower_percent", 1)],
    ["another outer upper limit", "limit_998_upper_percent", isCompared, moreIn("limit_998_upper_percent", 1)],
    [
      "limits without the variation between authorities",
      "limit_95_lower_percent",
      having("over_dispersion", "allowed-for"),
      moreIn("limit_95_lower_percent", 1),
    ],
    ["variation that was not allowed for", "over_dispersion", having("over_dispersion", "none"), "allowed-for"],
    ["variation that is not told", "over_dispersion", having("over_dispersion", "allowed-for"), "none"],
    ["variation among few", "over_dispersion", having("over_dispersion", "not-assessed"), "none"],
    ["an outlier that is none", "position", having("position", "inside"), "above-95"],
    ["an outlier that is not told", "position", having("position", "above-99.8"), "inside"],
    ["an outlier on the wrong side", "position", having("position", "below-95"), "above-95"],
    ["a position of a range", "position", having("status", "coded"), "inside"],
  ]);
  rowsAreFound(rule, FUNNEL, "2013 801 ylyc-4-7", isCompared, { measure: "shoe-size" });
});

describe("the national figures follow the tallies: finds", () => {
  const rule = "national-figures-follow-the-tallies";
  const isWithheld = (row: Row) => row.answer_count === "c";
  const withheldInFull = all(isWithheld, having("wave", "2017"));
  columnsAreFound(rule, NATIONAL, [
    ["another domain", "domain", isExact, "food"],
    ["an authority too many", "authority_count", isExact, moreIn("authority_count", 1)],
    ["another base", "answer_count", isExact, moreIn("answer_count", 10)],
    ["another share", "band_percent", isExact, moreIn("band_percent", 1)],
    ["another lower end", "interval_lower_percent", isExact, moreIn("interval_lower_percent", 1)],
    ["another upper end", "interval_upper_percent", isExact, moreIn("interval_upper_percent", 1)],
    ["another outer lower end", "interval_998_lower_percent", isExact, moreIn("interval_998_lower_percent", 1)],
    ["another outer upper end", "interval_998_upper_percent", isExact, moreIn("interval_998_upper_percent", 1)],
    ["few authorities that are shown", "band_percent", withheldInFull, "50"],
    [
      "a group that is taken for another",
      "band_percent",
      all(isExact, ({ placement }) => placement === "foster"),
      moreIn("band_percent", 1),
    ],
  ]);
  test("figures of a wave in which nothing is released", () =>
    isFound(
      inRow(NATIONAL)(isExact, () => ({ wave: "2011", time_period: "2011" })),
      `${rule}: is of a wave, questionnaire and origin of which nothing is released`,
    ));
  test("invented answers under the name of real ones", () =>
    isFound(
      inRow(NATIONAL)(isExact, () => ({ data_origin: "survey" })),
      `${rule}: is of a wave, questionnaire and origin of which nothing is released`,
    ));
  test("two crossed characteristics", () =>
    isFound(
      inRow(NATIONAL)(having("gender", "girl"), () => ({ placement: "foster" })),
      `${rule}: is of something that has no row here`,
    ));
  test("a row that is there twice", () =>
    isFound((night) => {
      night.rewrite(NATIONAL, (rows) => [...rows.slice(0, 1), ...rows.slice(0, 1)]);
    }, `${rule}: is there twice`));
  test("a row that is missing", () =>
    areMissed(NATIONAL, ({ wave }) => wave === "2013", `${rule}: wave 2013 ylyc-4-7 has gaps`));
  test("another place than the nation", () =>
    isFound(
      inRow(NATIONAL)(isExact, () => ({ geographic_level: "Local authority" })),
      "rows-describe-their-campaign: has another geographic level",
    ));
});

describe("the national averages follow the tallies: finds", () => {
  const rule = "national-averages-follow-the-tallies";
  const isShown = (row: Row) => row.answer_count !== "c";
  columnsAreFound(rule, NATIONAL_AVERAGES, [
    ["another domain", "domain", isShown, "food"],
    ["an authority too many", "authority_count", isShown, moreIn("authority_count", 1)],
    ["another base", "answer_count", isShown, moreIn("answer_count", 10)],
    ["another mean", "answer_average", isShown, moreIn("answer_average", 0.1)],
    ["another lower end", "interval_lower_average", isShown, moreIn("interval_lower_average", 0.1)],
    ["another upper end", "interval_upper_average", isShown, moreIn("interval_upper_average", 0.1)],
    ["few authorities that are shown", "answer_average", having("answer_count", "c"), "5"],
  ]);
});
