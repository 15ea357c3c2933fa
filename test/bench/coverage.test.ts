import { describe, expect, it } from "vitest";
import { fitGroup, noiseOf, shareIn } from "#functions/benchmark/counts/fit.ts";
import { noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { NO_NOISE } from "#functions/benchmark/statistics/noisy-share.ts";
import { discreteGaussian } from "#functions/tally/noise/discrete-gaussian.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { chanceFrom } from "../chance.ts";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { binomialDraws, binomialProbabilities } from "./binomial.ts";
import { drawsFrom, fittedGroups, noiseInCells } from "./coverage-group.ts";
import { bandsOfLadder, inBands, nationalSteps, stepDraws, tilted } from "./coverage-ladder.ts";
import {
  coverageOf,
  differenceSettings,
  exactCounts,
  ladderSettings,
  type Setting,
  shareSettings,
} from "./interval-coverage.ts";

const seed = 7;

/** The first setting whose name holds all of these. */
function settingAt(settings: readonly Setting[], ...parts: readonly string[]): Setting {
  const found = settings.find(({ name }) => parts.every((part) => `${name},`.includes(`${part},`)));
  if (found === undefined) throw new RangeError(`no setting has ${parts.join(" and ")}`);
  return found;
}

// Three standard errors of 5,000 draws are 0.9 points.
describe("the coverage of the published intervals under noise", () => {
  it.each([
    ["n 10", "sigma 1.5", "K 2", "Q 13", "p 0.5"],
    ["n 20", "sigma 2.5", "K 3", "Q 49", "p 0.02"],
    ["n 120", "sigma 1.5", "K 4", "Q 49", "p 0.98"],
  ])("of a share with %s, %s, %s, %s, %s is at least 94%", (...parts) => {
    const settings = shareSettings("95%");
    expect(coverageOf(settingAt(settings, ...parts), 5_000, seed).coverage).toBeGreaterThan(0.94);
  });

  it.each([
    ["against the pool", ["n 30", "sigma 1.5", "K 3", "Q 49", "p 0.7 and 0.5"]],
    ["against a group of the same size", ["n 20", "sigma 2.5", "K 3", "Q 49", "p 0.3 and 0.3"]],
  ] as const)("of a difference %s is at least 94%", (kind, parts) => {
    const setting = settingAt(differenceSettings(kind), ...parts);
    expect(coverageOf(setting, 5_000, seed).coverage).toBeGreaterThan(0.94);
  });

  it.each(["as the nation", "twice as many low"] as const)(
    "of a ladder's mean in a group with answers %s is at least 94%",
    (tilt) => {
      const setting = settingAt(ladderSettings(tilt), "n 120", "sigma 1.5", "Q 49");
      expect(coverageOf(setting, 5_000, seed).coverage).toBeGreaterThan(0.94);
    },
  );

  it("is seen to fall, in a run as short as this, where an interval leaves the noise out", () => {
    const chance = chanceOf(seed, "noise left out");
    const fitted = fittedGroups({ sigma: 2.5, bands: 3, questions: 49, members: 1 }, chance);
    const exact = exactCounts(20, 0.5, 3, chance);
    const covered = Array.from({ length: 5_000 }, () => {
      const share = { ...shareIn(fitted(exact()), 0), noise: NO_NOISE };
      const { lower, upper } = noisyScoreInterval(share, "95%").held;
      return lower <= 0.5 && 0.5 <= upper;
    }).filter(Boolean);
    expect(covered.length / 5_000).toBeLessThan(0.9);
  });
});

describe("a simulated group", () => {
  it("has the fit that the pipeline makes of all of its cells, in its mean and its noise", () => {
    const draws = 4_000;
    const chance = chanceFrom(seed);
    const questions = 13;
    const throughAllCells = Array.from({ length: draws }, () => {
      // Twelve of twenty in the first band of each question, two without a valid answer.
      const cells = Array.from({ length: questions }, (_, question) => [
        String(question),
        [12, 4, 2, 2].map((count) => count + discreteGaussian(noisePolicy.noise.questions.everybody, chance)),
      ]);
      const { indicators } = fitGroup(
        "total",
        { indicators: Object.fromEntries(cells), derived: {} },
        noisePolicy.noise,
      );
      const block = indicators.get("0");
      return { count: block?.counts[0] ?? Number.NaN, base: block?.base ?? Number.NaN };
    });
    const fitted = fittedGroups({ sigma: 1.5, bands: 3, questions, members: 1 }, chanceOf(seed, "shortcut"));
    const byShortcut = Array.from({ length: draws }, () => {
      const { counts, base } = fitted([12, 4, 2]);
      return { count: counts[0] ?? Number.NaN, base };
    });
    const { ofCount, together, ofBase } = noiseOf(3, 9 / 4, questions);
    for (const drawn of [throughAllCells, byShortcut]) {
      const mean = (of: (each: (typeof drawn)[number]) => number) =>
        drawn.reduce((sum, each) => sum + of(each), 0) / draws;
      // Four standard errors: of a mean 1.4 / √4000, of a variance its own times √(2 / 4000).
      expect(Math.abs(mean(({ count }) => count) - 12)).toBeLessThan(0.09);
      expect(Math.abs(mean(({ base }) => base) - 18)).toBeLessThan(0.09);
      expect(Math.abs(mean(({ count }) => (count - 12) ** 2) / ofCount - 1)).toBeLessThan(0.09);
      expect(Math.abs(mean(({ base }) => (base - 18) ** 2) / ofBase - 1)).toBeLessThan(0.09);
      expect(Math.abs(mean(({ count, base }) => (count - 12) * (base - 18)) - together)).toBeLessThan(0.12);
    }
  });

  it("has exactly discrete Gaussian noise, and its exact sums", () => {
    const { from, probabilities } = noiseInCells(1.5, 1);
    const at = (value: number) => probabilities[value - from] ?? 0;
    expect(at(1) / at(0)).toBeCloseTo(Math.exp(-2 / 9), 12);
    expect(at(-3) / at(0)).toBeCloseTo(Math.exp(-2), 12);
    const sum = noiseInCells(1.5, 192);
    const variance = sum.probabilities.reduce((total, each, place) => total + each * (sum.from + place) ** 2, 0);
    const variancePerCell = probabilities.reduce((total, each, place) => total + each * (from + place) ** 2, 0);
    expect(variance).toBeCloseTo(192 * variancePerCell, 8);
    expect(sum.probabilities.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 12);
  });

  it("draws every number as often as it is probable", () => {
    const draws = 40_000;
    const distribution = noiseInCells(1.5, 1);
    const draw = drawsFrom(distribution, chanceOf(1));
    const drawn = Array.from({ length: draws }, draw);
    for (const value of [-3, -1, 0, 1, 2]) {
      const probability = distribution.probabilities[value - distribution.from] ?? 0;
      const share = drawn.filter((each) => each === value).length / draws;
      // Four standard errors.
      expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt(probability / draws));
    }
  });

  it("answers a ladder in the nation's proportions inside each band, with as many more low as is asked", () => {
    const twice = tilted(nationalSteps, "twice as many low");
    expect(twice.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect((twice[2] ?? 0) / (nationalSteps[2] ?? 0)).toBeCloseTo(2, 12);
    expect((twice[9] ?? 0) / (twice[10] ?? 0)).toBeCloseTo((nationalSteps[9] ?? 0) / (nationalSteps[10] ?? 0), 12);
    const draw = stepDraws(twice, 50_000, chanceOf(1));
    const steps = draw();
    expect((steps[10] ?? 0) / 50_000).toBeCloseTo(twice[10] ?? 0, 1.7);
    expect(inBands(steps)).toHaveLength(bandsOfLadder.length);
    expect(inBands(steps).reduce((sum, count) => sum + count, 0)).toBe(50_000);
  });
});

describe("the binomial distribution", () => {
  it("gives 6 of 10 at 0.4 its probability, and all outcomes together 1, up to a size of 1,000", () => {
    // 210 ways, each 0.4^6 0.6^4.
    expect(binomialProbabilities(10, 0.4)[6]).toBeCloseTo(210 * 0.4 ** 6 * 0.6 ** 4, 12);
    for (const probability of [0.02, 0.5, 0.98]) {
      expect(binomialProbabilities(1_000, probability).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 11);
    }
  });

  it("draws every number as often as it is probable", () => {
    const draws = 20_000;
    const drawn = [0, 0, 0, 0];
    const draw = binomialDraws(3, 0.3, chanceOf(1));
    for (let at = 0; at < draws; at += 1) {
      const count = draw();
      drawn[count] = (drawn[count] ?? 0) + 1;
    }
    for (const [count, probability] of [0.343, 0.441, 0.189, 0.027].entries()) {
      expect((drawn[count] ?? 0) / draws).toBeCloseTo(probability, 1.7);
    }
  });
});
