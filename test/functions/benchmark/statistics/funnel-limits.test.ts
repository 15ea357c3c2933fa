import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arcsineSquareRoot, funnelLimits } from "#functions/benchmark/statistics/funnel-limits.ts";
import { normalQuantiles } from "#functions/benchmark/statistics/wilson-score-interval.ts";

const anyLevel = fc.constantFrom("95%", "99.8%");
const anyProportion = fc.oneof(
  fc.constantFrom(0, 1),
  fc.integer({ min: 1, max: 100_000 }).chain((base) => fc.nat(base).map((count) => count / base)),
);
const anyBase = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 1_000_000_000 }));
const anyAdditiveVariance = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.2, noNaN: true }));

describe("the arcsine square root scale", () => {
  test.each([
    [0.01, "0.200"],
    [0.05, "0.451"],
    [0.1, "0.644"],
    [0.2, "0.927"],
    [0.25, "1.047"],
    [0.5, "1.571"],
  ])(
    "has half the angle that Cohen (1988), Statistical Power Analysis, table 6.2.2, gives for %d",
    (proportion, angle) => {
      expect((2 * arcsineSquareRoot(proportion)).toFixed(3)).toBe(angle);
    },
  );

  test("ends at exactly 0 and π/2, and keeps its digits next to both", () => {
    expect([arcsineSquareRoot(0), arcsineSquareRoot(1)]).toEqual([0, Math.PI / 2]);
    const rest = 2 ** -40;
    expect(Math.PI / 2 - arcsineSquareRoot(1 - rest)).toBeCloseTo(arcsineSquareRoot(rest), 15);
  });
});

describe("the limits of a funnel", () => {
  test("around one half with 100 answers are half of 1 ∓ sin(z/√n), which trigonometry gives without an arcsine", () => {
    for (const level of ["95%", "99.8%"] as const) {
      const reach = Math.sin(normalQuantiles[level] / 10) / 2;
      const { lower, upper } = funnelLimits(0.5, 100, level, 0);
      expect(lower).toBeCloseTo(0.5 - reach, 14);
      expect(upper).toBeCloseTo(0.5 + reach, 14);
    }
    expect(funnelLimits(0.5, 100, "95%", 0).lower.toFixed(6)).toBe("0.402628");
    expect(funnelLimits(0.5, 100, "95%", 0.0025).upper.toFixed(6)).toBe("0.636823");
  });

  test("follow from the addition theorem: (√p cos d ∓ √(1-p) sin d)², where nothing is held", () => {
    fc.assert(
      fc.property(
        anyProportion,
        anyBase,
        anyLevel,
        anyAdditiveVariance,
        (proportion, base, level, additiveVariance) => {
          const distance = normalQuantiles[level] * Math.sqrt(0.25 / base + additiveVariance);
          const { lower, upper } = funnelLimits(proportion, base, level, additiveVariance);
          const along = Math.sqrt(proportion);
          const across = Math.sqrt(1 - proportion);
          const held = { lower: distance >= Math.atan2(along, across), upper: distance >= Math.atan2(across, along) };
          const expected = {
            lower: held.lower ? 0 : (along * Math.cos(distance) - across * Math.sin(distance)) ** 2,
            upper: held.upper ? 1 : (along * Math.cos(distance) + across * Math.sin(distance)) ** 2,
          };
          expect(lower).toBeCloseTo(expected.lower, 12);
          expect(upper).toBeCloseTo(expected.upper, 12);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("come to the normal limits p ∓ z √(p(1-p)/n) with many answers", () => {
    for (const proportion of [0.1, 0.5, 0.83]) {
      const base = 1_000_000;
      const reach = normalQuantiles["99.8%"] * Math.sqrt((proportion * (1 - proportion)) / base);
      const { lower, upper } = funnelLimits(proportion, base, "99.8%", 0);
      expect(lower).toBeCloseTo(proportion - reach, 5);
      expect(upper).toBeCloseTo(proportion + reach, 5);
    }
  });

  test("contain the pooled proportion and stay inside 0 to 1", () => {
    fc.assert(
      fc.property(
        anyProportion,
        anyBase,
        anyLevel,
        anyAdditiveVariance,
        (proportion, base, level, additiveVariance) => {
          const { lower, upper } = funnelLimits(proportion, base, level, additiveVariance);
          expect(0 <= lower && lower <= proportion && proportion <= upper && upper <= 1).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("are everything where there are no answers, and finite with one", () => {
    expect(funnelLimits(0.3, 0, "95%", 0)).toEqual({ lower: 0, upper: 1 });
    expect(funnelLimits(0, 1, "95%", 0)).toEqual({ lower: 0, upper: Math.sin(normalQuantiles["95%"] / 2) ** 2 });
    expect(funnelLimits(1, 1, "99.8%", 0).upper).toBe(1);
  });

  test("narrow with more answers, and widen with more additive variance and with the level", () => {
    const anyInnerProportion = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(anyInnerProportion, anyBase, anyAdditiveVariance, (proportion, base, additiveVariance) => {
        const limits = funnelLimits(proportion, base, "95%", additiveVariance);
        const narrower = funnelLimits(proportion, base + Math.ceil(base / 10), "95%", additiveVariance);
        const widened = funnelLimits(proportion, base, "95%", additiveVariance + 0.001);
        const surer = funnelLimits(proportion, base, "99.8%", additiveVariance);
        // Next to a large additive variance, a tenth more of a billion answers is lost in rounding.
        if (additiveVariance === 0) {
          expect(narrower.lower > limits.lower || narrower.lower === 0).toBe(true);
          expect(narrower.upper < limits.upper || narrower.upper === 1).toBe(true);
        }
        for (const wider of [widened, surer]) {
          expect(wider.lower < limits.lower || wider.lower === 0).toBe(true);
          expect(wider.upper > limits.upper || wider.upper === 1).toBe(true);
        }
      }),
    );
  });

  test("never come nearer to the pooled proportion than the additive variance alone, however many answers", () => {
    const limit = Math.sin(Math.PI / 4 - normalQuantiles["95%"] * 0.05) ** 2;
    expect(funnelLimits(0.5, 1e15, "95%", 0.0025).lower).toBeCloseTo(limit, 12);
  });

  test("mirror when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(
        anyProportion,
        anyBase,
        anyLevel,
        anyAdditiveVariance,
        (proportion, base, level, additiveVariance) => {
          const { lower, upper } = funnelLimits(proportion, base, level, additiveVariance);
          const mirrored = funnelLimits(1 - proportion, base, level, additiveVariance);
          expect(mirrored.lower).toBeCloseTo(1 - upper, 12);
          expect(mirrored.upper).toBeCloseTo(1 - lower, 12);
        },
      ),
    );
  });
});
