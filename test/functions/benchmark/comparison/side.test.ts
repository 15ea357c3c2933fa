import { describe, expect, test } from "vitest";
import { ownSide, poolSide } from "#functions/benchmark/comparison/side.ts";
import { publishableFigure } from "#functions/benchmark/disclosure/protect.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const aPool = { released: 6, authorities: 6, fromEarlierWaves: 0, largestBase: 20 };

describe("a side of a comparison", () => {
  test("is known by its counts only where its share is published as it is", () => {
    expect(ownSide({ count: 7, base: 20 }, defaultPolicy)).toEqual({ status: "exact", share: { count: 7, base: 20 } });
    expect(ownSide({ count: 4, base: 9 }, defaultPolicy)).toEqual({ status: "withheld" });
  });

  test("is a range where it is coded, on the bases that its published base and range allow", () => {
    // 22 is shown as 20, which 18 to 22 are; under 20 the ends would be coded as widely as 20 per cent.
    expect(ownSide({ count: 1, base: 22 }, defaultPolicy)).toEqual({
      status: "coded",
      atLeast: 0,
      atMost: 10,
      bases: [20, 21, 22],
    });
    expect(ownSide({ count: 1, base: 18 }, defaultPolicy)).toMatchObject({ atMost: 20, bases: [18, 19] });
    expect(ownSide({ count: 10, base: 10 }, defaultPolicy)).toMatchObject({ atLeast: 80, bases: [10, 11, 12] });
  });

  test("depends on a coded share by what is published of it alone", () => {
    const shares = Array.from({ length: 340 }, (_, more) => 10 + more).flatMap((base) =>
      [0, 1, 2, base - 2, base - 1, base].map((count) => ({ count, base })),
    );
    const alike = Map.groupBy(shares, (share) => JSON.stringify(publishableFigure(share, defaultPolicy)));
    for (const [published, group] of alike) {
      if (JSON.parse(published).status !== "coded") continue;
      expect(new Set(group.map((share) => JSON.stringify(ownSide(share, defaultPolicy)))).size).toBe(1);
    }
  });

  test("is nothing where there is nobody to pool, and withheld where the pool is narrow", () => {
    expect(poolSide({ count: 0, base: 0, ...aPool, released: 0 }, defaultPolicy)).toEqual({ status: "none" });
    expect(poolSide({ count: 40, base: 80, ...aPool, authorities: 4 }, defaultPolicy)).toEqual({ status: "withheld" });
    expect(poolSide({ count: 40, base: 80, ...aPool, largestBase: 41 }, defaultPolicy)).toEqual({ status: "withheld" });
    expect(poolSide({ count: 40, base: 80, ...aPool }, defaultPolicy)).toMatchObject({ status: "exact" });
  });

  test("of a coded pool rests on the bases that are shown as the same ten", () => {
    expect(poolSide({ count: 0, base: 84, ...aPool }, defaultPolicy)).toMatchObject({
      atMost: 5,
      bases: [75, 76, 77, 78, 79, 80, 81, 82, 83, 84],
    });
  });
});
