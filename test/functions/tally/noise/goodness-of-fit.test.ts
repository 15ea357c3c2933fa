import { describe, expect, it } from "vitest";
import { chiSquareOf, chiSquareTail, discreteGaussianProbabilities, Histogram, momentsOf } from "./goodness-of-fit.ts";

const variance = { numerator: 9, denominator: 4 };

describe("the chi-square distribution", () => {
  // Abramowitz and Stegun (1964), table 26.8.
  it.each([
    [3.841459, 1, 0.05],
    [11.070498, 5, 0.05],
    [18.307038, 10, 0.05],
    [29.587, 10, 0.001],
    [37.697, 15, 0.001],
    [124.342113, 100, 0.05],
  ])("is %d or more with %i degrees of freedom at its tabled probability", (statistic, degreesOfFreedom, p) => {
    expect(chiSquareTail(statistic, degreesOfFreedom) / p).toBeCloseTo(1, 3);
  });
});

describe("the exact discrete Gaussian", () => {
  it("has the ratios of its definition and sums to 1", () => {
    const probabilities = discreteGaussianProbabilities(variance);
    const of = (k: number) => probabilities.get(k) ?? 0;
    expect(of(1) / of(0)).toBeCloseTo(Math.exp(-2 / 9), 14);
    expect(of(-3) / of(0)).toBeCloseTo(Math.exp(-2), 14);
    expect([...probabilities.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 14);
  });

  it("fits draws in its own proportions, and does not fit them when one 0 in twenty has become a 1", () => {
    const [fitting, moved] = [new Histogram(), new Histogram()];
    for (const [k, probability] of discreteGaussianProbabilities(variance)) {
      for (let draw = 0; draw < Math.round(100_000 * probability); draw += 1) {
        fitting.add(k);
        moved.add(k === 0 && draw % 20 === 0 ? 1 : k);
      }
    }
    expect(chiSquareOf(fitting, variance).p).toBeGreaterThan(0.999);
    expect(chiSquareOf(moved, variance).p).toBeLessThan(1e-6);
    expect(momentsOf(fitting, variance).variance.observed).toBeCloseTo(2.25, 3);
  });
});
