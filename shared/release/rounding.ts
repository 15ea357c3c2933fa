/** Rounding of numbers that say how many. */

/**
 * The nearest multiple of `step`, halves upwards; 0 for what is below. `step` above 0.
 *
 * Sums of fitted counts lie on a half now and then, and in binary just above or below it, by the order in which they are
 * summed: of the value 12 digits count.
 */
export function roundToMultipleOf(step: number, value: number): number {
  const certain = Number(value.toPrecision(12));
  return Math.max(0, Math.floor((2 * certain + step) / (2 * step)) * step);
}
