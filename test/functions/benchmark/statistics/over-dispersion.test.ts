import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { authoritiesNeededForOverDispersion, overDispersion } from "#functions/benchmark/statistics/over-dispersion.ts";
import {
  anyNoise,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

const outOf100 = (...counts: readonly number[]) => counts.map((count) => withoutNoise(count, 100));
const fiveAndFive = outOf100(25, 25, 25, 25, 25, 75, 75, 75, 75, 75);

const anyAuthorities = fc.array(anyShare, { minLength: authoritiesNeededForOverDispersion, maxLength: 40 });
const anyCentre = fc.double({ min: 0, max: 1, noNaN: true });

describe("the over-dispersion of shares", () => {
  test("of five authorities with 25 and five with 75 of 100 is found by hand: 250/9, and 241/3600", () => {
    const { assessed, dispersion, additiveVariance } = overDispersion(fiveAndFive, 0.5);
    expect(assessed).toBe(true);
    expect(dispersion).toBeCloseTo(250 / 9, 12);
    expect(additiveVariance).toBeCloseTo(241 / 3_600, 14);
  });

  test("of the same with noise is found by hand: the noise has its part, and less is left for the authorities", () => {
    // Every share has the variance v = 0.0025 + V(0.5)/10000, the sum of squares is 10/16, the weights are equal.
    const noise = fittedNoise(2.5, 3, 49);
    const v = 0.0025 + (noise.ofCount - noise.together + noise.ofBase / 4) / 10_000;
    const noisy = overDispersion(
      fiveAndFive.map((share) => withNoise(noise, share)),
      0.5,
    );
    expect(noisy.dispersion).toBeCloseTo(10 / 16 / v / 9, 12);
    expect(noisy.additiveVariance).toBeCloseTo(10 / 16 / 9 - v, 14);
    expect(noisy.additiveVariance).toBeLessThan(overDispersion(fiveAndFive, 0.5).additiveVariance);
  });

  test("weighs an authority by its answers: by hand for ten at one of two sizes", () => {
    const shares = [...outOf100(25, 25, 25, 25, 25), ...Array.from({ length: 5 }, () => withoutNoise(225, 300))];
    const [small, large] = [100 / (0.625 * 0.375), 300 / (0.625 * 0.375)];
    const q = 5 * small * (0.25 - 0.625) ** 2 + 5 * large * (0.75 - 0.625) ** 2;
    const weights = 5 * small + 5 * large;
    const { dispersion, additiveVariance } = overDispersion(shares, 0.625);
    expect(dispersion).toBeCloseTo(q / 9, 11);
    expect(additiveVariance).toBeCloseTo((q - 9) / (weights - (5 * small ** 2 + 5 * large ** 2) / weights), 14);
  });

  test("is not assessed under ten authorities, of which those without a base do not count", () => {
    const nine = outOf100(5, 15, 25, 35, 45, 55, 65, 75, 85);
    const unassessed = { assessed: false, dispersion: 0, additiveVariance: 0 };
    expect(overDispersion([], 0.5)).toEqual(unassessed);
    expect(overDispersion(nine, 0.45)).toEqual(unassessed);
    expect(overDispersion([...nine, withoutNoise(0, 0), withoutNoise(1, -2)], 0.45)).toEqual(unassessed);
    const ten = [...nine, withoutNoise(95, 100)];
    expect(overDispersion(ten, 0.5).additiveVariance).toBeGreaterThan(0);
    expect(overDispersion([...ten, withoutNoise(0, -1.5)], 0.5)).toEqual(overDispersion(ten, 0.5));
  });

  test("finds nought where every share is the centre, with nobody, everybody or a third, whatever the bases", () => {
    const bases = [1, 2, 3, 10, 17, 60, 120, 999, 12_345, 9_999_999].map((base) => 3 * base);
    for (const thirds of [0, 1, 3]) {
      const shares = bases.map((base) => withoutNoise((base / 3) * thirds, base));
      expect(overDispersion(shares, thirds / 3)).toEqual({ assessed: true, dispersion: 0, additiveVariance: 0 });
    }
  });

  test("finds nought where shares vary less than chance and noise would make them", () => {
    const shares = outOf100(47, 48, 49, 50, 50, 50, 50, 51, 52, 53);
    const { dispersion, additiveVariance } = overDispersion(shares, 0.5);
    expect(dispersion).toBeGreaterThan(0);
    expect(dispersion).toBeLessThan(0.9);
    expect(additiveVariance).toBe(0);
  });

  test("never grows with more noise", () => {
    fc.assert(
      fc.property(anyAuthorities, anyCentre, anyNoise, (shares, centre, noise) => {
        const less = overDispersion(
          shares.map((share) => withNoise(noise, share)),
          centre,
        );
        const more = overDispersion(
          shares.map((share) => withNoise(times(4, noise), share)),
          centre,
        );
        expect(more.dispersion).toBeLessThanOrEqual(less.dispersion);
      }),
    );
  });

  test("grows when the authorities move apart", () => {
    const steps = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5];
    const found = [1, 2, 4, 8].map((stride) =>
      overDispersion(outOf100(...steps.map((step) => 50 + stride * step)), 0.5),
    );
    for (const [place, { dispersion, additiveVariance }] of found.entries()) {
      const before = found[place - 1];
      if (before === undefined) continue;
      expect(dispersion).toBeGreaterThan(before.dispersion);
      expect(additiveVariance).toBeGreaterThanOrEqual(before.additiveVariance);
    }
    expect(found.at(-1)?.additiveVariance).toBeGreaterThan(0);
  });

  test("is finite and never negative, whatever fits come to", () => {
    fc.assert(
      fc.property(
        fc.array(anythingFitted, { maxLength: 40 }),
        fc.oneof(anyCentre, fc.constantFrom(0, 1)),
        (shares, centre) => {
          const { dispersion, additiveVariance } = overDispersion(shares, centre);
          expect([dispersion, additiveVariance].every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("does not depend on which authority is which, to the last digit", () => {
    const anyOrder = anyAuthorities.chain((shares) =>
      fc.record({
        shares: fc.constant(shares),
        shuffled: fc.shuffledSubarray(shares, { minLength: shares.length }),
        centre: anyCentre,
      }),
    );
    fc.assert(
      fc.property(anyOrder, ({ shares, shuffled, centre }) => {
        expect(overDispersion(shuffled, centre)).toEqual(overDispersion(shares, centre));
      }),
      { numRuns: 1_000 },
    );
  });

  test("is the same for the answers in the band and the rest", () => {
    const anyInnerCentre = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(anyAuthorities, anyInnerCentre, (shares, centre) => {
        const found = overDispersion(shares, centre);
        const rest = overDispersion(shares.map(restOf), 1 - centre);
        expect(Math.abs(rest.dispersion - found.dispersion)).toBeLessThan(1e-6 * (1 + found.dispersion));
        expect(rest.additiveVariance).toBeCloseTo(found.additiveVariance, 6);
      }),
    );
  });
});
