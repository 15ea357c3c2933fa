import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { authoritiesNeededForOverDispersion, overDispersion } from "#functions/benchmark/statistics/over-dispersion.ts";

function outOf100(...counts: readonly number[]) {
  return counts.map((count) => ({ count, base: 100 }));
}

const anyShare = fc
  .oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 10_000_000 }))
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));
const anyAuthorities = fc.array(anyShare, { minLength: authoritiesNeededForOverDispersion, maxLength: 40 });

describe("the over-dispersion of shares", () => {
  test("of five authorities with 25 and five with 75 of 100 is found by hand: φ = 100π²/36, τ² = π²/129.6 - 1/400", () => {
    // arcsin √0.25 and arcsin √0.75 lie π/12 on either side of π/4; at equal n the moment estimate is the sample
    // variance of the angles, 10 (π/12)² / 9, less their sampling variance, 1/400.
    const { assessed, dispersion, additiveVariance } = overDispersion(outOf100(25, 25, 25, 25, 25, 75, 75, 75, 75, 75));
    expect(assessed).toBe(true);
    expect(dispersion).toBeCloseTo((100 * Math.PI ** 2) / 36, 11);
    expect(additiveVariance).toBeCloseTo(Math.PI ** 2 / 129.6 - 1 / 400, 14);
  });

  test("takes nobody and everybody in the band no further than the next authority: of eleven, the outermost are winsorised", () => {
    // Percentiles 10 and 90 of eleven values are the second and the tenth, so 0 and 100 count as 25 and 75.
    const { dispersion, additiveVariance } = overDispersion(outOf100(0, 25, 25, 25, 25, 50, 75, 75, 75, 75, 100));
    const squares = 10 * ((100 * Math.PI ** 2) / 36);
    expect(dispersion).toBeCloseTo(squares / 11, 11);
    expect(additiveVariance).toBeCloseTo((squares - 10) / (4400 - 400), 14);
  });

  test("interpolates the percentiles between order statistics: of ten, a tenth of the outermost and nine of the next", () => {
    const { dispersion } = overDispersion(outOf100(0, 25, 25, 25, 25, 75, 75, 75, 75, 100));
    const next = (10 * Math.PI) / 6;
    const outermost = (10 * Math.PI) / 2;
    const percentile = next + (outermost - next) / 10;
    expect(dispersion).toBeCloseTo((2 * percentile ** 2 + 8 * next ** 2) / 10, 11);
  });

  test("weighs an authority by its answers: by hand for ten at one of two sizes", () => {
    // Five of 100 at one quarter, five of 300 at three quarters: p_0 is 1250/2000, and no value is outermost.
    const shares = [...outOf100(25, 25, 25, 25, 25), ...new Array(5).fill({ count: 225, base: 300 })];
    const centre = Math.asin(Math.sqrt(0.625));
    const squares =
      5 * 400 * (Math.asin(Math.sqrt(0.25)) - centre) ** 2 + 5 * 1200 * (Math.asin(Math.sqrt(0.75)) - centre) ** 2;
    const weights = 5 * 400 + 5 * 1200;
    const squaredWeights = 5 * 400 ** 2 + 5 * 1200 ** 2;
    const { dispersion, additiveVariance } = overDispersion(shares);
    expect(dispersion).toBeCloseTo(squares / 10, 10);
    expect(additiveVariance).toBeCloseTo((squares - 9) / (weights - squaredWeights / weights), 13);
  });

  test("at equal n and with nothing winsorised is the sample variance of the angles less 1/4n, or nought", () => {
    const anyPairOfCounts = fc.tuple(fc.nat(100), fc.integer({ min: 2, max: 20 }));
    fc.assert(
      fc.property(anyPairOfCounts, ([count, repeats]) => {
        // Each value is held by two authorities or more at both ends, and the shares mirror, so that p_0 is one half.
        const counts = [count, 100 - count].flatMap((one) => new Array(repeats * 3).fill(one) as number[]);
        fc.pre(counts.length >= authoritiesNeededForOverDispersion);
        const { additiveVariance } = overDispersion(outOf100(...counts));
        const angles = counts.map((one) => Math.asin(Math.sqrt(one / 100)));
        const mean = angles.reduce((sum, angle) => sum + angle, 0) / angles.length;
        const variance = angles.reduce((sum, angle) => sum + (angle - mean) ** 2, 0) / (angles.length - 1);
        expect(additiveVariance).toBeCloseTo(Math.max(0, variance - 1 / 400), 12);
      }),
    );
  });

  test("is not assessed under ten authorities, of which those without an answer do not enter", () => {
    const nine = outOf100(5, 15, 25, 35, 45, 55, 65, 75, 85);
    const nobody = { count: 0, base: 0 };
    const unassessed = { assessed: false, dispersion: 0, additiveVariance: 0 };
    expect(overDispersion([])).toEqual(unassessed);
    expect(overDispersion(nine)).toEqual(unassessed);
    expect(overDispersion([...nine, nobody]).additiveVariance).toBeGreaterThan(0);
    const ten = [...nine, { count: 95, base: 100 }];
    expect(overDispersion(ten).assessed).toBe(true);
    expect(overDispersion([...ten, nobody])).toEqual(overDispersion(ten));
  });

  test("is nought where only one authority, or none, has an answer", () => {
    const nobody = Array.from({ length: 10 }, () => ({ count: 0, base: 0 }));
    const nought = { assessed: true, dispersion: 0, additiveVariance: 0 };
    expect(overDispersion(nobody)).toEqual(nought);
    expect(overDispersion([...nobody, { count: 30, base: 100 }])).toEqual(nought);
  });

  test("finds nought where every share is the same, with nobody, everybody or a third, whatever the bases", () => {
    const bases = [1, 2, 3, 10, 17, 60, 120, 999, 12_345, 9_999_999].map((base) => 3 * base);
    for (const thirds of [0, 1, 3]) {
      const shares = bases.map((base) => ({ count: (base / 3) * thirds, base }));
      expect(overDispersion(shares)).toEqual({ assessed: true, dispersion: 0, additiveVariance: 0 });
    }
  });

  test("finds nought where shares vary less than chance would make them", () => {
    const { dispersion, additiveVariance } = overDispersion(outOf100(48, 49, 49, 50, 50, 50, 50, 51, 51, 52));
    expect(dispersion).toBeGreaterThan(0);
    expect(dispersion).toBeLessThan(0.9);
    expect(additiveVariance).toBe(0);
  });

  test("grows when the authorities move apart", () => {
    const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((step) => step - 5);
    const found = [1, 2, 4, 8].map((stride) => overDispersion(outOf100(...counts.map((step) => 50 + stride * step))));
    for (const [place, { dispersion, additiveVariance }] of found.entries()) {
      const before = found[place - 1];
      if (before === undefined) continue;
      expect(dispersion).toBeGreaterThan(before.dispersion);
      expect(additiveVariance).toBeGreaterThanOrEqual(before.additiveVariance);
    }
    expect(found.at(-1)?.additiveVariance).toBeGreaterThan(0);
  });

  test("is finite and never negative, at one answer and at ten million", () => {
    fc.assert(
      fc.property(anyAuthorities, (shares) => {
        const { assessed, dispersion, additiveVariance } = overDispersion(shares);
        expect(assessed).toBe(true);
        expect([dispersion, additiveVariance].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      }),
    );
    expect(overDispersion(new Array(10).fill({ count: 1, base: 1 })).additiveVariance).toBe(0);
  });

  test("does not depend on which authority is which, to the last digit", () => {
    const anyOrder = anyAuthorities.chain((shares) =>
      fc.record({
        shares: fc.constant(shares),
        shuffled: fc.shuffledSubarray(shares, { minLength: shares.length }),
      }),
    );
    fc.assert(
      fc.property(anyOrder, ({ shares, shuffled }) => {
        expect(overDispersion(shuffled)).toEqual(overDispersion(shares));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is the same for the answers in the band and the rest", () => {
    fc.assert(
      fc.property(anyAuthorities, (shares) => {
        const found = overDispersion(shares);
        const complement = overDispersion(shares.map(({ count, base }) => ({ count: base - count, base })));
        expect(Math.abs(complement.dispersion - found.dispersion)).toBeLessThan(1e-6 * (1 + found.dispersion));
        expect(complement.additiveVariance).toBeCloseTo(found.additiveVariance, 10);
      }),
    );
  });
});
