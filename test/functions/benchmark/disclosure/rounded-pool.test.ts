import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Contribution, roundedPool } from "#functions/benchmark/disclosure/rounded-pool.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const exact = (count: number): Contribution => ({ count, shown: { status: "exact" } });
const hidden = (count: number): Contribution => ({ count, shown: { status: "hidden" } });
const between = (lowest: number, count: number, highest: number): Contribution => ({
  count,
  shown: { status: "range", atLeast: 0, atMost: 10, lowest, highest },
});
const pooled = (...contributions: readonly Contribution[]) => roundedPool(contributions, defaultPolicy);

describe("the pooled count", () => {
  test("is the sum where all of it is published exactly, and nobody's is nothing", () => {
    expect(pooled(exact(7), exact(12), exact(0))).toEqual({ count: 19, step: 0 });
    expect(pooled()).toEqual({ count: 0, step: 0 });
  });

  test("rounds to a multiple of ten what lies in ranges of four at most, and adds the exact as it is", () => {
    expect(pooled(between(0, 1, 4), between(0, 3, 4), between(0, 2, 4))).toEqual({ count: 10, step: 10 });
    expect(pooled(between(0, 1, 4), between(0, 3, 4), between(0, 1, 4))).toEqual({ count: 0, step: 10 });
    expect(pooled(between(0, 1, 4), exact(41), between(0, 3, 4), between(0, 2, 4))).toEqual({ count: 51, step: 10 });
  });

  test("takes the next ten as its step where two widths and one are more", () => {
    expect(pooled(between(0, 2, 4), between(10, 12, 15))).toMatchObject({ step: 20 });
    expect(pooled(between(0, 2, 9), between(0, 2, 10))).toMatchObject({ step: 30 });
  });

  test("takes a step of twenty for what is hidden, nobody there included", () => {
    expect(pooled(hidden(6))).toEqual({ count: 0, step: 20 });
    expect(pooled(hidden(10))).toEqual({ count: 0, step: 20 });
    expect(pooled(hidden(11))).toEqual({ count: 20, step: 20 });
    expect(pooled(hidden(0), exact(33))).toEqual({ count: 33, step: 20 });
  });

  test("opens nothing for a range that leaves one count", () => {
    expect(pooled(between(4, 4, 4), exact(3))).toEqual({ count: 7, step: 0 });
  });
});

describe("any pooled count", () => {
  const someRange = fc
    .tuple(fc.nat(400), fc.nat(60), fc.nat(60))
    .map(([lowest, below, above]) => between(lowest, lowest + below, lowest + below + above));
  const open = fc.array(fc.oneof(someRange, fc.nat(60).map(hidden)), { minLength: 1, maxLength: 8 });
  const known = fc.array(fc.nat(500).map(exact), { maxLength: 8 });
  const sumOf = (contributions: readonly Contribution[]) => contributions.reduce((sum, { count }) => sum + count, 0);
  /** By how much it could be more or fewer. */
  const movesOf = ({ count, shown }: Contribution) =>
    shown.status === "range" ? [shown.lowest - count, shown.highest - count] : [-10, 9];

  test("could still be published if any contributor were anything else in its range, or a hidden one ten fewer or nine more", () => {
    fc.assert(
      fc.property(known, open, (exactly, contributions) => {
        const { count, step } = pooled(...exactly, ...contributions);
        const rounded = count - sumOf(exactly);
        // Both a rounding down and a rounding up to this count come from within a step of it.
        for (const moved of contributions.flatMap((each) => [0, ...movesOf(each)])) {
          expect(Math.abs(rounded - (sumOf(contributions) + moved))).toBeLessThanOrEqual(Math.max(0, step - 1));
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test("adds exact contributions as they are", () => {
    fc.assert(
      fc.property(known, open, (exactly, contributions) => {
        const alone = pooled(...contributions);
        expect(pooled(...exactly, ...contributions)).toEqual({ ...alone, count: alone.count + sumOf(exactly) });
        expect(alone.count % Math.max(10, alone.step)).toBe(0);
      }),
    );
  });

  test("has a step that follows from the ranges alone, a multiple of ten", () => {
    const another = fc.tuple(open, fc.infiniteStream(fc.nat(1_000)));
    fc.assert(
      fc.property(another, ([contributions, stream]) => {
        const elsewhere = contributions.map((each): Contribution => {
          const count = stream.next().value ?? 0;
          if (each.shown.status !== "range") return { ...each, count };
          const { lowest, highest } = each.shown;
          return { ...each, count: lowest + (count % (highest - lowest + 1)) };
        });
        const { step } = pooled(...contributions);
        expect(pooled(...elsewhere).step).toBe(step);
        expect(step % 10).toBe(0);
      }),
    );
  });

  test("does not depend on the order of the contributions", () => {
    fc.assert(
      fc.property(known, open, (exactly, contributions) => {
        const all = [...exactly, ...contributions];
        expect(pooled(...all.toReversed())).toEqual(pooled(...all));
      }),
    );
  });
});
