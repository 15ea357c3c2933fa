/** Averages of answers that are all alike. */
import type { Moments } from "../statistics/sample-moments.ts";

/** Primary rule: where every answer is the same, the average is every child's answer. */
export function hasNoSpread({ variance }: Moments): boolean {
  return variance === 0;
}
