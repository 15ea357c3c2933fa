/** Which waves a trend rests on, by which method it is found, and the movement over them. Exact. */
import type { Share } from "#shared/release/cell.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { cochranArmitageTrendTest } from "../statistics/cochran-armitage-trend-test.ts";
import { twoProportionTest } from "../statistics/two-proportion-test.ts";
import { weightedLeastSquaresTrend } from "../statistics/weighted-least-squares-trend.ts";

/** Weighted least squares needs so many waves of the instrument, the last ones, without a gap. */
export const UNBROKEN_WAVES = 5;

/** A share in one wave. */
export interface Point<Shared extends Share = Share> {
  readonly wave: string;
  readonly year: number;
  readonly share: Shared;
}

export type TrendMethod = "two-waves" | "cochran-armitage" | "weighted-least-squares";

/** The waves that are used, the earliest first, of at least two years. */
export interface Course<Shared extends Share = Share> {
  readonly method: TrendMethod;
  readonly points: readonly [Point<Shared>, Point<Shared>, ...Point<Shared>[]];
}

export interface Movement {
  /** Change of the proportion a year. */
  readonly slope: number;
  readonly p: number;
  /** Whether it is more than chance, given the p adjusted for the family of tests. */
  readonly isMarked: (q: number) => boolean;
}

/** Waves of one year tell nothing of a change a year. */
const yearsIn = (points: readonly Point[]) => new Set(points.map(({ year }) => year)).size;

/**
 * @param points the earliest first, no two of one wave
 * @param lastWaves the last waves in which anybody was asked, at most `UNBROKEN_WAVES`
 * @returns undefined where there are not two years to compare
 */
export function courseOf<Shared extends Share>(
  points: readonly Point<Shared>[],
  lastWaves: readonly string[],
): Course<Shared> | undefined {
  if (yearsIn(points) < 2) return undefined;
  const last = points.filter(({ wave }) => lastWaves.includes(wave));
  if (yearsIn(last) === UNBROKEN_WAVES) return course("weighted-least-squares", last);
  return course(points.length === 2 ? "two-waves" : "cochran-armitage", points);
}

function course<Shared extends Share>(
  method: TrendMethod,
  [first, second, ...further]: readonly Point<Shared>[],
): Course<Shared> | undefined {
  return first && second && { method, points: [first, second, ...further] };
}

const isSignificant = (q: number) => q <= claimRule.largestQ;

/** Undefined where the method finds nothing to say, as of a wave without answers. */
export function movementOver({ method, points }: Course): Movement | undefined {
  switch (method) {
    case "two-waves":
      return movementBetween(points[0], points[1]);
    case "cochran-armitage": {
      const { slope, p } = cochranArmitageTrendTest(points.map(({ year, share }) => ({ ...share, score: year })));
      return { slope, p, isMarked: isSignificant };
    }
    case "weighted-least-squares": {
      const trend = weightedLeastSquaresTrend(points.map(({ year, share }) => ({ time: year, share })));
      // Its threshold is its own, far stricter than that of q, and it asks that no single wave makes the trend.
      return trend && { slope: trend.slope, p: trend.p, isMarked: () => trend.marked };
    }
  }
}

function movementBetween(first: Point, second: Point): Movement {
  const { share: before } = first;
  const { share: after } = second;
  // In whole numbers as far as they go, so that a change of exactly 12.5 points is not a little less.
  const change = (after.count * before.base - before.count * after.base) / (after.base * before.base);
  const { p } = twoProportionTest(after, before);
  return { slope: change / (second.year - first.year), p, isMarked: isSignificant };
}
