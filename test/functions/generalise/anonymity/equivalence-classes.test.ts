import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  equivalenceClasses,
  refinerOf,
  roomFor,
  undivided,
} from "#functions/generalise/anonymity/equivalence-classes.ts";
import { recordsBelowK } from "#functions/generalise/anonymity/k-anonymity.ts";
import { nodesOf } from "#functions/generalise/anonymity/lattice.ts";
import { encode, topNode } from "#functions/generalise/anonymity/microdata.ts";
import { chanceOf } from "../../../journey/synthetic/chance.ts";
import { incognitoPatients } from "./published-tables.ts";
import { someNestedEdition } from "./random-editions.ts";

describe("equivalence classes", () => {
  test("hold the records that are alike once they are generalised", () => {
    const classes = equivalenceClasses(encode(incognitoPatients), [0, 1, 2]);
    expect([...classes.classOf]).toEqual([0, 1, 2, 0, 1, 2]);
    expect([...classes.sizes.slice(0, classes.count)]).toEqual([2, 2, 2]);
    expect([...classes.firsts.slice(0, classes.count)]).toEqual([0, 1, 2]);
  });

  test("of any records at any node are those that their labels make, without those suppressed already", () => {
    fc.assert(
      fc.property(someNestedEdition, (edition) => {
        const microdata = encode(edition);
        const top = topNode(edition.quasiIdentifiers);
        for (const node of nodesOf({ bottom: top.map(() => 0), top })) {
          const keys = [...microdata.places].map((place) =>
            edition.quasiIdentifiers
              .map(({ name, hierarchy }, attribute) => {
                const row = (hierarchy.labels[0] ?? []).indexOf(edition.records[place]?.[name] ?? "");
                return hierarchy.codes[node[attribute] ?? 0]?.[row];
              })
              .join(),
          );
          const inOrder = [...new Set(keys)];
          const { count, classOf, sizes, firsts } = equivalenceClasses(microdata, node);
          expect(count).toBe(inOrder.length);
          expect([...classOf]).toEqual(keys.map((key) => inOrder.indexOf(key)));
          expect([...sizes.slice(0, count)]).toEqual(
            inOrder.map((key) => keys.filter((other) => other === key).length),
          );
          expect([...firsts.slice(0, count)]).toEqual(inOrder.map((key) => keys.indexOf(key)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("of thousands of records are split by any codes as their pairs of class and code are", () => {
    const chance = chanceOf(7, "refinement");
    for (const [records, parts, codes] of [1_000, 3_000].flatMap((n) =>
      [3, 10, 60].map((c) => [n, n / 2, c] as const),
    )) {
      for (let round = 0; round < 20; round += 1) {
        const some = (under: number) => Int32Array.from({ length: records }, () => chance.integer(0, under - 1));
        const [partOf, column] = [some(parts), some(codes)];
        const finer = roomFor(records);
        refinerOf(records)({ ...undivided(records), classOf: partOf }, column, finer);
        const pairs = Array.from(partOf, (part, record) => `${part} ${column[record]}`);
        const placeOf = new Map([...new Set(pairs)].map((pair, place) => [pair, place]));
        expect(finer.count).toBe(placeOf.size);
        expect(Array.from(finer.classOf)).toEqual(pairs.map((pair) => placeOf.get(pair)));
      }
    }
  });

  test("of fewer than k records are counted by their records", () => {
    const classes = equivalenceClasses(encode(incognitoPatients), [1, 0, 1]);
    expect([1, 2, 3, 4].map((k) => recordsBelowK(classes, k))).toEqual([0, 2, 6, 6]);
  });
});
