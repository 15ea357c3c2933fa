import { describe, expect, it } from "vitest";
import { chanceOf } from "../journey/synthetic/chance.ts";
import { binomialDraws, binomialProbabilities } from "./binomial.ts";
import {
  exactNewcombeCoverage,
  exactWilsonCoverage,
  pairsOfSizes,
  simulatedNewcombeCoverage,
  simulatedWilsonCoverage,
  sizes,
} from "./interval-coverage.ts";

describe("the coverage of the published intervals", () => {
  it.each(sizes)(
    "of Wilson's interval of n %i is near the nominal 0.95 in the mean over all true proportions, summed exactly",
    (size) => {
      const { mean, smallest } = exactWilsonCoverage(size, "95%");
      expect(mean).toBeGreaterThan(0.935);
      expect(mean).toBeLessThan(0.97);
      expect(smallest).toBeGreaterThan(0.92);
    },
  );

  it.each(sizes)("of Wilson's wide interval of n %i is near the nominal 0.998 in the mean", (size) => {
    const { mean } = exactWilsonCoverage(size, "99.8%");
    expect(mean).toBeGreaterThan(0.995);
    expect(mean).toBeLessThan(0.999);
  });

  it.each(pairsOfSizes)(
    "of Newcombe's interval of n %i and %i is near the nominal 0.95 in the mean over pairs of truths",
    (...pair) => {
      const { mean } = exactNewcombeCoverage(...pair);
      expect(mean).toBeGreaterThan(0.94);
      expect(mean).toBeLessThan(0.975);
    },
  );

  // Three standard errors of a mean over 49 truths, and over 121 pairs, at 1,000 draws each.
  it("is the same by simulation as by exact sums", () => {
    expect(
      Math.abs(simulatedWilsonCoverage(20, "95%", 1_000, 7).mean - exactWilsonCoverage(20, "95%").mean),
    ).toBeLessThan(0.003);
    expect(
      Math.abs(simulatedNewcombeCoverage(20, 60, 1_000, 7).mean - exactNewcombeCoverage(20, 60).mean),
    ).toBeLessThan(0.002);
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
