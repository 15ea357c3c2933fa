import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equivalenceClasses } from "#functions/generalise/anonymity/equivalence-classes.ts";
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import { nodesOf } from "#functions/generalise/anonymity/lattice.ts";
import {
  attributeLoss,
  geometricMean,
  leafSums,
  lossWithoutSuppression,
  lossWithSuppression,
} from "#functions/generalise/anonymity/loss.ts";
import { encode, topNode } from "#functions/generalise/anonymity/microdata.ts";
import { someNestedEdition } from "./random-editions.ts";

const colours = hierarchyOf({
  levels: ["exact", "bright or not", "any"],
  rows: [
    ["red", "bright", "*"],
    ["yellow", "bright", "*"],
    ["black", "dark", "*"],
  ],
});

describe("ARX's loss of one attribute", () => {
  test("is what the domain shares exceed those of exact values by, on a scale to the whole domain", () => {
    // Shares of 2/3, 2/3, 2/3 and 1/3: (7/3 - 4/3) / (4 - 4/3) = 3/8.
    expect(attributeLoss(2 + 2 + 2 + 1, 4, 3)).toBeCloseTo(3 / 8, 12);
    expect(attributeLoss(4, 4, 3)).toBe(0);
    expect(attributeLoss(12, 4, 3)).toBe(1);
  });

  test("is nothing where the domain has one value", () => {
    expect(attributeLoss(4, 4, 1)).toBe(0);
  });
});

describe("ARX's loss", () => {
  const records = ["red", "yellow", "yellow", "black"].map((colour) => ({ colour, shade: colour }));
  const quasiIdentifiers = ["colour", "shade"].map((name) => ({ name, hierarchy: colours }));
  const microdata = encode({ records, quasiIdentifiers });
  const sums = leafSums(microdata);

  test("is the geometric mean over the attributes of 1 more than theirs, less 1", () => {
    expect(geometricMean([1, 0])).toBeCloseTo(Math.SQRT2 - 1, 12);
    expect(geometricMean([0.375, 0.375])).toBeCloseTo(0.375, 12);
    expect(lossWithoutSuppression(microdata, sums, [1, 0])).toBeCloseTo(Math.sqrt(1.375) - 1, 12);
    expect(lossWithoutSuppression(microdata, sums, [2, 1])).toBeCloseTo(Math.sqrt(2 * 1.375) - 1, 12);
  });

  test("counts a suppressed record as one of which nothing is said", () => {
    // Black at exact colours: 1, 1, 1 and the whole domain of 3: (6 - 4) / (12 - 4) for each attribute.
    const classes = equivalenceClasses(microdata, [0, 0]);
    const blackOnly = Uint8Array.of(0, 0, 1);
    expect(lossWithSuppression(microdata, sums, [0, 0], classes, blackOnly)).toBeCloseTo(0.25, 12);
    const without = encode({ records, quasiIdentifiers, alreadySuppressed: new Set([3]) });
    expect(lossWithoutSuppression(without, leafSums(without), [0, 0])).toBeCloseTo(0.25, 12);
  });

  test("never falls from a node to its successors before suppression, nor by suppression", () => {
    fc.assert(
      fc.property(someNestedEdition, fc.infiniteStream(fc.nat(1)), (edition, coins) => {
        fc.pre(edition.records.length > 0);
        const any = encode(edition);
        const anySums = leafSums(any);
        const top = topNode(edition.quasiIdentifiers);
        for (const node of nodesOf({ bottom: top.map(() => 0), top })) {
          const before = lossWithoutSuppression(any, anySums, node);
          for (const [attribute, level] of node.entries()) {
            if (level === top[attribute]) continue;
            const successor = node.with(attribute, level + 1);
            expect(lossWithoutSuppression(any, anySums, successor)).toBeGreaterThanOrEqual(before);
          }
          const classes = equivalenceClasses(any, node);
          const some = Uint8Array.from({ length: classes.count }, () => coins.next().value ?? 0);
          expect(lossWithSuppression(any, anySums, node, classes, some)).toBeGreaterThanOrEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });
});
