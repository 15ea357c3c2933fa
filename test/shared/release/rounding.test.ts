import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roundToMultipleOf } from "#shared/release/rounding.ts";

describe("rounding to a multiple", () => {
  test.each([
    [5, 0, 0],
    [5, 2, 0],
    [5, 3, 5],
    [5, 12, 10],
    [5, 13, 15],
    [10, 4, 0],
    [10, 5, 10],
    [10, 14, 10],
    [10, 15, 20],
    [5, 12.5, 15],
    [5, -0.75, 0],
    [5, -17, 0],
  ])("of %i takes %d as %i", (step, value, multiple) => {
    expect(roundToMultipleOf(step, value)).toBe(multiple);
  });

  test("takes for a half what is one but for the last digits of a sum, and nothing for what is below nought", () => {
    expect([124.99999999999999, 125, 125.00000000000001].map((base) => roundToMultipleOf(10, base))).toEqual([
      130, 130, 130,
    ]);
    expect(roundToMultipleOf(10, 124.9999)).toBe(120);
    expect([-0.5, -40].map((base) => roundToMultipleOf(5, base))).toEqual([0, 0]);
  });

  test("gives a multiple that is no further away than half a step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(10_000_000), (step, value) => {
        const multiple = roundToMultipleOf(step, value);
        expect(multiple % step).toBe(0);
        expect(2 * Math.abs(multiple - value)).toBeLessThanOrEqual(step);
      }),
    );
  });
});
