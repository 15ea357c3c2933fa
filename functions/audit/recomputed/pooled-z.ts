/** The N - 1 chi-square test of two shares, as a z over the pooled standard error. */
import type { Share } from "../exact-counts.ts";
import { bothTails } from "./normal-tail.ts";

/**
 * Two-sided p: (p1 - p2) / √(p(1 - p)(1/n1 + 1/n2)), p the share over both, times √((N - 1) / N). For 11 of 15 and 2 of 8:
 * 0.0294. 1 where nobody or everybody is in the band. Bases are above 0.
 */
export function pooledZ(first: Share, second: Share): number {
  const total = first.base + second.base;
  const pooled = (first.count + second.count) / total;
  if (pooled === 0 || pooled === 1) return 1;
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / first.base + 1 / second.base));
  const z = (first.count / first.base - second.count / second.base) / standardError;
  return bothTails(z * Math.sqrt((total - 1) / total));
}
