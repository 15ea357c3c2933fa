/** Wilson's score interval for a proportion. */
/** Two-sided standard normal quantiles, to double precision. */
export const normalQuantiles = {
  "95%": 1.959963984540054,
  "99.8%": 3.090232306167813,
} as const;

/**
 * Wilson's score interval for a proportion, without continuity correction.
 *
 * With p = count / base and z the two-sided normal quantile, the ends are
 * (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
 *
 * Worked example: 65 of 100 at 95% gives 0.552544 to 0.736358. All ends lie in [0, 1]; no answer or every answer in the
 * band gives an end of exactly 0 or 1.
 *
 * Source: E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
 *
 * @param base number of valid answers, above 0
 * @returns proportions, not per cents
 */
export function wilsonScoreInterval(
  count: number,
  base: number,
  level: keyof typeof normalQuantiles,
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
