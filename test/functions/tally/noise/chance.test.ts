import { describe, expect, it } from "vitest";
import { secureChance } from "#functions/tally/noise/chance.ts";
import { chiSquare } from "./goodness-of-fit.ts";

const draws = (below: number, length: number) => Array.from({ length }, () => secureChance(below));

describe("secure chance", () => {
  it("gives every number below equally often, and no other", () => {
    const counts = new Array<number>(6).fill(0);
    for (const draw of draws(6, 60_000)) counts[draw] = (counts[draw] ?? 0) + 1;
    expect(counts).toHaveLength(6);
    // Nobody seeds it: once in a thousand million runs this is chance.
    expect(chiSquare(counts.map((observed) => ({ observed, expected: 10_000 }))).p).toBeGreaterThan(1e-9);
  });

  it("reaches across the whole range that it takes", () => {
    const far = draws(2 ** 48 - 1, 1_000);
    expect(far.every((draw) => Number.isSafeInteger(draw) && draw >= 0 && draw < 2 ** 48 - 1)).toBe(true);
    expect(new Set(far).size).toBe(1_000);
    expect(Math.max(...far)).toBeGreaterThan(2 ** 47);
  });

  it("has one choice below 1", () => {
    expect(draws(1, 10)).toEqual(new Array(10).fill(0));
  });

  it.each([0, -1, 2 ** 48])("refuses %d, below which it has nothing to give", (below) => {
    expect(() => secureChance(below)).toThrow(RangeError);
  });

  it("refuses a fraction", () => {
    expect(() => secureChance(1.5)).toThrow(TypeError);
  });
});
