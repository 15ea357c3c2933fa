import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  distanceFromTable,
  equalDistance,
  isTClose,
  orderedDistance,
} from "#functions/generalise/anonymity/t-closeness.ts";

const salaries = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const oneEach = salaries.map(() => 1);
const having = (...some: readonly number[]) => salaries.map((salary) => (some.includes(salary) ? 1 : 0));

describe("the Earth Mover's Distance", () => {
  test.each([
    [[3, 4, 5], "0.375", "the first class of table 4"],
    [[6, 8, 11], "0.167", "the second class of table 4"],
    [[3, 5, 9], "0.167", "the first class of table 5"],
  ])("of salaries %j in thousands is %s as printed in Li, Li and Venkatasubramanian (2007), %s", (some, printed) => {
    expect(orderedDistance(having(...some), oneEach).toFixed(3)).toBe(printed);
  });

  test("between equally distant values is half of all differences of shares", () => {
    expect(equalDistance([3, 0], [3, 3])).toBe(0.5);
    expect(equalDistance([1, 1, 0], [2, 2, 4])).toBe(0.5);
    expect(equalDistance([0, 0, 1], [2, 2, 0])).toBe(1);
  });

  test("on a scale grows with every step, and between equally distant values does not", () => {
    const atFirst = [4, 0, 0, 0];
    expect(orderedDistance([0, 1, 0, 0], atFirst)).toBeCloseTo(1 / 3, 12);
    expect(orderedDistance([0, 0, 0, 1], atFirst)).toBeCloseTo(1, 12);
    expect(equalDistance([0, 1, 0, 0], atFirst)).toBe(equalDistance([0, 0, 0, 1], atFirst));
  });

  const someCounts = fc
    .integer({ min: 1, max: 6 })
    .chain((values) => fc.tuple(...[1, 2, 3].map(() => fc.array(fc.nat(9), { minLength: values, maxLength: values }))))
    .map((counts) => counts as [number[], number[], number[]]);

  test.each([
    ["equal", equalDistance],
    ["ordered", orderedDistance],
  ])(
    "in its %s form is 0 to 1, of the whole 0, the same both ways, and of two classes together no more than of the farther",
    (_, distance) => {
      fc.assert(
        fc.property(someCounts, ([one, other, table]) => {
          const fromTable = distance(one, table);
          expect(fromTable >= 0 && fromTable <= 1 + 1e-12).toBe(true);
          expect(distance(table, table)).toBe(0);
          expect(distance(table, one)).toBeCloseTo(fromTable, 12);
          fc.pre(one.some((count) => count > 0) && other.some((count) => count > 0));
          const together = one.map((count, value) => count + (other[value] ?? 0));
          expect(distance(together, table)).toBeLessThanOrEqual(Math.max(fromTable, distance(other, table)) + 1e-12);
        }),
      );
    },
  );
});

describe("a missing answer", () => {
  const values = ["low", "middle", "high"];

  test("is a value of its own where the attribute is nominal", () => {
    expect(distanceFromTable({ order: "nominal", values }, [1, 1, 1, 0], [2, 2, 2, 4])).toBeCloseTo(0.4, 12);
  });

  test("has no place on a scale, but to have fewer or more of them than the table is a distance too", () => {
    const ordinal = { order: "ordinal", values } as const;
    expect(distanceFromTable(ordinal, [1, 1, 1, 2], [2, 2, 2, 4])).toBe(0);
    expect(distanceFromTable(ordinal, [1, 1, 1, 0], [2, 2, 2, 4])).toBeCloseTo(0.4, 12);
    expect(distanceFromTable(ordinal, [0, 0, 0, 5], [2, 2, 2, 4])).toBeCloseTo(0.6, 12);
    expect(distanceFromTable(ordinal, [0, 0, 3, 2], [2, 2, 2, 4])).toBeCloseTo(0.5, 12);
  });
});

test("a fifth is close enough for a t of 0.2, whatever binary digits make of it, and a little more is not", () => {
  const distance = equalDistance([3, 7], [5, 5]);
  expect(isTClose(distance, 0.2)).toBe(true);
  expect(isTClose(0.1 + 0.2, 0.3)).toBe(true);
  expect(isTClose(0.2001, 0.2)).toBe(false);
});
