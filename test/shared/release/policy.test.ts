import { describe, expect, test } from "vitest";
import { defaultPolicy, disclosureProfiles } from "#shared/release/policy.ts";

describe("the default disclosure policy", () => {
  test("is exactly this in version 2; whoever changes a number changes the version", () => {
    expect(defaultPolicy).toEqual({
      id: "ends-coded-by-base",
      version: 2,
      minimumBase: 10,
      minimumCount: 0,
      protectedWidth: 10,
      endCodings: [
        { fromBase: 10, endInPercent: 20 },
        { fromBase: 20, endInPercent: 10 },
        { fromBase: 40, endInPercent: 5 },
        { fromBase: 100, endInPercent: 2 },
        { fromBase: 300, endInPercent: 1 },
      ],
      baseRoundedTo: 5,
      pool: { minimumAuthorities: 5, largestShare: 0.5, baseRoundedTo: 10, basePerStep: 10 },
    });
  });

  test("has stricter profiles that differ in their name and in the smallest count alone", () => {
    const { default: standard, ...stricter } = disclosureProfiles;
    expect(standard).toBe(defaultPolicy);
    expect(Object.values(stricter).map(({ minimumCount }) => minimumCount)).toEqual([3, 5, 8]);
    expect(new Set(Object.values(disclosureProfiles).map(({ id }) => id)).size).toBe(4);
    for (const { id: _, minimumCount: __, ...same } of Object.values(stricter))
      expect(defaultPolicy).toMatchObject(same);
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
