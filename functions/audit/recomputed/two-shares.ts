/** Which test two shares are put to, and its p. */
import type { Share } from "../exact-counts.ts";
import { fisherByLogarithms } from "./fisher-by-logarithms.ts";
import { pooledZ } from "./pooled-z.ts";

const SMALL_EXPECTED_COUNT = 5;

/** Fisher's exact test where any of the four expected counts is under 5, else the N - 1 chi-square test. Bases are above 0. */
export function testOfTwoShares(first: Share, second: Share): { readonly test: string; readonly p: number } {
  const total = first.base + second.base;
  const inBand = first.count + second.count;
  const isSmall = [first.base, second.base].some((base) =>
    [inBand, total - inBand].some((margin) => base * margin < SMALL_EXPECTED_COUNT * total),
  );
  return isSmall
    ? { test: "fisher-exact-test", p: fisherByLogarithms(first, second) }
    : { test: "n-minus-one-chi-square-test", p: pooledZ(first, second) };
}
