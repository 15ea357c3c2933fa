/**
 * Rounds half away from zero on the decimal that is printed for the number, never on its binary fraction:
 * `roundHalfAwayFromZero(0.285, 2)` is 0.29, although the nearest double lies below 0.285.
 *
 * @param decimals at least 0
 */
export function roundHalfAwayFromZero(value: number, decimals: number): number {
  const shifted = Number(shiftDecimalPoint(Math.abs(value), decimals));
  return Math.sign(value) * Number(shiftDecimalPoint(Math.round(shifted), -decimals)) || 0;
}

/** Moves the decimal point on the shortest decimal text that names the number, so that no binary error enters. */
function shiftDecimalPoint(value: number, places: number): string {
  const [digits = "0", exponent = "0"] = value.toString().split("e");
  return `${digits}e${Number(exponent) + places}`;
}

/** `100 * count / base` in whole per cent, exactly, half away from zero. Whole numbers from 0; `base` above 0. */
export function wholePercent(count: number, base: number): number {
  return Math.floor((200 * count + base) / (2 * base));
}

/** The nearest multiple of `step`, halves upwards. */
export function roundToMultipleOf(step: number, value: number): number {
  return Math.floor((2 * value + step) / (2 * step)) * step;
}
