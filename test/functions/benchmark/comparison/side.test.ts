import { describe, expect, test } from "vitest";
import { ownSide, poolSide } from "#functions/benchmark/comparison/side.ts";
import { publishableFigure } from "#functions/benchmark/disclosure/protect.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { anOwnShare, aPooledShare } from "../shares.ts";

describe("a side of a comparison", () => {
  test("is known by its counts only where its share is published as it is", () => {
    expect(ownSide(anOwnShare(7, 20), defaultPolicy)).toEqual({ status: "exact", share: { count: 7, base: 20 } });
    expect(ownSide(anOwnShare(4, 9), defaultPolicy)).toEqual({ status: "withheld" });
  });

  test("is a range where it is coded, on the bases that its published base and range allow", () => {
    // 22 is shown as 20, which 18 to 22 are; under 20 the ends would be coded as widely as 20 per cent.
    expect(ownSide(anOwnShare(1, 22), defaultPolicy)).toEqual({
      status: "coded",
      atLeast: 0,
      atMost: 10,
      bases: [20, 21, 22],
    });
    expect(ownSide(anOwnShare(1, 18), defaultPolicy)).toMatchObject({ atMost: 20, bases: [18, 19] });
    expect(ownSide(anOwnShare(10, 10), defaultPolicy)).toMatchObject({ atLeast: 80, bases: [10, 11, 12] });
  });

  test("is a range on every base that is shown as its own, where its range is none of the policy's ends", () => {
    const opened = { status: "range", atLeast: 23, atMost: 33, lowest: 7, highest: 10 } as const;
    expect(ownSide({ count: 8, base: 30, shown: opened }, defaultPolicy)).toEqual({
      status: "coded",
      atLeast: 23,
      atMost: 33,
      bases: [28, 29, 30, 31, 32],
    });
  });

  test("is withheld where its table hides it, however many answered", () => {
    expect(ownSide({ count: 20, base: 40, shown: { status: "hidden" } }, defaultPolicy)).toEqual({
      status: "withheld",
    });
  });

  test("depends on a coded share by what is published of it alone", () => {
    const shares = Array.from({ length: 340 }, (_, more) => 10 + more).flatMap((base) =>
      [0, 1, 2, base - 2, base - 1, base].map((count) => anOwnShare(count, base)),
    );
    const alike = Map.groupBy(shares, (share) => JSON.stringify(publishableFigure(share, defaultPolicy)));
    for (const [published, group] of alike) {
      if (JSON.parse(published).status !== "coded") continue;
      expect(new Set(group.map((share) => JSON.stringify(ownSide(share, defaultPolicy)))).size).toBe(1);
    }
  });

  test("is nothing where there is nobody to pool, and withheld where the pool is narrow", () => {
    expect(poolSide(aPooledShare(0, 0, { released: 0 }), defaultPolicy)).toEqual({ status: "none" });
    expect(poolSide(aPooledShare(40, 80, { authorities: 4 }), defaultPolicy)).toEqual({ status: "withheld" });
    expect(poolSide(aPooledShare(40, 80, { largestBase: 41 }), defaultPolicy)).toEqual({ status: "withheld" });
    expect(poolSide(aPooledShare(40, 80), defaultPolicy)).toMatchObject({ status: "exact" });
  });

  test("of a pool is withheld where the own share is hidden, though the pool is broad", () => {
    expect(poolSide(aPooledShare(40, 80, { isHidden: true }), defaultPolicy)).toEqual({ status: "withheld" });
  });

  test("of a pool beside an own share that is a range is no count, even where all it can be rounds to one per cent", () => {
    expect(poolSide(aPooledShare(0, 800, { lowest: 400, highest: 403 }), defaultPolicy)).toMatchObject({
      status: "coded",
      atLeast: 50,
      atMost: 50,
    });
    expect(poolSide(aPooledShare(0, 80, { lowest: 40, highest: 43 }), defaultPolicy)).toMatchObject({
      status: "coded",
      atLeast: 50,
      atMost: 54,
    });
  });

  test("of a coded pool rests on the bases that are shown as the same ten", () => {
    expect(poolSide(aPooledShare(0, 84), defaultPolicy)).toMatchObject({
      atMost: 5,
      bases: [75, 76, 77, 78, 79, 80, 81, 82, 83, 84],
    });
  });
});
