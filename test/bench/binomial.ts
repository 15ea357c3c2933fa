/** The binomial distribution over all of its values, for exact sums and for draws. */
import type { Chance } from "../journey/synthetic/chance.ts";

/** Logarithms of 0!, 1!, ... up to `largest`!. */
function logarithmsOfFactorials(largest: number): Float64Array {
  const logarithms = new Float64Array(largest + 1);
  for (let n = 2; n <= largest; n += 1) logarithms[n] = (logarithms[n - 1] ?? 0) + Math.log(n);
  return logarithms;
}

/**
 * Probabilities of 0 to `size` successes; a sum over some of them is right to twelve digits up to a size of 1,000.
 * Example: of 2 trials at 0.5: 0.25, 0.5, 0.25.
 * @param probability above 0, under 1
 */
export function binomialProbabilities(size: number, probability: number): Float64Array {
  const factorials = logarithmsOfFactorials(size);
  const [inside, outside] = [Math.log(probability), Math.log1p(-probability)];
  return Float64Array.from({ length: size + 1 }, (_, count) => {
    const ways = (factorials[size] ?? 0) - (factorials[count] ?? 0) - (factorials[size - count] ?? 0);
    return Math.exp(ways + count * inside + (size - count) * outside);
  });
}

/** Draws numbers of successes, by inversion. */
export function binomialDraws(size: number, probability: number, chance: Chance): () => number {
  let sum = 0;
  const cumulative = binomialProbabilities(size, probability).map((each) => {
    sum += each;
    return sum;
  });
  return () => {
    const drawn = chance.uniform();
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (drawn < (cumulative[middle] ?? 1)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
