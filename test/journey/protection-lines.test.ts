import { describe, expect, test } from "vitest";
import { protectionLines } from "./protection-lines.ts";

const protection = {
  exact: 1_200,
  "end-of-the-scale": 300,
  "range-for-others": 100,
  "too-few-answers": 250,
  "too-few-in-the-share": 0,
  "withheld-for-others": 150,
} as const;

describe("what a release withholds", () => {
  test("is told with its reasons, in numbers", () => {
    const rates = ["z", "too-few", "too-few", "identical-answers"].map((held_reason) => ({ held_reason }));
    expect(protectionLines({ protection }, rates)).toEqual([
      "Of 2,000 own figures of groups that somebody belongs to, 1,200 (60%) are shown as they are.",
      "As ranges: 300 (15%) near 0 or 100%, 100 (5%) because one of these would follow from them.",
      "Withheld: 250 (13%) for fewer than ten answers, 150 (8%) because one of these would follow from them, 0 (0%) for few children in the share.",
      "Campaigns held: 2 for fewer than ten responses, 1 for too many identical answers.",
    ]);
  });

  test("is nothing where nothing is released, and no campaign is held without a reason", () => {
    const nothing = Object.fromEntries(Object.keys(protection).map((reason) => [reason, 0])) as Record<
      keyof typeof protection,
      number
    >;
    const lines = protectionLines({ protection: nothing }, [{ held_reason: "z" }]);
    expect(lines[0]).toContain("0 (0%) are shown");
    expect(lines.at(-1)).toBe("Campaigns held: none.");
  });
});
