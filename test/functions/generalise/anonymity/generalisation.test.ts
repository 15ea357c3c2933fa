import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidCriterionError } from "#functions/generalise/anonymity/criteria.ts";
import {
  type Edition,
  type Generalisation,
  NodeOutsideLatticeError,
  nestedIn,
} from "#functions/generalise/anonymity/generalisation.ts";
import { isAtOrAbove } from "#functions/generalise/anonymity/lattice.ts";
import type { MicrodataRecord } from "#functions/generalise/anonymity/microdata.ts";
import { releaseRecords } from "#functions/generalise/anonymity/release-records.ts";
import { leastGeneralisation } from "#functions/generalise/anonymity/search.ts";
import { incognitoPatients } from "./published-tables.ts";
import { someEdition } from "./random-editions.ts";

const patients: Edition = { ...incognitoPatients, k: 2, suppressionLimit: 0 };

test.each([[[0, 0]], [[0, 0, 3]], [[0, -1, 0]], [[0, 0.5, 0]]])("the lattice has no node %j to begin at", (node) => {
  expect(() => leastGeneralisation({ ...patients, minimumNode: node })).toThrow(NodeOutsideLatticeError);
});

test.each([
  ["k", 0],
  ["k", 2.5],
  ["l", 1],
  ["t", -0.1],
  ["t", 1.1],
  ["t", Number.NaN],
  ["suppressionLimit", 1.1],
] as const)("a criterion that makes no sense is refused: %s of %d", (criterion, value) => {
  const refused = () => leastGeneralisation({ ...patients, [criterion]: value });
  expect(refused).toThrow(InvalidCriterionError);
  expect(refused).toThrow(expect.objectContaining({ criterion, value }));
});

describe("a second edition nested in the first", () => {
  /** What the holder of the first edition can make of it: every written label raised to its level of the second. */
  function raised(
    { quasiIdentifiers }: Edition,
    { attributes }: { attributes: MicrodataRecord },
    from: Generalisation,
    to: Generalisation,
  ) {
    const changed = quasiIdentifiers.map(({ name, hierarchy }, attribute) => {
      const [low = 0, high = 0] = [from.node[attribute], to.node[attribute]];
      const code = hierarchy.labels[low]?.indexOf(attributes[name] ?? "");
      const row = hierarchy.codes[low]?.indexOf(code ?? -1) ?? -1;
      return [name, hierarchy.labels[high]?.[hierarchy.codes[high]?.[row] ?? -1]];
    });
    return JSON.stringify({ ...attributes, ...Object.fromEntries(changed) });
  }

  test("could be made from the first: no record is new, and no value is more exact or suppressed less", () => {
    let seconds = 0;
    fc.assert(
      fc.property(someEdition, fc.integer({ min: 1, max: 4 }), (edition, more) => {
        const first = leastGeneralisation(edition);
        fc.pre(first !== undefined);
        if (first === undefined) return;
        const coarser: Edition = { ...edition, k: edition.k + more, ...nestedIn(first) };
        const second = leastGeneralisation(coarser);
        if (second === undefined) return;
        seconds += 1;
        expect(isAtOrAbove(second.node, first.node)).toBe(true);
        expect([...first.suppressed].filter((place) => !second.suppressed.has(place))).toEqual([]);
        expect(second.suppressed.size / edition.records.length).toBeLessThanOrEqual(edition.suppressionLimit);
        const left = releaseRecords(edition, first).map((record) => raised(edition, record, first, second));
        for (const { attributes } of releaseRecords(coarser, second)) {
          const place = left.indexOf(JSON.stringify(attributes));
          expect(place).toBeGreaterThanOrEqual(0);
          left.splice(place, 1);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(seconds).toBeGreaterThan(300);
  });

  test("may lose more than one on its own would: it is held to the node of the first", () => {
    // Exact zip codes are best for two, exact sexes for three; the second may not give back what the first generalised.
    const first = leastGeneralisation(patients) as Generalisation;
    const alone = leastGeneralisation({ ...patients, k: 3 });
    const nested = leastGeneralisation({ ...patients, k: 3, ...nestedIn(first) });
    expect([first.node, alone?.node, nested?.node]).toEqual([
      [1, 1, 0],
      [1, 0, 2],
      [1, 1, 2],
    ]);
  });
});
