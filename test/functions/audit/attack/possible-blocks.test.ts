/** What could be behind the printed rows of one block. */
import { check, integer, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { type PrintedBand, possibleBlock } from "#functions/audit/attack/possible-blocks.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const share = (base: number, percent: number, lower: number, upper: number): PrintedBand => ({
  base,
  isExact: true,
  atLeast: percent,
  atMost: percent,
  interval: { lower, upper },
});
const range = (base: number, atLeast: number, atMost: number): PrintedBand => ({
  base,
  isExact: false,
  atLeast,
  atMost,
});
const withheld: PrintedBand = { base: undefined, isExact: false, atLeast: undefined, atMost: undefined };
const between = (lowest: number, highest: number) => ({ lowest, highest });

function possible(bands: readonly PrintedBand[]) {
  const block = possibleBlock(bands, 5, defaultPolicy);
  return typeof block === "string" ? block : { bases: block.bases, counts: block.bands.map(({ counts }) => counts) };
}

describe("what is printed of a block", () => {
  test("gives all of it away where every band is exact", () => {
    // 20, 9 and 9 of 38, to the nearest 5.
    expect(possible([share(40, 53, 37, 68), share(40, 24, 13, 39), share(40, 24, 13, 39)])).toEqual({
      bases: [38],
      counts: [between(20, 20), between(9, 9), between(9, 9)],
    });
  });

  test("leaves every base of the rounding where every band is a range", () => {
    expect(possible([range(10, 80, 100), range(10, 0, 20), range(10, 0, 20)])).toEqual({
      bases: [10, 11, 12],
      counts: [between(8, 12), between(0, 2), between(0, 2)],
    });
  });

  test("tells a base by a share that a smaller one would have coded", () => {
    // 15 per cent is an end of the scale under 20 answers; 3 of 20, and of no other base that is shown as 20.
    expect(possible([range(20, 75, 95), share(20, 15, 5, 36), range(20, 0, 10)])).toMatchObject({ bases: [20] });
  });

  test("leaves a range no more than the other bands do", () => {
    // 20 and 18 of 40: the third has 2, whatever its range says.
    expect(possible([share(40, 50, 35, 65), share(40, 45, 31, 60), range(40, 0, 5)])).toEqual({
      bases: [40],
      counts: [between(20, 20), between(18, 18), between(2, 2)],
    });
  });

  test("is nothing where all of it is withheld", () => {
    expect(possible([withheld, withheld])).toBe("hidden");
  });

  test("is impossible where no counts have such shares", () => {
    expect(possible([share(40, 50, 35, 65), share(40, 30, 18, 45)])).toBe("impossible");
    expect(possible([range(40, 0, 10), range(45, 90, 100)])).toBe("impossible");
  });
});

test("the counts behind it are always among the possible ones", () => {
  const percent = (count: number, base: number) => Math.floor((200 * count + base) / (2 * base));
  const z = 1.959963984540054 ** 2;
  const printed = (count: number, base: number): PrintedBand => {
    const shown = 5 * Math.floor(base / 5 + 0.5);
    const end = defaultPolicy.endCodings.findLast(({ fromBase }) => fromBase <= base)?.endInPercent ?? 0;
    if (percent(base - count, base) >= 100 - end) return range(shown, 0, end);
    if (percent(count, base) >= 100 - end) return range(shown, 100 - end, 100);
    const half = Math.sqrt(z * ((count * (base - count)) / base + z / 4));
    const whole = (value: number) => Math.round((100 * value) / (base + z));
    return share(shown, percent(count, base), whole(count + z / 2 - half), whole(count + z / 2 + half));
  };
  const counts = tuple(integer({ min: 4, max: 150 }), integer({ min: 3, max: 150 }), integer({ min: 3, max: 60 }));
  const result = check(
    property(counts, (truth) => {
      const base = truth.reduce((sum, count) => sum + count, 0);
      const found = possible(truth.map((count) => printed(count, base)));
      if (typeof found === "string") return false;
      const isPossible = truth.every((count, band) => {
        const { lowest, highest } = found.counts[band] ?? between(0, -1);
        return lowest <= count && count <= highest;
      });
      return isPossible && found.bases.includes(base);
    }),
    { numRuns: 2_000 },
  );
  expect(result.counterexample).toBeNull();
});
