/** Figures beside symbols, and intervals without their figure, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { blocksOf } from "#functions/audit/blocks.ts";
import { blocksStandTogether } from "#functions/audit/rules/blocks-stand-together.ts";
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { aNight, type Row, theNightWithLadders } from "./a-night.ts";
import {
  AVERAGES,
  BENCHMARKS,
  COMPARISONS,
  FUNNEL,
  foundBy,
  GAPS,
  having,
  inRow,
  isFound,
  NATIONAL,
  NATIONAL_AVERAGES,
  type Spoiled,
  TRENDS,
} from "./spoiling.ts";

const isShown = ({ band_percent = "" }: Row) => /^[0-9]/.test(band_percent);
const compared = { status: "compared" };
const ofEverybody = { ...compared, gender: "Total" };
const mixed = "holds figures beside symbols, or several symbols, and should hold one kind";

/** Of each block its first column, which loses its figure. */
const losesOne: readonly (readonly [
  path: string,
  row: Row | ((row: Row) => boolean),
  column: string,
  block: string,
])[] = [
  [BENCHMARKS, isShown, "answer_count", "answer_count, band_percent, interval_lower_percent, interval_upper_percent"],
  [
    BENCHMARKS,
    { others_authority_count: "6" },
    "others_percent",
    "others_authority_count, others_earlier_wave_count, others_answer_count, others_percent",
  ],
  [
    COMPARISONS,
    compared,
    "interval_998_upper_percent",
    "answer_count, band_percent, interval_lower_percent, interval_upper_percent, interval_998_lower_percent, interval_998_upper_percent",
  ],
  [COMPARISONS, compared, "reference_answer_count", "reference_answer_count, reference_percent"],
  [
    COMPARISONS,
    compared,
    "reference_authority_count",
    "reference_authority_count, reference_earlier_wave_count, reference_percent",
  ],
  [
    COMPARISONS,
    compared,
    "q_value",
    "difference_points, difference_lower_points, difference_upper_points, test, p_value, q_value",
  ],
  [COMPARISONS, ofEverybody, "claim", "claim, claim_rule"],
  [GAPS, compared, "girls_percent", "girls_answer_count, girls_percent"],
  [GAPS, compared, "boys_percent", "boys_answer_count, boys_percent"],
  [GAPS, compared, "finding", "gap_points, gap_lower_points, gap_upper_points, test, p_value, q_value, finding"],
  [
    GAPS,
    ({ others_gap_points = "" }) => /[0-9]/.test(others_gap_points),
    "others_gap_points",
    "others_authority_count, others_earlier_wave_count, others_gap_points, others_gap_lower_points, others_gap_upper_points",
  ],
  [TRENDS, compared, "trend", "change_per_year_points, p_value, q_value, trend"],
  [FUNNEL, compared, "answer_count", "answer_count, band_percent"],
  [FUNNEL, compared, "pool_percent", "pool_authority_count, pool_earlier_wave_count, pool_answer_count, pool_percent"],
  [
    FUNNEL,
    compared,
    "position",
    "limit_95_lower_percent, limit_95_upper_percent, limit_998_lower_percent, limit_998_upper_percent, over_dispersion, position",
  ],
  [
    NATIONAL,
    isShown,
    "authority_count",
    "authority_count, answer_count, band_percent, interval_lower_percent, interval_upper_percent, interval_998_lower_percent, interval_998_upper_percent",
  ],
];

describe("blocks stand together: finds one column that has lost its figure", () => {
  test.each(losesOne)("%s %s: %s", (path, row, column, block) =>
    isFound(blocksStandTogether, inRow(path, row, { [column]: "x" }), `${path}: ${block}: ${mixed}`),
  );

  const ofMeans: readonly (readonly [path: string, row: Row, column: string, block: string])[] = [
    [
      AVERAGES,
      compared,
      "answer_average",
      "answer_count, answer_average, interval_lower_average, interval_upper_average",
    ],
    [AVERAGES, compared, "reference_average", "reference_answer_count, reference_average"],
    [
      AVERAGES,
      compared,
      "p_value",
      "difference_average, difference_lower_average, difference_upper_average, p_value, q_value",
    ],
    [AVERAGES, ofEverybody, "claim_rule", "claim, claim_rule"],
    [
      NATIONAL_AVERAGES,
      { gender: "Total", age_band: "Total", placement: "Total" },
      "answer_average",
      "authority_count, answer_count, answer_average, interval_lower_average, interval_upper_average",
    ],
  ];
  test.each(ofMeans)("%s %s: %s", (path, row, column, block) =>
    isFound(
      blocksStandTogether,
      inRow(path, row, { [column]: "x" }),
      `${path}: ${block}: ${mixed}`,
      theNightWithLadders(),
    ),
  );

  test("in every dataset that has figures in blocks, and every column of it that is a figure is in one", () => {
    const figures = (allDatasets as readonly DatasetDefinition[]).flatMap(({ name, columns }) => {
      const found = blocksOf(name);
      if (found === undefined) return [];
      const inBlocks = new Set(found.blocks.flatMap((block) => block.columns));
      return columns.filter((column) => column.role === "indicator" && !inBlocks.has(column.name));
    });
    expect(figures).toEqual([]);
    const without = allDatasets.filter(({ name }) => blocksOf(name) === undefined).map(({ name }) => name);
    expect(without).toEqual(["domains", "peer_learning", "noised_counts", "response_rates", "codebook", "changes"]);
  });
});

describe("blocks stand together: finds", () => {
  const own =
    "answer_count, band_percent, interval_lower_percent, interval_upper_percent, interval_998_lower_percent, interval_998_upper_percent";
  const shares = (cell: string): Row => Object.fromEntries(own.split(", ").map((column) => [column, cell]));
  const benchmarksOwn = "answer_count, band_percent, interval_lower_percent, interval_upper_percent";
  const confidential: Row = Object.fromEntries(benchmarksOwn.split(", ").map((column) => [column, "c"]));

  test.each<Spoiled>([
    [
      "figures where the status says that they are withheld",
      inRow(COMPARISONS, compared, { status: "withheld" }),
      `${COMPARISONS}: ${own}: holds figures, which the status withheld does not allow`,
    ],
    [
      "symbols where the status says that both sides are compared",
      inRow(COMPARISONS, compared, shares("c")),
      `${COMPARISONS}: ${own}: holds c, which the status compared does not allow`,
    ],
    [
      "another symbol than the status calls for",
      inRow(COMPARISONS, { status: "withheld" }, shares("z")),
      `${COMPARISONS}: ${own}: holds z, which the status withheld does not allow`,
    ],
    [
      "a claim about girls alone",
      inRow(COMPARISONS, { ...compared, gender: "girl" }, { claim: "higher", claim_rule: "some-rule" }),
      `${COMPARISONS}: claim, claim_rule: holds figures, which the status compared does not allow`,
    ],
    [
      "a difference where there is nothing to compare with",
      inRow(COMPARISONS, compared, { status: "no-reference" }),
      `${COMPARISONS}: difference_points, difference_lower_points, difference_upper_points, test, p_value, q_value: holds figures, which the status no-reference does not allow`,
    ],
    [
      "authorities in a reference that is an earlier wave",
      inRow(
        COMPARISONS,
        { ...compared, comparison: "earlier-wave" },
        { reference_authority_count: "6", reference_earlier_wave_count: "0" },
      ),
      `${COMPARISONS}: reference_authority_count, reference_earlier_wave_count: holds figures, which the status compared does not allow`,
    ],
    [
      "a status that there is not",
      inRow(TRENDS, compared, { status: "coded" }),
      `${TRENDS}: status is not one of those that comparisons have`,
    ],
    [
      "a group that is confidential in one measure and shown in another",
      inRow(BENCHMARKS, (row) => row.gender === "girl" && isShown(row), confidential),
      `${BENCHMARKS}: ${benchmarksOwn}: is shown of a group that elsewhere is not`,
    ],
    [
      "a group that is confidential in one file and shown in another",
      inRow(FUNNEL, compared, { ...confidential, status: "withheld" }),
      `${FUNNEL}: answer_count, band_percent: is confidential of a group that elsewhere is not`,
    ],
    [
      "girls who are confidential in their gap and shown beside others",
      inRow(GAPS, compared, { girls_answer_count: "c", girls_percent: "c" }),
      `${GAPS}: girls_answer_count, girls_percent: is confidential of a group that elsewhere is not`,
    ],
    [
      "a share outside its interval",
      inRow(BENCHMARKS, isShown, ({ interval_upper_percent }) => {
        return { band_percent: String(Number(interval_upper_percent) + 1) };
      }),
      `${BENCHMARKS}: interval_lower_percent, interval_upper_percent: does not hold band_percent`,
    ],
    [
      "an interval beyond 100%",
      inRow(BENCHMARKS, isShown, { interval_upper_percent: "101" }),
      `${BENCHMARKS}: interval_lower_percent, interval_upper_percent: reaches beyond 0 to 100`,
    ],
    [
      "an interval with its ends in the wrong order",
      inRow(NATIONAL, isShown, { interval_lower_percent: "60", interval_upper_percent: "40" }),
      `${NATIONAL}: interval_lower_percent, interval_upper_percent: has its ends in the wrong order`,
    ],
    [
      "a wide interval inside the narrow one",
      inRow(COMPARISONS, compared, ({ band_percent = "" }) => {
        return { interval_998_lower_percent: band_percent, interval_998_upper_percent: band_percent };
      }),
      `${COMPARISONS}: interval_998_lower_percent, interval_998_upper_percent: does not hold interval_lower_percent, interval_upper_percent`,
    ],
    [
      "a difference outside its interval",
      inRow(COMPARISONS, compared, ({ difference_upper_points }) => {
        return { difference_points: String(Number(difference_upper_points) + 1) };
      }),
      `${COMPARISONS}: difference_lower_points, difference_upper_points: does not hold difference_points`,
    ],
    [
      "funnel limits that do not lie around the pooled share",
      inRow(FUNNEL, compared, { limit_95_lower_percent: "99", limit_95_upper_percent: "100" }),
      `${FUNNEL}: limit_95_lower_percent, limit_95_upper_percent: does not hold pool_percent`,
    ],
    ["a p of nought", inRow(GAPS, compared, { p_value: "0" }), `${GAPS}: p_value is not above 0 and at most 1`],
    ["a q above 1", inRow(GAPS, compared, { q_value: "1.001" }), `${GAPS}: q_value is not above 0 and at most 1`],
  ])("%s", (_, spoil, fault) => isFound(blocksStandTogether, spoil, fault));

  test("nothing where nearly nobody of a shown group has answered one measure", async () => {
    const night = await aNight();
    const { measure = "" } = night.rows(BENCHMARKS).find(isShown) ?? {};
    const unanswered: Row = Object.fromEntries(benchmarksOwn.split(", ").map((column) => [column, "x"]));
    night.rewrite(BENCHMARKS, (rows) =>
      rows.map((row) => (having({ measure, gender: "girl" })(row) && isShown(row) ? { ...row, ...unanswered } : row)),
    );
    expect(await foundBy(blocksStandTogether, night)).toEqual([]);
  });
});
