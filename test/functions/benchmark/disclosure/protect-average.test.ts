import { describe, expect, test } from "vitest";
import { publishableAverage, publishablePooledAverage } from "#functions/benchmark/disclosure/protect-average.ts";
import { momentsOf } from "#functions/benchmark/statistics/sample-moments.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const average = (steps: readonly number[], isShown = true) =>
  publishableAverage(momentsOf(steps), isShown, defaultPolicy);

describe("an average", () => {
  test("has one decimal, Student's interval and a base to the nearest five", () => {
    // One at 3, eleven at 4 and eleven at 5: mean 4.43.
    expect(average([0, 0, 0, 1, 11, 11])).toMatchObject({ status: "exact", base: 25, mean: 4.4 });
  });

  test("has an interval that stays on the ladder", () => {
    // Nine at 0 and one at 1: mean 0.1, interval -0.13 to 0.33; and so at the other end.
    expect(average([9, 1])).toMatchObject({ mean: 0.1, lower: 0, upper: 0.3 });
    expect(average([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9])).toMatchObject({ mean: 9.9, lower: 9.7, upper: 10 });
  });

  test("is withheld whole where its ladder's bands do not let it be seen", () => {
    expect(average([9, 1, 5, 5], false)).toEqual({ status: "confidential" });
  });
});

describe("a pooled average", () => {
  const counts = [20, 0, 30, 0, 50];
  const pool = {
    counts,
    base: 100,
    step: 0,
    released: 6,
    authorities: 6,
    fromEarlierWaves: 1,
    answers: 100,
    largestBase: 50,
  };
  const pooled = (changes: Partial<typeof pool>) => publishablePooledAverage({ ...pool, ...changes }, defaultPolicy);

  test("has a base to the nearest ten and the number of authorities", () => {
    expect(pooled({})).toMatchObject({ status: "exact", base: 100, mean: 2.6, authorities: 6, fromEarlierWaves: 1 });
  });

  test("is withheld of a narrow pool, and of answers that are all alike", () => {
    expect(pooled({ authorities: 4 })).toEqual({ status: "confidential" });
    expect(pooled({ largestBase: 51 })).toEqual({ status: "confidential" });
    expect(pooled({ counts: [0, 0, 100] })).toEqual({ status: "confidential" });
  });

  test("is not applicable where there is nobody to pool", () => {
    expect(pooled({ released: 0 })).toEqual({ status: "not-applicable" });
  });
});
