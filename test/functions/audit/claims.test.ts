/** Claims that do not follow from the comparisons, and figures beside withheld ones, that the audit must not let pass. */
import { describe, expect, test } from "vitest";
import { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import { aNight, type Night, type Row } from "./a-night.ts";
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

const hasThem = ({ wave = "" }: Row) => ["2013", "2017", "2018"].includes(wave);

/** Everybody's comparisons of the waves that the claims below are about. */
const withComparisons = (night: Night) => night.rewrite(COMPARISONS, (rows) => rows.filter(all(everyone, hasThem)));
const withThem = (spoil: (night: Night) => void) => (night: Night) => {
  withComparisons(night);
  spoil(night);
};
const ofWave = (wave: string) => having("wave", wave);

describe("the domains follow the comparisons: finds", () => {
  const rule = "domains-follow-the-comparisons";
  columnsAreFound(
    rule,
    DOMAINS,
    [
      ["a measure that is hidden", "measures", () => true, withoutTheLast("measures")],
      [
        "a bright spot that is hidden",
        "bright_spots",
        all(hasThem, listing("bright_spots")),
        withoutTheLast("bright_spots"),
      ],
      [
        "a bright spot that is none",
        "bright_spots",
        all(hasThem, having("bright_spots", "none")),
        (row) => row.measures ?? "",
      ],
      [
        "an area for improvement that is hidden",
        "areas_for_improvement",
        all(hasThem, listing("areas_for_improvement")),
        withoutTheLast("areas_for_improvement"),
      ],
      ["a fact that is hidden", "lower", all(hasThem, listing("lower")), withoutTheLast("lower")],
      ["a fact that is none", "higher", all(hasThem, having("higher", "none")), "pets"],
      [
        "a measure that is said to be compared",
        "not_compared",
        all(hasThem, listing("not_compared")),
        withoutTheLast("not_compared"),
      ],
      ["another number of measures", "measure_count", () => true, moreIn("measure_count", 1)],
      ["another number of compared ones", "compared_count", () => true, moreIn("compared_count", 1)],
    ],
    withComparisons,
  );
  test("a domain that was not asked about", () =>
    isFound(
      withThem(inRow(DOMAINS)(ofWave("2018"), () => ({ domain: "food" }))),
      `${rule}: is of something that has no row here`,
    ));
  test("a comparison without a comparator", () =>
    isFound(
      withThem(inRow(DOMAINS)(ofWave("2018"), () => ({ comparison: "general-population" }))),
      `${rule}: is of something that has no row here`,
    ));
  test("a domain that is missing", () =>
    isFound(
      withThem((night) => night.rewrite(DOMAINS, (rows) => rows.filter(ofWave("2013")).slice(1))),
      `${rule}: campaign 2013 801 ylyc-4-7 has gaps`,
    ));
  test("a claim that only the comparisons make", () =>
    isFound((night) => {
      const isOfDomain = all(everyone, ofWave("2018"));
      const first = night.rows(COMPARISONS).find(all(isOfDomain, having("claim", "none"))) ?? {};
      night.rewrite(COMPARISONS, () => [{ ...first, claim: "bright-spot" }]);
      night.rewrite(DOMAINS, (rows) =>
        rows.filter((row) => row.old_la_code === first.old_la_code && isOfDomain({ ...row, gender: "Total" })),
      );
    }, `${rule}: bright_spots is not what the counts and the policy give`));
});

describe("the peers follow the comparisons: finds", () => {
  const rule = "peers-follow-the-comparisons";
  const isNamed = all(hasThem, having("peer_order", "1"));
  columnsAreFound(
    rule,
    PEERS,
    [
      ["another domain", "domain", isNamed, "food"],
      ["another band", "band", isNamed, "middle"],
      ["an authority that did not consent", "peer_old_la_code", isNamed, "801"],
      ["an authority under another name", "peer_la_name", isNamed, "Authority 801"],
      [
        "a neighbour that is none",
        "peer_relation",
        all(hasThem, having("peer_relation", "same-region")),
        "statistical-neighbour",
      ],
      ["a region that is another", "peer_relation", all(hasThem, having("peer_relation", "elsewhere")), "same-region"],
      [
        "a few unnamed ones that are counted",
        "unnamed_peer_count",
        all(hasThem, having("unnamed_peer_count", "c")),
        "3",
      ],
      ["many unnamed ones that are not told", "unnamed_peer_count", having("unnamed_peer_count", "5"), "c"],
    ],
    withComparisons,
  );
  test("a peer too many", () =>
    isFound(
      withThem(inRow(PEERS)(having("peer_order", "3"), () => ({ peer_order: "4" }))),
      `${rule}: is of something that has no row here`,
    ));
  test("an area for improvement that is none", () =>
    isFound(
      withThem(inRow(PEERS)(isNamed, () => ({ comparison: "general-population" }))),
      `${rule}: is of something that has no row here`,
    ));
  test("a peer that is missing", () =>
    isFound(
      withThem((night) => {
        const peers = night.rows(PEERS).filter(hasThem);
        const second = all(ofWave("2018"), having("old_la_code", "809"), having("peer_order", "2"));
        night.rewrite(PEERS, () => peers.toSpliced(peers.findIndex(second), 1));
      }),
      `${rule}: campaign 2018 809 ylyc-4-7 has gaps`,
    ));

  /** The honest peers of 2018, in a night in which 803 says no in some of its campaigns. */
  async function faultsWithoutConsent(isWithdrawn: (wave: string) => boolean) {
    const night = await aNight();
    night.empty(allDatasets.map(({ path }) => path));
    withComparisons(night);
    night.rewrite(PEERS, (rows) => rows.filter(ofWave("2018")));
    for (const { wave, authority } of night.plan.campaigns) {
      if (authority.code === "803" && isWithdrawn(wave)) authority.mayBeNamed = false;
    }
    const faults = await night.faults();
    return faults.filter((fault) => fault.startsWith(rule) && !fault.endsWith("has gaps"));
  }
  test("a peer that has taken back its consent", async () => {
    expect(await faultsWithoutConsent((wave) => wave === "2018")).toContain(
      `${rule}: peer_old_la_code is not what the counts and the policy give`,
    );
  });
  test("no fault in consent that only an older wave lacks", async () => {
    expect(await faultsWithoutConsent((wave) => wave < "2018")).toEqual([]);
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
