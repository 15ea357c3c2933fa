/** The z test that two means of ladders are equal, noise included. */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { heldInside, type Interval } from "./interval.ts";
import { type EstimatedMean, HIGHEST, LOWEST } from "./ladder-mean.ts";
import type { Method } from "./method.ts";
import { normalQuantiles } from "./noisy-score-interval.ts";

export const zTestOfMeansMethod: Method = {
  id: "z-test-of-means",
  name: "Z test of two means, noise included",
  inWords:
    "The difference of the two means over the root of the sum of their variances, referred to the normal distribution, " +
    "two-sided; the 95% interval is the difference plus and minus the normal quantile times that root.",
  source: "The large-sample test of two independent means; each variance holds what sampling and what the noise adds",
};

/** Of the first mean less the second, in steps. */
export interface DifferenceOfMeans {
  readonly difference: number;
  /** 95%, inside -10 to 10. */
  readonly interval: Interval;
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Tests that two independent means are equal, two-sided: z = (mean1 - mean2) / √(variance1 + variance2), p = 2 Φ(-|z|),
 * and the 95% interval of the difference from the same root.
 *
 * Worked example: 7.4 (variance 0.056457) less 6.8 (0.023543): 0.6 over √0.08, so z 2.1213, p 0.0339, 0.045638 to 1.154362.
 *
 * A difference of nought has z 0 and p 1, also where neither mean has any variance.
 */
export function differenceOfMeans(first: EstimatedMean, second: EstimatedMean): DifferenceOfMeans {
  const difference = first.mean - second.mean;
  const standardError = Math.sqrt(first.variance + second.variance);
  const halfWidth = normalQuantiles["95%"] * standardError;
  const z = difference === 0 ? 0 : difference / standardError;
  return {
    difference,
    interval: heldInside({ lower: difference - halfWidth, upper: difference + halfWidth }, LOWEST - HIGHEST, HIGHEST),
    z,
    p: 2 * normalCdf(-Math.abs(z), 0, 1),
  };
}
