/** What the policy demands of a share, at its boundaries. */
import { describe, expect, test } from "vitest";
import {
  basesShownAs,
  countsIn,
  demandFor,
  isSmallCount,
  isWithheldByBand,
  nearest,
  percentOf,
  rangeFault,
} from "#functions/audit/demand.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

describe("what the policy demands", () => {
  test.each([
    [9, 9, "confidential"],
    [0, 10, { exact: false, atLeast: 0, atMost: 20 }],
    [5, 10, { exact: true, atLeast: 50, atMost: 50 }],
    [8, 10, { exact: false, atLeast: 80, atMost: 100 }],
    [15, 19, { exact: true, atLeast: 79, atMost: 79 }],
    [2, 20, { exact: false, atLeast: 0, atMost: 10 }],
    [3, 20, { exact: true, atLeast: 15, atMost: 15 }],
    [38, 40, { exact: false, atLeast: 95, atMost: 100 }],
    [98, 100, { exact: false, atLeast: 98, atMost: 100 }],
    [97, 100, { exact: true, atLeast: 97, atMost: 97 }],
    [297, 300, { exact: false, atLeast: 99, atMost: 100 }],
  ])("of %i in %i follows the base", (count, base, demand) => {
    expect(demandFor(count, base, defaultPolicy)).toEqual(demand);
  });

  test("codes a share with its complement where one of them rounds into the end", () => {
    // 2.5% would round to 3, beside 97.5% that rounds to 98.
    expect(demandFor(3, 120, defaultPolicy)).toEqual({ exact: false, atLeast: 0, atMost: 2 });
    expect(demandFor(117, 120, defaultPolicy)).toEqual({ exact: false, atLeast: 98, atMost: 100 });
  });

  test("rounds halves upwards", () => {
    expect([percentOf(1, 8), percentOf(1, 200), nearest(10, 125), nearest(5, 12)]).toEqual([13, 1, 130, 10]);
  });

  test("knows which bases may lie behind a shown one", () => {
    expect(basesShownAs(10, 5, defaultPolicy)).toEqual([10, 11, 12]);
    expect(basesShownAs(20, 5, defaultPolicy)).toEqual([18, 19, 20, 21, 22]);
    expect(basesShownAs(5, 5, defaultPolicy)).toEqual([]);
  });
});

describe("a range", () => {
  test("holds every count whose share lies at most half a per cent outside", () => {
    expect(countsIn({ atLeast: 0, atMost: 20 }, 19)).toEqual({ lowest: 0, highest: 3 });
    expect(countsIn({ atLeast: 36, atMost: 45 }, 22)).toEqual({ lowest: 8, highest: 10 });
    expect(countsIn({ atLeast: 98, atMost: 100 }, 200)).toEqual({ lowest: 195, highest: 200 });
  });

  test("is at least as wide as the policy's", () => {
    expect(rangeFault({ atLeast: 0, atMost: 10 }, { count: 1, base: 19 }, defaultPolicy)).toBe(
      "the range is narrower than the policy's",
    );
    expect(rangeFault({ atLeast: 0, atMost: 20 }, { count: 1, base: 19 }, defaultPolicy)).toBeUndefined();
    expect(rangeFault({ atLeast: 0, atMost: 30 }, { count: 1, base: 19 }, defaultPolicy)).toBeUndefined();
  });

  test("holds the count and one more", () => {
    expect(rangeFault({ atLeast: 40, atMost: 50 }, { count: 30, base: 50 }, defaultPolicy)).toBe(
      "the range does not hold the count",
    );
    expect(rangeFault({ atLeast: 60, atMost: 61 }, { count: 30, base: 50 }, defaultPolicy)).toBe(
      "the range leaves one count",
    );
    expect(rangeFault({ atLeast: 60, atMost: 62 }, { count: 30, base: 50 }, defaultPolicy)).toBeUndefined();
  });
});

test("a stricter profile withholds shares of few, and of all but few", () => {
  const strict = { ...defaultPolicy, minimumCount: 3 };
  const isSmall = (count: number) => isSmallCount({ count, base: 30 }, strict);
  expect([2, 3, 27, 28].map(isSmall)).toEqual([true, false, false, true]);
  expect(isSmallCount({ count: 0, base: 30 }, defaultPolicy)).toBe(false);
  expect(isWithheldByBand([28, 2], strict)).toBe(true);
  expect(isWithheldByBand([7, 2], strict)).toBe(false);
  expect(isWithheldByBand([25, 3, 2], strict)).toBe(false);
});
