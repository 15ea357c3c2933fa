/** What could be behind the printed figures of a pool. */
import { describe, expect, test } from "vitest";
import { type PoolWindow, possiblePool } from "#functions/audit/attack/possible-pools.ts";
import { defaultPolicy } from "#shared/release/policy.ts";

const exactly = (count: number) => ({ lowest: count, highest: count });

/** What is printed of a pool of these counts beside an authority that publishes its own exactly. */
function beside(own: readonly number[], pool: readonly number[]): PoolWindow {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const rest = sum(pool) - sum(own);
  return {
    shownBase: 10 * Math.floor(rest / 10 + 0.5),
    ownBase: exactly(sum(own)),
    bands: pool.map((count, band) => {
      const mine = own[band] ?? 0;
      const percent = Math.floor((200 * (count - mine) + rest) / (2 * rest));
      return {
        lowerWithout: exactly(mine),
        upperWithout: exactly(mine),
        areShares: true,
        atLeast: percent,
        atMost: percent,
      };
    }),
  };
}

const pool = [203, 122, 118];
const owns = [28, 29, 30, 31, 32, 33].map((count, place) => [count, 17, 13 + 2 * place]);
const anyCount = [undefined, undefined, undefined];

describe("the count of a pool", () => {
  test("is left open by one figure of it", () => {
    const [counts] = possiblePool([beside([28, 17, 13], pool)], anyCount, defaultPolicy) ?? [];
    expect(counts?.lowest).toBeLessThan(203);
    expect(counts?.highest).toBeGreaterThan(203);
  });

  test("follows from a few of them where it is known to lie on a multiple of a step", () => {
    const lattices = [183, 102, 98].map((known) => ({ known, step: 20 }));
    expect(
      possiblePool(
        owns.map((own) => beside(own, pool)),
        lattices,
        defaultPolicy,
      ),
    ).toEqual(pool.map(exactly));
  });

  test("is narrowed down further by every other figure", () => {
    const widths = [1, 3, 6].map((howMany) => {
      const windows = owns.slice(0, howMany).map((own) => beside(own, pool));
      const [counts] = possiblePool(windows, anyCount, defaultPolicy) ?? [];
      return (counts?.highest ?? 0) - (counts?.lowest ?? 0);
    });
    expect(widths.toSorted((one, other) => other - one)).toEqual(widths);
    expect(new Set(widths).size).toBe(3);
  });

  test("is known where everything in it is", () => {
    const lattices = pool.map((known) => ({ known, step: 0 }));
    expect(possiblePool([beside([28, 17, 13], pool)], lattices, defaultPolicy)).toEqual(pool.map(exactly));
  });

  test("does not exist where the figures contradict each other", () => {
    const lattices = pool.map((known) => ({ known: known + 40, step: 0 }));
    expect(possiblePool([beside([28, 17, 13], pool)], lattices, defaultPolicy)).toBeUndefined();
  });
});
