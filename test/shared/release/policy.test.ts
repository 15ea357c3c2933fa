import { describe, expect, test } from "vitest";
import { defaultPolicy } from "#shared/release/policy.ts";

describe("the default disclosure policy", () => {
  test("is exactly this in version 1; whoever changes a number changes the version", () => {
    expect(defaultPolicy).toEqual({
      id: "ends-coded-by-base",
      version: 1,
      minimumBase: 10,
      endCodings: [
        { fromBase: 10, endInPercent: 20 },
        { fromBase: 20, endInPercent: 10 },
        { fromBase: 40, endInPercent: 5 },
        { fromBase: 100, endInPercent: 2 },
        { fromBase: 300, endInPercent: 1 },
      ],
      baseRoundedTo: 5,
      pool: { minimumAuthorities: 5, largestShare: 0.5, baseRoundedTo: 10 },
    });
  });

  test("codes every base that it does not withhold, and less widely the more answers there are", () => {
    const { endCodings, minimumBase } = defaultPolicy;
    expect(endCodings[0]?.fromBase).toBe(minimumBase);
    for (const [position, coding] of endCodings.entries()) {
      const previous = endCodings[position - 1];
      expect(coding.fromBase).toBeGreaterThan(previous?.fromBase ?? 0);
      expect(coding.endInPercent).toBeLessThan(previous?.endInPercent ?? 50);
    }
  });
});
