/**
 * Groups as the pipeline sees them, many a second: exact counts, discrete Gaussian noise in every cell, and the fit. SYNTHETIC.
 *
 * A group that answers a questionnaire of Q questions has some 200 cells, but one question's fitted counts depend on the
 * other questions only by the sum of all their noise. That sum is drawn as one number from its exact distribution, so that
 * nothing is approximated: with S the sum of the question's own noise and O that of the others, r = (S - (S + O) / Q) / (K + 1)
 * and y_b = x_b + e_b - r. Who gave no valid answer is in every question's cells alike and falls out.
 */
import { type Block, noiseOf } from "#functions/benchmark/counts/fit.ts";
import type { Chance } from "../journey/synthetic/chance.ts";

/** How one question is counted. */
export interface Counting {
  /** Standard deviation of the noise in a cell. */
  readonly sigma: number;
  /** K: cells of the question but the one for no valid answer. */
  readonly bands: number;
  /** Q: questions of the questionnaire, all of so many bands. */
  readonly questions: number;
  /** Groups that are pooled, each counted with noise of its own. */
  readonly members: number;
}

/** A distribution over consecutive whole numbers. */
interface Distribution {
  readonly from: number;
  readonly probabilities: Float64Array;
}

/** What is rarer is left out: all of it together stays under 1e-15. */
const NEVER = 1e-19;

function discreteGaussian(sigma: number): Distribution {
  const reach = Math.ceil(sigma * Math.sqrt(-2 * Math.log(NEVER)));
  return normalised(
    -reach,
    Float64Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2))),
  );
}

/** Without what is rarer than `NEVER` at its ends. */
function normalised(from: number, weights: Float64Array): Distribution {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map((weight) => weight / total);
  const first = probabilities.findIndex((probability) => probability > NEVER);
  const last = probabilities.findLastIndex((probability) => probability > NEVER);
  return { from: from + first, probabilities: probabilities.slice(first, last + 1) };
}

function convolved(one: Distribution, other: Distribution): Distribution {
  const sums = new Float64Array(one.probabilities.length + other.probabilities.length - 1);
  for (const [at, probability] of one.probabilities.entries()) {
    for (const [beside, otherProbability] of other.probabilities.entries()) {
      sums[at + beside] = (sums[at + beside] ?? 0) + probability * otherProbability;
    }
  }
  return normalised(one.from + other.from, sums);
}

/** Of the sum of so many independent draws, by doubling. */
function sumOf(terms: number, one: Distribution): Distribution {
  if (terms === 0) return { from: 0, probabilities: Float64Array.of(1) };
  if (terms === 1) return one;
  const half = sumOf(Math.floor(terms / 2), one);
  const even = convolved(half, half);
  return terms % 2 === 0 ? even : convolved(even, one);
}

const prepared = new Map<string, Distribution>();

/** Of the sum of the noise in so many cells. */
export function noiseInCells(sigma: number, cells: number): Distribution {
  const key = `${sigma}/${cells}`;
  const known = prepared.get(key) ?? sumOf(cells, discreteGaussian(sigma));
  prepared.set(key, known);
  return known;
}

interface Table {
  readonly cumulative: Float64Array;
  /** Where the search for each 1024th of the unit interval begins. */
  readonly guesses: Uint16Array;
}

const PARTS = 1_024;

const tables = new WeakMap<Distribution, Table>();

function tableOf(distribution: Distribution): Table {
  const known = tables.get(distribution) ?? tabulated(distribution);
  tables.set(distribution, known);
  return known;
}

function tabulated({ probabilities }: Distribution): Table {
  let sum = 0;
  const cumulative = probabilities.map((probability) => {
    sum += probability;
    return sum;
  });
  let at = 0;
  const guesses = Uint16Array.from({ length: PARTS }, (_, part) => {
    while (at < cumulative.length - 1 && part / PARTS >= (cumulative[at] ?? 1)) at += 1;
    return at;
  });
  return { cumulative, guesses };
}

/** Draws from a distribution by inversion. */
export function drawsFrom(distribution: Distribution, chance: Chance): () => number {
  const { cumulative, guesses } = tableOf(distribution);
  const last = cumulative.length - 1;
  return () => {
    const drawn = chance.uniform();
    let at = guesses[Math.floor(drawn * PARTS)] ?? 0;
    while (at < last && drawn >= (cumulative[at] ?? 1)) at += 1;
    return distribution.from + at;
  };
}

/** Adds noise to exact counts by band, and fits. */
export function fittedGroups(counting: Counting, chance: Chance): (exact: readonly number[]) => Block {
  const { sigma, bands, questions, members } = counting;
  const one = noiseOf(bands, sigma ** 2, questions);
  const noise = { ofCount: members * one.ofCount, together: members * one.together, ofBase: members * one.ofBase };
  const drawCell = drawsFrom(noiseInCells(sigma, members), chance);
  const drawOthers = drawsFrom(noiseInCells(sigma, members * (questions - 1) * (bands + 1)), chance);
  return (exact) => {
    // Loops, because a run makes hundreds of millions of groups.
    let own = drawCell();
    let base = 0;
    const counts: number[] = [];
    for (const count of exact) {
      const drawn = drawCell();
      own += drawn;
      base += count + drawn;
      counts.push(count + drawn);
    }
    const residual = (own - (own + drawOthers()) / questions) / (bands + 1);
    for (let band = 0; band < bands; band += 1) counts[band] = (counts[band] ?? 0) - residual;
    return { counts, base: base - bands * residual, noise, cellVariance: members * sigma ** 2 };
  };
}
