import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  markedTrendThreshold,
  type Trend,
  type TrendPoint,
  weightedLeastSquaresTrend,
} from "#functions/benchmark/statistics/weighted-least-squares-trend.ts";
import { normalQuantiles, wilsonScoreInterval } from "#functions/benchmark/statistics/wilson-score-interval.ts";

interface Estimate {
  readonly time: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The slope of every pair of points, averaged with the weights w_i w_j (t_i - t_j)²: no mean is taken from anything. */
function overPairs(estimates: readonly Estimate[]) {
  const weightOf = ({ lower, upper }: Estimate) => (3.92 / (upper - lower)) ** 2;
  let rise = 0;
  let run = 0;
  for (const [place, one] of estimates.entries()) {
    for (const other of estimates.slice(place + 1)) {
      const weight = weightOf(one) * weightOf(other);
      rise += weight * (one.time - other.time) * (one.value - other.value);
      run += weight * (one.time - other.time) ** 2;
    }
  }
  const slope = rise / run;
  return { slope, statistic: (slope ** 2 * run) / estimates.reduce((sum, estimate) => sum + weightOf(estimate), 0) };
}

function yearly(...shares: readonly (readonly [count: number, base: number])[]): readonly TrendPoint[] {
  return shares.map(([count, base], year) => ({ time: year + 1, share: { count, base } }));
}

function trendOf(points: readonly TrendPoint[]): Trend {
  const trend = weightedLeastSquaresTrend(points);
  if (trend === undefined) throw new Error("every point has answers and a time of its own");
  return trend;
}

const anyShare = fc
  .oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 10_000_000 }))
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base) }));
const anySeries = fc
  .array(anyShare, { minLength: 3, maxLength: 7 })
  .map((shares) => shares.map((share, year) => ({ time: 2015 + year, share })));

describe("the weighted least squares trend", () => {
  test("calls a trend marked above the 99.8% point of chi-square with one degree of freedom", () => {
    expect(markedTrendThreshold).toBeCloseTo(normalQuantiles["99.8%"] ** 2, 12);
  });

  test("is a method whose arithmetic gives the chi-square of 46.77 that the tests of the Fingertips site expect", () => {
    // TrendMarkerCalculatorTest of the public source of Fingertips, GetTrendData_Set1: rates with Byar's limits. It pins
    // the reference that the next tests compare with.
    const { slope, statistic } = overPairs([
      { time: 1, value: 24.67, lower: 23.16, upper: 26.25 },
      { time: 2, value: 24.6, lower: 23.15, upper: 26.19 },
      { time: 3, value: 28, lower: 26.44, upper: 29.64 },
      { time: 4, value: 30.2, lower: 28.63, upper: 31.9 },
      { time: 5, value: 30.6, lower: 28.98, upper: 32.25 },
    ]);
    expect(statistic.toFixed(2)).toBe("46.77");
    expect(slope).toBeGreaterThan(0);
  });

  test("of five published percentages follows from the limits published with them, and is not marked, as there", () => {
    // The same, GetTrendData_Set2.
    const published = overPairs([
      { time: 1, value: 20.5506, lower: 18.1803, upper: 23.1427 },
      { time: 2, value: 19.5952, lower: 17.3444, upper: 22.0602 },
      { time: 3, value: 19.0349, lower: 16.8421, upper: 21.4394 },
      { time: 4, value: 21.3966, lower: 19.0918, upper: 23.8975 },
      { time: 5, value: 18.4372, lower: 16.2925, upper: 20.7941 },
    ]);
    const trend = trendOf(yearly([209, 1017], [213, 1087], [213, 1119], [239, 1117], [210, 1139]));
    expect(100 * trend.slope).toBeCloseTo(published.slope, 4);
    expect(trend.statistic).toBeCloseTo(published.statistic, 3);
    expect(trend.marked).toBe(false);
  });

  test("of measles vaccination in Yorkshire and the Humber, 2020 to 2024, is marked as falling, as Fingertips has it", () => {
    // Fingertips indicator 30309.
    const published = overPairs([
      { time: 1, value: 92.6254, lower: 92.4168, upper: 92.8288 },
      { time: 2, value: 92.3221, lower: 92.1072, upper: 92.5315 },
      { time: 3, value: 90.8708, lower: 90.6358, upper: 91.1004 },
      { time: 4, value: 90.017, lower: 89.7694, upper: 90.2594 },
      { time: 5, value: 90.1013, lower: 89.8578, upper: 90.3396 },
    ]);
    const trend = trendOf(yearly([57274, 61834], [55865, 60511], [53681, 59074], [51767, 57508], [53185, 59028]));
    expect(100 * trend.slope).toBeCloseTo(published.slope, 3);
    expect(trend.statistic / published.statistic).toBeCloseTo(1, 2);
    expect(trend.slope).toBeLessThan(0);
    expect(trend.marked).toBe(true);
  });

  test("of diabetes in England, 2020 to 2024, fifty million people a year, is marked as rising, as Fingertips has it", () => {
    // Fingertips indicator 241.
    const trend = trendOf(
      yearly(
        [3_455_176, 48_783_947],
        [3_491_868, 49_122_259],
        [3_625_401, 49_956_777],
        [3_774_801, 50_649_129],
        [3_938_080, 51_441_896],
      ),
    );
    expect(trend.slope).toBeGreaterThan(0);
    expect(trend.marked).toBe(true);
  });

  test("agrees with the slopes of all pairs of waves, whatever their sizes", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const reference = overPairs(
          series.map(({ time, share: { count, base } }) => ({
            time,
            value: count / base,
            ...wilsonScoreInterval(count, base, "95%"),
          })),
        );
        const { slope, statistic } = trendOf(series);
        expect(Math.abs(slope - reference.slope)).toBeLessThan(1e-9);
        expect(Math.abs(statistic - reference.statistic)).toBeLessThan(1e-6 * (1 + reference.statistic));
      }),
      { numRuns: 2_000 },
    );
  });

  test("has p under 0.002 exactly above the threshold, and under 0.05 exactly above 3.8415, the 95% point", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const { statistic, p } = trendOf(series);
        fc.pre(Math.abs(statistic - markedTrendThreshold) > 1e-9 && Math.abs(statistic - 3.841458820694124) > 1e-9);
        expect(p < 0.002).toBe(statistic > markedTrendThreshold);
        expect(p < 0.05).toBe(statistic > 3.841458820694124);
        expect(p >= 0 && p <= 1).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is not marked where one wave makes it, however large the statistic", () => {
    const { statistic, marked } = trendOf(yearly([500, 1000], [490, 1000], [480, 1000], [470, 1000], [700, 1000]));
    expect(statistic).toBeGreaterThan(markedTrendThreshold);
    expect(marked).toBe(false);
  });

  test("is marked on a steady change only where its statistic passes the threshold", () => {
    const steadily = (times: number) =>
      trendOf(yearly(...[20, 24, 28, 32, 36].map((count) => [count * times, 100 * times] as const)));
    const { statistic, p, marked } = steadily(1);
    expect([statistic > 3.84, statistic < markedTrendThreshold, p < 0.05]).toEqual([true, true, true]);
    expect(marked).toBe(false);
    expect(steadily(2).statistic).toBeGreaterThan(markedTrendThreshold);
    expect(steadily(2).marked).toBe(true);
  });

  test("is level and unmarked where every share is the same, with nobody, everybody or a third, and with huge n", () => {
    for (const base of [3, 30, 9_999_999]) {
      for (const count of [0, base / 3, base]) {
        const { slope, p, marked } = trendOf(yearly(...new Array(5).fill([count, base])));
        expect(slope).toBeCloseTo(0, 15);
        expect(p).toBeGreaterThan(0.999);
        expect(marked).toBe(false);
      }
    }
  });

  test("is finite where each wave has one child", () => {
    const { slope, statistic, p } = trendOf(yearly([0, 1], [1, 1], [0, 1], [1, 1], [1, 1]));
    expect([slope, statistic, p].every(Number.isFinite)).toBe(true);
  });

  test("is not given for fewer than three points, for two at one time, or where a wave has no answers", () => {
    const series = yearly([1, 10], [2, 10], [3, 10], [4, 10]);
    expect(weightedLeastSquaresTrend(series.slice(0, 2))).toBeUndefined();
    expect(weightedLeastSquaresTrend(series.slice(0, 3))).toBeDefined();
    expect(weightedLeastSquaresTrend([...series, { time: 4, share: { count: 5, base: 10 } }])).toBeUndefined();
    expect(weightedLeastSquaresTrend([...series, { time: 5, share: { count: 0, base: 0 } }])).toBeUndefined();
  });

  test("changes only the sign of its slope when time is reversed, and when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const forwards = trendOf(series);
        const backwards = trendOf(series.map(({ time, share }) => ({ time: -time, share })));
        const complement = trendOf(
          series.map(({ time, share: { count, base } }) => ({ time, share: { count: base - count, base } })),
        );
        for (const turned of [backwards, complement]) {
          expect(Math.abs(turned.slope + forwards.slope)).toBeLessThan(1e-11);
          expect(Math.abs(turned.statistic - forwards.statistic)).toBeLessThan(1e-8 * (1 + forwards.statistic));
        }
      }),
    );
    const rising = yearly([20, 100], [25, 100], [30, 100], [35, 100], [40, 100]);
    const falling = rising.map(({ time, share }) => ({ time: -time, share }));
    expect([trendOf(rising).marked, trendOf(falling).marked]).toEqual([true, true]);
  });

  test("is marked by no four equal waves and a fifth, whatever the last digit of a double says", () => {
    for (const base of [60, 75, 110, 130]) {
      for (const count of [7, 11, 19, 33]) {
        for (const last of [0, base]) {
          const series = [count, count, count, count, last].map((each): [number, number] => [each, base]);
          expect(trendOf(yearly(...series)).marked).toBe(false);
          expect(trendOf(yearly(...series.toReversed())).marked).toBe(false);
        }
      }
    }
  });

  test("has a slope per unit of time, and a statistic that knows no unit", () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 2, max: 365 }), (series, daysInAUnit) => {
        const { slope, statistic } = trendOf(series);
        const finer = trendOf(series.map(({ time, share }) => ({ time: time * daysInAUnit, share })));
        expect(Math.abs(finer.slope * daysInAUnit - slope)).toBeLessThan(1e-11);
        expect(Math.abs(finer.statistic - statistic)).toBeLessThan(1e-8 * (1 + statistic));
      }),
    );
  });

  test("does not depend on the order in which the waves are given, to the last digit", () => {
    const anyOrder = anySeries.chain((series) =>
      fc.record({
        series: fc.constant(series),
        shuffled: fc.shuffledSubarray(series, { minLength: series.length }),
      }),
    );
    fc.assert(
      fc.property(anyOrder, ({ series, shuffled }) => {
        expect(trendOf(shuffled)).toEqual(trendOf(series));
      }),
    );
  });
});
