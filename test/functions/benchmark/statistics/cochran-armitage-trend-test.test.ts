import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cochranArmitageTrendTest } from "#functions/benchmark/statistics/cochran-armitage-trend-test.ts";
import { nMinusOneChiSquareTest } from "#functions/benchmark/statistics/n-minus-one-chi-square-test.ts";

interface ScoredShare {
  readonly count: number;
  readonly base: number;
  readonly score: number;
}

const groupsOf = (counts: readonly number[], bases: readonly number[], scores = counts.map((_, index) => index + 1)) =>
  counts.map((count, index) => ({ count, base: bases[index] ?? 0, score: scores[index] ?? 0 }));

const groupUpTo = (largestBase: number, score: fc.Arbitrary<number>) =>
  fc.nat(largestBase).chain((base) => fc.record({ base: fc.constant(base), count: fc.nat(base), score }));
const anyYear = fc.integer({ min: 2010, max: 2040 });
const anyGroups = fc.array(groupUpTo(10_000, anyYear), { maxLength: 9 });

const total = (groups: readonly ScoredShare[], of: (group: ScoredShare) => number) =>
  groups.reduce((sum, group) => sum + of(group), 0);

const hasTrend = (groups: readonly ScoredShare[]) => {
  const scores = groups.filter(({ base }) => base > 0).map(({ score }) => score);
  const inBand = total(groups, ({ count }) => count);
  return new Set(scores).size > 1 && inBand > 0 && inBand < total(groups, ({ base }) => base);
};

/** As R does it: the weighted regression of the proportions on the scores, its sum of squares the statistic. */
function byRegression(groups: readonly ScoredShare[]) {
  const answered = groups.filter(({ base }) => base > 0);
  const p = total(answered, ({ count }) => count) / total(answered, ({ base }) => base);
  const weighted = answered.map(({ count, base, score }) => ({ w: base / p / (1 - p), x: score, y: count / base }));
  const mean = (of: (point: (typeof weighted)[number]) => number) =>
    weighted.reduce((sum, point) => sum + point.w * of(point), 0) / weighted.reduce((sum, { w }) => sum + w, 0);
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const slope = mean(({ x, y }) => (x - meanX) * (y - meanY)) / mean(({ x }) => (x - meanX) ** 2);
  const statistic = weighted.reduce((sum, { w, x }) => sum + w * (slope * (x - meanX)) ** 2, 0);
  return { slope, statistic };
}

describe("the Cochran-Armitage trend test", () => {
  test("of R's smokers, 83/86, 90/93, 129/136, 70/82, is 8.224922, p 0.004131897", () => {
    const { statistic, p, slope } = cochranArmitageTrendTest(groupsOf([83, 90, 129, 70], [86, 93, 136, 82]));
    expect(statistic.toFixed(6)).toBe("8.224922");
    expect(p.toFixed(9)).toBe("0.004131897");
    expect(slope).toBeLessThan(0);
  });

  test.each([
    {
      source: "Agresti (2002), Categorical Data Analysis: drinking of mothers and malformation, at midpoints",
      groups: groupsOf([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7]),
      printed: ["6.57", "0.0104"],
    },
    {
      source: "Dalgaard, Introductory Statistics with R, section 7.3: Caesarean sections and shoe sizes",
      groups: groupsOf([5, 7, 6, 7, 8, 10], [22, 35, 42, 48, 54, 150]),
      printed: ["8.0237", "0.004617"],
    },
    {
      source: "DescTools' reference of CochranArmitageTest, as 40/39 of the 3.4667 of Mantel and Haenszel",
      groups: groupsOf([0, 1, 0, 3], [10, 10, 10, 10]),
      printed: ["3.5556", "0.05935"],
    },
  ])("is what is printed in $source", ({ groups, printed }) => {
    const { statistic, p } = cochranArmitageTrendTest(groups);
    const decimals = printed.map((number) => number.split(".")[1]?.length);
    expect([statistic.toFixed(decimals[0]), p.toFixed(decimals[1])]).toEqual(printed);
  });

  test("has the root 4.7918 that SAS prints for adverse responses by dose (SAS/STAT, FREQ procedure, trend test)", () => {
    const { statistic, slope } = cochranArmitageTrendTest(
      groupsOf([6, 7, 9, 14, 23], [32, 33, 32, 32, 32], [0, 1, 2, 3, 4]),
    );
    expect(Math.sqrt(statistic).toFixed(4)).toBe("4.7918");
    expect(slope).toBeGreaterThan(0);
  });

  test("has the slope -0.0194 that Fagerland, Lydersen and Laake (2017), chapter 5, estimate", () => {
    const { slope } = cochranArmitageTrendTest(groupsOf([8, 10, 11, 22, 6], [61, 58, 111, 124, 135]));
    expect(slope.toFixed(4)).toBe("-0.0194");
  });

  test("is the regression that R's prop.trend.test does, written out", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        fc.pre(hasTrend(groups));
        const expected = byRegression(groups);
        const { statistic, slope } = cochranArmitageTrendTest(groups);
        expect(Math.abs(statistic - expected.statistic)).toBeLessThan(1e-8 * (1 + expected.statistic));
        expect(slope).toBeCloseTo(expected.slope, 10);
      }),
    );
  });

  test("of two groups is N/(N - 1) of the N - 1 chi-square, its slope the difference of the two", () => {
    fc.assert(
      fc.property(groupUpTo(5_000, fc.constant(1)), groupUpTo(5_000, fc.constant(0)), (first, second) => {
        fc.pre(hasTrend([first, second]));
        const { statistic, slope } = cochranArmitageTrendTest([first, second]);
        const all = first.base + second.base;
        const chiSquare = (nMinusOneChiSquareTest(first, second).statistic * all) / (all - 1);
        expect(Math.abs(statistic - chiSquare)).toBeLessThanOrEqual(1e-12 * chiSquare);
        expect(slope).toBeCloseTo(first.count / first.base - second.count / second.base, 12);
      }),
    );
  });

  test("gives the same, to the last digit, in whatever order the waves come", () => {
    const groupsAndOrder = anyGroups.chain((groups) =>
      fc.tuple(fc.constant(groups), fc.shuffledSubarray(groups, { minLength: groups.length })),
    );
    fc.assert(
      fc.property(groupsAndOrder, ([groups, reordered]) => {
        expect(cochranArmitageTrendTest(reordered)).toEqual(cochranArmitageTrendTest(groups));
      }),
    );
  });

  test("turns its slope only, when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const { statistic, p, slope } = cochranArmitageTrendTest(groups);
        const mirrored = cochranArmitageTrendTest(
          groups.map(({ count, base, score }) => ({ count: base - count, base, score })),
        );
        expect(mirrored.slope + slope).toBe(0);
        expect(mirrored.statistic).toBeCloseTo(statistic, 9);
        expect(mirrored.p).toBeCloseTo(p, 12);
      }),
    );
  });

  test("does not depend on where scores begin or on their unit, but for the unit of its slope", () => {
    fc.assert(
      fc.property(
        anyGroups,
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.constantFrom(0.1, 2, 12),
        (groups, by, unit) => {
          const { statistic, p, slope } = cochranArmitageTrendTest(groups);
          const rescored = cochranArmitageTrendTest(
            groups.map((group) => ({ ...group, score: (group.score + by) * unit })),
          );
          expect(Math.abs(rescored.statistic - statistic)).toBeLessThanOrEqual(1e-8 * (1 + statistic));
          expect(rescored.p).toBeCloseTo(p, 8);
          expect(rescored.slope * unit).toBeCloseTo(slope, 9);
        },
      ),
    );
  });

  test("has p in 0 to 1 and nothing that is not finite", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const { statistic, p, slope } = cochranArmitageTrendTest(groups);
        expect(statistic >= 0 && 0 <= p && p <= 1).toBe(true);
        expect(Number.isFinite(statistic) && Number.isFinite(slope)).toBe(true);
      }),
    );
  });

  test("does not count a group without answers", () => {
    const nobody = { count: 0, base: 0, score: 1990 };
    fc.assert(
      fc.property(anyGroups, (groups) => {
        expect(cochranArmitageTrendTest([nobody, ...groups])).toEqual(cochranArmitageTrendTest(groups));
      }),
    );
  });

  test.each([
    ["no group at all", []],
    ["one group", groupsOf([3], [9])],
    ["one score, though one that no double holds", groupsOf([1, 8, 4], [9, 9, 10], [0.7, 0.7, 0.7])],
    ["one score with answers, another with none", groupsOf([3, 0], [9, 0])],
    ["one such score with answers, another with none", groupsOf([0, 1, 8, 4], [0, 9, 9, 10], [0, 0.7, 0.7, 0.7])],
    ["nobody in the band", groupsOf([0, 0, 0], [9, 8, 7])],
    ["everybody in the band", groupsOf([9, 8, 7], [9, 8, 7])],
    ["no answers", groupsOf([0, 0, 0], [0, 0, 0])],
  ])("finds no trend in %s", (_, groups) => {
    expect(cochranArmitageTrendTest(groups)).toEqual({ statistic: 0, p: 1, slope: 0 });
  });
});
