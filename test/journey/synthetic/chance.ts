/**
 * Seeded chance for invented data. The same seed and labels always give the same draws, and every label is a stream of
 * its own: drawing more for one campaign moves nothing in another.
 */
import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

export interface Chance {
  /** At least 0, under 1. */
  uniform(): number;
  /** Both ends included. */
  integer(from: number, to: number): number;
  /** Mean 0, variance 1. */
  normal(): number;
  happens(probability: number): boolean;
  /** @throws RangeError when there is nothing to pick from */
  pick<Value>(values: readonly Value[]): Value;
  /** Picks by weight; weights need not sum to one. */
  weighted<Value>(choices: readonly (readonly [Value, number])[]): Value;
  shuffled<Value>(values: readonly Value[]): Value[];
  /** An RFC 9562 version 4 identifier. */
  uuid(): string;
}

export function chanceOf(seed: number, ...labels: readonly (string | number)[]): Chance {
  const digest = createHash("sha256")
    .update(JSON.stringify([seed, ...labels]))
    .digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32LE(at)));
  const uniform = () => uniformFloat64(generator);
  const integer = (from: number, to: number) => uniformInt(generator, from, to);

  function weighted<Value>(choices: readonly (readonly [Value, number])[]): Value {
    let left = uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new RangeError("nothing to choose from");
    return last[0];
  }

  return {
    uniform,
    integer,
    weighted,
    // Box and Muller 1958. One minus the draw, because the logarithm of 0 has no value.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    happens: (probability) => uniform() < probability,
    pick: (values) => weighted(values.map((value) => [value, 1] as const)),
    shuffled(values) {
      const shuffled = [...values];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other] as never, shuffled[last] as never];
      }
      return shuffled;
    },
    uuid() {
      const bytes = Buffer.from(Array.from({ length: 16 }, () => integer(0, 255)));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hexadecimal = bytes.toString("hex");
      return [
        hexadecimal.slice(0, 8),
        hexadecimal.slice(8, 12),
        hexadecimal.slice(12, 16),
        hexadecimal.slice(16, 20),
        hexadecimal.slice(20),
      ].join("-");
    },
  };
}
