import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edition } from "#functions/generalise/anonymity/generalisation.ts";
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import { isAtOrAbove } from "#functions/generalise/anonymity/lattice.ts";
import {
  acceptableGeneralisations,
  compareGeneralisations,
  leastGeneralisation,
} from "#functions/generalise/anonymity/search.ts";
import { adultLikeRecords, adultQuasiIdentifiers, adultSensitive } from "./adult-like-records.ts";
import { bruteForced, bruteForcedOptimum } from "./brute-force.ts";
import { incognitoPatients, salaries2007 } from "./published-tables.ts";
import { someEdition, someLatticeEdition, someNestedEdition } from "./random-editions.ts";

const nodesOf = (edition: Edition) => [...acceptableGeneralisations(edition)].map(({ node }) => node);

describe("the patients of LeFevre, DeWitt and Ramakrishnan (2005)", () => {
  const patients: Edition = { ...incognitoPatients, k: 2, suppressionLimit: 0 };

  test("are 2-anonymous at five of the twelve nodes, which are those printed", () => {
    expect(nodesOf(patients)).toEqual([
      [0, 1, 2],
      [1, 0, 2],
      [1, 1, 0],
      [1, 1, 1],
      [1, 1, 2],
    ]);
  });

  test("lose least at <B1, S1, Z0>, where their zip codes stay exact", () => {
    expect(leastGeneralisation(patients)).toMatchObject({ node: [1, 1, 0], suppressed: new Set(), nodes: 12 });
  });

  test("are 6-anonymous only where all is general, and 7-anonymous nowhere", () => {
    expect(nodesOf({ ...patients, k: 6 })).toEqual([[1, 1, 2]]);
    expect(nodesOf({ ...patients, k: 7 })).toEqual([]);
    expect(leastGeneralisation({ ...patients, k: 7 })).toBeUndefined();
  });
});

describe("the salaries of Li, Li and Venkatasubramanian (2007)", () => {
  const salaries: Edition = { ...salaries2007, k: 3, suppressionLimit: 0 };

  test("are 3-anonymous and 0.167-close as table 5 generalises them, and no closer", () => {
    expect(nodesOf({ ...salaries, t: 0.167 })).toEqual([[1, 1]]);
    expect(nodesOf({ ...salaries, t: 0.166 })).toEqual([]);
  });
});

describe("the search", () => {
  test("finds the optimum of all nodes, whatever the records, hierarchies, answers and criteria", () => {
    fc.assert(
      fc.property(someNestedEdition, (edition) => {
        const optimum = leastGeneralisation(edition);
        const expected = bruteForcedOptimum(edition);
        expect(optimum?.node).toEqual(expected?.node);
        expect([...(optimum?.suppressed ?? [])]).toEqual(expected?.suppressed ?? []);
        expect(optimum?.loss ?? 0).toBeCloseTo(expected?.loss ?? 0, 9);
      }),
      { numRuns: 5_000 },
    );
  });

  test("leaves out no node that could be the optimum, in lattices of up to five attributes", () => {
    fc.assert(
      fc.property(someLatticeEdition, (edition) => {
        const [first] = [...acceptableGeneralisations(edition)].toSorted(compareGeneralisations);
        expect(leastGeneralisation(edition)?.node).toEqual(first?.node);
      }),
      { numRuns: 3_000 },
    );
  });

  test("without pruning finds all acceptable nodes, what each suppresses and what it loses", () => {
    fc.assert(
      fc.property(someNestedEdition, (edition) => {
        const all = [...acceptableGeneralisations(edition)];
        const expected = bruteForced(edition);
        expect(all.map(({ node, suppressed }) => ({ node, suppressed: [...suppressed] }))).toEqual(
          expected.map(({ node, suppressed }) => ({ node, suppressed })),
        );
        for (const [place, { loss }] of all.entries()) expect(loss).toBeCloseTo(expected[place]?.loss ?? 0, 9);
      }),
      { numRuns: 2_000 },
    );
  });

  test("may conclude from k and l: what is acceptable without t stays so at every successor", () => {
    fc.assert(
      fc.property(someEdition, (edition) => {
        const all = nodesOf({ ...edition, t: undefined });
        const nodes = nodesOf({ ...edition, k: 1, l: undefined, t: undefined, suppressionLimit: 1 });
        for (const node of all) {
          for (const successor of nodes.filter((other) => isAtOrAbove(other, node)))
            expect(all).toContainEqual(successor);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("may not conclude from t: with suppression a successor may be worse", () => {
    const regions = hierarchyOf({
      levels: ["place", "region"],
      rows: [
        ["a", "north"],
        ["b", "north"],
        ["c", "south"],
      ],
    });
    const inPlace = (place: string, yes: number, no: number) => [
      ...Array.from({ length: yes }, () => ({ place, answer: "yes" })),
      ...Array.from({ length: no }, () => ({ place, answer: "no" })),
    ];
    const edition: Edition = {
      records: [...inPlace("a", 5, 5), ...inPlace("b", 5, 0), ...inPlace("c", 10, 10)],
      quasiIdentifiers: [{ name: "place", hierarchy: regions }],
      sensitive: [{ name: "answer", order: "nominal", values: ["yes", "no"] }],
      k: 5,
      t: 0.09,
      suppressionLimit: 0.15,
    };
    // Of all 4/7 say yes: 0.07 from a and c, 0.43 from b. North together: 10 of 15, 0.095.
    expect(nodesOf(edition)).toEqual([[0]]);
    expect(leastGeneralisation(edition)?.suppressed).toEqual(new Set([10, 11, 12, 13, 14]));
  });

  test("gives of two that lose the same the one with fewer steps, then the first in lexicographic order", () => {
    const sexes = hierarchyOf({
      levels: ["exact", "any"],
      rows: [
        ["m", "*"],
        ["f", "*"],
      ],
    });
    const edition: Edition = {
      records: [..."mmff"].map((one, place) => ({ one, other: "mfmf"[place] })),
      quasiIdentifiers: ["one", "other"].map((name) => ({ name, hierarchy: sexes })),
      k: 2,
      suppressionLimit: 0,
    };
    expect(nodesOf(edition)).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(leastGeneralisation(edition)?.node).toEqual([0, 1]);
    const ranked = [
      { node: [2, 0], loss: 0.5 },
      { node: [1, 0], loss: 0.5 },
      { node: [0, 1], loss: 0.5 },
      { node: [9, 9], loss: 0.4 },
    ];
    expect(ranked.toSorted(compareGeneralisations).map(({ node }) => node)).toEqual([
      [9, 9],
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
  });

  test("finds nothing where nobody would be left", () => {
    const nobody: Edition = { ...incognitoPatients, records: [], k: 2, suppressionLimit: 1 };
    expect(leastGeneralisation(nobody)).toBeUndefined();
    expect(nodesOf({ ...incognitoPatients, k: 7, suppressionLimit: 1 })).toEqual([]);
  });
});

describe("nine quasi-identifiers of SYNTHETIC records like those of the Adult census", () => {
  const editionOf = (size: number): Edition => ({
    records: adultLikeRecords(size, 7),
    quasiIdentifiers: adultQuasiIdentifiers,
    sensitive: adultSensitive,
    k: 5,
    l: 2,
    t: 0.2,
    suppressionLimit: 0.04,
  });

  test("have 12,960 nodes, and the optimum of 400 records is that of all nodes, each judged for itself", () => {
    const edition = editionOf(400);
    const optimum = leastGeneralisation(edition);
    const [first] = [...acceptableGeneralisations(edition)].toSorted(compareGeneralisations);
    expect(first).toBeDefined();
    expect(optimum).toMatchObject({ ...first, nodes: 12_960 });
  });

  test("of 30,000 records have the optimum that the bench found over all nodes, grouped at one node in twenty at most", () => {
    const optimum = leastGeneralisation(editionOf(30_000));
    expect(optimum?.node).toEqual([0, 4, 0, 1, 2, 1, 1, 2, 0]);
    expect(optimum?.suppressed.size).toBe(1_120);
    expect(optimum?.nodesChecked).toBeLessThan(12_960 / 20);
    expect(optimum?.groupings).toBeLessThan((9 * 12_960) / 20);
  });
});
