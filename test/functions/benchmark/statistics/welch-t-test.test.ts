import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Moments, momentsOf } from "#functions/benchmark/statistics/sample-moments.ts";
import { studentTQuantile } from "#functions/benchmark/statistics/student-t-interval.ts";
import { type WelchTTest, welchTTest } from "#functions/benchmark/statistics/welch-t-test.ts";

/** Size, mean and variance of measurements that are no ladder, in two passes. */
function momentsOfMeasurements(...values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { size: values.length, mean, variance: squares / (values.length - 1) };
}

function wholeNumbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function tested(first: Moments, second: Moments): WelchTTest {
  const result = welchTTest(first, second);
  if (result === undefined) throw new Error("there is spread");
  return result;
}

const sleepOnTheFirstDrug = momentsOfMeasurements(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2);
const sleepOnTheSecondDrug = momentsOfMeasurements(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);
const automaticCars = momentsOfMeasurements(
  ...[21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2],
);
const manualCars = momentsOfMeasurements(21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4);

const anyMoments = fc.record({
  size: fc.oneof(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 10_000_000 })),
  mean: fc.double({ min: 0, max: 10, noNaN: true }),
  variance: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 50, noNaN: true })),
});
const anyPairWithSpread = fc.tuple(anyMoments, anyMoments).filter(([one, other]) => one.variance + other.variance > 0);

describe("Welch's t test", () => {
  test("of R's sleep gives t -1.860813, df 17.776474, p 0.07939, interval -3.3654832 to 0.2054832", () => {
    const { statistic, degreesOfFreedom, p, interval } = tested(sleepOnTheFirstDrug, sleepOnTheSecondDrug);
    expect([statistic.toFixed(6), degreesOfFreedom.toFixed(6), p.toFixed(5)]).toEqual([
      "-1.860813",
      "17.776474",
      "0.07939",
    ]);
    expect([interval.lower.toFixed(7), interval.upper.toFixed(7)]).toEqual(["-3.3654832", "0.2054832"]);
  });

  test.each([
    [
      "1:10 and 7:20, R: t.test(1:10, y = c(7:20)), an example of ?t.test",
      [momentsOfMeasurements(...wholeNumbers(1, 10)), momentsOfMeasurements(...wholeNumbers(7, 20))],
      ["-5.4349", "21.982", "0.00001855", "-11.052802", "-4.947198"],
    ],
    [
      "1:10 and 7:20 with 200, R: t.test(1:10, y = c(7:20, 200)), an example of ?t.test",
      [momentsOfMeasurements(...wholeNumbers(1, 10)), momentsOfMeasurements(...wholeNumbers(7, 20), 200)],
      ["-1.6329", "14.165", "0.1245", "-47.242900", "6.376233"],
    ],
    [
      "R's mtcars, R: t.test(mpg ~ am, data = mtcars)",
      [automaticCars, manualCars],
      ["-3.7671", "18.332", "0.001374", "-11.280194", "-3.209684"],
    ],
  ] as const)("gives for %s the printed output", (_, [first, second], printed) => {
    const { statistic, degreesOfFreedom, p, interval } = tested(first, second);
    const figures = [statistic, degreesOfFreedom, p, interval.lower, interval.upper];
    expect(figures.map((figure, place) => figure.toFixed(printed[place]?.split(".")[1]?.length))).toEqual(printed);
  });

  test("of the mileage of American and Japanese cars gives t -12.94627 and df 136.87499", () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, AUTO83B.DAT, as printed in the documentation of Boost.Math,
    // "Comparing the means of two samples with the Students-t test". The printed moments have five decimals.
    const { statistic, degreesOfFreedom, p } = tested(
      { size: 249, mean: 20.14458, variance: 6.4147 ** 2 },
      { size: 79, mean: 30.48101, variance: 6.10771 ** 2 },
    );
    expect(Math.abs(statistic + 12.94627)).toBeLessThan(2e-5);
    expect(Math.abs(degreesOfFreedom - 136.87499)).toBeLessThan(2e-4);
    // Boost prints half of it: the probability of one tail.
    expect(p).toBeGreaterThan(1e-26);
    expect(p).toBeLessThan(1e-24);
  });

  test("has the closed p of Student's distribution with 1 and with 2 degrees of freedom", () => {
    // Closer to 0 than this the distribution package takes t for 0, which is right to eight digits.
    const anyMean = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(anyMean, (mean) => {
        const single = tested({ size: 2, mean, variance: 2 }, { size: 5, mean: 0, variance: 0 });
        expect(single.degreesOfFreedom).toBeCloseTo(1, 12);
        // Cauchy: 2/π arctan(1/t), which keeps its digits in the far tail.
        expect(relative(single.p, (2 / Math.PI) * Math.atan2(1, Math.abs(single.statistic)))).toBeLessThan(1e-9);

        const pair = tested({ size: 2, mean, variance: 3 }, { size: 2, mean: 0, variance: 3 });
        expect(pair.degreesOfFreedom).toBeCloseTo(2, 12);
        // 1 - t/√(2 + t²), without the subtraction.
        const t = Math.abs(pair.statistic);
        const root = Math.sqrt(2 + t ** 2);
        expect(relative(pair.p, 2 / (root * (root + t)))).toBeLessThan(1e-9);
      }),
    );
  });

  test("is Student's one-sample test where the other side has no spread", () => {
    const { statistic, degreesOfFreedom, interval } = tested(momentsOf([0, 3, 4, 5]), momentsOf([0, 0, 40]));
    const mean = 26 / 12;
    const error = Math.sqrt((3 * (1 - mean) ** 2 + 4 * (2 - mean) ** 2 + 5 * (3 - mean) ** 2) / 11 / 12);
    expect(degreesOfFreedom).toBeCloseTo(11, 12);
    expect(statistic).toBeCloseTo((mean - 2) / error, 12);
    expect(interval.upper).toBeCloseTo(mean - 2 + studentTQuantile(11, "95%") * error, 12);
  });

  test("is not given where a side has fewer than two answers, or neither has any spread", () => {
    const some = momentsOf([3, 0, 4]);
    for (const none of [momentsOf([]), momentsOf([0, 1])]) {
      expect(welchTTest(none, some)).toBeUndefined();
      expect(welchTTest(some, none)).toBeUndefined();
    }
    expect(welchTTest(momentsOf([9]), momentsOf([0, 9]))).toBeUndefined();
  });

  test("finds no difference between equal sides: p 1, and an interval around 0", () => {
    const { difference, statistic, p, interval } = tested(automaticCars, automaticCars);
    expect([difference, statistic, p]).toEqual([0, 0, 1]);
    expect(interval.lower).toBe(-interval.upper);
  });

  test("changes only its sign when the sides change places", () => {
    fc.assert(
      fc.property(anyPairWithSpread, ([first, second]) => {
        const forwards = tested(first, second);
        const backwards = tested(second, first);
        expect(backwards.difference + forwards.difference).toBe(0);
        expect(backwards.statistic + forwards.statistic).toBe(0);
        expect(backwards.interval.lower + forwards.interval.upper).toBe(0);
        expect(backwards.interval.upper + forwards.interval.lower).toBe(0);
        expect([backwards.degreesOfFreedom, backwards.p]).toEqual([forwards.degreesOfFreedom, forwards.p]);
      }),
    );
  });

  test("has p under 0.05 exactly where the interval leaves 0 out", () => {
    fc.assert(
      fc.property(anyPairWithSpread, ([first, second]) => {
        const { p, interval } = tested(first, second);
        fc.pre(Math.abs(p - 0.05) > 1e-9);
        expect(p < 0.05).toBe(interval.lower > 0 || interval.upper < 0);
      }),
      { numRuns: 2_000 },
    );
  });

  test("contains the difference, lies between the smaller n - 1 and the sum of both in its degrees of freedom, and is finite", () => {
    fc.assert(
      fc.property(anyPairWithSpread, ([first, second]) => {
        const { difference, interval, degreesOfFreedom, p } = tested(first, second);
        expect(interval.lower < difference && difference < interval.upper).toBe(true);
        const rounding = 1 + 1e-12;
        expect(degreesOfFreedom * rounding).toBeGreaterThanOrEqual(Math.min(first.size, second.size) - 1);
        expect(degreesOfFreedom).toBeLessThanOrEqual((first.size + second.size - 2) * rounding);
        expect(p >= 0 && p <= 1).toBe(true);
      }),
    );
  });

  test("narrows as more children answer with the same variance", () => {
    fc.assert(
      fc.property(anyPairWithSpread, fc.integer({ min: 2, max: 100 }), ([first, second], times) => {
        const few = tested(first, second);
        const many = tested({ ...first, size: first.size * times }, { ...second, size: second.size * times });
        expect(many.interval.upper - many.interval.lower).toBeLessThan(few.interval.upper - few.interval.lower);
      }),
    );
  });
});

function relative(value: number, reference: number): number {
  return Math.abs(value - reference) / reference;
}
