import { describe, expect, test } from "vitest";
import { type Claimable, claimOf } from "#functions/benchmark/comparison/claim.ts";
import { claimRule } from "#shared/release/comparison.ts";

const clear: Claimable = { difference: 0.1, q: 0.01, smallestBase: 60 };
const claimed = (changes: Partial<Claimable>, polarity: Parameters<typeof claimOf>[1] = "higher-is-better") =>
  claimOf({ ...clear, ...changes }, polarity, claimRule.smallestDifferenceInPoints / 100, claimRule);

describe("a claim", () => {
  test.each([
    ["higher-is-better", 0.1, "bright-spot"],
    ["higher-is-better", -0.1, "area-for-improvement"],
    ["lower-is-better", 0.1, "area-for-improvement"],
    ["lower-is-better", -0.1, "bright-spot"],
    ["neutral", 0.1, "higher"],
    ["neutral", -0.1, "lower"],
  ] as const)("where %s and the share differs by %d is %s", (polarity, difference, claim) => {
    expect(claimed({ difference }, polarity)).toBe(claim);
  });

  test("needs a q of at most 0.05", () => {
    expect(claimed({ q: 0.05 })).toBe("bright-spot");
    expect(claimed({ q: 0.0501 })).toBe("none");
  });

  test("needs a difference of at least five points, however sure", () => {
    expect(claimed({ difference: 0.0499, q: 1e-9 })).toBe("none");
    // 0.75 - 0.7 and 0.6 - 0.65 are five points also in binary.
    expect(claimed({ difference: 0.75 - 0.7 })).toBe("bright-spot");
    expect(claimed({ difference: 0.6 - 0.65 })).toBe("area-for-improvement");
  });

  test("needs ten answers on both sides", () => {
    expect(claimed({ smallestBase: 9 })).toBe("none");
    expect(claimed({ smallestBase: 10 })).toBe("bright-spot");
  });
});
