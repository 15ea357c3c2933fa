/** Comparisons, averages and gaps that the audit must not let pass. */
import { describe } from "vitest";
import type { Row } from "./a-night.ts";
import { all, beside, columnsAreFound, everyone, having, moreIn, rowsAreFound } from "./spoiled-columns.ts";
import { AVERAGES, COMPARISONS, GAPS, isAdjusted, isCompared } from "./spoiling.ts";

const others = all(isCompared, everyone, beside("other-authorities"));

describe("the comparisons follow the tallies: finds", () => {
  const rule = "comparisons-follow-the-tallies";
  columnsAreFound(rule, COMPARISONS, [
    ["another domain", "domain", isCompared, "food"],
    ["another band", "band", isCompared, "middle"],
    ["another reference", "reference", others, "2011"],
    ["stand-ins that are not told", "reference_differs", having("reference_differs", "earlier-waves"), "no"],
    [
      "a comparator that is said to be alike",
      "reference_differs",
      having("reference_differs", "ages-and-wording-and-scale"),
      "no",
    ],
    ["another status", "status", having("status", "coded"), "compared"],
    [
      "a withheld figure that is called withheld elsewhere",
      "status",
      having("status", "withheld"),
      "reference-withheld",
    ],
    ["another base", "answer_count", isCompared, moreIn("answer_count", 5)],
    ["another share", "band_percent", isCompared, moreIn("band_percent", 1)],
    ["a range that is too narrow", "band_percent_at_most", having("band_percent", "c"), "3"],
    ["a wider interval", "interval_upper_percent", isCompared, moreIn("interval_upper_percent", 1)],
    ["a narrower interval at 99.8%", "interval_998_lower_percent", isCompared, moreIn("interval_998_lower_percent", 1)],
    ["an authority too many", "reference_authority_count", others, moreIn("reference_authority_count", 1)],
    ["a stand-in too many", "reference_earlier_wave_count", others, moreIn("reference_earlier_wave_count", 1)],
    ["another base of the reference", "reference_answer_count", others, moreIn("reference_answer_count", 10)],
    ["another share of the reference", "reference_percent", others, moreIn("reference_percent", 1)],
    [
      "another share of the general population",
      "reference_percent",
      beside("general-population"),
      moreIn("reference_percent", 0.1),
    ],
    [
      "a base of the general population that nobody knows",
      "reference_answer_count",
      beside("general-population"),
      "1000",
    ],
    ["a narrow pool that is shown", "reference_percent", having("status", "reference-withheld"), "50"],
    ["another difference", "difference_points", others, moreIn("difference_points", 1)],
    ["another lower end", "difference_lower_points", others, moreIn("difference_lower_points", -1)],
    ["another upper end", "difference_upper_points", others, moreIn("difference_upper_points", 1)],
    [
      "another interval beside the general population",
      "difference_upper_points",
      all(isCompared, beside("general-population")),
      moreIn("difference_upper_points", 1),
    ],
    ["another test", "test", having("test", "fisher-exact-test"), "n-minus-one-chi-square-test"],
    ["a smaller p", "p_value", all(others, ({ p_value }) => Number(p_value) > 0.01), "0.001"],
    ["a q without its family", "q_value", isAdjusted, ({ p_value = "" }) => p_value],
    ["a bright spot that is none", "claim", having("claim", "none"), "bright-spot"],
    [
      "an area for improvement that is called a bright spot",
      "claim",
      having("claim", "area-for-improvement"),
      "bright-spot",
    ],
    ["a fact without a better end that is called a bright spot", "claim", having("claim", "lower"), "bright-spot"],
    ["a bright spot that is not told", "claim", having("claim", "bright-spot"), "none"],
    ["a claim of girls", "claim", having("gender", "girl"), "bright-spot"],
    ["another rule", "claim_rule", having("claim", "bright-spot"), "q-1-point"],
    ["a difference beside a range", "difference_points", having("status", "coded"), "7"],
    ["a figure where there is nothing to compare with", "reference_percent", having("status", "no-reference"), "50"],
  ]);
  rowsAreFound(rule, COMPARISONS, "2013 801 ylyc-4-7", isCompared, { comparison: "general-population" });
});

describe("the averages follow the tallies: finds", () => {
  const rule = "averages-follow-the-tallies";
  columnsAreFound(rule, AVERAGES, [
    ["another domain", "domain", isCompared, "food"],
    ["another reference", "reference", isCompared, "2011"],
    ["a reference that is said to differ", "reference_differs", isCompared, "earlier-waves"],
    ["another status", "status", having("status", "withheld"), "no-reference"],
    ["another base", "answer_count", isCompared, moreIn("answer_count", 5)],
    ["another mean", "answer_average", isCompared, moreIn("answer_average", 0.1)],
    ["another lower end", "interval_lower_average", isCompared, moreIn("interval_lower_average", 0.1)],
    ["another upper end", "interval_upper_average", isCompared, moreIn("interval_upper_average", 0.1)],
    ["an authority too many", "reference_authority_count", others, moreIn("reference_authority_count", 1)],
    ["a stand-in too many", "reference_earlier_wave_count", others, moreIn("reference_earlier_wave_count", 1)],
    ["another base of the reference", "reference_answer_count", others, moreIn("reference_answer_count", 10)],
    ["another mean of the reference", "reference_average", others, moreIn("reference_average", 0.1)],
    [
      "another mean of the earlier wave",
      "reference_average",
      all(isCompared, beside("earlier-wave")),
      moreIn("reference_average", 0.1),
    ],
    ["another difference", "difference_average", isCompared, moreIn("difference_average", 0.1)],
    ["another lower end of it", "difference_lower_average", isCompared, moreIn("difference_lower_average", -0.1)],
    ["another upper end of it", "difference_upper_average", isCompared, moreIn("difference_upper_average", 0.1)],
    ["a smaller p", "p_value", all(isCompared, ({ p_value }) => Number(p_value) > 0.01), "0.001"],
    ["a q without its family", "q_value", isAdjusted, ({ p_value = "" }) => p_value],
    ["a claim that is none", "claim", having("claim", "none"), "bright-spot"],
    ["a lower mean that is called a bright spot", "claim", having("claim", "area-for-improvement"), "bright-spot"],
    ["another rule", "claim_rule", having("claim", "area-for-improvement"), "q-1-point"],
  ]);
  rowsAreFound(rule, AVERAGES, "2017 801 ylyc-11-17", isCompared, { measure: "anxious-yesterday" });
});

describe("the gender gaps follow the tallies: finds", () => {
  const rule = "gender-gaps-follow-the-tallies";
  const hasOthers = ({ others_gap_points = "" }: Row) => /^[1-9]/.test(others_gap_points);
  columnsAreFound(rule, GAPS, [
    ["another domain", "domain", isCompared, "food"],
    ["another band", "band", isCompared, "middle"],
    ["another status", "status", having("status", "coded"), "compared"],
    ["another number of girls", "girls_answer_count", isCompared, moreIn("girls_answer_count", 5)],
    ["another share of girls", "girls_percent", isCompared, moreIn("girls_percent", 1)],
    ["a range of girls that is too narrow", "girls_percent_at_most", having("girls_percent_at_most", "20"), "10"],
    ["another number of boys", "boys_answer_count", isCompared, moreIn("boys_answer_count", 5)],
    ["another share of boys", "boys_percent", isCompared, moreIn("boys_percent", 1)],
    ["few boys that are shown", "boys_percent_at_least", having("boys_answer_count", "c"), "50"],
    ["another gap", "gap_points", isCompared, moreIn("gap_points", 1)],
    ["another lower end", "gap_lower_points", isCompared, moreIn("gap_lower_points", 1)],
    ["another upper end", "gap_upper_points", isCompared, moreIn("gap_upper_points", 1)],
    ["another test", "test", isCompared, "score-test"],
    ["another p", "p_value", isCompared, "0.001"],
    ["a q without its family", "q_value", isAdjusted, ({ p_value = "" }) => p_value],
    ["a finding that is none", "finding", having("finding", "none"), "girls-higher"],
    ["another number of authorities", "others_authority_count", hasOthers, moreIn("others_authority_count", 1)],
    ["another number of stand-ins", "others_earlier_wave_count", hasOthers, moreIn("others_earlier_wave_count", 1)],
    ["another gap elsewhere", "others_gap_points", hasOthers, moreIn("others_gap_points", 1)],
    ["another lower end elsewhere", "others_gap_lower_points", hasOthers, moreIn("others_gap_lower_points", 1)],
    ["another upper end elsewhere", "others_gap_upper_points", hasOthers, moreIn("others_gap_upper_points", 1)],
    ["a gap of narrow pools", "others_gap_points", having("others_gap_points", "c"), "4"],
    ["a gap of nobody", "others_gap_points", having("others_gap_points", "z"), "4"],
  ]);
  rowsAreFound(rule, GAPS, "2013 801 ylyc-4-7", isCompared, { measure: "shoe-size" });
});
