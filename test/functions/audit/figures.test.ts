/** Figures that the audit must not let pass. */
import { describe, test } from "vitest";
import type { Row } from "./a-night.ts";
import {
  inBenchmarks,
  isCoded,
  isExact,
  isFound,
  isPoolCoded,
  isPoolExact,
  isPoolOfNobody,
  isPoolWithheld,
  isWithheld,
  others,
  own,
  plus,
  type Spoiled,
} from "./spoiling.ts";

const isAtLowEnd = (row: Row) => isCoded(row) && row.band_percent_at_least === "0";

const range = (atLeast = "", atMost = ""): Row => ({
  band_percent: "c",
  band_percent_at_least: atLeast,
  band_percent_at_most: atMost,
  interval_lower_percent: "c",
  interval_upper_percent: "c",
});

describe("small bases are withheld: finds", () => {
  const rule = "small-bases-are-withheld";
  test.each<Spoiled>([
    [
      "a share beside a hidden base",
      inBenchmarks(isExact, () => ({ answer_count: "c" })),
      `${rule}: the block is withheld in part`,
    ],
    [
      "a base beside a hidden share",
      inBenchmarks(isWithheld, () => ({ answer_count: "10" })),
      `${rule}: the block is withheld in part`,
    ],
    [
      "an interval beside a coded share",
      inBenchmarks(isCoded, () => ({ interval_upper_percent: "30" })),
      `${rule}: the block is withheld in part`,
    ],
    [
      "a share that differs from its range",
      inBenchmarks(isExact, (row) => ({ band_percent_at_most: plus(row.band_percent, 1) })),
      `${rule}: the block is withheld in part`,
    ],
    [
      "a base under the minimum",
      inBenchmarks(isExact, () => ({ answer_count: "5" })),
      `${rule}: a base under the minimum is shown`,
    ],
    [
      "a base that is not rounded",
      inBenchmarks(isExact, (row) => ({ answer_count: plus(row.answer_count, 1) })),
      `${rule}: the base is not rounded`,
    ],
    [
      "a range narrower than the base allows",
      inBenchmarks(isAtLowEnd, () => ({ answer_count: "15", band_percent_at_most: "2" })),
      `${rule}: the range is narrower than the policy's`,
    ],
    [
      "a range inside an end of the scale",
      inBenchmarks(isAtLowEnd, () => ({ answer_count: "15", band_percent_at_least: "1", band_percent_at_most: "20" })),
      `${rule}: the range is narrower than the policy's`,
    ],
    [
      "a range whose ends are turned round",
      inBenchmarks(isCoded, () => ({ band_percent_at_least: "60", band_percent_at_most: "40" })),
      `${rule}: the range is none`,
    ],
    [
      "an exact share at the low end",
      inBenchmarks(isExact, () => own("20", "15")),
      `${rule}: an exact share lies at an end of the scale`,
    ],
    [
      "an exact share at the high end",
      inBenchmarks(isExact, () => own("100")),
      `${rule}: an exact share lies at an end of the scale`,
    ],
    [
      "an interval beside its share",
      inBenchmarks(isExact, (row) => ({ interval_lower_percent: plus(row.band_percent, 1) })),
      `${rule}: the interval does not contain the share`,
    ],
    [
      "a figure that would not be applicable",
      inBenchmarks(isWithheld, (row) =>
        Object.fromEntries(
          Object.keys(row)
            .filter((name) => /^(answer|band_percent|interval)/.test(name))
            .map((name) => [name, "z"]),
        ),
      ),
      `${rule}: an authority's own figure cannot be not applicable`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});

describe("the figures follow the tallies: finds", () => {
  const rule = "figures-follow-the-tallies";
  const plausible = { ...own("50", "10"), interval_lower_percent: "24", interval_upper_percent: "76" };
  const withheld = { ...own("c", "c"), interval_lower_percent: "c", interval_upper_percent: "c" };
  test.each<Spoiled>([
    [
      "a small block that looks like a publishable one",
      inBenchmarks(
        (row) => isWithheld(row) && row.gender === "boy" && row.old_la_code === "807",
        () => plausible,
      ),
      `${rule}: a block with too few answers is not withheld`,
    ],
    [
      "a block withheld without need",
      inBenchmarks(isExact, () => withheld),
      `${rule}: a block is withheld that the policy lets through`,
    ],
    [
      "a share that is one per cent off",
      inBenchmarks(isExact, (row) => own(plus(row.band_percent, 1))),
      `${rule}: the share is not the one of the counts`,
    ],
    [
      "a base that is one step off",
      inBenchmarks(isExact, (row) => ({ answer_count: plus(row.answer_count, 5) })),
      `${rule}: the base is not the one of the counts`,
    ],
    [
      "an interval that is one per cent off",
      inBenchmarks(isExact, (row) => ({ interval_upper_percent: plus(row.interval_upper_percent, 1) })),
      `${rule}: the interval is not the one of the counts`,
    ],
    [
      "the wrong end of the scale",
      inBenchmarks(isAtLowEnd, (row) => ({
        band_percent_at_least: plus("100", -Number(row.band_percent_at_most)),
        band_percent_at_most: "100",
      })),
      `${rule}: the range is narrower than the policy's`,
    ],
    [
      "a range narrower than the policy's",
      inBenchmarks(
        (row) => row.band_percent_at_least === "0" && row.band_percent_at_most === "5" && row.answer_count === "55",
        () => ({ band_percent_at_most: "4" }),
      ),
      `${rule}: the range is narrower than the policy's`,
    ],
    [
      "a range that does not hold the count",
      inBenchmarks(isExact, (row) => range(plus(row.band_percent, 3), plus(row.band_percent, 9))),
      `${rule}: the range does not hold the count`,
    ],
    [
      "a range that leaves one count",
      inBenchmarks(
        (row) => isExact(row) && Number(row.answer_count) < 50,
        (row) => range(row.band_percent, row.band_percent),
      ),
      `${rule}: the range leaves one count`,
    ],
    [
      "a coded share that is made exact",
      inBenchmarks(isCoded, () => ({ ...plausible, answer_count: "50" })),
      `${rule}: is not coded as its base demands`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});

describe("the pools are broad: finds", () => {
  const rule = "pools-are-broad";
  const plausible = {
    ...others("50"),
    others_authority_count: "6",
    others_earlier_wave_count: "0",
    others_answer_count: "400",
  };
  test.each<Spoiled>([
    [
      "a pool of too few authorities",
      inBenchmarks(isPoolExact, () => ({ others_authority_count: "4" })),
      `${rule}: a pool of too few authorities is shown`,
    ],
    [
      "a pool that is withheld in part",
      inBenchmarks(isPoolExact, () => ({ others_answer_count: "c" })),
      `${rule}: the pool's block is withheld in part`,
    ],
    [
      "a base that is not rounded",
      inBenchmarks(isPoolExact, (row) => ({ others_answer_count: plus(row.others_answer_count, 5) })),
      `${rule}: the pool's base is not rounded or too small`,
    ],
    [
      "a range whose ends are turned round",
      inBenchmarks(isPoolCoded, () => ({ others_percent_at_least: "9", others_percent_at_most: "3" })),
      `${rule}: the pool's range is none`,
    ],
    [
      "a range that is narrower",
      inBenchmarks(isPoolCoded, (row) => ({ others_percent_at_most: plus(row.others_percent_at_most, -1) })),
      `${rule}: the pool's share is not the one of the counts`,
    ],
    [
      "others beside a hidden share",
      inBenchmarks(
        (row) => isPoolWithheld(row) && isWithheld(row),
        () => plausible,
      ),
      `${rule}: the others are shown beside a hidden share`,
    ],
    [
      "a narrow pool that looks like a broad one",
      inBenchmarks(
        (row) => isPoolWithheld(row) && !isWithheld(row),
        () => plausible,
      ),
      `${rule}: a pool that is too narrow is not withheld`,
    ],
    [
      "a pool where nobody else asked",
      inBenchmarks(isPoolOfNobody, () => plausible),
      `${rule}: there are no others, yet something is said of them`,
    ],
    [
      "a pool withheld without need",
      inBenchmarks(isPoolExact, () => ({
        ...others("c"),
        others_authority_count: "c",
        others_earlier_wave_count: "c",
        others_answer_count: "c",
      })),
      `${rule}: a pool is withheld that the policy lets through`,
    ],
    [
      "a share that is one per cent off",
      inBenchmarks(isPoolExact, (row) => others(plus(row.others_percent, 1))),
      `${rule}: the pool's share is not the one of the counts`,
    ],
    [
      "a base that is one step off",
      inBenchmarks(isPoolExact, (row) => ({ others_answer_count: plus(row.others_answer_count, 10) })),
      `${rule}: the pool's base is not the one of the counts`,
    ],
    [
      "an authority too many",
      inBenchmarks(isPoolExact, (row) => ({ others_authority_count: plus(row.others_authority_count, 1) })),
      `${rule}: the number of other authorities is not the one of the counts`,
    ],
    [
      "more stand-ins than authorities",
      inBenchmarks(isPoolExact, (row) => ({ others_earlier_wave_count: plus(row.others_authority_count, 1) })),
      `${rule}: more authorities stand in than there are in the pool`,
    ],
    [
      "a stand-in too many",
      inBenchmarks(isPoolExact, (row) => ({ others_earlier_wave_count: plus(row.others_earlier_wave_count, 1) })),
      `${rule}: the number of authorities that stand in is not the one of the waves`,
    ],
    [
      "an exact share where a range is due",
      inBenchmarks(isPoolCoded, () => others("50")),
      `${rule}: the pool's share is not coded as its base demands`,
    ],
  ])("%s", (_, spoil, fault) => isFound(spoil, fault));
});
