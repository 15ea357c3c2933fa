import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Level,
  normalQuantiles,
  wilsonScoreInterval,
} from "#functions/benchmark/statistics/wilson-score-interval.ts";

const levels = Object.keys(normalQuantiles) as Level[];
const anyLevel = fc.constantFrom(...levels);

const LARGEST_BASE = 10_000_000;
const anyShare = fc
  .oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: LARGEST_BASE }))
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));

const newcombe = "Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3";

describe("the Wilson score interval", () => {
  test.each([
    [65, 100, "95%", 0.55254443296888, 0.736357517569025, 15],
    [65, 100, "99.8%", 0.495494657407043, 0.77835406140897, 15],
  ] as const)(
    "of %i/%i at %s is %d to %d, to every digit that a double holds",
    (count, base, level, lower, upper, digits) => {
      const interval = wilsonScoreInterval(count, base, level);
      expect(interval.lower).toBeCloseTo(lower, digits - 1);
      expect(interval.upper).toBeCloseTo(upper, digits - 1);
    },
  );

  test.each([
    [81, 263, "0.2553", "0.3662", newcombe],
    [15, 148, "0.0624", "0.1605", newcombe],
    [0, 20, "0.0000", "0.1611", newcombe],
    [1, 29, "0.0061", "0.1718", newcombe],
    [520, 1000, "0.4890177", "0.5508292", "R: Hmisc::binconf(520, 1000) and prop.test(520, 1000, correct = FALSE)"],
  ])("of %i/%i is %s to %s as printed in %s", (count, base, lower, upper) => {
    const interval = wilsonScoreInterval(count, base, "95%");
    const decimals = lower.length - "0.".length;
    expect([interval.lower.toFixed(decimals), interval.upper.toFixed(decimals)]).toEqual([lower, upper]);
  });

  test("ends where the score test just rejects: (p - end)² = z² end (1 - end) / n", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, ({ count, base }, level) => {
        const { lower, upper } = wilsonScoreInterval(count, base, level);
        for (const end of [lower, upper]) {
          const distance = Math.abs(count / base - end);
          const tolerated = normalQuantiles[level] * Math.sqrt((end * (1 - end)) / base);
          expect(Math.abs(distance - tolerated)).toBeLessThan(1e-11);
        }
      }),
    );
  });

  test("contains the estimate and stays inside 0 to 1", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, ({ count, base }, level) => {
        const { lower, upper } = wilsonScoreInterval(count, base, level);
        expect(0 <= lower && lower <= count / base && count / base <= upper && upper <= 1).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("is wider at 99.8% than at 95%, on both sides", () => {
    fc.assert(
      fc.property(anyShare, ({ count, base }) => {
        const narrow = wilsonScoreInterval(count, base, "95%");
        const wide = wilsonScoreInterval(count, base, "99.8%");
        expect(wide.lower < narrow.lower || count === 0).toBe(true);
        expect(wide.upper > narrow.upper || count === base).toBe(true);
      }),
    );
  });

  test("narrows as more children answer at the same share", () => {
    const anySmallShare = fc
      .integer({ min: 1, max: 1_000 })
      .chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));
    fc.assert(
      fc.property(anySmallShare, fc.integer({ min: 2, max: 1_000 }), anyLevel, ({ count, base }, times, level) => {
        const few = wilsonScoreInterval(count, base, level);
        const many = wilsonScoreInterval(count * times, base * times, level);
        expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
      }),
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, ({ count, base }, level) => {
        const interval = wilsonScoreInterval(count, base, level);
        const mirrored = wilsonScoreInterval(base - count, base, level);
        expect(mirrored.lower).toBeCloseTo(1 - interval.upper, 12);
        expect(mirrored.upper).toBeCloseTo(1 - interval.lower, 12);
      }),
    );
  });

  test.each(levels)("is the whole of 0 to 1 where nobody answered (%s)", (level) => {
    expect(wilsonScoreInterval(0, 0, level)).toEqual({ lower: 0, upper: 1 });
  });

  test.each(levels)("is finite and ends at exactly 0 and 1 where nobody or everybody is in the band (%s)", (level) => {
    for (const base of [1, 2, 7, 20, 1_234_567, LARGEST_BASE]) {
      const nobody = wilsonScoreInterval(0, base, level);
      const everybody = wilsonScoreInterval(base, base, level);
      expect(nobody.lower).toBe(0);
      expect(everybody.upper).toBe(1);
      const inner = [nobody.upper, everybody.lower];
      expect(inner.every((end) => Number.isFinite(end) && 0 < end && end < 1)).toBe(true);
    }
  });
});
