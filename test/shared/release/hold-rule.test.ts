import { describe, expect, test } from "vitest";
import { expectedHold } from "#functions/audit/held.ts";
import { holdReasonOf } from "#shared/release/hold-rule.ts";

type Counts = Parameters<typeof holdReasonOf>[0];

function reasonFor(counts: Partial<Counts>, eligible = 200) {
  const whole: Counts = { read: 100, tallied: 100, alike: 0, setAside: {}, ...counts };
  const reason = holdReasonOf(whole, eligible, 10);
  // The audit comes to the same by other means.
  expect(expectedHold(whole, eligible, 10)).toBe(reason);
  return reason;
}
const outside = (count: number) => ({ "age-outside-instrument": count });

describe("a closed campaign", () => {
  test("is not held where nothing is wrong", () => {
    expect(reasonFor({})).toBeUndefined();
    expect(reasonFor({ tallied: 10, read: 10 })).toBeUndefined();
    expect(reasonFor({ tallied: 200, read: 200 })).toBeUndefined();
  });

  test.each<[string, ReturnType<typeof holdReasonOf>, Partial<Counts>, number?]>([
    ["fewer than ten responses", "too-few", { tallied: 9 }],
    ["few responses, whatever else is wrong", "too-few", { tallied: 9, alike: 9, setAside: outside(50) }, 5],
    ["more responses than children", "more-responses-than-eligible", { tallied: 100 }, 99],
    ["ten and more than a tenth alike", "identical-answers", { alike: 11 }],
    ["ten of the wrong age", "ages-outside-instrument", { read: 1_000, tallied: 150, setAside: outside(10) }],
    ["more than a tenth of the wrong age", "ages-outside-instrument", { read: 80, tallied: 70, setAside: outside(9) }],
  ])("is held for %s", (_, reason, counts, eligible) => expect(reasonFor(counts, eligible)).toBe(reason));

  test.each<[string, Partial<Counts>]>([
    ["ten alike that are a tenth", { alike: 10 }],
    ["nine alike that are more than a tenth", { tallied: 50, alike: 9 }],
    ["a tenth of the wrong age", { read: 80, tallied: 72, setAside: outside(8) }],
  ])("is not held for %s", (_, counts) => expect(reasonFor(counts)).toBeUndefined());
});
