import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, fitGroup, noiseOf, shareIn, sumOfBlocks, without } from "#functions/benchmark/counts/fit.ts";
import { noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { discreteGaussian } from "#functions/tally/noise/discrete-gaussian.ts";
import { noisePolicy, varianceOf } from "#shared/release/policy.ts";
import { chanceFrom } from "../../../chance.ts";
import { noiseOff } from "../../../fixtures/noised-counts.ts";

const { noise } = noisePolicy;

function blockIn(fitted: ReadonlyMap<string, Block>, id: string): Block {
  const block = fitted.get(id);
  if (block === undefined) throw new Error(`${id} was not fitted`);
  return block;
}

describe("the noise of a fitted count", () => {
  test.each([
    [3, 1.5, 1.69898, 0.596939, 1.790816],
    [3, 2, 3.020408, 1.061224, 3.183673],
    [4, 1.5, 1.809184, 0.486735, 1.946939],
    [2, 1.5, 1.515306, 0.780612, 1.561224],
  ])("has the published variances for 49 questions of %i bands and a sigma of %d", (bands, sigma, a, b, c) => {
    const { ofCount, together, ofBase } = noiseOf(bands, sigma ** 2, 49);
    expect(ofCount).toBeCloseTo(a, 6);
    expect(together).toBeCloseTo(b, 6);
    expect(ofBase).toBeCloseTo(c, 6);
  });

  test("gives the published interval of 83 in 100", () => {
    const { held } = noisyScoreInterval({ count: 83, base: 100, noise: noiseOf(3, 2.25, 49) }, "95%");
    expect(held.lower).toBeCloseTo(0.740118, 6);
    expect(held.upper).toBeCloseTo(0.896109, 6);
  });
});

describe("the fit of a group", () => {
  test("takes off each question what its cells differ by from the mean, in equal parts", () => {
    // 11 and 14 make 12.5 respondents: half an answer more in each cell of the first, half less in each of the second.
    const { respondents, indicators } = fitGroup(
      "total",
      { indicators: { first: [7, 3, 1], second: [5, 4, 5] }, derived: {} },
      noise,
    );
    expect(respondents).toBe(12.5);
    expect(blockIn(indicators, "first")).toMatchObject({ counts: [7.5, 3.5], base: 11, cellVariance: 2.25 });
    expect(blockIn(indicators, "second")).toMatchObject({ counts: [4.5, 3.5], base: 8 });
  });

  test("leaves a negative count negative, so that sums over authorities stay unbiased", () => {
    const { indicators } = fitGroup("total", { indicators: { only: [-2, 14, 0] }, derived: {} }, noise);
    expect(blockIn(indicators, "only")).toMatchObject({ counts: [-2, 14], base: 12 });
  });

  test("fits a derived measure to the respondents of the questions, by the noise of its own cells", () => {
    const { derived } = fitGroup("total", { indicators: { only: [8, 4] }, derived: { low: [5, 6, 4] } }, noise);
    expect(blockIn(derived, "low")).toEqual({ counts: [4, 5], base: 9, noise: noiseOf(2, 4, 1), cellVariance: 4 });
  });

  test.each([
    ["total", 9 / 4, 4],
    ["gender/girl", 25 / 4, 49 / 4],
    ["gender/boy", 25 / 4, 49 / 4],
    ["gender/other", 16, 36],
    ["age_band/8-11", 16, 36],
  ])("knows the noise of %s", (name, ofQuestions, ofDerived) => {
    const { indicators, derived } = fitGroup(name, { indicators: { q: [1, 1] }, derived: { d: [1, 1] } }, noise);
    expect([blockIn(indicators, "q").cellVariance, blockIn(derived, "d").cellVariance]).toEqual([
      ofQuestions,
      ofDerived,
    ]);
  });

  test("gives counts without noise back as they are, whatever their bands", () => {
    const question = fc
      .integer({ min: 1, max: 4 })
      .chain((bands) =>
        fc.array(fc.nat(30), { minLength: 40, maxLength: 40 }).map((of) => of.map((at) => at % (bands + 1))),
      );
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 6 }), (questions) => {
        const cells = questions.map((children) =>
          Array.from({ length: Math.max(...children) + 2 }, (_, cell) => children.filter((at) => at === cell).length),
        );
        const { respondents, indicators } = fitGroup(
          "total",
          { indicators: Object.fromEntries(cells.map((of, at) => [`q${at}`, of])), derived: {} },
          noiseOff.noise,
        );
        expect(respondents).toBe(40);
        for (const [at, of] of cells.entries()) expect(blockIn(indicators, `q${at}`).counts).toEqual(of.slice(0, -1));
      }),
    );
  });

  test("is unbiased, and its counts vary by A, its bases by C and both together by B", () => {
    const QUESTIONS = 5;
    const DRAWS = 20_000;
    const exact = [25, 10, 3, 2];
    const variance = noise.questions.everybody;
    const chance = chanceFrom(4);
    const errors = Array.from({ length: DRAWS }, () => {
      const drawn = Array.from({ length: QUESTIONS }, (_, at) => [
        `q${at}`,
        exact.map((count) => count + discreteGaussian(variance, chance)),
      ]);
      const { indicators } = fitGroup("total", { indicators: Object.fromEntries(drawn), derived: {} }, noise);
      const { counts, base } = blockIn(indicators, "q0");
      return { count: (counts[0] ?? 0) - 25, base: base - 38 };
    });
    const mean = (of: (error: (typeof errors)[number]) => number) =>
      errors.reduce((sum, each) => sum + of(each), 0) / DRAWS;
    const { ofCount, together, ofBase } = noiseOf(3, varianceOf(variance), QUESTIONS);
    // Four standard errors of a mean, and of a variance.
    expect(Math.abs(mean(({ count }) => count))).toBeLessThan(4 * Math.sqrt(ofCount / DRAWS));
    expect(Math.abs(mean(({ base }) => base))).toBeLessThan(4 * Math.sqrt(ofBase / DRAWS));
    const isNear = (found: number, expected: number) =>
      expect(Math.abs(found / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / DRAWS));
    isNear(
      mean(({ count }) => count ** 2),
      ofCount,
    );
    isNear(
      mean(({ base }) => base ** 2),
      ofBase,
    );
    expect(mean(({ count, base }) => count * base)).toBeCloseTo(together, 1);
  });
});

describe("sums of blocks", () => {
  const someBlock: fc.Arbitrary<Block> = fc
    .tuple(
      fc.array(fc.integer({ min: -20, max: 200 }), { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([counts, quarters]) => ({
      counts,
      base: counts.reduce((sum, count) => sum + count, 0),
      noise: noiseOf(3, quarters / 4, 49),
      cellVariance: quarters / 4,
    }));

  test("add counts, bases and noise, and leave-one-out takes the same away again", () => {
    fc.assert(
      fc.property(someBlock, someBlock, (one, other) => {
        const sum = sumOfBlocks(one, other);
        expect(sum.base).toBe(one.base + other.base);
        expect(sum.noise.ofBase).toBe(one.noise.ofBase + other.noise.ofBase);
        const left = without(sum, other);
        expect(left.counts).toEqual(one.counts);
        expect(left.base).toBe(one.base);
        for (const of of ["ofCount", "together", "ofBase"] as const) {
          expect(left.noise[of]).toBeCloseTo(one.noise[of], 9);
        }
        expect(left.cellVariance).toBeCloseTo(one.cellVariance, 9);
      }),
    );
  });

  test("are of the band that is asked for", () => {
    const block: Block = { counts: [4, 9], base: 13, noise: noiseOf(2, 1, 1), cellVariance: 1 };
    expect(shareIn(block, 1)).toEqual({ count: 9, base: 13, noise: block.noise });
  });
});
