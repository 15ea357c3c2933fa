import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  domainSize,
  type HierarchyFault,
  hierarchyOf,
  InvalidHierarchyError,
  topLevel,
} from "#functions/generalise/anonymity/hierarchy.ts";
import { someHierarchy } from "./random-editions.ts";

const levels = ["year", "band", "any"];

describe("a hierarchy", () => {
  test("knows at every level what is written, and for how many exact values it stands", () => {
    const ages = hierarchyOf({
      levels,
      rows: [
        ["11", "11-12", "*"],
        ["13", "13-14", "*"],
        ["12", "11-12", "*"],
      ],
    });
    expect(ages.labels).toEqual([["11", "13", "12"], ["11-12", "13-14"], ["*"]]);
    expect(ages.codes.map((column) => [...column])).toEqual([
      [0, 1, 2],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(ages.leaves.map((counts) => [...counts])).toEqual([[1, 1, 1], [2, 1], [3]]);
    expect([topLevel(ages), domainSize(ages)]).toEqual([2, 3]);
  });

  test("may say the same at two levels", () => {
    const { leaves } = hierarchyOf({
      levels: ["exact", "major", "any"],
      rows: [
        ["a", "a", "a"],
        ["b", "a", "a"],
      ],
    });
    expect(leaves.map((counts) => [...counts])).toEqual([[1, 1], [2], [2]]);
  });

  test.each<[HierarchyFault, number, number, string[], string[][]]>([
    ["no levels", 0, 0, [], [[]]],
    ["no values", 0, 0, levels, []],
    [
      "uneven",
      1,
      0,
      levels,
      [
        ["11", "11-12", "*"],
        ["12", "*"],
      ],
    ],
    [
      "repeated value",
      1,
      0,
      levels,
      [
        ["11", "11-12", "*"],
        ["11", "11-12", "*"],
      ],
    ],
    [
      "splits",
      2,
      2,
      levels,
      [
        ["11", "11-12", "young"],
        ["13", "13-14", "old"],
        ["12", "11-12", "old"],
      ],
    ],
  ])("is refused for the reason '%s' at row %i and level %i", (fault, row, level, names, rows) => {
    const refused = () => hierarchyOf({ levels: names, rows });
    expect(refused).toThrow(InvalidHierarchyError);
    expect(refused).toThrow(expect.objectContaining({ fault, row, level }));
  });

  test("loses exactness from level to level, never values", () => {
    fc.assert(
      fc.property(someHierarchy, (hierarchy) => {
        for (const [level, leaves] of hierarchy.leaves.entries()) {
          expect(leaves.reduce((sum, count) => sum + count, 0)).toBe(domainSize(hierarchy));
          expect(leaves.length).toBeLessThanOrEqual(hierarchy.leaves[level - 1]?.length ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});
