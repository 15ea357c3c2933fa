import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import { wilsonScoreInterval } from "#functions/benchmark/statistics/wilson-score-interval.ts";

const anyShare = fc
  .oneof(fc.nat(60), fc.nat(10_000_000))
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.oneof(fc.nat(base), fc.constantFrom(0, base)) }));
const anyProportion = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
);

describe("the score test against a constant", () => {
  test.each([
    [60, 100, 0.5, "0.0455", "R: prop.test(60, 100, 0.5, correct = FALSE), X-squared = 4"],
    [319, 715, 0.5, "0.003981", "R: prop.test(319, 715, 0.5, correct = FALSE), X-squared = 8.2923"],
  ])("of %i/%i against %d has p %s as printed in %s", (count, base, proportion, printed) => {
    expect(scoreTest({ count, base }, proportion).toFixed(printed.length - "0.".length)).toBe(printed);
  });

  test.each([
    [65, 100, 0.55254443296888, 0.05],
    [65, 100, 0.736357517569025, 0.05],
    [65, 100, 0.495494657407043, 0.002],
    [65, 100, 0.77835406140897, 0.002],
  ])("of %i/%i against an end of its Wilson interval, %d, has p %d", (count, base, end, p) => {
    expect(scoreTest({ count, base }, end)).toBeCloseTo(p, 13);
  });

  test.each([
    ["95%", 0.05],
    ["99.8%", 0.002],
  ] as const)("rejects exactly where the Wilson interval of %s excludes the constant", (level, significance) => {
    // At an end p is the significance level itself: there the last digits decide, and an end within 1e-8 of 1 has few.
    const atTheEnd = 1e-6;
    let rejected = 0;
    fc.assert(
      fc.property(anyShare, anyProportion, fc.double({ min: -1, max: 1, noNaN: true }), (share, anywhere, nudge) => {
        const { lower, upper } = wilsonScoreInterval(share.count, share.base, level);
        for (const proportion of [
          anywhere,
          Math.min(1, Math.max(0, lower + nudge * 0.01)),
          Math.min(1, Math.max(0, upper + nudge * 0.01)),
        ]) {
          const p = scoreTest(share, proportion);
          if (Math.abs(p - significance) < atTheEnd) continue;
          expect(p < significance).toBe(proportion < lower || upper < proportion);
          rejected += p < significance ? 1 : 0;
        }
      }),
      { numRuns: 10_000 },
    );
    expect(rejected).toBeGreaterThan(5_000);
  });

  test("has p in 0 to 1", () => {
    fc.assert(
      fc.property(anyShare, anyProportion, (share, proportion) => {
        const p = scoreTest(share, proportion);
        expect(0 <= p && p <= 1).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(
        anyShare.filter(({ base }) => base <= 10_000),
        fc.integer({ min: 0, max: 1_024 }),
        ({ count, base }, parts) => {
          const mirrored = scoreTest({ count: base - count, base }, 1 - parts / 1_024);
          expect(mirrored).toBeCloseTo(scoreTest({ count, base }, parts / 1_024), 12);
        },
      ),
    );
  });

  test.each([
    [0, 5, 0, 1],
    [1, 5, 0, 0],
    [5, 5, 1, 1],
    [4, 5, 1, 0],
    [10_000_000, 10_000_000, 1, 1],
    [0, 0, 0, 1],
    [0, 0, 0.3, 1],
    [0, 0, 1, 1],
    [3, 10, 0.3, 1],
  ])("of %i/%i against %d has p %i", (count, base, proportion, p) => {
    expect(scoreTest({ count, base }, proportion)).toBe(p);
  });
});
