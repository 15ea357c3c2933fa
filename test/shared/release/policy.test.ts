import { describe, expect, test } from "vitest";
import { noisePolicy, varianceOf } from "#shared/release/policy.ts";

describe("the disclosure policy", () => {
  test("is exactly this in version 1; whoever changes a number changes the version", () => {
    expect(noisePolicy).toEqual({
      id: "noise-1",
      version: 1,
      noise: {
        questions: {
          everybody: { numerator: 9, denominator: 4 },
          girlsAndBoys: { numerator: 25, denominator: 4 },
          nationOnly: { numerator: 16, denominator: 1 },
        },
        derived: {
          everybody: { numerator: 4, denominator: 1 },
          girlsAndBoys: { numerator: 49, denominator: 4 },
          nationOnly: { numerator: 36, denominator: 1 },
        },
        ladderSteps: { numerator: 16, denominator: 1 },
      },
      shown: {
        fewestFittedRespondents: 15,
        fewestAuthorities: 5,
        fewestResponses: 10,
        baseRoundedTo: 5,
        pooledBaseRoundedTo: 10,
      },
    });
  });

  test("has the published standard deviations", () => {
    const { questions, derived, ladderSteps } = noisePolicy.noise;
    const sigmas = [questions, derived].map(({ everybody, girlsAndBoys, nationOnly }) =>
      [everybody, girlsAndBoys, nationOnly].map((variance) => Math.sqrt(varianceOf(variance))),
    );
    expect(sigmas).toEqual([
      [1.5, 2.5, 4],
      [2, 3.5, 6],
    ]);
    expect(Math.sqrt(varianceOf(ladderSteps))).toBe(4);
  });
});
