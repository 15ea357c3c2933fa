import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  points,
  roundedUp,
  roundHalfAwayFromZero,
  tenths,
  wholePercent,
} from "#functions/benchmark/statistics/rounding.ts";

/** The same on the printed decimal, as a fraction of whole numbers. */
function reference(value: number, decimals: number): number {
  const [mantissa = "", exponent = "0"] = Math.abs(value).toString().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const places = Number(exponent) - fraction.length + decimals;
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(Math.max(places, 0));
  const denominator = 10n ** BigInt(Math.max(-places, 0));
  return Math.sign(value) * Number(`${(2n * numerator + denominator) / (2n * denominator)}e-${decimals}`);
}

/** The doubles next to a decimal tie, where binary arithmetic goes wrong. */
const nearATie = fc
  .record({ digits: fc.nat(99_999_999), decimals: fc.nat(6), step: fc.integer({ min: -2, max: 2 }) })
  .map(({ digits, decimals, step }) => {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, Number(`${digits}5e-${decimals + 1}`));
    bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(step));
    return bits.getFloat64(0);
  });
const anyNumber = fc.oneof(nearATie, fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e22, max: 1e22 }));

describe("rounding half away from zero", () => {
  test.each([
    [0.285, 2, 0.29],
    [1.005, 2, 1.01],
    [2.5, 0, 3],
    [0.5, 0, 1],
    [0.49999999999999994, 0, 0],
    [63.449999999999996, 1, 63.4],
    [1.45, 1, 1.5],
    [8.345, 2, 8.35],
    [999.995, 2, 1000],
    [5e-7, 6, 1e-6],
    [4e-7, 6, 0],
    [1e21, 2, 1e21],
    [0, 2, 0],
  ])("takes %d to %i decimals as %d, and its negative to the negative", (value, decimals, rounded) => {
    expect(roundHalfAwayFromZero(value, decimals)).toBe(rounded);
    expect(roundHalfAwayFromZero(-value, decimals) + rounded).toBe(0);
  });

  test("agrees with whole-number arithmetic on the printed decimal", () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(6), (value, decimals) => {
        expect(roundHalfAwayFromZero(value, decimals) + 0).toBe(reference(value, decimals) + 0);
      }),
      { numRuns: 20_000 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(6), (value, decimals) => {
        const once = roundHalfAwayFromZero(value, decimals);
        expect(roundHalfAwayFromZero(once, decimals)).toBe(once);
      }),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("refuses %d", (value) => {
    expect(() => roundHalfAwayFromZero(value, 0)).toThrow(RangeError);
  });
});

describe("a whole per cent", () => {
  test.each([
    [1, 200, 1],
    [1, 201, 0],
    [57, 200, 29],
    [3, 120, 3],
    [117, 120, 98],
    [0, 7, 0],
    [7, 7, 100],
  ])("of %i/%i is %i", (count, base, percent) => {
    expect(wholePercent(count, base)).toBe(percent);
  });

  test("is exact for every base up to ten million", () => {
    const anyShare = fc
      .integer({ min: 1, max: 10_000_000 })
      .chain((base) => fc.tuple(fc.oneof(fc.nat(base), fc.constant(Math.floor(base / 200))), fc.constant(base)));
    fc.assert(
      fc.property(anyShare, ([count, base]) => {
        const exact = (200n * BigInt(count) + BigInt(base)) / (2n * BigInt(base));
        expect(BigInt(wholePercent(count, base))).toBe(exact);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("points of a proportion", () => {
  test.each([
    [0.285, 29],
    [0.145, 15],
    [0.7 - 0.65, 5],
    [-0.285, -29],
    [0.0049, 0],
    [1, 100],
  ])("are whole, half away from zero on the decimal that was meant: %d is %i", (proportion, whole) => {
    expect(points(proportion)).toBe(whole);
  });

  test("are the same as by the digits, on and off the half", () => {
    const anyPercent = fc.oneof(
      fc.integer({ min: -2_000, max: 2_000 }),
      fc.double({ min: -100, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(anyPercent, (percent) => {
        const meant = Number((percent / (Number.isInteger(percent) ? 20 : 1)).toPrecision(12));
        expect(points(meant / 100)).toBe(roundHalfAwayFromZero(meant, 0) + 0);
      }),
      { numRuns: 10_000 },
    );
  });

  test("are never minus nought", () => {
    expect(Object.is(points(-0.001), 0)).toBe(true);
    expect(Object.is(points(-0), 0)).toBe(true);
    expect(Object.is(tenths(-0.04), 0)).toBe(true);
  });
});

describe("tenths", () => {
  test.each([
    [100 * (0.285 - 0.27), 1.5],
    [7.25, 7.3],
    [-7.25, -7.3],
    [6.95, 7],
    [1.05, 1.1],
  ])("are half away from zero on the decimal that was meant: %d is %d", (value, tenth) => {
    expect(tenths(value)).toBe(tenth);
  });
});

describe("a p or q for publication", () => {
  test.each([
    [0.05, 0.05],
    [0.0500001, 0.051],
    [0.04999, 0.05],
    [0.000_000_1, 0.001],
    [0, 0.001],
    [1, 1],
    [0.9991, 1],
  ])("is rounded up to three decimals: %d is %d", (probability, shown) => {
    expect(roundedUp(probability)).toBe(shown);
  });

  test("is shown as 0.05 or less exactly where it is, to the digits that a double holds", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        fc.pre(Math.abs(probability - 0.05) > 1e-12);
        expect(roundedUp(probability) <= 0.05).toBe(probability <= 0.05);
      }),
    );
  });
});
