import { describe, expect, test } from "vitest";
import { holdReasonOf, type ReadResponses } from "#functions/tally/hold.ts";
import type { HoldReason } from "#shared/release/hold-rule.ts";
import { noisePolicy } from "#shared/release/policy.ts";

const reasonFor = (read: Partial<ReadResponses>, eligible = 200) =>
  holdReasonOf({ read: 100, responses: 100, alike: 0, agesOutside: 0, ...read }, eligible, noisePolicy);

describe("a closed campaign", () => {
  test("is not held where nothing is wrong", () => {
    expect(reasonFor({})).toBeUndefined();
    expect(reasonFor({ responses: 10, read: 10 })).toBeUndefined();
    expect(reasonFor({ responses: 200, read: 200 })).toBeUndefined();
  });

  test.each<[string, HoldReason, Partial<ReadResponses>, number?]>([
    ["fewer than ten responses", "too-few", { responses: 9 }],
    ["few responses, whatever else is wrong", "too-few", { responses: 9, alike: 9, agesOutside: 50 }, 5],
    ["more responses than children", "more-responses-than-eligible", { responses: 100 }, 99],
    ["ten and more than a tenth alike", "identical-answers", { alike: 11 }],
    ["ten of the wrong age", "ages-outside-instrument", { read: 1_000, responses: 150, agesOutside: 10 }],
    ["more than a tenth of the wrong age", "ages-outside-instrument", { read: 80, responses: 70, agesOutside: 9 }],
  ])("is held for %s", (_, reason, read, eligible) => expect(reasonFor(read, eligible)).toBe(reason));

  test.each<[string, Partial<ReadResponses>]>([
    ["ten alike that are a tenth", { alike: 10 }],
    ["nine alike that are more than a tenth", { responses: 50, alike: 9 }],
    ["a tenth of the wrong age", { read: 80, responses: 72, agesOutside: 8 }],
  ])("is not held for %s", (_, read) => expect(reasonFor(read)).toBeUndefined());
});
