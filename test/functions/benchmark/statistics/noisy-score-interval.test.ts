import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Level,
  noisyScoreInterval,
  normalQuantiles,
} from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { type NoisyShare, proportionOf } from "#functions/benchmark/statistics/noisy-share.ts";
import {
  anyExactShare,
  anyNoise,
  anyNoisyShare,
  anyShare,
  anythingFitted,
  fittedNoise,
  restOf,
  times,
  withNoise,
  withoutNoise,
} from "./noisy-shares.ts";

const levels = Object.keys(normalQuantiles) as Level[];
const anyLevel = fc.constantFrom(...levels);

const newcombe = "Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3";

const sixDigits = (...numbers: readonly number[]) => numbers.map((number) => Number(number.toFixed(6)));

describe("the score interval of a share with noise", () => {
  test.each([
    [83, 100, 1.5, 3, [1.69898, 0.596939, 1.790816], [0.740118, 0.896109], [0.740118, 0.896109], [0.680309, 0.923622]],
    [17.25, 20.75, 2, 3, [3.020408, 1.061224, 3.183673], [0.565215, 1], [0.565215, 1.015837], [0.417155, 1]],
    [0, 12, 2, 3, [3.020408, 1.061224, 3.183673], [0, 0.383449], [-0.170121, 0.383449], [0, 0.61792]],
    [30, 30, 1.5, 4, [1.809184, 0.486735, 1.946939], [0.833189, 1], [0.833189, 1.063587], [0.70218, 1]],
    [-1.5, 24.5, 1.5, 2, [1.515306, 0.780612, 1.561224], [0, 0.176045], [-0.048034, 0.176045], [0, 0.322186]],
  ])(
    "of %d in %d, sigma %d, %i bands and 49 questions, has the noise %j, is %j, open %j, and %j at 99.8%%",
    (...given) => {
      const [count, base, sigma, bands, noise, held, open, wide] = given;
      const fitted = fittedNoise(sigma, bands, 49);
      expect(sixDigits(fitted.ofCount, fitted.together, fitted.ofBase)).toEqual(noise);
      const interval = noisyScoreInterval({ count, base, noise: fitted }, "95%");
      expect(sixDigits(interval.held.lower, interval.held.upper)).toEqual(held);
      expect(sixDigits(interval.open.lower, interval.open.upper)).toEqual(open);
      const atHighLevel = noisyScoreInterval({ count, base, noise: fitted }, "99.8%").held;
      expect(sixDigits(atHighLevel.lower, atHighLevel.upper)).toEqual(wide);
    },
  );

  test("ends where the score test just rejects: (y - p m)² = z² (m p (1 - p) + A - 2 B p + C p²)", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, (share, level) => {
        const { lower, upper } = noisyScoreInterval(share, level).open;
        for (const end of [lower, upper].filter((each) => -1 < each && each < 2)) {
          expect(Math.abs(excessAt(end, share, level))).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test("contains the proportion, held inside 0 to 1, and is the open interval where that already is", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, (share, level) => {
        const { held, open } = noisyScoreInterval(share, level);
        const proportion = proportionOf(share);
        expect(0 <= held.lower && held.lower <= proportion && proportion <= held.upper && held.upper <= 1).toBe(true);
        expect(-1 <= open.lower && open.lower <= held.lower && held.upper <= open.upper && open.upper <= 2).toBe(true);
        expect(held.lower === open.lower || (held.lower === 0 && open.lower < 0)).toBe(true);
        expect(held.upper === open.upper || (held.upper === 1 && open.upper > 1)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("never narrows with more noise, to neither side", () => {
    fc.assert(
      fc.property(anyNoisyShare, fc.double({ min: 1, max: 20, noNaN: true }), anyLevel, (share, factor, level) => {
        const less = noisyScoreInterval(share, level).open;
        const more = noisyScoreInterval(withNoise(times(factor, share.noise), share), level).open;
        expect(more.lower).toBeLessThanOrEqual(less.lower + LAST_DIGITS);
        expect(more.upper).toBeGreaterThanOrEqual(less.upper - LAST_DIGITS);
      }),
      { numRuns: 5_000 },
    );
  });

  test("is wider with noise than without, for whole counts at the same share", () => {
    fc.assert(
      fc.property(anyExactShare, anyNoise, anyLevel, (share, noise, level) => {
        const exact = noisyScoreInterval(share, level).open;
        const noisy = noisyScoreInterval(withNoise(noise, share), level).open;
        expect(noisy.upper - noisy.lower).toBeGreaterThan(exact.upper - exact.lower);
      }),
    );
  });

  test("is wider at 99.8% than at 95%, or as wide as it can be", () => {
    fc.assert(
      fc.property(anyNoisyShare, (share) => {
        const narrow = noisyScoreInterval(share, "95%").open;
        const wide = noisyScoreInterval(share, "99.8%").open;
        expect(wide.lower < narrow.lower || wide.lower === -1).toBe(true);
        expect(wide.upper > narrow.upper || wide.upper === 2).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("narrows with every further member of a pool, at the same share", () => {
    fc.assert(
      fc.property(
        anyNoisyShare,
        fc.integer({ min: 2, max: 100 }),
        anyLevel,
        ({ count, base, noise }, members, level) => {
          const one = noisyScoreInterval({ count, base, noise }, level).open;
          const pool = { count: members * count, base: members * base, noise: times(members, noise) };
          const many = noisyScoreInterval(pool, level).open;
          expect(many.lower >= one.lower - LAST_DIGITS && many.upper <= one.upper + LAST_DIGITS).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("mirrors when the answers in the band and the rest change places", () => {
    fc.assert(
      fc.property(anyShare, anyLevel, (share, level) => {
        const { open } = noisyScoreInterval(share, level);
        const mirrored = noisyScoreInterval(restOf(share), level).open;
        expect(mirrored.lower).toBeCloseTo(1 - open.upper, 7);
        expect(mirrored.upper).toBeCloseTo(1 - open.lower, 7);
      }),
      { numRuns: 5_000 },
    );
  });

  test("takes a count below nought for nought, and one above the base for the base", () => {
    fc.assert(
      fc.property(anyNoisyShare, anyLevel, ({ base, noise }, level) => {
        const interval = (count: number) => noisyScoreInterval({ count, base, noise }, level);
        expect(interval(-7.25 * base)).toEqual(interval(0));
        expect(interval(1e6 * base)).toEqual(interval(base));
      }),
    );
  });

  test.each(levels)("knows nothing where the base is no more than its noise, or nought, or under (%s)", (level) => {
    const nothing = { held: { lower: 0, upper: 1 }, open: { lower: -1, upper: 2 } };
    const noise = fittedNoise(1.5, 3, 49);
    for (const base of [0.5, 1e-9, 0, -1, -500]) {
      expect(noisyScoreInterval({ count: 0, base, noise }, level)).toEqual(nothing);
      expect(noisyScoreInterval({ count: base, base, noise }, level)).toEqual(nothing);
    }
    expect(noisyScoreInterval(withoutNoise(0, 0), level)).toEqual(nothing);
    expect(noisyScoreInterval({ count: 0, base: 30, noise }, level).held).not.toEqual(nothing.held);
  });

  test("is finite and in order whatever a fit comes to", () => {
    fc.assert(
      fc.property(anythingFitted, anyLevel, (share, level) => {
        const { held, open } = noisyScoreInterval(share, level);
        expect([held.lower, held.upper, open.lower, open.upper].every(Number.isFinite)).toBe(true);
        expect(held.lower <= held.upper && open.lower <= open.upper).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("the score interval without noise", () => {
  test.each([
    [65, 100, "95%", 0.55254443296888, 0.736357517569025],
    [65, 100, "99.8%", 0.495494657407043, 0.77835406140897],
  ] as const)("of %i/%i at %s is Wilson's, %d to %d, to every digit that a double holds", (...given) => {
    const [count, base, level, lower, upper] = given;
    const { held } = noisyScoreInterval(withoutNoise(count, base), level);
    expect(held.lower).toBeCloseTo(lower, 14);
    expect(held.upper).toBeCloseTo(upper, 14);
  });

  test.each([
    [81, 263, "0.2553", "0.3662", newcombe],
    [15, 148, "0.0624", "0.1605", newcombe],
    [0, 20, "0.0000", "0.1611", newcombe],
    [1, 29, "0.0061", "0.1718", newcombe],
    [520, 1000, "0.4890177", "0.5508292", "R: Hmisc::binconf(520, 1000) and prop.test(520, 1000, correct = FALSE)"],
  ])("of %i/%i is %s to %s as printed in %s", (count, base, lower, upper) => {
    const { held } = noisyScoreInterval(withoutNoise(count, base), "95%");
    const decimals = lower.length - "0.".length;
    expect([held.lower.toFixed(decimals), held.upper.toFixed(decimals)]).toEqual([lower, upper]);
  });

  test("is (p + z²/2n ∓ z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), and inside 0 to 1 without being held", () => {
    fc.assert(
      fc.property(anyExactShare, anyLevel, (share, level) => {
        const zSquared = normalQuantiles[level] ** 2;
        const [n, p] = [share.base, proportionOf(share)];
        const root = Math.sqrt(zSquared) * Math.sqrt((p * (1 - p)) / n + zSquared / (4 * n ** 2));
        const { open } = noisyScoreInterval(share, level);
        expect(open.lower).toBeCloseTo((p + zSquared / (2 * n) - root) / (1 + zSquared / n), 13);
        expect(open.upper).toBeCloseTo((p + zSquared / (2 * n) + root) / (1 + zSquared / n), 13);
        expect(open.lower).toBeGreaterThan(-1e-15);
        expect(open.upper).toBeLessThan(1 + 1e-15);
      }),
    );
  });
});

/** Near a base at which the interval opens, its far end runs off and the other loses digits. */
const LAST_DIGITS = 1e-7;

/** How far a proportion is beyond the limit of the score test, as a part of the squares that are compared. */
function excessAt(proportion: number, share: NoisyShare, level: Level): number {
  const { base, noise } = share;
  const distance = (proportionOf(share) * base - proportion * base) ** 2;
  const sampling = base * proportion * (1 - proportion);
  const noiseVariance = noise.ofCount - 2 * noise.together * proportion + noise.ofBase * proportion ** 2;
  return (distance - normalQuantiles[level] ** 2 * (sampling + noiseVariance)) / (base ** 2 + base + noise.ofBase);
}
