/** The columns of a share and of its intervals, of one authority or of several. */

import { roundToMultipleOf } from "#shared/release/rounding.ts";
import type { Block } from "../counts/fit.ts";
import { shareIn } from "../counts/fit.ts";
import type { Shown } from "../counts/shown.ts";
import { type Level, noisyScoreInterval } from "../statistics/noisy-score-interval.ts";
import { proportionOf } from "../statistics/noisy-share.ts";
import { points } from "../statistics/rounding.ts";
import { symbolFor } from "./symbols.ts";

/** @param baseRoundedTo as the policy has it for an authority, or for a pool */
export function shareColumns(shown: Shown, position: number, baseRoundedTo: number) {
  if (shown.status !== "shown") {
    const symbol = symbolFor(shown.status);
    return { answer_count: symbol, band_percent: symbol };
  }
  return { answer_count: baseOf(shown.block, baseRoundedTo), band_percent: percentOf(shown.block, position) };
}

export function baseOf({ base }: Block, roundedTo: number): number {
  return roundToMultipleOf(roundedTo, base);
}

/** Whole per cent. */
export function percentOf(block: Block, position: number): number {
  return points(proportionOf(shareIn(block, position)));
}

export function intervalColumns(shown: Shown, position: number) {
  const { lower, upper } = boundsOf(shown, position, "95%");
  return { interval_lower_percent: lower, interval_upper_percent: upper };
}

export function wideIntervalColumns(shown: Shown, position: number) {
  const { lower, upper } = boundsOf(shown, position, "99.8%");
  return { interval_998_lower_percent: lower, interval_998_upper_percent: upper };
}

function boundsOf(shown: Shown, position: number, level: Level) {
  if (shown.status !== "shown") return { lower: symbolFor(shown.status), upper: symbolFor(shown.status) };
  const { lower, upper } = noisyScoreInterval(shareIn(shown.block, position), level).held;
  return { lower: points(lower), upper: points(upper) };
}
