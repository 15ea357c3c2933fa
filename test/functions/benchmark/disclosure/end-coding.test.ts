import { describe, expect, test } from "vitest";
import { codedEnd } from "#functions/benchmark/disclosure/end-coding.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const coded = (count: number, base: number) => codedEnd({ count, base }, defaultPolicy);

describe("ends coded by base", () => {
  // Just in and just out of each end, at the smallest and the largest base of each class.
  test.each([
    [10, 20, 2, 3],
    [19, 20, 3, 4],
    [20, 10, 2, 3],
    [39, 10, 4, 5],
    [40, 5, 2, 3],
    [99, 5, 5, 6],
    [100, 2, 2, 3],
    [299, 2, 7, 8],
    [300, 1, 4, 5],
    [1000, 1, 14, 16],
  ])(
    "with %i answers make a range of up to %i per cent of %i children, and leave %i as they are",
    (base, end, inside, outside) => {
      expect(coded(inside, base)).toEqual({ atLeast: 0, atMost: end });
      expect(coded(outside, base)).toBeUndefined();
      expect(coded(base - inside, base)).toEqual({ atLeast: 100 - end, atMost: 100 });
      expect(coded(base - outside, base)).toBeUndefined();
    },
  );

  test("hide that all or none are in the band, whatever the base", () => {
    for (const base of [10, 11, 19, 20, 39, 40, 99, 100, 299, 300, 10_000]) {
      expect(coded(0, base)?.atMost).toBeGreaterThan(0);
      expect(coded(base, base)?.atLeast).toBeLessThan(100);
    }
  });

  test("code a share and its complement together where each alone would round to its own side", () => {
    expect(coded(3, 120)).toEqual({ atLeast: 0, atMost: 2 });
    expect(coded(117, 120)).toEqual({ atLeast: 98, atMost: 100 });
    const apart = [];
    for (let base = 10; base <= 400; base += 1) {
      for (let count = 0; count <= base; count += 1) {
        const share = coded(count, base);
        const complement = coded(base - count, base);
        const mirrored = complement && { atLeast: 100 - complement.atMost, atMost: 100 - complement.atLeast };
        if (share?.atLeast !== mirrored?.atLeast || share?.atMost !== mirrored?.atMost) apart.push({ count, base });
      }
    }
    expect(apart).toEqual([]);
  });

  test("refuse a base that the policy codes no ends for", () => {
    expect(() => coded(3, 9)).toThrow(RangeError);
  });
});
