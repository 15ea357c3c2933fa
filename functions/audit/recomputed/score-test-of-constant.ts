/** The score test of a share against a constant. */
import type { Share } from "../exact-counts.ts";
import { bothTails } from "./normal-tail.ts";

/**
 * Two-sided p of (p - p0) / √(p0(1 - p0) / n). For 60 of 100 against 50 per cent: 0.0455.
 * @param percent above 0 and below 100
 */
export function scoreTestOfConstant({ count, base }: Share, percent: number): number {
  const constant = percent / 100;
  return bothTails((count / base - constant) / Math.sqrt((constant * (1 - constant)) / base));
}
