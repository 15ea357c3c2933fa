import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Chance } from "#functions/tally/noise/chance.ts";
import { discreteGaussian } from "#functions/tally/noise/discrete-gaussian.ts";
import type { Ratio } from "#shared/release/policy.ts";
import { codeOf } from "../../../architecture/source.ts";
import { chanceFrom } from "../../../chance.ts";
import {
  chiSquare,
  chiSquareOf,
  chiSquareTail,
  discreteGaussianProbabilities,
  Histogram,
  type Measured,
  momentsOf,
  policyVariances,
} from "./goodness-of-fit.ts";

const DRAWS = 100_000;
/** The draws are the same in every run. A p below this, or a moment as many standard errors off, is a broken sampler. */
const UNLIKELY = 0.001;
const FAR_OFF = 3.3;

const nineQuarters: Ratio = { numerator: 9, denominator: 4 };

function drawsOf(variance: Ratio, chance: Chance, length = DRAWS): number[] {
  return Array.from({ length }, () => discreteGaussian(variance, chance));
}
function histogramOf(draws: readonly number[]): Histogram {
  const drawn = new Histogram();
  for (const draw of draws) drawn.add(draw);
  return drawn;
}
const standardErrorsOff = ({ observed, expected, standardError }: Measured) =>
  Math.abs(observed - expected) / standardError;

/** Answers as told, in turn and then `afterwards` for ever, and notes below what it was asked to choose. */
function scripted(answers: readonly number[], afterwards?: number) {
  const asked: number[] = [];
  const chance = ((below: number) => {
    const answer = answers[asked.length] ?? afterwards;
    asked.push(below);
    if (asked.length > 1_000) throw new Error("asks without end");
    if (answer === undefined) throw new Error(`nothing is scripted for question ${asked.length}, below ${below}`);
    return answer;
  }) as Chance;
  return { chance, asked };
}

describe.each(policyVariances)("noise of variance $numerator/$denominator", (variance) => {
  const draws = drawsOf(variance, chanceFrom(2017));
  const drawn = histogramOf(draws);

  it("has the distribution of the discrete Gaussian", () => {
    expect(chiSquareOf(drawn, variance).p).toBeGreaterThan(UNLIKELY);
  });

  it("has mean 0 and the variance of the policy", () => {
    const moments = momentsOf(drawn, variance);
    expect(moments.variance.expected).toBeCloseTo(variance.numerator / variance.denominator, 10);
    expect(standardErrorsOff(moments.mean)).toBeLessThan(FAR_OFF);
    expect(standardErrorsOff(moments.variance)).toBeLessThan(FAR_OFF);
  });

  it("adds as often as it takes away, by every amount", () => {
    const amounts = Array.from({ length: 40 }, (_, at) => at + 1).filter((amount) => drawn.countOf(amount) >= 10);
    // Each term is chi-square with one degree of freedom, given how often the amount came with either sign.
    const terms = amounts.map((amount) => {
      const [added, takenAway] = [drawn.countOf(amount), drawn.countOf(-amount)];
      return (added - takenAway) ** 2 / (added + takenAway);
    });
    expect(amounts.length).toBeGreaterThanOrEqual(5);
    expect(
      chiSquareTail(
        terms.reduce((sum, term) => sum + term, 0),
        terms.length,
      ),
    ).toBeGreaterThan(UNLIKELY);
  });

  it("says nothing about the draw after it", () => {
    const sigma = Math.sqrt(variance.numerator / variance.denominator);
    const classes = 5;
    const classOf = (draw: number) => [-sigma, -0.5, 0.5, sigma].filter((limit) => draw > limit).length;
    const inClass = new Array<number>(classes).fill(0);
    for (const [k, probability] of discreteGaussianProbabilities(variance)) {
      inClass[classOf(k)] = (inClass[classOf(k)] ?? 0) + probability;
    }
    const pairs = new Array<number>(classes ** 2).fill(0);
    for (let at = 0; at < DRAWS; at += 2) {
      const pair = classes * classOf(draws[at] ?? 0) + classOf(draws[at + 1] ?? 0);
      pairs[pair] = (pairs[pair] ?? 0) + 1;
    }
    const cells = pairs.map((observed, pair) => ({
      observed,
      expected: (DRAWS / 2) * (inClass[Math.floor(pair / classes)] ?? 0) * (inClass[pair % classes] ?? 0),
    }));
    expect(chiSquare(cells).p).toBeGreaterThan(UNLIKELY);
  });

  it("is whole numbers all the way: what it asks of chance, what it is given and what it returns", () => {
    const seeded = chanceFrom(7);
    const notWhole: number[] = [];
    let asked = 0;
    const watched = ((below: number) => {
      asked += 1;
      if (!Number.isSafeInteger(below) || below < 1 || below >= 2 ** 48) notWhole.push(below);
      return seeded(below);
    }) as Chance;
    for (const draw of drawsOf(variance, watched, 20_000)) {
      if (!Number.isSafeInteger(draw) || Object.is(draw, -0)) notWhole.push(draw);
    }
    expect(notWhole).toEqual([]);
    expect(asked / 20_000).toBeGreaterThan(15);
    expect(asked / 20_000).toBeLessThan(18.2);
  });

  it("is the same from the same chance, and different from another", () => {
    expect(drawsOf(variance, chanceFrom(2017), 1_000)).toEqual(draws.slice(0, 1_000));
    expect(drawsOf(variance, chanceFrom(2018), 1_000)).not.toEqual(draws.slice(0, 1_000));
  });
});

describe("one draw of variance 9/4, whose scale is 2, answer by answer", () => {
  const zero = [0, 0];
  const one = [1, 1];
  const furtherByTheScale = [0, 0, 1];
  const noFurther = [0, 1];
  const [positive, negative] = [1, 0];

  it("accepts 0 with exp(-81/288)", () => {
    const proposed = [...zero, ...noFurther, positive];
    const accepted = scripted([...proposed, 81]);
    expect(discreteGaussian(nineQuarters, accepted.chance)).toBe(0);
    expect(accepted.asked).toEqual([2, 2, 1, 2, 2, 288]);
    const refusedAtFirst = scripted([...proposed, 80, 81, ...proposed, 80, 80, 81]);
    expect(discreteGaussian(nineQuarters, refusedAtFirst.chance)).toBe(0);
    expect(refusedAtFirst.asked.filter((below) => below % 288 === 0)).toEqual([288, 576, 288, 576, 864]);
  });

  it.each([
    [1, positive],
    [-1, negative],
  ])("accepts %i with exp(-1/288)", (expected, sign) => {
    const proposed = [...one, ...noFurther, sign];
    expect(discreteGaussian(nineQuarters, scripted([...proposed, 1]).chance)).toBe(expected);
    const refused = scripted([...proposed, 0, 1, ...zero, ...noFurther, positive, 81]);
    expect(discreteGaussian(nineQuarters, refused.chance)).toBe(0);
  });

  it("accepts 4 with exp(-529/288): a factor exp(-1), and exp(-241/288)", () => {
    const proposed = [...zero, ...furtherByTheScale, ...furtherByTheScale, ...noFurther, positive];
    const wholeHappens = furtherByTheScale;
    expect(discreteGaussian(nineQuarters, scripted([...proposed, ...wholeHappens, 241]).chance)).toBe(4);
    const wholeDoesNotHappen = noFurther;
    const refused = scripted([...proposed, ...wholeDoesNotHappen, ...zero, ...noFurther, positive, 81]);
    expect(discreteGaussian(nineQuarters, refused.chance)).toBe(0);
  });

  it("does not count 0 again as a negative 0", () => {
    const proposesAgain = scripted([...zero, ...noFurther, negative, ...one, ...noFurther, negative, 1]);
    expect(discreteGaussian(nineQuarters, proposesAgain.chance)).toBe(-1);
  });
});

describe("a variance", () => {
  it("of 0 switches the noise off and asks nothing of chance", () => {
    expect(discreteGaussian({ numerator: 0, denominator: 4 }, scripted([]).chance)).toBe(0);
  });

  it("below 1 is drawn as exactly as any other", () => {
    const third = { numerator: 1, denominator: 3 };
    expect(chiSquareOf(histogramOf(drawsOf(third, chanceFrom(2017))), third).p).toBeGreaterThan(UNLIKELY);
  });

  it.each([
    [9, 0],
    [9, -4],
    [-9, 4],
    [2.25, 1],
    [9, 0.5],
    [Number.NaN, 1],
    [9, Number.POSITIVE_INFINITY],
    [2 ** 53, 1],
  ])("of %d/%d is refused, as it is not a ratio of whole numbers", (numerator, denominator) => {
    expect(() => discreteGaussian({ numerator, denominator }, scripted([]).chance)).toThrow(
      new RangeError(
        `the variance ${numerator}/${denominator} is not a ratio of whole numbers: give a numerator from 0, a denominator from 1`,
      ),
    );
  });

  it.each([
    [2 ** 20, 1],
    [1, 2 ** 20 + 1],
    [2 ** 20, 2 ** 10],
    [Number.MAX_SAFE_INTEGER, 1],
    [1, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])("of %d/%d is refused, as it is too large or too fine to be drawn exactly", (numerator, denominator) => {
    expect(() => discreteGaussian({ numerator, denominator }, scripted([]).chance)).toThrow(
      new RangeError(
        `the variance ${numerator}/${denominator} is too large or too fine: denominator * (floor(sigma) + 1)^2 ends at 1048576`,
      ),
    );
  });

  it.each([
    [2 ** 20 - 1, 1],
    [1, 2 ** 20],
  ])("of %d/%d, the furthest allowed, keeps below what randomInt takes", (numerator, denominator) => {
    const seeded = chanceFrom(2017);
    let largest = 0;
    const watched = ((below: number) => {
      largest = Math.max(largest, below);
      return seeded(below);
    }) as Chance;
    expect(drawsOf({ numerator, denominator }, watched, 10_000).every(Number.isSafeInteger)).toBe(true);
    expect(largest).toBeLessThan(2 ** 48);
  });
});

describe("chance that cannot be", () => {
  const largest: Ratio = { numerator: 2 ** 20 - 1, denominator: 1 };
  const further = (times: number) => Array.from({ length: times }, () => [0, 0, 1]).flat();

  it("is told of before a draw asks below 2^48 or more", () => {
    const { chance, asked } = scripted([0, 0, 0, 1, 1], 0);
    expect(() => discreteGaussian(largest, chance)).toThrow(
      new RangeError("a draw of noise asked for a chance of 2^48: draw again"),
    );
    expect(Math.max(...asked)).toBeLessThan(2 ** 48);
  });

  it("is told of before a draw is rounded", () => {
    expect(() => discreteGaussian(largest, scripted([0, 0, ...further(92), 0, 1, 1], 0).chance)).toThrow(
      new RangeError("a draw of noise left the safe integers: draw again"),
    );
  });
});

it("neither divides nor rounds nor has a decimal in its code", () => {
  const path = new URL("../../../../functions/tally/noise/discrete-gaussian.ts", import.meta.url);
  expect(
    codeOf(readFileSync(path, "utf8")).match(/\/|\bMath\b|\d\.\d|\bparse\w+|\bNumber\.(?!isSafeInteger\b)\w+/g),
  ).toBeNull();
});
