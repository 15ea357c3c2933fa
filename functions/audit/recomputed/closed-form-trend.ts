/** The weighted least squares trend of five waves, in closed form. */
import type { Point } from "./correlation-trend.ts";
import { bothTails } from "./normal-tail.ts";
import { wilsonRootsInPercent } from "./wilson-roots.ts";

const MARKED_ABOVE = 9.54953570608324;

interface Weighted {
  readonly time: number;
  readonly share: number;
  readonly weight: number;
}

/**
 * With w = (3.92 / (U - L))² from the 95% Wilson interval of each share: slope (W Σwty - Σwt Σwy) / (W Σwt² - (Σwt)²), and
 * its squared ratio to its standard error is chi-square with one degree of freedom. Marked above 9.54953570608324 where all
 * slopes that leave one wave out have one sign. For 20, 25, 30, 35 and 40 of 100 in years 1 to 5: slope 0.05, 12.94,
 * marked.
 *
 * @returns `marked` is undefined where doubles cannot tell
 */
export function closedFormTrend(points: readonly Point[]) {
  const weighted = points.map(({ time, share: { count, base } }): Weighted => {
    const [lower, upper] = wilsonRootsInPercent(count, base);
    return { time: time - (points[0]?.time ?? 0), share: count / base, weight: (392 / (upper - lower)) ** 2 };
  });
  const { slope, statistic } = fitLine(weighted);
  const slopesLeavingOneOut = weighted.map((left) => fitLine(weighted.filter((point) => point !== left)).slope);
  return { slope, statistic, p: bothTails(Math.sqrt(statistic)), marked: isMarked(statistic, slopesLeavingOneOut) };
}

function fitLine(points: readonly Weighted[]): { readonly slope: number; readonly statistic: number } {
  const sum = (term: (point: Weighted) => number) => points.reduce((total, point) => total + term(point), 0);
  const weights = sum(({ weight }) => weight);
  const times = sum(({ weight, time }) => weight * time);
  const determinant = weights * sum(({ weight, time }) => weight * time ** 2) - times ** 2;
  const slope =
    (weights * sum(({ weight, time, share }) => weight * time * share) -
      times * sum(({ weight, share }) => weight * share)) /
    determinant;
  return { slope, statistic: (slope ** 2 * determinant) / weights };
}

const UNCERTAIN = 1e-9;

function isMarked(statistic: number, slopes: readonly number[]): boolean | undefined {
  if (statistic < MARKED_ABOVE - UNCERTAIN) return false;
  const rising = slopes.filter((slope) => slope > UNCERTAIN).length;
  const falling = slopes.filter((slope) => slope < -UNCERTAIN).length;
  if (rising > 0 && falling > 0) return false;
  return Math.max(rising, falling) < slopes.length || statistic <= MARKED_ABOVE + UNCERTAIN ? undefined : true;
}
