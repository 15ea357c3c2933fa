/** Rounding, half away from zero on the decimal. */
/**
 * Rounds half away from zero on the shortest decimal that names the number, never on its binary fraction:
 * `roundHalfAwayFromZero(0.285, 2)` is 0.29, although the nearest double lies below 0.285. Works on the digits, because
 * shifting the decimal point of a double can carry it onto a tie: 63.449999999999996 times ten is 634.5.
 *
 * @param decimals at least 0
 * @throws RangeError for what is no finite number, which must never reach a figure as a nought
 */
export function roundHalfAwayFromZero(value: number, decimals: number): number {
  if (!Number.isFinite(value)) throw new RangeError("only a finite number can be rounded");
  const [mantissa = "", exponent = ""] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const kept = Number(exponent) + 1 + decimals;
  if (kept >= digits.length) return value;
  if (kept < 0) return 0;
  const carry = digits.charAt(kept) >= "5" ? 1n : 0n;
  const rounded = Number(`${BigInt(digits.slice(0, kept)) + carry}e-${decimals}`);
  return rounded === 0 ? 0 : Math.sign(value) * rounded;
}

/** `100 * count / base` in whole per cent, exactly, half away from zero. Whole numbers from 0; `base` above 0. */
export function wholePercent(count: number, base: number): number {
  return Math.floor((200 * count + base) / (2 * base));
}

/** What a double still tells for certain after a few operations: 100 times 0.285 is 28.499999999999996. */
const certainDigits = (value: number) => Number(value.toPrecision(12));

/** Whole points of a proportion or of a difference between two, half away from zero: 0.285 is 29. Never minus nought. */
export function points(proportion: number): number {
  const percent = 100 * proportion;
  // Away from a half every way of rounding agrees; a release has millions of these.
  if (Math.abs(Math.abs(percent % 1) - 0.5) > 1e-6) return Math.round(percent) + 0;
  return roundHalfAwayFromZero(certainDigits(percent), 0) + 0;
}

/** One decimal, half away from zero, never minus nought. */
export function tenths(value: number): number {
  return roundHalfAwayFromZero(certainDigits(value), 1) + 0;
}

/**
 * A p or q for publication: three decimals, rounded up and never under 0.001. What is shown as 0.05 is at most 0.05, and
 * the last digits, which would narrow the counts behind them, are gone.
 * @param probability from 0 to 1
 */
export function roundedUp(probability: number): number {
  return Math.max(1, Math.ceil(certainDigits(1000 * probability))) / 1000;
}
