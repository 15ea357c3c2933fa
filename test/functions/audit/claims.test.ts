/** Claims that do not follow from the comparisons, and figures beside withheld ones, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { aNight, type Row } from "./a-night.ts";
import { all, columnsAreFound, everyone, having, moreIn } from "./spoiled-columns.ts";
import {
  AVERAGES,
  COMPARISONS,
  DOMAINS,
  FUNNEL,
  GAPS,
  inRow,
  isCompared,
  isFound,
  NATIONAL,
  NATIONAL_AVERAGES,
  PEERS,
  TRENDS,
} from "./spoiling.ts";

const listing = (column: string) => (row: Row) => row[column] !== "none";
const withoutTheLast = (column: string) => (row: Row) => row[column]?.split(" ").slice(0, -1).join(" ") || "none";

describe("the domains follow the comparisons: finds", () => {
  const rule = "domains-follow-the-comparisons";
  columnsAreFound(
    rule,
    DOMAINS,
    [
      ["a measure that is hidden", "measures", () => true, withoutTheLast("measures")],
      ["a bright spot that is hidden", "bright_spots", listing("bright_spots"), withoutTheLast("bright_spots")],
      ["a bright spot that is none", "bright_spots", having("bright_spots", "none"), (row) => row.measures ?? ""],
      [
        "an area for improvement that is hidden",
        "areas_for_improvement",
        listing("areas_for_improvement"),
        withoutTheLast("areas_for_improvement"),
      ],
      ["a fact that is hidden", "lower", listing("lower"), withoutTheLast("lower")],
      ["a fact that is none", "higher", having("higher", "none"), "pets"],
      [
        "a measure that is said to be compared",
        "not_compared",
        listing("not_compared"),
        withoutTheLast("not_compared"),
      ],
      ["another number of measures", "measure_count", () => true, moreIn("measure_count", 1)],
      ["another number of compared ones", "compared_count", () => true, moreIn("compared_count", 1)],
    ],
    COMPARISONS,
  );
  test("a domain that was not asked about", () =>
    isFound(
      inRow(DOMAINS)(
        () => true,
        () => ({ domain: "food" }),
      ),
      `${rule}: is of something that has no row here`,
      COMPARISONS,
    ));
  test("a comparison without a comparator", () =>
    isFound(
      inRow(DOMAINS)(having("instrument", "ylyc-4-7"), () => ({ comparison: "general-population" })),
      `${rule}: is of something that has no row here`,
      COMPARISONS,
    ));
  test("a domain that is missing", () =>
    isFound(
      (night) => night.rewrite(DOMAINS, (rows) => rows.slice(1)),
      `${rule}: campaign 2013 801 ylyc-4-7 has gaps`,
      COMPARISONS,
    ));
  test("a claim that only the comparisons make", () =>
    isFound(
      (night) => {
        const first = night.rows(COMPARISONS).findIndex(all(everyone, having("claim", "none")));
        night.rewrite(COMPARISONS, (rows) =>
          rows.map((row, at) => (at === first ? { ...row, claim: "bright-spot" } : row)),
        );
      },
      `${rule}: bright_spots is not what the counts and the policy give`,
      DOMAINS,
    ));
});

describe("the peers follow the comparisons: finds", () => {
  const rule = "peers-follow-the-comparisons";
  const isNamed = ({ peer_order }: Row) => peer_order === "1";
  columnsAreFound(
    rule,
    PEERS,
    [
      ["another domain", "domain", isNamed, "food"],
      ["another band", "band", isNamed, "middle"],
      ["an authority that did not consent", "peer_old_la_code", isNamed, "801"],
      ["an authority under another name", "peer_la_name", isNamed, "Authority 801"],
      ["a neighbour that is none", "peer_relation", having("peer_relation", "same-region"), "statistical-neighbour"],
      ["a region that is another", "peer_relation", having("peer_relation", "elsewhere"), "same-region"],
      ["a few unnamed ones that are counted", "unnamed_peer_count", having("unnamed_peer_count", "c"), "3"],
      ["many unnamed ones that are not told", "unnamed_peer_count", having("unnamed_peer_count", "5"), "c"],
    ],
    COMPARISONS,
  );
  test("a peer too many", () =>
    isFound(
      inRow(PEERS)(having("peer_order", "3"), () => ({ peer_order: "4" })),
      `${rule}: is of something that has no row here`,
      COMPARISONS,
    ));
  test("an area for improvement that is none", () =>
    isFound(
      inRow(PEERS)(isNamed, () => ({ comparison: "general-population" })),
      `${rule}: is of something that has no row here`,
      COMPARISONS,
    ));
  test("a peer that is missing", () =>
    isFound(
      (night) => {
        const first = night.rows(PEERS).findIndex(having("peer_order", "2"));
        night.rewrite(PEERS, (rows) => rows.toSpliced(first, 1));
      },
      `${rule}: campaign 2018 809 ylyc-4-7 has gaps`,
      COMPARISONS,
    ));
  test("a peer that has taken back its consent", async () => {
    const night = await aNight();
    night.empty([NATIONAL, "benchmarks.csv"]);
    const consent = night.plan.campaigns.filter(({ wave, authority }) => wave === "2018" && authority.code === "803");
    for (const { authority } of consent) authority.mayBeNamed = false;
    expect(await night.faults()).toContain(`${rule}: peer_old_la_code is not what the counts and the policy give`);
  });
  test("no fault in a consent of an older wave", async () => {
    const night = await aNight();
    night.empty([NATIONAL, "benchmarks.csv"]);
    const older = night.plan.campaigns.filter(({ wave, authority }) => wave < "2018" && authority.code === "803");
    for (const { authority } of older) authority.mayBeNamed = false;
    expect((await night.faults()).filter((fault) => fault.startsWith(rule))).toEqual([]);
  });
});

describe("no figure beside a withheld one: finds", () => {
  const rule = "no-figure-beside-a-withheld-one";
  const withheld = having("status", "withheld");
  const coded = having("status", "coded");
  const ownRange = all(coded, having("band_percent", "c"));
  const referenceRange = all(coded, having("reference_percent", "c"), having("comparison", "other-authorities"));
  test.each<readonly [path: string, column: string, kind: (row: Row) => boolean, value: string, why: string]>([
    [COMPARISONS, "band_percent", withheld, "50", "a withheld block"],
    [COMPARISONS, "band_percent_at_least", withheld, "50", "a withheld block"],
    [COMPARISONS, "interval_998_upper_percent", withheld, "50", "a withheld block"],
    [COMPARISONS, "difference_points", withheld, "-5", "a withheld block"],
    [COMPARISONS, "test", withheld, "fisher-exact-test", "a withheld block"],
    [COMPARISONS, "p_value", withheld, "0.01", "a withheld block"],
    [COMPARISONS, "q_value", withheld, "0.01", "a withheld block"],
    [COMPARISONS, "claim", withheld, "bright-spot", "a withheld block"],
    [COMPARISONS, "interval_lower_percent", ownRange, "3", "a range"],
    [COMPARISONS, "difference_lower_points", ownRange, "3", "a range"],
    [COMPARISONS, "p_value", ownRange, "0.01", "a range"],
    [COMPARISONS, "q_value", referenceRange, "0.01", "a range"],
    [COMPARISONS, "claim", having("status", "reference-withheld"), "higher", "a withheld block"],
    [COMPARISONS, "reference_percent_at_most", having("status", "reference-withheld"), "60", "a withheld block"],
    [AVERAGES, "answer_average", withheld, "6.1", "a withheld block"],
    [AVERAGES, "interval_upper_average", withheld, "6.1", "a withheld block"],
    [AVERAGES, "difference_average", withheld, "-0.1", "a withheld block"],
    [AVERAGES, "claim", withheld, "higher", "a withheld block"],
    [AVERAGES, "reference_average", having("status", "reference-withheld"), "6.1", "a withheld block"],
    [GAPS, "girls_percent", having("girls_answer_count", "c"), "50", "a withheld block"],
    [GAPS, "boys_percent_at_most", having("boys_answer_count", "c"), "50", "a withheld block"],
    [GAPS, "gap_points", having("boys_answer_count", "c"), "7", "a withheld block"],
    [GAPS, "finding", having("boys_answer_count", "c"), "none", "a withheld block"],
    [GAPS, "gap_upper_points", coded, "7", "a range"],
    [GAPS, "others_gap_points", having("others_authority_count", "c"), "7", "a withheld block"],
    [FUNNEL, "position", withheld, "inside", "a withheld block"],
    [FUNNEL, "limit_998_lower_percent", coded, "12", "a range"],
    [FUNNEL, "over_dispersion", having("status", "reference-withheld"), "none", "a withheld block"],
    [FUNNEL, "pool_percent", having("status", "reference-withheld"), "60", "a withheld block"],
    [NATIONAL, "band_percent_at_least", having("answer_count", "c"), "60", "a withheld block"],
    [NATIONAL, "authority_count", having("answer_count", "c"), "4", "a withheld block"],
    [
      NATIONAL,
      "interval_998_lower_percent",
      (row) => row.band_percent === "c" && row.answer_count !== "c",
      "60",
      "a range",
    ],
    [NATIONAL_AVERAGES, "answer_average", having("answer_count", "c"), "6", "a withheld block"],
    [TRENDS, "p_value", coded, "0.5", "where not every wave is published as it is"],
  ])("in %s, %s", (path, column, kind, value, why) => {
    const details = why.startsWith("where") ? `${column} stands ${why}` : `${column} stands beside ${why}`;
    return isFound(
      inRow(path)(kind, () => ({ [column]: value })),
      `${rule}: ${details}`,
    );
  });

  test.each([
    [COMPARISONS, "band_percent_at_least", isCompared],
    [AVERAGES, "answer_average", isCompared],
    [GAPS, "others_gap_points", ({ others_authority_count }: Row) => Number(others_authority_count) > 0],
    [FUNNEL, "pool_authority_count", isCompared],
    [NATIONAL, "authority_count", ({ answer_count }: Row) => answer_count !== "c"],
  ])("in %s, %s that is withheld alone", (path, column, kind) =>
    isFound(
      inRow(path)(kind, () => ({ [column]: "c" })),
      `${rule}: ${column} is withheld without its block`,
    ),
  );
});
