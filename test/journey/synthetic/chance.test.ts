import { describe, expect, it } from "vitest";
import { chanceOf } from "./chance.ts";
import { standardNormalBelow, standardNormalQuantile } from "./normal.ts";

const draws = 20_000;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("seeded chance", () => {
  it("repeats itself for the same seed and labels, and for no others", () => {
    const drawn = (...path: [number, ...string[]]) => Array.from({ length: 5 }, chanceOf(...path).uniform);
    expect(drawn(7, "a")).toEqual(drawn(7, "a"));
    expect(drawn(7, "a")).not.toEqual(drawn(8, "a"));
    expect(drawn(7, "a")).not.toEqual(drawn(7, "b"));
    expect(drawn(7, "a", "b")).not.toEqual(drawn(7, "ab"));
  });

  it("draws normal values with mean 0 and variance 1", () => {
    const chance = chanceOf(1);
    const values = Array.from({ length: draws }, () => chance.normal());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 1);
  });

  it("picks by weight and never what weighs nothing", () => {
    const chance = chanceOf(2);
    const picks = Array.from({ length: draws }, () =>
      chance.weighted([
        ["never", 0],
        ["often", 3],
        ["seldom", 1],
      ] as const),
    );
    expect(picks).not.toContain("never");
    expect(picks.filter((pick) => pick === "often").length / draws).toBeCloseTo(0.75, 1);
  });

  it("shuffles without losing or doubling anything", () => {
    const values = Array.from({ length: 100 }, (_, at) => at);
    const shuffled = chanceOf(3).shuffled(values);
    expect(shuffled).not.toEqual(values);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(values);
  });

  it("makes version 4 UUIDs", () => {
    const chance = chanceOf(4);
    for (let drawn = 0; drawn < 200; drawn++) {
      expect(chance.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});

describe("the standard normal distribution", () => {
  it("has its tabulated values", () => {
    expect(standardNormalBelow(0)).toBeCloseTo(0.5, 6);
    expect(standardNormalBelow(1.959964)).toBeCloseTo(0.975, 6);
    expect(standardNormalBelow(-2.575829)).toBeCloseTo(0.005, 6);
    expect(standardNormalQuantile(0.975)).toBeCloseTo(1.959964, 5);
  });
});
