import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import {
  anyNoisyShare,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

const anyConstant = fc.oneof(
  fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
  fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
);

describe("the score test against a constant", () => {
  test.each([
    [60, 100, 0.5, "0.0455", "R: prop.test(60, 100, 0.5, correct = FALSE), X-squared = 4"],
    [319, 715, 0.5, "0.003981", "R: prop.test(319, 715, 0.5, correct = FALSE), X-squared = 8.2923"],
  ])("of %i/%i against %d without noise has p %s as printed in %s", (count, base, constant, printed) => {
    expect(scoreTest(withoutNoise(count, base), constant).p.toFixed(printed.length - "0.".length)).toBe(printed);
  });

  test("of 60 of 100 against one half with the noise of sigma 1.5 in three bands has z 1.9408, by hand", () => {
    const { z, p } = scoreTest({ count: 60, base: 100, noise: fittedNoise(1.5, 3, 49) }, 0.5);
    expect([z.toFixed(4), p.toFixed(4)]).toEqual(["1.9408", "0.0523"]);
  });

  test.each([
    [65, 100, 0.55254443296888, 0.05],
    [65, 100, 0.736357517569025, 0.05],
    [65, 100, 0.495494657407043, 0.002],
    [65, 100, 0.77835406140897, 0.002],
  ])("of %i/%i against an end of its Wilson interval, %d, has p %d", (count, base, end, p) => {
    expect(scoreTest(withoutNoise(count, base), end).p).toBeCloseTo(p, 13);
  });

  test.each([
    ["95%", 0.05],
    ["99.8%", 0.002],
  ] as const)(
    "rejects exactly where the interval of %s excludes the constant, noise or none",
    (level, significance) => {
      // At an end p is the significance level itself: there the last digits decide.
      const atTheEnd = 1e-6;
      let rejected = 0;
      const anyBaseBeyondItsNoise = anyShare.filter((share) => {
        const { open } = noisyScoreInterval(share, level);
        return open.lower > -1 || open.upper < 2;
      });
      fc.assert(
        fc.property(
          anyBaseBeyondItsNoise,
          anyConstant,
          fc.integer({ min: -1_000, max: 1_000 }),
          (share, anywhere, nudge) => {
            const { lower, upper } = noisyScoreInterval(share, level).held;
            const besides = [lower, upper].map((end) => Math.min(1, Math.max(0, end + nudge / 100_000)));
            for (const constant of [anywhere, ...besides]) {
              const { p } = scoreTest(share, constant);
              if (Math.abs(p - significance) < atTheEnd) continue;
              expect(p < significance).toBe(constant < lower || upper < constant);
              rejected += p < significance ? 1 : 0;
            }
          },
        ),
        { numRuns: 10_000 },
      );
      expect(rejected).toBeGreaterThan(5_000);
    },
  );

  test("allows more for chance the more noise there is", () => {
    fc.assert(
      fc.property(
        anyNoisyShare,
        anyConstant,
        fc.double({ min: 1.01, max: 20, noNaN: true }),
        (share, constant, factor) => {
          const less = scoreTest(share, constant);
          const more = scoreTest(withNoise(times(factor, share.noise), share), constant);
          expect(Math.abs(more.z)).toBeLessThanOrEqual(Math.abs(less.z));
          expect(more.p).toBeGreaterThanOrEqual(less.p);
        },
      ),
    );
  });

  test("has p in 0 to 1 and a z that is a number, whatever a fit comes to", () => {
    fc.assert(
      fc.property(anythingFitted, anyConstant, (share, constant) => {
        const { z, p } = scoreTest(share, constant);
        expect(Number.isNaN(z)).toBe(false);
        expect(0 <= p && p <= 1).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyNoisyShare, fc.integer({ min: 0, max: 1_024 }), (share, parts) => {
        const { z, p } = scoreTest(share, parts / 1_024);
        const mirrored = scoreTest(restOf(share), 1 - parts / 1_024);
        expect(mirrored.z).toBeCloseTo(-z, 6);
        expect(mirrored.p).toBeCloseTo(p, 6);
      }),
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
    [2, -3, 0.3, 1],
    [3, 10, 0.3, 1],
  ])("of %i/%i against %d without noise has p %i", (count, base, constant, p) => {
    expect(scoreTest(withoutNoise(count, base), constant).p).toBe(p);
  });
});
