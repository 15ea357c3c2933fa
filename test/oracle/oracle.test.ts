import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recomputed, type Verdict, verdictsOn } from "./oracle.ts";
import { type Circumstances, publishedWaves, releaseOf, smallWaves, type World } from "./worlds.ts";

interface Case {
  readonly name: string;
  readonly seed: number;
  readonly world: World;
  readonly circumstances?: Circumstances;
  /** Numbers that are worked out again, at least: nothing is proved of an empty table. */
  readonly numbers: number;
}

const cases: readonly Case[] = [
  { name: "the wave of 2017", seed: 7, world: publishedWaves(7, "2017"), numbers: 240_000 },
  { name: "the waves of 2016 and 2017", seed: 3, world: publishedWaves(3, "2016", "2017"), numbers: 300_000 },
  {
    name: "four authorities, too few for a pool",
    seed: 1,
    world: smallWaves(1, {
      years: ["2017"],
      instruments: ["ylyc-11-17", "ylyc-8-11"],
      authorities: 4,
      largest: 150,
      missingOneIn: 99,
    }),
    numbers: 20_000,
  },
  {
    name: "six small waves with gaps, children who come to answer alike, and a campaign still open",
    seed: 2,
    world: smallWaves(2, {
      years: ["2013", "2014", "2015", "2016", "2017", "2018"],
      instruments: ["ylbc-16-25"],
      authorities: 7,
      largest: 60,
      missingOneIn: 8,
    }),
    circumstances: { lastIsOpen: true, drifts: true },
    numbers: 150_000,
  },
  {
    name: "four small waves of twelve authorities, each of which stays away from half of them",
    seed: 1,
    world: smallWaves(1, {
      years: ["2015", "2016", "2017", "2018"],
      instruments: ["ylyc-8-11"],
      authorities: 12,
      largest: 60,
      missingOneIn: 2,
    }),
    numbers: 80_000,
  },
];

const words = new Set<string>();

describe.each(cases)("the release of $name", ({ seed, world, circumstances, numbers }) => {
  let folder: string;
  let verdicts: readonly Verdict[] = [];

  beforeAll(async () => {
    folder = await releaseOf(world, seed, circumstances);
    verdicts = await verdictsOn(folder);
    for (const verdict of verdicts) for (const word of verdict.words) words.add(word);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(recomputed)("publishes every figure of %s as the noised counts give it", (dataset) => {
    const { wrong, examples } = verdicts.find((verdict) => verdict.dataset === dataset) ?? {};
    expect({ wrong, examples }).toEqual({ wrong: 0, examples: [] });
  });

  it("has its figures worked out again, not a few rows of symbols", () => {
    expect(verdicts.reduce((sum, verdict) => sum + verdict.numbers, 0)).toBeGreaterThan(numbers);
  });
});

it("meets every word that a release can say of a test, a claim, a trend and a place in a funnel", () => {
  expect([...words]).toEqual(
    expect.arrayContaining([
      ...["compared", "withheld", "reference-withheld", "no-reference", "not-yet"].map((word) => `status ${word}`),
      ...["bright-spot", "area-for-improvement", "higher", "lower", "none"].map((word) => `claim ${word}`),
      ...["two-proportion-z-test", "score-test"].map((word) => `test ${word}`),
      ...["no", "earlier-waves"].map((word) => `reference_differs ${word}`),
      ...["girls-higher", "boys-higher", "none"].map((word) => `finding ${word}`),
      ...["two-waves", "weighted-least-squares", "trend-marker"].map((word) => `method ${word}`),
      ...["getting-better", "getting-worse", "none"].map((word) => `trend ${word}`),
      ...["above-99.8", "above-95", "inside", "below-95", "below-99.8"].map((word) => `position ${word}`),
      ...["allowed-for", "none", "not-assessed"].map((word) => `over_dispersion ${word}`),
    ]),
  );
});
