/** The score interval for a proportion that allows for noise in its count and base. */
import { heldInside, type Interval } from "./interval.ts";
import type { Method } from "./method.ts";
import { type NoisyShare, noiseVarianceAt, proportionOf } from "./noisy-share.ts";

/** Two-sided standard normal quantiles, to double precision. */
export const normalQuantiles = {
  "95%": 1.959963984540054,
  "99.8%": 3.090232306167813,
} as const;

/** Two-sided level of confidence. */
export type Level = keyof typeof normalQuantiles;

export const noisyScoreIntervalMethod: Method = {
  id: "noisy-score-interval",
  name: "Score interval for a proportion, noise included",
  inWords:
    "All proportions p that the score test would not reject: those for which the fitted count lies within the normal " +
    "quantile times a standard error of p times the base, the squared error being what sampling adds, base times " +
    "p(1 - p), plus the variance that the noise adds. Without noise it is Wilson's interval. No continuity correction.",
  source:
    "Wilson EB (1927). Journal of the American Statistical Association 22, 209-212; Newcombe RG (1998). Statistics in " +
    "Medicine 17, 857-872, method 3; the variance of the noise is added to that of the score",
};

export interface NoisyScoreInterval {
  /** Inside 0 to 1: the interval as it is shown. */
  readonly held: Interval;
  /** Inside -1 to 2: the interval from which that of a difference is made. */
  readonly open: Interval;
}

/** Wider than this tells no more: a difference from it is held at -1 or 1 either way. */
const WIDEST: Interval = { lower: -1, upper: 2 };

/**
 * Returns the score interval of a proportion, noise included: {p : (y - p m)² <= z² (m p (1 - p) + V(p))}, y clipped to 0
 * to m and V(p) = A - 2 B p + C p².
 *
 * With a = m² + z² (m - C), b = 2 y m + z² (m - 2 B) and c = y² - z² A the ends are (b ∓ √(b² - 4 a c)) / 2a. Multiplied
 * out, (b² - 4 a c) / 4 = z² (m y (m - y) + m² V(y/m) + z² ((m - 2 B)² / 4 + (m - C) A)), in which nothing cancels.
 * Without noise this is Wilson's interval. The proportion always lies inside.
 *
 * A difference takes the open ends: with held ones its interval would cover the truth too rarely, 80% in place of 95%.
 *
 * Where a <= 0 the base is too small beside its noise (at 95% with C 1.8, a base up to 1.0) and no proportion can be ruled
 * out on at least one side. Then, and where the base is not above 0, nothing is known: `held` is 0 to 1, `open` is -1 to 2.
 *
 * Worked example: 17.25 of 20.75 with A 3.020408, B 1.061224, C 3.183673 at 95%: a 498.04, b 788.04, c 285.96, so open
 * 0.565215 to 1.015837 and held 0.565215 to 1. Without noise 65 of 100 at 95% gives 0.552544 to 0.736358.
 *
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
 *
 * @returns proportions, not per cents
 */
export function noisyScoreInterval(share: NoisyShare, level: Level): NoisyScoreInterval {
  const { base, noise } = share;
  const zSquared = normalQuantiles[level] ** 2;
  const a = base ** 2 + zSquared * (base - noise.ofBase);
  if (!(base > 0 && a > 0)) return { held: heldInside(WIDEST, 0, 1), open: WIDEST };

  const proportion = proportionOf(share);
  const count = proportion * base;
  const centre = count * base + zSquared * (base / 2 - noise.together);
  const observed = base * count * (base - count) + base ** 2 * noiseVarianceAt(proportion, noise);
  const beyond = (base / 2 - noise.together) ** 2 + (base - noise.ofBase) * noise.ofCount;
  const halfWidth = Math.sqrt(Math.max(0, zSquared * (observed + zSquared * beyond)));
  // The proportion is inside; only the last digit of a double can say otherwise.
  const ends = {
    lower: Math.min(proportion, (centre - halfWidth) / a),
    upper: Math.max(proportion, (centre + halfWidth) / a),
  };
  return { held: heldInside(ends, 0, 1), open: heldInside(ends, WIDEST.lower, WIDEST.upper) };
}
