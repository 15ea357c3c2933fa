/** How often each test rejects where there is nothing to find, when counts carry noise and are fitted. SYNTHETIC. */
import { type Block, shareIn } from "#functions/benchmark/counts/fit.ts";
import { type Ladder, ladderMean, ladderOf } from "#functions/benchmark/statistics/ladder-mean.ts";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import { twoProportionZTest } from "#functions/benchmark/statistics/two-proportion-z-test.ts";
import { weightedLeastSquaresTrend } from "#functions/benchmark/statistics/weighted-least-squares-trend.ts";
import { differenceOfMeans } from "#functions/benchmark/statistics/z-test-of-means.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";
import { fittedGroups } from "./coverage-group.ts";
import { bandsOfLadder, inBands, nationalSteps, stepDraws } from "./coverage-ladder.ts";
import {
  exactCounts,
  numbersOfBands,
  numbersOfQuestions,
  POOL,
  proportionsOfPairs,
  sigmas,
  sizes,
} from "./interval-coverage.ts";

/** Largest p at which a test rejects. */
export const levels = [0.05, 0.01, 0.001] as const;

/** A test where there is nothing to find. */
export interface NullSetting {
  readonly name: string;
  readonly sigma: number;
  readonly size: number;
  /** Draws one p. */
  readonly drawsWith: (chance: Chance) => () => number;
}

/** What a question is counted with. */
interface Counted {
  readonly sigma: number;
  readonly size: number;
  readonly bands: number;
  readonly questions: number;
  /** The true proportion of every group. */
  readonly truth: number;
}

/** Draws the fitted counts of `members` groups pooled, of `size` answers together. */
type Groups = (size: number, members: number) => () => Block;

/** Draws a p from groups that all have the same truth; 1 where a base is not above 0, because then nothing is shown. */
type NullTest = (groups: Groups, counted: Counted) => () => number;

const OWN_WAVES = 5;

const isAnswered = ({ base }: Block) => base > 0;

const twoProportions =
  (against: { readonly size: number; readonly members: number } | "as many"): NullTest =>
  (groups, { size }) => {
    const own = groups(size, 1);
    const other = against === "as many" ? groups(size, 1) : groups(against.size, against.members);
    return () => {
      const [one, beside] = [own(), other()];
      return twoProportionZTest(shareIn(one, 0), shareIn(beside, 0)).p;
    };
  };

function trendOver(waves: number, size: number, groups: Groups) {
  const own = groups(size, 1);
  return () => {
    const blocks = Array.from({ length: waves }, own);
    return blocks.every(isAnswered)
      ? weightedLeastSquaresTrend(blocks.map((block, time) => ({ time, share: shareIn(block, 0) })))
      : undefined;
  };
}

const ofProportions: Readonly<Record<string, NullTest>> = {
  "z test, against the pool": twoProportions(POOL),
  "z test, as many (gap, two waves)": twoProportions("as many"),
  "score test, a constant": (groups, { size, truth }) => {
    const own = groups(size, 1);
    return () => scoreTest(shareIn(own(), 0), truth).p;
  },
  "trend over 3 waves": (groups, { size }) => {
    const trend = trendOver(3, size, groups);
    return () => trend()?.p ?? 1;
  },
  "trend over 5 waves": (groups, { size }) => {
    const trend = trendOver(OWN_WAVES, size, groups);
    return () => trend()?.p ?? 1;
  },
  // Its own threshold is 0.2%, so that at 5 and at 1% it rejects as often as it marks.
  "trend marker, 5 waves": (groups, { size }) => {
    const trend = trendOver(OWN_WAVES, size, groups);
    return () => {
      const found = trend();
      return found?.marked === true ? found.p : 1;
    };
  },
};

function proportionSettings(test: NullTest): NullSetting[] {
  return sizes.flatMap((size) =>
    sigmas.flatMap((sigma) =>
      numbersOfBands.flatMap((bands) =>
        numbersOfQuestions.flatMap((questions) =>
          proportionsOfPairs.map((truth) => ({
            name: `K ${bands}, Q ${questions}, p ${truth}`,
            sigma,
            size,
            drawsWith: (chance: Chance) => {
              const groups: Groups = (answers, members) => {
                const fitted = fittedGroups({ sigma, bands, questions, members }, chance);
                const exact = exactCounts(answers, truth, bands, chance);
                return () => fitted(exact());
              };
              return test(groups, { sigma, size, bands, questions, truth });
            },
          })),
        ),
      ),
    ),
  );
}

const NATION = ladderOf(
  nationalSteps.map((share) => share * 1_000_000),
  bandsOfLadder,
);

const meanOf = ({ counts, base, cellVariance }: Block, ladder: Ladder) =>
  ladderMean({ counts, base, cellVariance }, ladder);

function meanSettings(against: { readonly size: number; readonly members: number } | "as many"): NullSetting[] {
  return sizes.flatMap((size) =>
    sigmas.flatMap((sigma) =>
      numbersOfQuestions.map((questions) => ({
        name: `K ${bandsOfLadder.length}, Q ${questions}`,
        sigma,
        size,
        drawsWith: (chance) => {
          const groups: Groups = (answers, members) => {
            const fitted = fittedGroups({ sigma, bands: bandsOfLadder.length, questions, members }, chance);
            const steps = stepDraws(nationalSteps, answers, chance);
            return () => fitted(inBands(steps()));
          };
          const own = groups(size, 1);
          const other = against === "as many" ? groups(size, 1) : groups(against.size, against.members);
          return () => {
            const [one, beside] = [own(), other()];
            if (!isAnswered(one) || !isAnswered(beside)) return 1;
            return differenceOfMeans(meanOf(one, NATION), meanOf(beside, NATION)).p;
          };
        },
      })),
    ),
  );
}

/** By the name of the test. */
export const nullSettings: Readonly<Record<string, () => NullSetting[]>> = {
  ...Object.fromEntries(Object.entries(ofProportions).map(([name, test]) => [name, () => proportionSettings(test)])),
  "z test of means, against the pool": () => meanSettings(POOL),
  "z test of means, as many": () => meanSettings("as many"),
};

export interface Rejected {
  readonly setting: NullSetting;
  /** In the order of `levels`. */
  readonly rates: readonly number[];
}

export function rejectionsOf(
  setting: NullSetting,
  draws: number,
  seed: number,
  ...labels: readonly string[]
): Rejected {
  const draw = setting.drawsWith(
    chanceOf(seed, "nothing to find", setting.name, setting.size, setting.sigma, ...labels),
  );
  const rejected = levels.map(() => 0);
  for (let at = 0; at < draws; at += 1) {
    const p = draw();
    if (p > levels[0]) continue;
    for (const [place, level] of levels.entries()) if (p <= level) rejected[place] = (rejected[place] ?? 0) + 1;
  }
  return { setting, rates: rejected.map((count) => count / draws) };
}

/** How many of the highest settings are measured anew, with so many times the draws. */
const MEASURED_ANEW = { settings: 4, times: 10 } as const;

/** The highest rate at one level, measured anew: the highest of many is highest partly by the chance of the draws. */
export function highest(measured: readonly Rejected[], place: number, draws: number, seed: number) {
  const rateOf = ({ rates }: Rejected) => rates[place] ?? 0;
  return measured
    .toSorted((one, other) => rateOf(other) - rateOf(one))
    .slice(0, MEASURED_ANEW.settings)
    .map(({ setting }) => rejectionsOf(setting, MEASURED_ANEW.times * draws, seed, "anew"))
    .reduce((one, other) => (rateOf(other) > rateOf(one) ? other : one));
}
