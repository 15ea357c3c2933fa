import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantiles } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import type { NoisyShare } from "#functions/benchmark/statistics/noisy-share.ts";
import {
  markedTrendThreshold,
  type Trend,
  type TrendPoint,
  weightedLeastSquaresTrend,
} from "#functions/benchmark/statistics/weighted-least-squares-trend.ts";
import {
  anyNoise,
  anyNoiseOrNone,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

function yearly(...shares: readonly (readonly [count: number, base: number])[]): readonly TrendPoint[] {
  return shares.map(([count, base], year) => ({ time: year + 1, share: withoutNoise(count, base) }));
}

function seriesOf(counts: readonly number[], bases: readonly number[], times_ = counts.map((_, index) => index + 1)) {
  return counts.map((count, at) => ({ time: times_[at] ?? 0, share: withoutNoise(count, bases[at] ?? 0) }));
}

function trendOf(points: readonly TrendPoint[]): Trend {
  const trend = weightedLeastSquaresTrend(points);
  if (trend === undefined) throw new Error("every point has answers and a time of its own");
  return trend;
}

const withNoiseInAll = (points: readonly TrendPoint[], noise: NoisyShare["noise"]) =>
  points.map(({ time, share }) => ({ time, share: withNoise(noise, share) }));

/** Waves with an answer at least: beside millions, a millionth of one answer leaves a slope without digits. */
const anySeries = fc
  .array(
    anyShare.filter(({ base }) => base >= 1),
    { minLength: 3, maxLength: 7 },
  )
  .map((shares) => shares.map((share, year) => ({ time: 2015 + year, share })));

/** The slope of every pair of points, averaged with the weights w_i w_j (t_i - t_j)²: no mean is taken from anything. */
function overPairs(points: readonly TrendPoint[]) {
  const inBand = points.reduce((sum, { share }) => sum + share.count, 0);
  const answers = points.reduce((sum, { share }) => sum + share.base, 0);
  const common = Math.min(1, Math.max(0, inBand / answers));
  const weighted = points.map(({ time, share: { count, base, noise } }) => {
    const noiseVariance = noise.ofCount - 2 * noise.together * common + noise.ofBase * common ** 2;
    const value = Math.min(1, Math.max(0, count / base));
    return { time, value, weight: 1 / ((common * (1 - common)) / base + noiseVariance / base ** 2) };
  });
  let rise = 0;
  let run = 0;
  for (const [place, one] of weighted.entries()) {
    for (const other of weighted.slice(place + 1)) {
      const weight = one.weight * other.weight;
      rise += weight * (one.time - other.time) * (one.value - other.value);
      run += weight * (one.time - other.time) ** 2;
    }
  }
  const slope = rise / run;
  return { slope, statistic: (slope ** 2 * run) / weighted.reduce((sum, { weight }) => sum + weight, 0) };
}

describe("the weighted least squares trend without noise is the Cochran-Armitage test:", () => {
  test("of R's smokers, 83/86, 90/93, 129/136, 70/82, it is 8.224922, p 0.004131897", () => {
    const { statistic, p, slope } = trendOf(yearly([83, 86], [90, 93], [129, 136], [70, 82]));
    expect(statistic.toFixed(6)).toBe("8.224922");
    expect(p.toFixed(9)).toBe("0.004131897");
    expect(slope.toFixed(4)).toBe("-0.0334");
  });

  test.each([
    {
      source: "Agresti (2002), Categorical Data Analysis: drinking of mothers and malformation, at midpoints",
      series: seriesOf([48, 38, 5, 1, 1], [17_114, 14_502, 793, 127, 38], [0, 0.5, 1.5, 4, 7]),
      printed: ["6.57", "0.0104"],
    },
    {
      source: "Dalgaard, Introductory Statistics with R, section 7.3: Caesarean sections and shoe sizes",
      series: seriesOf([5, 7, 6, 7, 8, 10], [22, 35, 42, 48, 54, 150]),
      printed: ["8.0237", "0.004617"],
    },
    {
      source: "DescTools' reference of CochranArmitageTest, as 40/39 of the 3.4667 of Mantel and Haenszel",
      series: seriesOf([0, 1, 0, 3], [10, 10, 10, 10]),
      printed: ["3.5556", "0.05935"],
    },
  ])("it is what is printed in $source", ({ series, printed }) => {
    const { statistic, p } = trendOf(series);
    const decimals = printed.map((number) => number.split(".")[1]?.length);
    expect([statistic.toFixed(decimals[0]), p.toFixed(decimals[1])]).toEqual(printed);
  });

  test("it has the root 4.7918 that SAS prints for adverse responses by dose (SAS/STAT, FREQ procedure, trend test)", () => {
    const { statistic, slope } = trendOf(seriesOf([6, 7, 9, 14, 23], [32, 33, 32, 32, 32]));
    expect(Math.sqrt(statistic).toFixed(4)).toBe("4.7918");
    expect(slope).toBeGreaterThan(0);
  });

  test("it has the slope -0.0194 that Fagerland, Lydersen and Laake (2017), chapter 5, estimate", () => {
    const { slope } = trendOf(seriesOf([8, 10, 11, 22, 6], [61, 58, 111, 124, 135]));
    expect(slope.toFixed(4)).toBe("-0.0194");
  });
});

describe("the weighted least squares trend", () => {
  test("agrees with the slopes of all pairs of waves, whatever their sizes and their noise", () => {
    fc.assert(
      fc.property(anySeries, anyNoise, (series, noise) => {
        const noisy = withNoiseInAll(series, noise);
        const reference = overPairs(noisy);
        const { slope, statistic } = trendOf(noisy);
        expect(Math.abs(slope - reference.slope)).toBeLessThan(1e-8);
        expect(Math.abs(statistic - reference.statistic)).toBeLessThan(1e-6 * (1 + reference.statistic));
      }),
      { numRuns: 2_000 },
    );
  });

  test("has a statistic by hand for three waves of equal base and noise: half the squared rise over its variance", () => {
    const noise = fittedNoise(1.5, 3, 49);
    const { slope, statistic } = trendOf(withNoiseInAll(yearly([40, 100], [50, 100], [60, 100]), noise));
    const variance = 0.0025 + (noise.ofCount - noise.together + noise.ofBase / 4) / 10_000;
    expect(slope).toBeCloseTo(0.1, 14);
    expect(statistic).toBeCloseTo(0.2 ** 2 / (2 * variance), 12);
  });

  test("allows more for chance the more noise the waves of one size have", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 6 }),
        anyNoise,
        fc.double({ min: 1.01, max: 10, noNaN: true }),
        (counts, noise, factor) => {
          const series = yearly(...counts.map((count) => [count, 60] as const));
          const less = trendOf(withNoiseInAll(series, noise));
          const more = trendOf(withNoiseInAll(series, times(factor, noise)));
          expect(more.statistic).toBeLessThanOrEqual(less.statistic + 1e-12);
          expect(more.p).toBeGreaterThanOrEqual(less.p - 1e-12);
        },
      ),
    );
  });

  test("has p under 0.002 exactly above the threshold, and under 0.05 exactly above 3.8415, the 95% point", () => {
    expect(markedTrendThreshold).toBeCloseTo(normalQuantiles["99.8%"] ** 2, 12);
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
    const steadily = (factor: number) =>
      trendOf(yearly(...[20, 24, 28, 32, 36].map((count) => [count * factor, 100 * factor] as const)));
    const { statistic, p, marked } = steadily(1);
    expect([statistic > 3.84, statistic < markedTrendThreshold, p < 0.05]).toEqual([true, true, true]);
    expect(marked).toBe(false);
    expect(steadily(2).statistic).toBeGreaterThan(markedTrendThreshold);
    expect(steadily(2).marked).toBe(true);
  });

  test("of measles vaccination in Yorkshire and the Humber, 2020 to 2024, is marked as falling, as Fingertips has it", () => {
    // Fingertips indicator 30309.
    const trend = trendOf(
      yearly([57_274, 61_834], [55_865, 60_511], [53_681, 59_074], [51_767, 57_508], [53_185, 59_028]),
    );
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

  test("of five percentages that the tests of the Fingertips site give is not marked, as there", () => {
    // TrendMarkerCalculatorTest of the public source of Fingertips, GetTrendData_Set2.
    const trend = trendOf(yearly([209, 1017], [213, 1087], [213, 1119], [239, 1117], [210, 1139]));
    expect(trend.marked).toBe(false);
  });

  test("is level and unmarked where every share is the same, with nobody, everybody or a third, and with huge n", () => {
    for (const base of [3, 30, 9_999_999]) {
      for (const count of [0, base / 3, base]) {
        const { slope, p, marked } = trendOf(yearly(...Array.from({ length: 5 }, () => [count, base] as const)));
        expect(slope).toBeCloseTo(0, 15);
        expect(p).toBeGreaterThan(0.999);
        expect(marked).toBe(false);
      }
    }
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

  test("takes two waves of one time as two points, as Cochran and Armitage do", () => {
    // 20 of 100, then 80 of 200 two years later, asked in two halves: the line is the same.
    const halves = [1, 2].map(() => ({ time: 3, share: withoutNoise(40, 100) }));
    const trend = weightedLeastSquaresTrend([{ time: 1, share: withoutNoise(20, 100) }, ...halves]);
    expect(trend?.slope).toBeCloseTo(0.1, 12);
    expect(trend?.statistic).toBeCloseTo(12, 9);
  });

  test("is not given for fewer than three points, where all are of one time, or where a wave has no base", () => {
    const series = yearly([1, 10], [2, 10], [3, 10], [4, 10]);
    expect(weightedLeastSquaresTrend(series.slice(0, 2))).toBeUndefined();
    expect(weightedLeastSquaresTrend(series.slice(0, 3))).toBeDefined();
    expect(weightedLeastSquaresTrend(series.map(({ share }) => ({ time: 4, share })))).toBeUndefined();
    for (const base of [0, -2.5]) {
      expect(weightedLeastSquaresTrend([...series, { time: 5, share: withoutNoise(0, base) }])).toBeUndefined();
    }
  });

  test("is finite whatever fits come to", () => {
    const anything = fc.array(anythingFitted, { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(anything, (shares) => {
        const trend = weightedLeastSquaresTrend(shares.map((share, year) => ({ time: year, share })));
        if (trend === undefined) return;
        const { slope, statistic, p } = trend;
        expect([slope, statistic, p].every(Number.isFinite)).toBe(true);
        expect(p >= 0 && p <= 1).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("changes only the sign of its slope when time is reversed, and when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anySeries, anyNoiseOrNone, (exact, noise) => {
        const series = withNoiseInAll(exact, noise);
        const forwards = trendOf(series);
        const backwards = trendOf(series.map(({ time, share }) => ({ time: -time, share })));
        const complement = trendOf(series.map(({ time, share }) => ({ time, share: restOf(share) })));
        for (const turned of [backwards, complement]) {
          expect(Math.abs(turned.slope + forwards.slope)).toBeLessThan(1e-8);
          expect(Math.abs(turned.statistic - forwards.statistic)).toBeLessThan(1e-6 * (1 + forwards.statistic));
        }
      }),
    );
    const rising = yearly([20, 100], [25, 100], [30, 100], [35, 100], [40, 100]);
    const falling = rising.map(({ time, share }) => ({ time: -time, share }));
    expect([trendOf(rising).marked, trendOf(falling).marked]).toEqual([true, true]);
  });

  test("has a slope per unit of time, and a statistic that knows no unit", () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 2, max: 365 }), (series, daysInAUnit) => {
        const { slope, statistic } = trendOf(series);
        const finer = trendOf(series.map(({ time, share }) => ({ time: time * daysInAUnit, share })));
        expect(Math.abs(finer.slope * daysInAUnit - slope)).toBeLessThan(1e-8);
        expect(Math.abs(finer.statistic - statistic)).toBeLessThan(1e-6 * (1 + statistic));
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
