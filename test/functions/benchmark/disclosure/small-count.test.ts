import { describe, expect, test } from "vitest";
import { hasSmallCount } from "#functions/benchmark/disclosure/small-count.ts";
import { disclosureProfiles } from "#shared/release/policy.ts";

const smallOf20 = (profile: keyof typeof disclosureProfiles) =>
  Array.from({ length: 21 }, (_, count) => count).filter((count) =>
    hasSmallCount({ count, base: 20 }, disclosureProfiles[profile]),
  );

describe("a share of few children", () => {
  test("is none at all by the default profile, not even of nobody", () => {
    expect(smallOf20("default")).toEqual([]);
  });

  test("is one of fewer than the profile's minimum, or of all but fewer", () => {
    expect(smallOf20("minimum-count-3")).toEqual([0, 1, 2, 18, 19, 20]);
    expect(smallOf20("minimum-count-5")).toEqual([0, 1, 2, 3, 4, 16, 17, 18, 19, 20]);
    expect(smallOf20("minimum-count-8")).toHaveLength(16);
  });
});
