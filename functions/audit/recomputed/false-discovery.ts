/** Benjamini and Hochberg's adjusted p, by what it means and not by its steps. */

/**
 * The q of each p, in their order: the smallest, over all thresholds t that would reject it, of the share of false
 * rejections that t lets expect, m t / #{p <= t}; at most 1. For 0.01, 0.04, 0.03: 0.03, 0.04, 0.04.
 */
export function falseDiscoveryRates(p: readonly number[]): number[] {
  const expectedAt = p.map((threshold) => (p.length * threshold) / p.filter((other) => other <= threshold).length);
  return p.map((own) =>
    p.reduce((least, threshold, place) => (threshold >= own ? Math.min(least, expectedAt[place] ?? 1) : least), 1),
  );
}
