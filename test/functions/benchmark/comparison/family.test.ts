import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withQ } from "#functions/benchmark/comparison/family.ts";
import { benjaminiHochberg } from "#functions/benchmark/statistics/benjamini-hochberg.ts";

describe("a family of tests", () => {
  test("adjusts those that were tested and leaves the others without a q, in the order given", () => {
    const family = [{ p: 0.04 }, { p: undefined }, { p: 0.001 }, { p: undefined }, { p: 0.02 }];
    const [first, third, fifth] = benjaminiHochberg([0.04, 0.001, 0.02]);
    expect(withQ(family).map(({ q }) => q)).toEqual([first, undefined, third, undefined, fifth]);
  });

  test("is no larger for what could not be tested", () => {
    const anyP = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyP), fc.nat(10), (probabilities, untested) => {
        const tested = probabilities.map((p) => ({ p }));
        const family = [...Array.from({ length: untested }, () => ({ p: undefined })), ...tested];
        expect(withQ(family).slice(untested)).toEqual(withQ(tested));
      }),
    );
  });
});
