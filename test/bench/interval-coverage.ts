/** How often an interval holds the truth, when counts carry noise and are fitted as in the pipeline. SYNTHETIC. */
import { shareIn } from "#functions/benchmark/counts/fit.ts";
import type { Interval } from "#functions/benchmark/statistics/interval.ts";
import { ladderMean, ladderOf, meanInterval } from "#functions/benchmark/statistics/ladder-mean.ts";
import { moverInterval } from "#functions/benchmark/statistics/mover-interval.ts";
import { type Level, noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";
import { binomialDraws } from "./binomial.ts";
import { type Counting, drawsFrom, fittedGroups, noiseInCells } from "./coverage-group.ts";
import { bandsOfLadder, inBands, nationalSteps, stepDraws, type Tilt, tilted } from "./coverage-ladder.ts";

export const sizes = [10, 20, 30, 60, 120] as const;
export const sigmas = [1.5, 2.5] as const;
export const numbersOfBands = [2, 3, 4] as const;
export const numbersOfQuestions = [13, 49] as const;

/** True proportions from 0.02 to 0.98. */
export const proportions: readonly number[] = Array.from({ length: 25 }, (_, step) => (4 * step + 2) / 100);

/** Of the two sides of a difference; every pair of them is tried. */
export const proportionsOfPairs: readonly number[] = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98];

/** All other authorities: fifteen that have 1,250 answers together. */
export const POOL = { size: 1_250, members: 15 } as const;

/** One setting at which the coverage is measured. */
export interface Setting {
  readonly name: string;
  readonly sigma: number;
  readonly size: number;
  /** Draws whether one interval holds its truth. */
  readonly drawsWith: (chance: Chance) => () => boolean;
}

export interface Covered {
  readonly setting: Setting;
  readonly coverage: number;
}

/** Ends may meet a truth: rounding in the last digits must not decide. */
const LAST_DIGITS = 1e-10;
const holds = ({ lower, upper }: Interval, truth: number) =>
  lower <= truth + LAST_DIGITS && truth <= upper + LAST_DIGITS;

/** The counting of groups, everything crossed. */
function countings(): Omit<Counting, "members">[] {
  return sigmas.flatMap((sigma) =>
    numbersOfBands.flatMap((bands) => numbersOfQuestions.map((questions) => ({ sigma, bands, questions }))),
  );
}

const inWords = ({ sigma, bands, questions }: Omit<Counting, "members">, size: number) =>
  `n ${size}, sigma ${sigma}, K ${bands}, Q ${questions}`;

/** Exact counts of a group of so many in two to four bands: those in the first band, all others in the second. */
export function exactCounts(size: number, truth: number, bands: number, chance: Chance): () => number[] {
  const draw = binomialDraws(size, truth, chance);
  return () => {
    const inBand = draw();
    return [inBand, size - inBand, 0, 0].slice(0, bands);
  };
}

/** Shares of one group, over everything crossed. */
export function shareSettings(level: Level): Setting[] {
  return sizes.flatMap((size) =>
    countings().flatMap((counting) =>
      proportions.map((truth) => ({
        name: `${inWords(counting, size)}, p ${truth}`,
        sigma: counting.sigma,
        size,
        drawsWith: (chance) => {
          const fitted = fittedGroups({ ...counting, members: 1 }, chance);
          const exact = exactCounts(size, truth, counting.bands, chance);
          return () => {
            const block = fitted(exact());
            // A base that noise has carried to nought or under is not shown.
            return block.base <= 0 || holds(noisyScoreInterval(shareIn(block, 0), level).held, truth);
          };
        },
      })),
    ),
  );
}

export const differences = ["against the pool", "against a group of the same size"] as const;
export type DifferenceKind = (typeof differences)[number];

/** Differences between two shares, over everything crossed. */
export function differenceSettings(kind: DifferenceKind): Setting[] {
  const pairs = proportionsOfPairs.flatMap((first) => proportionsOfPairs.map((second) => [first, second] as const));
  return sizes.flatMap((size) =>
    countings().flatMap((counting) =>
      pairs.map(([first, second]) => ({
        name: `${inWords(counting, size)}, p ${first} and ${second}`,
        sigma: counting.sigma,
        size,
        drawsWith: (chance) => {
          const { members, size: otherSize } = kind === "against the pool" ? POOL : { members: 1, size };
          const fitted = fittedGroups({ ...counting, members: 1 }, chance);
          const fittedOther = fittedGroups({ ...counting, members }, chance);
          const exact = exactCounts(size, first, counting.bands, chance);
          const exactOther = exactCounts(otherSize, second, counting.bands, chance);
          return () => {
            const one = fitted(exact());
            const other = fittedOther(exactOther());
            if (one.base <= 0 || other.base <= 0) return true;
            return holds(moverInterval(shareIn(one, 0), shareIn(other, 0), "95%"), first - second);
          };
        },
      })),
    ),
  );
}

/** Respondents whose steps say where in its bands the nation stands, and the noise on each step. */
const NATION = { size: 2_000, sigma: 4 } as const;

/** Means of a ladder: of groups that answer as the nation does, or have more at one end of it. */
export function ladderSettings(tilt: Tilt): Setting[] {
  const steps = tilted(nationalSteps, tilt);
  const truth = steps.reduce((sum, probability, step) => sum + probability * step, 0);
  return sizes.flatMap((size) =>
    sigmas.flatMap((sigma) =>
      numbersOfQuestions.map((questions) => ({
        name: `n ${size}, sigma ${sigma}, K ${bandsOfLadder.length}, Q ${questions}`,
        sigma,
        size,
        drawsWith: (chance) => {
          const fitted = fittedGroups({ sigma, bands: bandsOfLadder.length, questions, members: 1 }, chance);
          const answers = stepDraws(steps, size, chance);
          const nation = stepDraws(nationalSteps, NATION.size, chance);
          const drawNoise = drawsFrom(noiseInCells(NATION.sigma, 1), chance);
          // One nation for many groups, as in a wave; there are as many nations as make its own error count.
          let left = 0;
          let ladder = ladderOf([], bandsOfLadder);
          return () => {
            if (left === 0) {
              ladder = ladderOf(
                nation().map((count) => count + drawNoise()),
                bandsOfLadder,
              );
              left = GROUPS_OF_A_NATION;
            }
            left -= 1;
            const { counts, base, cellVariance } = fitted(inBands(answers()));
            if (base <= 0) return true;
            return holds(meanInterval(ladderMean({ counts, base, cellVariance }, ladder), "95%"), truth);
          };
        },
      })),
    ),
  );
}

const GROUPS_OF_A_NATION = 16;

export function coverageOf(setting: Setting, draws: number, seed: number, ...labels: readonly string[]): Covered {
  const draw = setting.drawsWith(chanceOf(seed, "coverage", setting.name, ...labels));
  let covered = 0;
  for (let at = 0; at < draws; at += 1) if (draw()) covered += 1;
  return { setting, coverage: covered / draws };
}

/** How many of the lowest settings are measured anew, with so many times the draws. */
const MEASURED_ANEW = { settings: 12, times: 10 } as const;

/**
 * The lowest coverages, measured anew with fresh draws: the lowest of thousands of settings is lowest partly by the chance of
 * the draws, which is no news about the interval.
 */
export function lowest(measured: readonly Covered[], draws: number, seed: number): Covered {
  const candidates = measured.toSorted((one, other) => one.coverage - other.coverage).slice(0, MEASURED_ANEW.settings);
  const anew = candidates.map(({ setting }) => coverageOf(setting, MEASURED_ANEW.times * draws, seed, "anew"));
  return anew.reduce((one, other) => (other.coverage < one.coverage ? other : one));
}
