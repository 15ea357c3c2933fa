/** Wilson's score interval for a proportion. */
import type { Method } from "./method.ts";

/** Two-sided standard normal quantiles, to double precision. */
export const normalQuantiles = {
  "95%": 1.959963984540054,
  "99.8%": 3.090232306167813,
} as const;

/** Two-sided level of confidence. */
export type Level = keyof typeof normalQuantiles;

export const wilsonScoreMethod: Method = {
  id: "wilson-score-interval",
  name: "Wilson score interval for a proportion",
  inWords:
    "All proportions that the score test would not reject: those whose distance from the observed proportion is at most " +
    "the normal quantile times the standard error that they themselves imply, the square root of p(1 - p)/n. No " +
    "continuity correction.",
  source:
    "Wilson EB (1927). Journal of the American Statistical Association 22, 209-212; Newcombe RG (1998). Statistics in " +
    "Medicine 17, 857-872, method 3",
};

/**
 * Wilson's score interval for a proportion, without continuity correction.
 *
 * With p = count / base and z the two-sided normal quantile, the ends are
 * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
 *
 * Worked example: 65 of 100 at 95% gives 0.552544 to 0.736358. All ends lie in [0, 1]; no answer or every answer in the
 * band gives an end of exactly 0 or 1. Where nobody answered, nothing is known: the whole of [0, 1].
 *
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
 *
 * @param count answers in the band, a whole number from 0 to `base`
 * @param base number of valid answers, a whole number from 0
 * @returns proportions, not per cents
 */
export function wilsonScoreInterval(
  count: number,
  base: number,
  level: Level,
): { readonly lower: number; readonly upper: number } {
  const zSquared = normalQuantiles[level] ** 2;
  const centre = count + zSquared / 2;
  const halfWidth = Math.sqrt(zSquared * ((count * (base - count)) / base + zSquared / 4));
  const denominator = base + zSquared;
  return {
    lower: count === 0 ? 0 : (centre - halfWidth) / denominator,
    upper: count === base ? 1 : (centre + halfWidth) / denominator,
  };
}
