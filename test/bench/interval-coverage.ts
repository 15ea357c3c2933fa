/** How often an interval holds the truth: summed exactly over every possible outcome, and by drawing outcomes. */
import { newcombeHybridScoreInterval } from "#functions/benchmark/statistics/newcombe-hybrid-score-interval.ts";
import { type Level, wilsonScoreInterval } from "#functions/benchmark/statistics/wilson-score-interval.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { binomialDraws, binomialProbabilities } from "./binomial.ts";

export const sizes = [10, 20, 60, 150] as const;

/** True proportions from 0.02 to 0.98. */
export const proportions: readonly number[] = Array.from({ length: 49 }, (_, step) => (2 * step + 2) / 100);

/** Of the two sides of a difference; every pair of them is tried. */
export const proportionsOfPairs: readonly number[] = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98];

/** Sizes of the two sides: against a pool, and against as many. */
export const pairsOfSizes: readonly (readonly [number, number])[] = sizes.flatMap((size) => [
  [size, 1_000] as const,
  [size, size] as const,
]);

/** Over a grid of truths. */
export interface Coverage {
  readonly mean: number;
  readonly smallest: number;
  /** Where it is smallest; of truths that mirror each other, the first. */
  readonly at: readonly number[];
}

interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Bounds may meet a truth, and truths mirror each other: rounding in the last digits must not decide. */
const LAST_DIGITS = 1e-10;
const holds = ({ lower, upper }: Interval, truth: number) =>
  lower <= truth + LAST_DIGITS && truth <= upper + LAST_DIGITS;

function over(grid: readonly (readonly number[])[], coverageAt: (truth: readonly number[]) => number): Coverage {
  const found = grid.map((truth) => ({ truth, coverage: coverageAt(truth) }));
  const mean = found.reduce((sum, { coverage }) => sum + coverage, 0) / found.length;
  const smallest = found.reduce((one, other) => (other.coverage < one.coverage - LAST_DIGITS ? other : one));
  return { mean, smallest: smallest.coverage, at: smallest.truth };
}

const singles = proportions.map((proportion) => [proportion]);

const wilsonIntervals = (size: number, level: Level) =>
  Array.from({ length: size + 1 }, (_, count) => wilsonScoreInterval(count, size, level));

export function exactWilsonCoverage(size: number, level: Level): Coverage {
  const intervals = wilsonIntervals(size, level);
  return over(singles, ([truth = 0]) =>
    binomialProbabilities(size, truth).reduce((sum, probability, count) => {
      const interval = intervals[count];
      return interval !== undefined && holds(interval, truth) ? sum + probability : sum;
    }, 0),
  );
}

/** @param draws at each truth */
export function simulatedWilsonCoverage(size: number, level: Level, draws: number, seed: number): Coverage {
  const intervals = wilsonIntervals(size, level);
  return over(singles, ([truth = 0]) => {
    const draw = binomialDraws(size, truth, chanceOf(seed, "wilson", size, truth));
    return shareOfDraws(draws, () => {
      const interval = intervals[draw()];
      return interval !== undefined && holds(interval, truth);
    });
  });
}

const pairs = proportionsOfPairs.flatMap((first) => proportionsOfPairs.map((second) => [first, second]));

/** Newcombe's 95% interval of every pair of counts, worked out when first asked for. */
function newcombeIntervals(first: number, second: number): (countOfFirst: number, countOfSecond: number) => Interval {
  const known = new Array<Interval | undefined>((first + 1) * (second + 1));
  return (countOfFirst, countOfSecond) => {
    const at = countOfFirst * (second + 1) + countOfSecond;
    const interval =
      known[at] ??
      newcombeHybridScoreInterval({ count: countOfFirst, base: first }, { count: countOfSecond, base: second }, "95%");
    known[at] = interval;
    return interval;
  };
}

/** What is rarer than this adds nothing that is seen: all of it together stays under 1e-9. */
const NEVER = 1e-13;

function likely(size: number, proportion: number): { readonly count: number; readonly probability: number }[] {
  return Array.from(binomialProbabilities(size, proportion), (probability, count) => ({ count, probability })).filter(
    ({ probability }) => probability > NEVER,
  );
}

export function exactNewcombeCoverage(first: number, second: number): Coverage {
  const intervalOf = newcombeIntervals(first, second);
  const ofFirst = new Map(proportionsOfPairs.map((proportion) => [proportion, likely(first, proportion)]));
  const ofSecond = new Map(proportionsOfPairs.map((proportion) => [proportion, likely(second, proportion)]));
  return over(pairs, ([one = 0, other = 0]) => {
    let coverage = 0;
    for (const { count, probability } of ofFirst.get(one) ?? []) {
      for (const beside of ofSecond.get(other) ?? []) {
        if (holds(intervalOf(count, beside.count), one - other)) coverage += probability * beside.probability;
      }
    }
    return coverage;
  });
}

/** @param draws at each pair of truths */
export function simulatedNewcombeCoverage(first: number, second: number, draws: number, seed: number): Coverage {
  const intervalOf = newcombeIntervals(first, second);
  return over(pairs, ([one = 0, other = 0]) => {
    const chance = chanceOf(seed, "newcombe", first, second, one, other);
    const drawFirst = binomialDraws(first, one, chance);
    const drawSecond = binomialDraws(second, other, chance);
    return shareOfDraws(draws, () => holds(intervalOf(drawFirst(), drawSecond()), one - other));
  });
}

function shareOfDraws(draws: number, isCovered: () => boolean): number {
  let covered = 0;
  for (let draw = 0; draw < draws; draw += 1) if (isCovered()) covered += 1;
  return covered / draws;
}
