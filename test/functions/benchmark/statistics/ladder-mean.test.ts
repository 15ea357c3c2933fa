import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Ladder,
  type LadderBands,
  ladderMean,
  ladderOf,
  meanInterval,
} from "#functions/benchmark/statistics/ladder-mean.ts";

const bands = [
  { from: 0, to: 4 },
  { from: 5, to: 6 },
  { from: 7, to: 10 },
];
const singleSteps = Array.from({ length: 11 }, (_, step) => ({ from: step, to: step }));

const stepsOf = (counts: Readonly<Record<number, number>>) =>
  Array.from({ length: 11 }, (_, step) => counts[step] ?? 0);

const nation = ladderOf(stepsOf({ 2: 10, 6: 30, 9: 60 }), bands);
const group: LadderBands = { counts: [10, 30, 60], base: 100, cellVariance: 9 / 4 };

const anySteps = fc.array(fc.integer({ min: -12, max: 4_000 }), { minLength: 11, maxLength: 11 });
const anyGroup: fc.Arbitrary<LadderBands> = fc
  .record({
    base: fc.oneof(fc.double({ min: 1e-6, max: 5, noNaN: true }), fc.double({ min: 5, max: 100_000, noNaN: true })),
    low: fc.double({ min: -2, max: 3, noNaN: true }),
    high: fc.double({ min: -2, max: 3, noNaN: true }),
    cellVariance: fc.double({ min: 0, max: 600, noNaN: true }),
  })
  .map(({ base, low, high, cellVariance }) => ({
    counts: [low, 1 - low - high, high].map((part) => part * base),
    base,
    cellVariance,
  }));
const anyLadder: fc.Arbitrary<Ladder> = anySteps.map((steps) => ladderOf(steps, bands));

describe("what the nation says of a ladder", () => {
  test("is mean and variance inside each band and the variance of all steps, by hand", () => {
    const alike = [2, 6, 9].map((mean) => ({ mean, variance: 0 }));
    expect(nation.bands).toEqual(alike);
    expect(nation.variance).toBeCloseTo(5.04, 14);
    const { bands: [, , high] = [] } = ladderOf(stepsOf({ 2: 10, 6: 30, 7: 30, 10: 60 }), bands);
    expect(high).toEqual({ mean: 9, variance: 2 });
  });

  test("takes a negative count for none, and a band without counts at its midpoint", () => {
    const ladder = ladderOf(stepsOf({ 0: -5, 3: -1, 5: 4, 6: 4, 8: -2 }), bands);
    expect(ladder.bands.map(({ mean }) => mean)).toEqual([2, 5.5, 8.5]);
    expect(ladder.variance).toBeCloseTo(0.25, 14);
  });

  test("without any counts is that of equally frequent steps: the midpoints, and the variance 10", () => {
    const equallyFrequent = ladderOf(new Array(11).fill(7), bands);
    expect(equallyFrequent).toEqual({
      bands: [
        { mean: 2, variance: 2 },
        { mean: 5.5, variance: 0.25 },
        { mean: 8.5, variance: 1.25 },
      ],
      variance: 10,
    });
    for (const nothing of [new Array(11).fill(0), new Array(11).fill(-3), []]) {
      expect(ladderOf(nothing, bands)).toEqual(equallyFrequent);
    }
  });

  test("keeps every mean and variance inside what its band allows", () => {
    fc.assert(
      fc.property(anySteps, (steps) => {
        const ladder = ladderOf(steps, bands);
        for (const [at, { from, to }] of bands.entries()) {
          const { mean, variance } = ladder.bands[at] ?? { mean: Number.NaN, variance: Number.NaN };
          expect(mean >= from - 1e-12 && mean <= to + 1e-12).toBe(true);
          expect(variance >= 0 && variance <= ((to - from) / 2) ** 2 + 1e-12).toBe(true);
        }
        expect(ladder.variance >= 0 && ladder.variance <= 25 + 1e-12).toBe(true);
      }),
    );
  });
});

describe("the mean of a ladder from its bands", () => {
  test("is by hand 7.4 with the variance 0.0504 + 2.25 (33.68 - 27.04/4) / 10000", () => {
    const { mean, variance } = ladderMean(group, nation);
    expect(mean).toBeCloseTo(7.4, 14);
    expect(variance).toBeCloseTo(0.056457, 14);
  });

  test("of a group that varies more than the nation is 6 with the variance 0.084 + 2.25 (25 - 1/4) / 10000, by hand", () => {
    const { mean, variance } = ladderMean({ ...group, counts: [30, 30, 40] }, nation);
    expect(mean).toBeCloseTo(6, 14);
    expect(variance).toBeCloseTo(0.08956875, 14);
  });

  test("of a group that varies less than the nation has the nation's variance", () => {
    const { variance } = ladderMean({ counts: [0, 0, 100], base: 100, cellVariance: 0 }, nation);
    expect(variance).toBeCloseTo(0.0504, 14);
  });

  test("is the sample mean, with S²/n, where every step is a band of its own and nothing carries noise", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 11, maxLength: 11 }), (counts) => {
        const base = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(base > 0);
        const ladder = ladderOf(counts, singleSteps);
        const answers = counts.flatMap((count, step) => new Array<number>(count).fill(step));
        const sampleMean = answers.reduce((sum, answer) => sum + answer, 0) / base;
        const squares = answers.reduce((sum, answer) => sum + (answer - sampleMean) ** 2, 0);
        const { mean, variance } = ladderMean({ counts, base, cellVariance: 0 }, ladder);
        expect(mean).toBeCloseTo(sampleMean, 12);
        expect(variance).toBeCloseTo(squares / base ** 2, 12);
      }),
    );
  });

  test("takes counts of bands as they are, negative ones too, and holds the mean inside 0 to 10", () => {
    const mean = (...counts: number[]) => ladderMean({ counts, base: 10, cellVariance: 9 / 4 }, nation).mean;
    expect(mean(-1, 3, 8)).toBeCloseTo((-2 + 18 + 72) / 10, 14);
    expect(mean(-4, 2, 12)).toBe(10);
    expect(mean(10, -30, 5)).toBe(0);
  });

  test("has a variance that grows with the noise and is that of the pool of as many alike over their number", () => {
    fc.assert(
      fc.property(anyGroup, anyLadder, fc.integer({ min: 2, max: 40 }), (each, ladder, members) => {
        const { mean, variance } = ladderMean(each, ladder);
        const noisier = ladderMean({ ...each, cellVariance: 2 * each.cellVariance }, ladder);
        const pool = ladderMean(
          {
            counts: each.counts.map((count) => members * count),
            base: members * each.base,
            cellVariance: members * each.cellVariance,
          },
          ladder,
        );
        expect(noisier.variance).toBeGreaterThanOrEqual(variance);
        expect(pool.mean).toBeCloseTo(mean, 9);
        expect(Math.abs(pool.variance * members - variance)).toBeLessThan(1e-9 * (1 + variance));
      }),
    );
  });

  test("is inside 0 to 10 with a finite variance that is not negative, whatever a fit comes to", () => {
    fc.assert(
      fc.property(anyGroup, anyLadder, (each, ladder) => {
        const { mean, variance } = ladderMean(each, ladder);
        expect(mean >= 0 && mean <= 10).toBe(true);
        expect(Number.isFinite(variance) && variance >= 0).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([0, -3, Number.NaN])("refuses a base of %d", (base) => {
    expect(() => ladderMean({ ...group, base }, nation)).toThrow(RangeError);
  });
});

describe("the interval of a mean", () => {
  test("of 7.4 with the variance 0.056457 is 6.934299 to 7.865701, wider at 99.8%", () => {
    const estimated = { mean: 7.4, variance: 0.056457 };
    const narrow = meanInterval(estimated, "95%");
    const wide = meanInterval(estimated, "99.8%");
    expect([narrow.lower.toFixed(6), narrow.upper.toFixed(6)]).toEqual(["6.934299", "7.865701"]);
    expect([wide.lower.toFixed(6), wide.upper.toFixed(6)]).toEqual(["6.665740", "8.134260"]);
  });

  test("is held inside 0 to 10", () => {
    expect(meanInterval({ mean: 9.8, variance: 4 }, "95%").upper).toBe(10);
    expect(meanInterval({ mean: 0.2, variance: 4 }, "95%").lower).toBe(0);
  });
});
