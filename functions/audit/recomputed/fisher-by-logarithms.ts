/** Fisher's exact test, by adding up the probabilities of tables from the logarithms of factorials. */
import type { Share } from "../exact-counts.ts";

/** ln 0!, ln 1!, ...; grows when it has to, and keeps what rounding cuts off each sum. */
const logarithms = [0];
let cutOff = 0;

function logarithmOfFactorial(number: number): number {
  for (let next = logarithms.length; next <= number; next += 1) {
    const before = logarithms[next - 1] ?? 0;
    const term = Math.log(next) - cutOff;
    const sum = before + term;
    cutOff = sum - before - term;
    logarithms.push(sum);
  }
  return logarithms[number] ?? Number.NaN;
}

const logarithmOfWays = (from: number, chosen: number) =>
  logarithmOfFactorial(from) - logarithmOfFactorial(chosen) - logarithmOfFactorial(from - chosen);

/** Tables as likely as the observed one differ in their last digits. */
const AS_LIKELY = 1e-7;

/**
 * Two-sided p: the probability, with all margins held, of every table that is no more likely than the observed one. For
 * 3 of 4 against 1 of 4: 0.4857143. Bases are above 0.
 */
export function fisherByLogarithms(first: Share, second: Share): number {
  const inBand = first.count + second.count;
  const all = logarithmOfWays(first.base + second.base, inBand);
  const logarithmAt = (count: number) =>
    logarithmOfWays(first.base, count) + logarithmOfWays(second.base, inBand - count) - all;
  const limit = logarithmAt(first.count) + AS_LIKELY;
  let p = 0;
  for (let count = Math.max(0, inBand - second.base); count <= Math.min(first.base, inBand); count += 1) {
    const logarithm = logarithmAt(count);
    if (logarithm <= limit) p += Math.exp(logarithm);
  }
  return Math.min(1, p);
}
