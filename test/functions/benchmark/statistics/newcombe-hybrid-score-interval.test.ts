import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newcombeHybridScoreInterval } from "#functions/benchmark/statistics/newcombe-hybrid-score-interval.ts";
import {
  type Level,
  normalQuantiles,
  wilsonScoreInterval,
} from "#functions/benchmark/statistics/wilson-score-interval.ts";

const levels = Object.keys(normalQuantiles) as Level[];
const anyLevel = fc.constantFrom(...levels);

const LARGEST_BASE = 10_000_000;
const shareUpTo = (largestBase: number) =>
  fc
    .integer({ min: 1, max: largestBase })
    .chain((base) => fc.record({ base: fc.constant(base), count: fc.oneof(fc.nat(base), fc.constantFrom(0, base)) }));
const anyShare = fc.oneof(shareUpTo(60), shareUpTo(LARGEST_BASE));

const newcombe = "Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10";

describe("Newcombe's hybrid score interval", () => {
  test.each([
    [56, 70, 48, 80, "0.0524", "0.3339", newcombe],
    [9, 10, 3, 10, "0.1705", "0.8090", newcombe],
    [6, 7, 2, 7, "0.0582", "0.8062", newcombe],
    [5, 56, 0, 29, "-0.0381", "0.1926", newcombe],
    [0, 10, 0, 20, "-0.1611", "0.2775", newcombe],
    [0, 10, 0, 10, "-0.2775", "0.2775", newcombe],
    [10, 10, 0, 20, "0.6791", "1.0000", newcombe],
    [10, 10, 0, 10, "0.6075", "1.0000", newcombe],
    [7, 34, 1, 34, "0.0189", "0.3404", "Fagerland, Lydersen and Laake (2017), chapter 4: Perondi et al. (2004)"],
  ])("of %i/%i less %i/%i at 95% is %s to %s as printed in %s", (count1, base1, count2, base2, lower, upper) => {
    const interval = newcombeHybridScoreInterval({ count: count1, base: base1 }, { count: count2, base: base2 }, "95%");
    expect([interval.lower.toFixed(4), interval.upper.toFixed(4)]).toEqual([lower, upper]);
  });

  test("contains the observed difference and stays inside -1 to 1", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const { lower, upper } = newcombeHybridScoreInterval(first, second, level);
        const difference = first.count / first.base - second.count / second.base;
        expect(-1 <= lower && lower <= difference && difference <= upper && upper <= 1).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("changes sign and ends, to the last digit, when the two change places", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const forth = newcombeHybridScoreInterval(first, second, level);
        const back = newcombeHybridScoreInterval(second, first, level);
        expect(forth.lower + back.upper).toBe(0);
        expect(forth.upper + back.lower).toBe(0);
      }),
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyShare, anyShare, anyLevel, (first, second, level) => {
        const interval = newcombeHybridScoreInterval(first, second, level);
        const mirrored = newcombeHybridScoreInterval(
          { count: first.base - first.count, base: first.base },
          { count: second.base - second.count, base: second.base },
          level,
        );
        expect(mirrored.lower).toBeCloseTo(-interval.upper, 12);
        expect(mirrored.upper).toBeCloseTo(-interval.lower, 12);
      }),
    );
  });

  test("narrows as more children answer at the same two shares", () => {
    fc.assert(
      fc.property(
        shareUpTo(1_000),
        shareUpTo(1_000),
        fc.integer({ min: 2, max: 1_000 }),
        anyLevel,
        (first, second, times, level) => {
          const few = newcombeHybridScoreInterval(first, second, level);
          const many = newcombeHybridScoreInterval(
            { count: first.count * times, base: first.base * times },
            { count: second.count * times, base: second.base * times },
            level,
          );
          expect(many.upper - many.lower).toBeLessThan(few.upper - few.lower);
        },
      ),
    );
  });

  test("is wider at 99.8% than at 95%, to neither side narrower", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const narrow = newcombeHybridScoreInterval(first, second, "95%");
        const wide = newcombeHybridScoreInterval(first, second, "99.8%");
        expect(wide.lower <= narrow.lower && wide.upper >= narrow.upper).toBe(true);
        expect(wide.upper - wide.lower).toBeGreaterThan(narrow.upper - narrow.lower);
      }),
    );
  });

  test("becomes Wilson's, shifted, where the other side is practically known", () => {
    const known = { count: 300_000_000_000, base: 1_000_000_000_000 };
    fc.assert(
      fc.property(shareUpTo(1_000), anyLevel, (share, level) => {
        const wilson = wilsonScoreInterval(share.count, share.base, level);
        const { lower, upper } = newcombeHybridScoreInterval(share, known, level);
        expect(lower).toBeCloseTo(wilson.lower - 0.3, 5);
        expect(upper).toBeCloseTo(wilson.upper - 0.3, 5);
      }),
    );
  });

  test.each(levels)("is the whole of -1 to 1 where one side has no answers (%s)", (level) => {
    const nobody = { count: 0, base: 0 };
    const somebody = { count: 7, base: 9 };
    for (const [first, second] of [
      [nobody, somebody],
      [somebody, nobody],
      [nobody, nobody],
    ] as const) {
      expect(newcombeHybridScoreInterval(first, second, level)).toEqual({ lower: -1, upper: 1 });
    }
  });
});
