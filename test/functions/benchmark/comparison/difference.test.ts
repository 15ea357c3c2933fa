import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceBetween, differenceFrom, type Tested } from "#functions/benchmark/comparison/difference.ts";
import type { Reference } from "#functions/benchmark/comparison/reference.ts";
import { type Block, noiseOf, sumOfBlocks } from "#functions/benchmark/counts/fit.ts";
import type { PooledBlock } from "#functions/benchmark/counts/pools.ts";
import type { Shown } from "#functions/benchmark/counts/shown.ts";
import { noisyScoreInterval } from "#functions/benchmark/statistics/noisy-score-interval.ts";
import { NO_NOISE, type NoisyShare } from "#functions/benchmark/statistics/noisy-share.ts";
import { scoreTest } from "#functions/benchmark/statistics/score-test.ts";
import type { ComparatorFor } from "#shared/survey/comparators.ts";

const exact = (count: number, base: number): NoisyShare => ({ count, base, noise: NO_NOISE });
const block = (count: number, base: number, cellVariance = 0): Block => ({
  counts: [count, base - count],
  base,
  noise: noiseOf(3, cellVariance, 49),
  cellVariance,
});
const shown = (of: Block): Shown => ({ status: "shown", block: of });
const pooled = (of: Block): PooledBlock => ({ ...of, authorities: 15, fromEarlierWaves: 0 });

const about = { comparison: "other-authorities", name: "2017", differs: "no" } as const;
const poolOf = (shownPool: Shown<PooledBlock>): Reference => ({ ...about, kind: "pool", shown: shownPool });
const nothing: Reference = { ...about, name: undefined, kind: "none" };
const comparatorWith = (percent: number, base: number | null): Reference => ({
  ...about,
  comparison: "general-population",
  kind: "comparator",
  comparator: { percent, base } as ComparatorFor,
});

function tested(difference: ReturnType<typeof differenceFrom>): Tested {
  if (difference.status !== "compared") throw new Error(`was not compared: ${difference.status}`);
  return difference;
}

describe("the difference between two shares", () => {
  test("allows for the noise of both: the published case of 40 of 60 against 1000 of 1250 of fifteen authorities", () => {
    const fifteen = Array.from({ length: 15 }, () => block(1000 / 15, 1250 / 15, 2.25)).reduce(sumOfBlocks);
    const reference = poolOf({ status: "shown", block: pooled(fifteen) });
    const {
      difference,
      interval,
      p,
      smallestBase,
      test: method,
    } = tested(differenceFrom(shown(block(40, 60, 2.25)), 0, reference));
    expect(difference).toBeCloseTo(40 / 60 - 0.8, 12);
    expect(interval.lower).toBeCloseTo(-0.267977, 6);
    expect(interval.upper).toBeCloseTo(-0.016905, 6);
    expect(p).toBeCloseTo(0.02222481, 8);
    expect([smallestBase, method]).toEqual([60, "two-proportion-z-test"]);
  });

  test("is Newcombe's where there is no noise", () => {
    const { difference, interval } = differenceBetween(exact(56, 70), exact(48, 80));
    expect(difference).toBeCloseTo(0.2, 12);
    expect(interval.lower).toBeCloseTo(0.0524, 4);
    expect(interval.upper).toBeCloseTo(0.3339, 4);
  });

  test("is of the band that is asked for", () => {
    const reference = poolOf({ status: "shown", block: pooled(block(50, 100)) });
    expect(tested(differenceFrom(shown(block(20, 80)), 1, reference)).difference).toBeCloseTo(60 / 80 - 0.5, 12);
  });

  test("says why it is missing: nothing to compare with, before the own share, before the reference", () => {
    const hidden: Shown = { status: "confidential" };
    const own = shown(block(10, 40));
    const statuses = [
      differenceFrom(hidden, 0, nothing),
      differenceFrom(hidden, 0, poolOf({ status: "confidential" })),
      differenceFrom({ status: "unanswered" }, 0, poolOf({ status: "confidential" })),
      differenceFrom(own, 0, poolOf({ status: "confidential" })),
      differenceFrom(own, 0, poolOf({ status: "unanswered" })),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([
      "no-reference",
      "withheld",
      "unanswered",
      "reference-withheld",
      "reference-withheld",
    ]);
  });

  test("from a figure of unknown size is the score test, and its interval that of the share less the figure", () => {
    const own = block(28, 100, 2.25);
    const share = { count: 28, base: 100, noise: own.noise };
    const { lower, upper } = noisyScoreInterval(share, "95%").held;
    expect(differenceFrom(shown(own), 0, comparatorWith(17, null))).toEqual({
      status: "compared",
      difference: 0.28 - 0.17,
      interval: { lower: lower - 0.17, upper: upper - 0.17 },
      test: "score-test",
      p: scoreTest(share, 0.17).p,
      smallestBase: 100,
    });
  });

  test("from a figure of known size takes it as a second share without noise", () => {
    const difference = tested(differenceFrom(shown(block(28, 100)), 0, comparatorWith(17, 400)));
    expect(difference).toEqual(differenceBetween(exact(28, 100), exact(68, 400)));
  });

  test("changes its sign and nothing else when the sides change places", () => {
    const side = fc
      .tuple(fc.double({ min: -3, max: 60, noNaN: true }), fc.double({ min: 5, max: 60, noNaN: true }))
      .map(([count, base]): NoisyShare => ({ count, base, noise: noiseOf(3, 2.25, 49) }));
    fc.assert(
      fc.property(side, side, (one, other) => {
        const there = differenceBetween(one, other);
        const back = differenceBetween(other, one);
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.interval.lower).toBeCloseTo(-there.interval.upper, 9);
        expect(back.p).toBeCloseTo(there.p, 9);
      }),
    );
  });
});
