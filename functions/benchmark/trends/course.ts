/** Which waves a trend rests on, by which method it is found, and the movement over them. */
import { claimRule } from "#shared/release/comparison.ts";
import { type NoisyShare, proportionOf } from "../statistics/noisy-share.ts";
import { twoProportionZTest } from "../statistics/two-proportion-z-test.ts";
import { weightedLeastSquaresTrend } from "../statistics/weighted-least-squares-trend.ts";

/** The trend marker needs so many waves of the instrument, the last ones, without a gap. */
export const UNBROKEN_WAVES = 5;

/** A share in one wave. */
export interface Point {
  readonly wave: string;
  readonly year: number;
  readonly share: NoisyShare;
}

export type TrendMethod = "two-waves" | "weighted-least-squares" | "trend-marker";

/** The waves that are used, the earliest first, of at least two years. */
export interface Course {
  readonly method: TrendMethod;
  readonly points: readonly [Point, Point, ...Point[]];
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
export function courseOf(points: readonly Point[], lastWaves: readonly string[]): Course | undefined {
  if (yearsIn(points) < 2) return undefined;
  const last = points.filter(({ wave }) => lastWaves.includes(wave));
  if (yearsIn(last) === UNBROKEN_WAVES) return course("trend-marker", last);
  return course(points.length === 2 ? "two-waves" : "weighted-least-squares", points);
}

function course(method: TrendMethod, [first, second, ...further]: readonly Point[]): Course | undefined {
  return first && second && { method, points: [first, second, ...further] };
}

const isSignificant = (q: number) => q <= claimRule.largestQ;

/** Undefined where the method finds nothing to say. */
export function movementOver({ method, points }: Course): Movement | undefined {
  if (method === "two-waves") return movementBetween(points[0], points[1]);
  const trend = weightedLeastSquaresTrend(points.map(({ year, share }) => ({ time: year, share })));
  if (trend === undefined) return undefined;
  const { slope, p, marked } = trend;
  // The threshold of the marker is its own, far stricter than that of q, and it asks that no single wave makes the trend.
  return { slope, p, isMarked: method === "trend-marker" ? () => marked : isSignificant };
}

function movementBetween(first: Point, second: Point): Movement {
  const change = proportionOf(second.share) - proportionOf(first.share);
  const { p } = twoProportionZTest(second.share, first.share);
  return { slope: change / (second.year - first.year), p, isMarked: isSignificant };
}
