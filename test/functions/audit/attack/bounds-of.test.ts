/** What can be known of the suppressed cells of linked tables. */
import { describe, expect, test } from "vitest";
import { boundsOf, Impossible, type LinkedCell } from "#functions/audit/attack/bounds-of.ts";

const exactly = (count: number) => ({ lowest: count, highest: count });
const between = (lowest: number, highest: number) => ({ lowest, highest });

describe("two tables of the same cells", () => {
  const suppressed = { A: "suppressed", B: "suppressed", K: "suppressed", L: "suppressed", M: "suppressed" } as const;
  const cells = { ...suppressed, I: 8, J: 8, N: 7, north: 20, south: 16, big: 6, small: 30 } as const;
  const byCounty = [
    { total: "north", parts: ["A", "B", "I", "J"] },
    { total: "south", parts: ["K", "L", "M", "N"] },
  ];
  const bySize = [
    { total: "big", parts: ["L", "M"] },
    { total: "small", parts: ["A", "B", "I", "J", "K", "N"] },
  ];

  test("each by itself leaves every cell an interval", async () => {
    const counties = await boundsOf(cells, byCounty);
    expect(Object.fromEntries(counties)).toEqual({
      A: between(0, 4),
      B: between(0, 4),
      K: between(0, 9),
      L: between(0, 9),
      M: between(0, 9),
    });
    const sizes = await boundsOf(cells, bySize);
    expect(sizes.get("K")).toEqual(between(0, 7));
    expect(sizes.get("L")).toEqual(between(0, 6));
  });

  test("give one cell away when they are read together", async () => {
    expect((await boundsOf(cells, [...byCounty, ...bySize])).get("K")).toEqual(exactly(3));
  });

  test("are safe with one more cell suppressed in both", async () => {
    const bounds = await boundsOf({ ...cells, N: "suppressed" }, [...byCounty, ...bySize]);
    expect(bounds.get("K")).toEqual(between(0, 10));
    expect(bounds.get("N")).toEqual(between(0, 10));
  });
});

/** Rows r1 to r4, columns c1 to c4, with totals that are published. */
function square(counts: readonly (readonly number[])[], suppressed: readonly string[]) {
  const id = (row: number, column: number) => `r${row + 1}c${column + 1}`;
  const places = [0, 1, 2, 3];
  const at = (row: number, column: number) => counts[row]?.[column] ?? 0;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const cells: Record<string, LinkedCell> = {};
  for (const row of places) {
    for (const column of places) {
      cells[id(row, column)] = suppressed.includes(id(row, column)) ? "suppressed" : at(row, column);
    }
    cells[`r${row + 1}`] = sum(places.map((column) => at(row, column)));
    cells[`c${row + 1}`] = sum(places.map((other) => at(other, row)));
  }
  const lines = places.flatMap((place) => [
    { total: `r${place + 1}`, parts: places.map((column) => id(place, column)) },
    { total: `c${place + 1}`, parts: places.map((row) => id(row, place)) },
  ]);
  return { cells, lines };
}

describe("a table of four by four", () => {
  const counts = [
    [12, 15, 30, 31],
    [14, 11, 7, 32],
    [33, 34, 16, 13],
    [35, 36, 18, 19],
  ];
  const twoSquares = ["r1c1", "r1c2", "r2c1", "r2c2", "r3c3", "r3c4", "r4c3", "r4c4"];

  test("gives a cell away that joins two squares, though every line has two suppressions or more", async () => {
    const { cells, lines } = square(counts, [...twoSquares, "r2c3"]);
    const bounds = await boundsOf(cells, lines);
    expect(bounds.get("r2c3")).toEqual(exactly(7));
    expect(bounds.get("r1c1")).toEqual(between(1, 26));
  });

  test("does not when a second cell joins them", async () => {
    const { cells, lines } = square(counts, [...twoSquares, "r2c3", "r3c2"]);
    expect((await boundsOf(cells, lines)).get("r2c3")).toEqual(between(0, 32));
  });
});

describe("a table of one line", () => {
  const lines = [{ total: "all", parts: ["girls", "boys", "others"] }];

  test("gives a single suppressed cell away", async () => {
    expect((await boundsOf({ all: 40, girls: 20, boys: 17, others: "suppressed" }, lines)).get("others")).toEqual(
      exactly(3),
    );
  });

  test("does not where the rounding of the total alone leaves room", async () => {
    const rounded = { all: between(38, 42), girls: 20, boys: 17, others: "suppressed" } as const;
    expect((await boundsOf(rounded, lines)).get("others")).toEqual(between(1, 5));
  });

  test("tells that nobody is in any of the suppressed cells", async () => {
    const bounds = await boundsOf({ all: 20, girls: 20, boys: "suppressed", others: "suppressed" }, lines);
    expect(bounds.get("boys")).toEqual(exactly(0));
    expect(bounds.get("others")).toEqual(exactly(0));
  });

  test("is refused where nothing fits", async () => {
    await expect(boundsOf({ all: 20, girls: 20, boys: 1, others: "suppressed" }, lines)).rejects.toThrow(Impossible);
  });
});

test("a sum of two totals undoes a suppression that each of them keeps", async () => {
  const lines = [
    { total: "first", parts: ["a", "b"] },
    { total: "second", parts: ["c", "d"] },
    { total: "both", parts: ["a", "c"] },
    { total: "rest", parts: ["b", "d", "e"] },
  ];
  const cells = { a: "suppressed", b: "suppressed", c: "suppressed", d: "suppressed", e: "suppressed" } as const;
  const totals = { first: 12, second: 14, both: 11, rest: 19 };
  const bounds = await boundsOf({ ...cells, ...totals }, lines);
  expect(bounds.get("e")).toEqual(exactly(4));
  expect(bounds.get("a")).toEqual(between(0, 11));
});

test("counts are whole: what rounding leaves between two of them is no count", async () => {
  const lines = [{ total: "all", parts: ["twin", "twin again"] }];
  const same = [...lines, { total: "twin", parts: ["twin again"] }];
  const bounds = await boundsOf({ all: between(3, 5), twin: "suppressed", "twin again": "suppressed" }, same);
  expect(bounds.get("twin")).toEqual(exactly(2));
});
