import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "#functions/benchmark/statistics/benjamini-hochberg.ts";

const anyP = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.05, noNaN: true }),
  fc.constantFrom(0, 0.001, 0.05, 0.5, 1),
);
const anyFamily = fc.array(anyP, { maxLength: 60 });

/** Of Benjamini and Hochberg (1995), section 3: thrombolysis after a myocardial infarction. */
const thrombolysis = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

/** The definition, without sorting: the least, over all p(j) no smaller, of m p(j) over how many are no larger than it. */
const byDefinition = (p: readonly number[]) =>
  p.map((own) =>
    Math.min(
      1,
      ...p
        .filter((other) => other >= own)
        .map((other) => (p.length * other) / p.filter((each) => each <= other).length),
    ),
  );

describe("the Benjamini-Hochberg adjustment", () => {
  test("rejects four of the fifteen of Benjamini and Hochberg (1995), the fourth adjusted to .035625", () => {
    const q = benjaminiHochberg(thrombolysis);
    expect(q.map((each) => each <= 0.05)).toEqual(thrombolysis.map((_, index) => index < 4));
    expect(q[3]).toBeCloseTo(0.035625, 15);
  });

  test.each([
    [
      thrombolysis,
      [
        0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486, 0.58118182, 0.714875,
        0.75323077, 0.81321429, 1,
      ],
      8,
      "SciPy's reference of stats.false_discovery_control",
    ],
    [
      [0.001, 0.001, 0.001, 0.02, 0.22, 0.59, 0.87],
      [0.002, 0.002, 0.002, 0.035, 0.308, 0.688, 0.87],
      3,
      "Horton (2012), SAS and R: p.adjust(pvals, 'BH') on Kypri et al. (2009)",
    ],
    [[0.008, 0.03, 0.123, 0.6, 0.2], [0.04, 0.075, 0.205, 0.6, 0.25], 3, "the reference of @stdlib/stats/padjust"],
  ] satisfies [number[], number[], number, string][])(
    "of %j is %j, to %i decimals as printed in %s",
    (p, printed, decimals) => {
      expect(benjaminiHochberg(p).map((q) => Number(q.toFixed(decimals)))).toEqual(printed);
    },
  );

  test("is its definition", () => {
    fc.assert(
      fc.property(anyFamily, (p) => {
        const expected = byDefinition(p);
        for (const [index, q] of benjaminiHochberg(p).entries())
          expect(q).toBeCloseTo(expected[index] ?? Number.NaN, 12);
      }),
    );
  });

  test("rejects, at any level, what the step-up procedure rejects", () => {
    fc.assert(
      fc.property(anyFamily, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (p, level) => {
        const sorted = [...p].sort((a, b) => a - b);
        const last = sorted.findLastIndex((each, index) => each <= (level * (index + 1)) / p.length);
        const largestRejected = sorted[last] ?? -1;
        for (const [index, q] of benjaminiHochberg(p).entries()) {
          if (Math.abs(q - level) < 1e-12) continue;
          expect(q <= level).toBe((p[index] ?? Number.NaN) <= largestRejected);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("lies between p and 1, and never decreases in p", () => {
    fc.assert(
      fc.property(anyFamily, (p) => {
        const pairs = benjaminiHochberg(p).map((q, index) => ({ p: p[index] ?? Number.NaN, q }));
        pairs.sort((a, b) => a.p - b.p);
        for (const [index, pair] of pairs.entries()) {
          const previous = pairs[index - 1] ?? { p: -1, q: 0 };
          expect(pair.p <= pair.q && pair.q <= 1 && previous.q <= pair.q).toBe(true);
          if (previous.p === pair.p) expect(pair.q).toBe(previous.q);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("gives every p its own q in whatever order they come, to the last digit", () => {
    const familyAndOrder = anyFamily.chain((p) =>
      fc.tuple(fc.constant(p), fc.shuffledSubarray([...p.keys()], { minLength: p.length })),
    );
    fc.assert(
      fc.property(familyAndOrder, ([p, order]) => {
        const q = benjaminiHochberg(p);
        expect(benjaminiHochberg(order.map((index) => p[index] ?? Number.NaN))).toEqual(order.map((index) => q[index]));
      }),
    );
  });

  test("leaves its input alone, one p as it is, and no p as none", () => {
    const p = Object.freeze([0.04, 0.01]);
    expect(benjaminiHochberg(p)).toEqual([0.04, 0.02]);
    expect(benjaminiHochberg([0.37])).toEqual([0.37]);
    expect(benjaminiHochberg([])).toEqual([]);
  });
});
