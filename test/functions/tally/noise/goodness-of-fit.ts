/** Draws of noise against the exact discrete Gaussian distribution. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { noisePolicy, type Ratio, varianceOf } from "#shared/release/policy.ts";

const { questions, derived } = noisePolicy.noise;

/** The six variances of the policy. */
export const policyVariances: readonly Ratio[] = [questions, derived].flatMap((of) => [
  of.everybody,
  of.girlsAndBoys,
  of.nationOnly,
]);

/** Neither a draw nor a probability worth a double lies further from 0 than this, for any variance of the policy. */
const REACH = 200;
const reached = Array.from({ length: 2 * REACH + 1 }, (_, at) => at - REACH);

/** The probability of every number from -200 to 200: exp(-k^2 / 2 variance) over the sum of all. */
export function discreteGaussianProbabilities(variance: Ratio): ReadonlyMap<number, number> {
  const weights = reached.map((k) => Math.exp(-(k ** 2) / (2 * varianceOf(variance))));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return new Map(reached.map((k, at) => [k, (weights[at] ?? 0) / sum]));
}

/** Counts how often each number was drawn. */
export class Histogram {
  readonly #counts = new Float64Array(2 * REACH + 1);

  add(draw: number): void {
    const at = draw + REACH;
    if (!(at in this.#counts)) throw new RangeError(`drew ${draw}: expected a whole number from -${REACH} to ${REACH}`);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  countOf(draw: number): number {
    return this.#counts[draw + REACH] ?? 0;
  }

  get draws(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** The mean of a function of the draw. */
  meanOf(value: (draw: number) => number): number {
    return reached.reduce((sum, k) => sum + this.countOf(k) * value(k), 0) / this.draws;
  }
}

/** A statistic of the draws, with what the exact distribution expects of as many draws. */
export interface Measured {
  readonly observed: number;
  readonly expected: number;
  readonly standardError: number;
}

export function momentsOf(drawn: Histogram, variance: Ratio): { readonly mean: Measured; readonly variance: Measured } {
  const probabilities = [...discreteGaussianProbabilities(variance)];
  const moment = (power: number) => probabilities.reduce((sum, [k, probability]) => sum + probability * k ** power, 0);
  const second = moment(2);
  const mean = drawn.meanOf((draw) => draw);
  return {
    mean: { observed: mean, expected: 0, standardError: Math.sqrt(second / drawn.draws) },
    variance: {
      observed: drawn.meanOf((draw) => (draw - mean) ** 2),
      expected: second,
      standardError: Math.sqrt((moment(4) - second ** 2) / drawn.draws),
    },
  };
}

export interface ChiSquare {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** Pearson's chi-square of the draws; each tail is one cell, from the last number of which ten draws are expected. */
export function chiSquareOf(drawn: Histogram, variance: Ratio): ChiSquare {
  const probabilities = [...discreteGaussianProbabilities(variance)];
  const last = Math.max(...probabilities.filter(([, each]) => drawn.draws * each >= 10).map(([k]) => k));
  const cells = Array.from({ length: 2 * last + 1 }, () => ({ observed: 0, expected: 0 }));
  for (const [k, probability] of probabilities) {
    const cell = cells[Math.max(-last, Math.min(last, k)) + last];
    if (cell === undefined) continue;
    cell.observed += drawn.countOf(k);
    cell.expected += drawn.draws * probability;
  }
  return chiSquare(cells);
}

/** Pearson's chi-square where the expected counts are known and nothing was fitted. */
export function chiSquare(cells: readonly { readonly observed: number; readonly expected: number }[]): ChiSquare {
  const statistic = cells.reduce((sum, { observed, expected }) => sum + (observed - expected) ** 2 / expected, 0);
  const degreesOfFreedom = cells.length - 1;
  return { statistic, degreesOfFreedom, p: chiSquareTail(statistic, degreesOfFreedom) };
}

/**
 * The probability that chi-square is at least `statistic`. For 18.307038 with 10 degrees of freedom: 0.05.
 *
 * Source: M. Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  const half = statistic / 2;
  const isOdd = degreesOfFreedom % 2 === 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(statistic), 0, 1) : Math.exp(-half);
  let term = Math.exp(-half) * (isOdd ? 2 * Math.sqrt(half / Math.PI) : half);
  for (let order = isOdd ? 0.5 : 1; order < degreesOfFreedom / 2; order += 1) {
    tail += term;
    term *= half / (order + 1);
  }
  return tail;
}
