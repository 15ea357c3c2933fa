/**
 * The fit of a group's noised cells. Every respondent of a group stands in exactly one cell of each question, so that the
 * cells of every question add up to the same number: using that cuts the noise of a share at no cost in privacy.
 */
import { type DisclosurePolicy, varianceOf } from "#shared/release/policy.ts";
import { type GroupKind, groupKindOf } from "#shared/survey/breakdowns.ts";
import type { GroupCells } from "#shared/survey/noised-counts.ts";
import type { Noise, NoisyShare } from "../statistics/noisy-share.ts";

/** A measure in a group. Of a pool everything is the sum over its members. */
export interface Block {
  /** Fitted counts by band; not whole, and negative where noise outweighs a small count. */
  readonly counts: readonly number[];
  /** Their sum: the fitted number of valid answers. */
  readonly base: number;
  readonly noise: Noise;
  /** Variance of the noise on a cell. */
  readonly cellVariance: number;
}

export interface FittedGroup {
  /** Fitted respondents. */
  readonly respondents: number;
  /** By indicator and by derived measure. */
  readonly indicators: ReadonlyMap<string, Block>;
  readonly derived: ReadonlyMap<string, Block>;
}

export function shareIn({ counts, base, noise }: Block, position: number): NoisyShare {
  return { count: counts[position] ?? 0, base, noise };
}

/**
 * Fits one group.
 *
 * With Q questions, K bands and cells c_1 .. c_K and c_0 (no valid answer) of variance s^2: N is the mean over the questions
 * of the sum of their cells, r = (sum of the question's cells - N) / (K + 1), y_b = c_b - r, m = sum of y_b. With
 * t2 = (K + 1) s^2 / Q the noise of y and m is A = Var(y) = s^2 K/(K+1) + t2/(K+1)^2, B = Cov(y, m) = s^2/(K+1) + t2 K/(K+1)^2
 * and C = Var(m) = s^2 K/(K+1) + t2 K^2/(K+1)^2. A derived measure is fitted to the same N with the variance of its own cells.
 *
 * Worked example: 49 questions of K = 3 bands with s = 1.5 give A 1.698980, B 0.596939, C 1.790816.
 *
 * Source: least squares under one linear constraint; the formulas are the project's own note on noise.
 *
 * @param name by `nameOfGroup`; says which noise the group has
 */
export function fitGroup(name: string, cells: GroupCells, noise: DisclosurePolicy["noise"]): FittedGroup {
  const kind: GroupKind = groupKindOf(name);
  const questions = Object.entries(cells.indicators);
  const respondents = questions.reduce((sum, [, counts]) => sum + sumOf(counts), 0) / questions.length;
  const blocks = (measures: readonly (readonly [string, readonly number[]])[], cellVariance: number) =>
    new Map(measures.map(([id, counts]) => [id, blockOf(counts, respondents, cellVariance, questions.length)]));
  return {
    respondents,
    indicators: blocks(questions, varianceOf(noise.questions[kind])),
    derived: blocks(Object.entries(cells.derived), varianceOf(noise.derived[kind])),
  };
}

function blockOf(cells: readonly number[], respondents: number, cellVariance: number, questions: number): Block {
  const bands = cells.length - 1;
  const residual = (sumOf(cells) - respondents) / cells.length;
  const counts = cells.slice(0, bands).map((count) => count - residual);
  return { counts, base: sumOf(counts), noise: noiseOf(bands, cellVariance, questions), cellVariance };
}

/** @param bands K; `cellVariance` s^2; `questions` Q */
export function noiseOf(bands: number, cellVariance: number, questions: number): Noise {
  const cells = bands + 1;
  const ofRespondents = (cells * cellVariance) / questions;
  return {
    ofCount: (cellVariance * bands) / cells + ofRespondents / cells ** 2,
    together: cellVariance / cells + (ofRespondents * bands) / cells ** 2,
    ofBase: (cellVariance * bands) / cells + (ofRespondents * bands ** 2) / cells ** 2,
  };
}

/** Pools add, unclipped. */
export function sumOfBlocks(one: Block, other: Block): Block {
  return combined(one, other, 1);
}

/** Leave-one-out: the pool less one of its members. */
export function without(pool: Block, member: Block): Block {
  return combined(pool, member, -1);
}

function combined(one: Block, other: Block, sign: 1 | -1): Block {
  return {
    counts: one.counts.map((count, band) => count + sign * (other.counts[band] ?? 0)),
    base: one.base + sign * other.base,
    noise: {
      ofCount: one.noise.ofCount + sign * other.noise.ofCount,
      together: one.noise.together + sign * other.noise.together,
      ofBase: one.noise.ofBase + sign * other.noise.ofBase,
    },
    cellVariance: one.cellVariance + sign * other.cellVariance,
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
