import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentsOf } from "#functions/benchmark/statistics/sample-moments.ts";
import { studentTInterval, studentTQuantile } from "#functions/benchmark/statistics/student-t-interval.ts";
import { normalQuantiles } from "#functions/benchmark/statistics/wilson-score-interval.ts";

const levels = ["95%", "99.8%"] as const;
const anyLevel = fc.constantFrom(...levels);
const anyMoments = fc.record({
  size: fc.oneof(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 10_000_000 })),
  mean: fc.double({ min: 0, max: 10, noNaN: true }),
  variance: fc.double({ min: 0.01, max: 50, noNaN: true }),
});

/** Size, mean and variance of measurements that are no ladder, in two passes. */
function momentsOfMeasurements(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { size: values.length, mean, variance: squares / (values.length - 1) };
}

describe("Student's t interval", () => {
  test("of 8 answers with mean 53.704345 is 36.1683252413365 to 71.2403647586635", () => {
    const interval = studentTInterval({ size: 8, mean: 53.704345, variance: 20.9755752577093 ** 2 }, "95%");
    expect(interval?.lower).toBeCloseTo(36.1683252413365, 12);
    expect(interval?.upper).toBeCloseTo(71.2403647586635, 12);
  });

  test.each([
    [
      "the differences in R's sleep, n 10",
      "R: t.test(extra ~ group, data = sleep, paired = TRUE)",
      momentsOfMeasurements([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]),
      "0.7001142",
      "2.4598858",
    ],
    [
      "R's mtcars$mpg, n 32",
      "R: t.test(mtcars$mpg)",
      momentsOfMeasurements([
        21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4,
        33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
      ]),
      "17.91768",
      "22.26357",
    ],
  ])("of %s is as printed in %s", (_, _source, moments, lower, upper) => {
    const interval = studentTInterval(moments, "95%");
    const decimals = lower.length - lower.indexOf(".") - 1;
    expect([interval?.lower.toFixed(decimals), interval?.upper.toFixed(decimals)]).toEqual([lower, upper]);
  });

  test("of the heat flow meter of NIST is 9.258242 to 9.264679", () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods 1.3.5.2, ZARR13.DAT. The printed moments have six decimals.
    const interval = studentTInterval({ size: 195, mean: 9.26146, variance: 0.022789 ** 2 }, "95%");
    expect(Math.abs((interval?.lower ?? 0) - 9.258242)).toBeLessThan(1e-6);
    expect(Math.abs((interval?.upper ?? 0) - 9.264679)).toBeLessThan(1e-6);
    expect(studentTQuantile(194, "95%").toFixed(4)).toBe("1.9723");
  });

  test.each([
    [1, "12.706", "318.31"],
    [5, "2.571", "5.893"],
    [10, "2.228", "4.144"],
    [20, "2.086", "3.552"],
    [30, "2.042", "3.385"],
    [60, "2.000", "3.232"],
    [120, "1.980", "3.160"],
  ])(
    "takes the quantiles of Pearson and Hartley, Biometrika Tables for Statisticians I, table 12, with %i degrees of freedom",
    (degreesOfFreedom, at95Percent, at99Point8Percent) => {
      expect(studentTQuantile(degreesOfFreedom, "95%").toFixed(3)).toBe(at95Percent);
      const decimals = at99Point8Percent.split(".")[1]?.length;
      expect(studentTQuantile(degreesOfFreedom, "99.8%").toFixed(decimals)).toBe(at99Point8Percent);
    },
  );

  test("is Cauchy's for two answers and has a closed form for three", () => {
    for (const [level, oneTail] of [
      ["95%", 0.025],
      ["99.8%", 0.001],
    ] as const) {
      const cauchy = 1 / Math.tan(Math.PI * oneTail);
      expect(studentTInterval({ size: 2, mean: 0, variance: 2 }, level)?.upper).toBeCloseTo(cauchy, 10);
      const between = 1 - 2 * oneTail;
      const closedForm = between * Math.sqrt(2 / (1 - between ** 2));
      expect(studentTInterval({ size: 3, mean: 0, variance: 3 }, level)?.upper).toBeCloseTo(closedForm, 10);
    }
  });

  test.each(levels)("comes down to the normal quantile with huge n (%s)", (level) => {
    for (const size of [1e8, 1e12]) {
      const interval = studentTInterval({ size, mean: 0, variance: size }, level);
      expect(interval?.upper).toBeCloseTo(normalQuantiles[level], 6);
      expect(interval?.upper).toBeGreaterThan(normalQuantiles[level]);
    }
  });

  test("is not given for nobody, for one child, or where all answers are alike", () => {
    for (const level of levels) {
      expect(studentTInterval(momentsOf([]), level)).toBeUndefined();
      expect(studentTInterval(momentsOf([0, 1]), level)).toBeUndefined();
      expect(studentTInterval({ size: 1, mean: 3, variance: 1 }, level)).toBeUndefined();
      expect(studentTInterval(momentsOf([0, 0, 0, 60]), level)).toBeUndefined();
    }
  });

  test("has the mean in its middle, and is wider at 99.8% than at 95%", () => {
    fc.assert(
      fc.property(anyMoments, (moments) => {
        const narrow = studentTInterval(moments, "95%");
        const wide = studentTInterval(moments, "99.8%");
        if (narrow === undefined || wide === undefined) throw new Error("there is spread");
        expect((narrow.lower + narrow.upper) / 2).toBeCloseTo(moments.mean, 9);
        const ascending = [wide.lower, narrow.lower, moments.mean, narrow.upper, wide.upper];
        expect(ascending.every((end, place) => place === 0 || (ascending[place - 1] ?? end) < end)).toBe(true);
      }),
    );
  });

  test("narrows as more children answer with the same variance", () => {
    fc.assert(
      fc.property(anyMoments, fc.integer({ min: 1, max: 1_000 }), anyLevel, (moments, more, level) => {
        const few = studentTInterval({ ...moments, mean: 0 }, level);
        const many = studentTInterval({ ...moments, mean: 0, size: moments.size + more }, level);
        expect(many?.upper).toBeLessThan(few?.upper ?? 0);
      }),
    );
  });

  test("mirrors when the ladder is turned upside down", () => {
    const anyLadder = fc.array(fc.nat(50), { minLength: 11, maxLength: 11 });
    fc.assert(
      fc.property(anyLadder, anyLevel, (countByValue, level) => {
        const interval = studentTInterval(momentsOf(countByValue), level);
        const mirrored = studentTInterval(momentsOf(countByValue.toReversed()), level);
        fc.pre(interval !== undefined);
        expect(mirrored?.lower).toBeCloseTo(10 - (interval?.upper ?? Number.NaN), 9);
        expect(mirrored?.upper).toBeCloseTo(10 - (interval?.lower ?? Number.NaN), 9);
      }),
    );
  });
});
