import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareNodes,
  isAtOrAbove,
  levelSum,
  nodesOf,
  numberOfNodes,
} from "#functions/generalise/anonymity/lattice.ts";

const someLattice = fc
  .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 4 })
  .map((ends) => ({ bottom: ends.map(([low]) => low), top: ends.map(([low, more]) => low + more) }));

describe("a generalisation lattice", () => {
  test("of 2, 2 and 3 levels has the twelve nodes of LeFevre, DeWitt and Ramakrishnan (2005), figure 3", () => {
    const lattice = { bottom: [0, 0, 0], top: [1, 1, 2] };
    expect(numberOfNodes(lattice)).toBe(12);
    expect([...nodesOf(lattice)].map((node) => node.join(""))).toEqual(
      "000 001 002 010 011 012 100 101 102 110 111 112".split(" "),
    );
  });

  test("gives each of its nodes once, between its ends, as many as it says", () => {
    fc.assert(
      fc.property(someLattice, (lattice) => {
        const nodes = [...nodesOf(lattice)];
        expect(new Set(nodes.map(String)).size).toBe(nodes.length);
        expect(nodes).toHaveLength(numberOfNodes(lattice));
        for (const node of nodes)
          expect([isAtOrAbove(node, lattice.bottom), isAtOrAbove(lattice.top, node)]).toEqual([true, true]);
      }),
    );
  });
});

describe("a node", () => {
  test("is above another where it is nowhere lower, and of two that are each lower somewhere neither is", () => {
    expect(isAtOrAbove([1, 0, 2], [1, 0, 1])).toBe(true);
    expect(isAtOrAbove([1, 0, 2], [1, 0, 2])).toBe(true);
    expect(isAtOrAbove([1, 0, 2], [0, 1, 0])).toBe(false);
    expect(isAtOrAbove([0, 1, 0], [1, 0, 2])).toBe(false);
    expect(isAtOrAbove([1, 0], [1, 0, 2])).toBe(false);
  });

  test("comes after one with fewer steps of generalisation, and then in lexicographic order", () => {
    expect(levelSum([1, 0, 2])).toBe(3);
    const nodes = [
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 1],
      [0, 1, 1],
      [0, 0, 0],
    ];
    expect(nodes.toSorted(compareNodes)).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 1],
      [0, 2, 0],
    ]);
    expect(compareNodes([1, 2], [1, 2])).toBe(0);
  });
});
