import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Guarantee, guaranteeOf } from "#shared/release/guarantee.ts";
import { type DisclosurePolicy, noisePolicy } from "#shared/release/policy.ts";

/** As the published sentence has it. */
const published = ({ rho, mu, bestGuess, epsilon }: Guarantee) => ({
  rho: rho.toFixed(3),
  mu: mu.toFixed(2),
  bestGuess: `${(100 * bestGuess).toFixed(1)}%`,
  // An upper bound is rounded up.
  epsilon: (Math.ceil(10 * epsilon) / 10).toFixed(1),
});

describe("the guarantee of the policy", () => {
  test("for an answer that is only counted itself is rho 0.854, mu 1.31, 74.3% and epsilon 6.7", () => {
    const { answer } = guaranteeOf(noisePolicy);
    expect(published(answer)).toEqual({ rho: "0.854", mu: "1.31", bestGuess: "74.3%", epsilon: "6.7" });
    // The margins that an answer is counted in: everybody, one gender, age, placement, time in care and ethnicity.
    expect(answer.rho).toBeCloseTo(1 / 1.5 ** 2 + 1 / 2.5 ** 2 + 4 / 4 ** 2, 12);
  });

  test("for a ladder's answer that tips a derived measure is 79.5%", () => {
    const { ladder } = guaranteeOf(noisePolicy);
    expect(published(ladder)).toMatchObject({ rho: "1.360", bestGuess: "79.5%" });
    expect(ladder.rho).toBeCloseTo(guaranteeOf(noisePolicy).answer.rho + 1 / 4 ** 2 + 1 / 4 + 4 / 49 + 4 / 36, 12);
  });

  test.each([
    [2, "82.2%"],
    [3, "87.1%"],
  ])("for the same answer counted %i times is %s", (times, bestGuess) => {
    expect(published(guaranteeOf(noisePolicy, times).answer).bestGuess).toBe(bestGuess);
  });

  const withEverybody = (numerator: number): DisclosurePolicy => ({
    ...noisePolicy,
    noise: {
      ...noisePolicy.noise,
      questions: { ...noisePolicy.noise.questions, everybody: { numerator, denominator: 4 } },
    },
  });

  test("is stronger the more noise there is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (numerator) => {
        const [less, more] = [numerator, numerator + 1].map((each) => guaranteeOf(withEverybody(each)).answer);
        expect(more?.rho).toBeLessThan(less?.rho ?? 0);
        expect(more?.bestGuess).toBeLessThan(less?.bestGuess ?? 0);
        expect(more?.epsilon).toBeLessThan(less?.epsilon ?? 0);
      }),
      { numRuns: 50 },
    );
  });

  test("is none without noise: whoever knows the others knows the answer", () => {
    expect(guaranteeOf(withEverybody(0)).answer).toMatchObject({ rho: Number.POSITIVE_INFINITY, bestGuess: 1 });
  });
});
