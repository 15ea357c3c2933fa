import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Difference, differenceBetween } from "#functions/benchmark/comparison/difference.ts";
import { ownSide, type Side } from "#functions/benchmark/comparison/side.ts";
import { publishableFigure } from "#functions/benchmark/disclosure/protect.ts";
import { newcombeHybridScoreInterval } from "#functions/benchmark/statistics/newcombe-hybrid-score-interval.ts";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import { twoProportionTest } from "#functions/benchmark/statistics/two-proportion-test.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { anOwnShare } from "../shares.ts";

const exact = (count: number, base: number): Side => ({ status: "exact", share: { count, base } });
const coded = (atLeast: number, atMost: number, ...bases: readonly number[]): Side => ({
  status: "coded",
  atLeast,
  atMost,
  bases,
});
const withheld: Side = { status: "withheld" };
const none: Side = { status: "none" };

const tested = (difference: Difference) => {
  if (difference.status !== "compared" && difference.status !== "coded") throw new Error("was not compared");
  return difference;
};

describe("the difference between two shares", () => {
  test("is Newcombe's with the test that its expected counts call for, where both are exact", () => {
    const [own, others] = [
      { count: 56, base: 70 },
      { count: 48, base: 80 },
    ];
    expect(differenceBetween(exact(56, 70), exact(48, 80))).toEqual({
      status: "compared",
      difference: 56 / 70 - 48 / 80,
      interval: newcombeHybridScoreInterval(own, others, "95%"),
      ...twoProportionTest(own, others),
      smallestBase: 70,
    });
    expect(differenceBetween(exact(8, 10), exact(3, 10))).toMatchObject({ test: "fisher-exact-test" });
  });

  test("says why it is missing: nothing to compare with, before the own share, before the reference", () => {
    expect(differenceBetween(withheld, none)).toEqual({ status: "no-reference" });
    expect(differenceBetween(withheld, withheld)).toEqual({ status: "withheld" });
    expect(differenceBetween(exact(5, 10), withheld)).toEqual({ status: "reference-withheld" });
  });

  test("is none where a range and the other side could be the same", () => {
    const same = { status: "coded", difference: 0, p: 1, smallestBase: 20 };
    expect(differenceBetween(coded(90, 100, 20), exact(92, 100))).toEqual(same);
    expect(differenceBetween(coded(90, 100, 20), coded(95, 100, 40))).toEqual(same);
    expect(differenceBetween(exact(18, 20), coded(90, 100, 40))).toEqual(same);
  });

  test("is taken at the end of the range that lies nearest, in whole answers rounded towards the other side", () => {
    // 79.5 per cent, which is shown as 80, of 13 is 10.3: no more than 10 of 13 may speak for being above.
    expect(differenceBetween(coded(80, 100, 13), exact(40, 100))).toEqual({
      status: "coded",
      difference: 10 / 13 - 40 / 100,
      p: twoProportionTest({ count: 10, base: 13 }, { count: 40, base: 100 }).p,
      smallestBase: 13,
    });
    // 20.5 per cent of 11 is 2.3: no fewer than 3 of 11 may speak for being below.
    expect(tested(differenceBetween(coded(0, 20, 11), exact(40, 100))).difference).toBeCloseTo(3 / 11 - 40 / 100, 12);
    expect(tested(differenceBetween(coded(80, 100, 11), coded(0, 10, 25))).difference).toBeCloseTo(8 / 11 - 3 / 25, 12);
    expect(tested(differenceBetween(coded(0, 10, 25), coded(80, 100, 11))).difference).toBeCloseTo(3 / 25 - 8 / 11, 12);
  });

  test("has the least difference and the largest p of all bases that the published one allows", () => {
    const each = [13, 14, 15, 16, 17].map((base) => tested(differenceBetween(coded(80, 100, base), exact(40, 100))));
    const together = tested(differenceBetween(coded(80, 100, 13, 14, 15, 16, 17), exact(40, 100)));
    expect(together.difference).toBe(Math.min(...each.map(({ difference }) => difference)));
    expect(together.p).toBe(Math.max(...each.map(({ p }) => p)));
    expect(together.smallestBase).toBe(13);
  });

  test("is none where rounding to whole answers closes the gap", () => {
    expect(differenceBetween(coded(80, 100, 11), exact(75, 100))).toMatchObject({ difference: 0, p: 1 });
  });

  test("from a constant is the score test, with Wilson's interval less the constant", () => {
    const constant = { status: "constant", proportion: 0.17 } as const;
    const difference = tested(differenceBetween(exact(28, 100), constant));
    expect(difference).toMatchObject({ status: "compared", test: "score-test", smallestBase: 100 });
    expect(difference.p).toBe(scoreTest({ count: 28, base: 100 }, 0.17));
    expect(differenceBetween(withheld, constant)).toEqual({ status: "withheld" });
  });

  test("from a constant is taken at the nearest end where the own share is coded", () => {
    const constant = { status: "constant", proportion: 0.3 } as const;
    expect(tested(differenceBetween(coded(0, 10, 21), constant)).difference).toBe(3 / 21 - 0.3);
    expect(tested(differenceBetween(coded(80, 100, 11), constant)).difference).toBe(8 / 11 - 0.3);
    expect(differenceBetween(coded(0, 10, 21), { ...constant, proportion: 0.025 })).toMatchObject({ p: 1 });
  });

  test("claims no more of a coded share than its counts would, whatever they are", () => {
    const share = (smallest: number) =>
      fc.integer({ min: smallest, max: 150 }).chain((base) => fc.nat(base).map((count) => anOwnShare(count, base)));
    fc.assert(
      fc.property(share(10), share(10), (own, reference) => {
        fc.pre(publishableFigure(own, defaultPolicy).status === "coded");
        const { difference, p } = tested(
          differenceBetween(ownSide(own, defaultPolicy), ownSide(reference, defaultPolicy)),
        );
        const known = own.count / own.base - reference.count / reference.base;
        expect(Math.abs(difference)).toBeLessThanOrEqual(Math.abs(known) + 1e-12);
        expect(difference * known).toBeGreaterThanOrEqual(0);
        expect(p).toBeGreaterThanOrEqual(twoProportionTest(own, reference).p - 1e-9);
      }),
      { numRuns: 2_000 },
    );
  });

  test("changes its sign and nothing else when the sides change places", () => {
    const side = fc.oneof(
      fc.integer({ min: 10, max: 300 }).chain((base) => fc.nat(base).map((count) => exact(count, base))),
      fc.integer({ min: 10, max: 300 }).map((base) => coded(80, 100, base)),
      fc.integer({ min: 10, max: 300 }).map((base) => coded(0, 20, base)),
    );
    fc.assert(
      fc.property(side, side, (one, other) => {
        const there = tested(differenceBetween(one, other));
        const back = tested(differenceBetween(other, one));
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.p).toBeCloseTo(there.p, 9);
      }),
    );
  });
});
