/** Intervals, and how they are held inside a scale. */

/** From here to there, in the unit of the figure. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The nearest number from `lowest` to `highest`. */
export function clip(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}

/** The same interval with both ends moved to the nearest number from `lowest` to `highest`. */
export function heldInside({ lower, upper }: Interval, lowest: number, highest: number): Interval {
  return { lower: clip(lower, lowest, highest), upper: clip(upper, lowest, highest) };
}
