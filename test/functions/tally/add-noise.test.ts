/** Noise in every cell, by the variance of its kind, and in no other number. */
import { describe, expect, test } from "vitest";
import { noisedCountsOf, noisedNationOf } from "#functions/tally/add-noise.ts";
import { Counting } from "#functions/tally/count.ts";
import { type DisclosurePolicy, noisePolicy, type Ratio, varianceOf } from "#shared/release/policy.ts";
import { authorityGroups, groupKindOf, nationOnlyGroupsOf } from "#shared/survey/breakdowns.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import type { GroupCells } from "#shared/survey/noised-counts.ts";
import { bandsOf, itemsOf } from "#shared/survey/questionnaire.ts";
import { chanceFrom } from "../../chance.ts";
import { noiseOff } from "../../fixtures/noised-counts.ts";
import { diceFrom, randomResponses } from "../../fixtures/responses.ts";

const oldest = latestVersionOf("ylyc-11-17");
const responses = randomResponses(oldest, 60, diceFrom(5));
const exactOf = (groups: ConstructorParameters<typeof Counting>[1]) => {
  const counting = new Counting(oldest, groups);
  for (const response of responses) counting.add(response, oldest);
  return counting.counts();
};
const [ofAuthority, ofNation] = [exactOf(authorityGroups), exactOf(nationOnlyGroupsOf(oldest))];

const about = {
  campaign: { wave: "2017", questionnaire: oldest.id, version: oldest.version, authority: "801" },
  asAt: "2017-04-01",
  responses: responses.length,
} as const;
const aboutNation = {
  survey: { wave: "2017", questionnaire: oldest.id, synthetic: true },
  version: oldest.version,
  asAt: "2017-04-01",
  authorities: ["801"],
};
const campaignBy = (policy: DisclosurePolicy, seed = 1) => noisedCountsOf(about, ofAuthority, policy, chanceFrom(seed));
const nationBy = (policy: DisclosurePolicy, seed = 1) =>
  noisedNationOf(aboutNation, ofNation, policy, chanceFrom(seed));

type Kind = `${keyof DisclosurePolicy["noise"]} ${string}`;

/** Every cell with its kind. */
function cellsIn(
  groups: Readonly<Record<string, GroupCells>>,
  ladders: Readonly<Record<string, readonly number[]>> = {},
) {
  const cells: { readonly kind: Kind; readonly count: number }[] = [];
  const note = (kind: Kind, of: Readonly<Record<string, readonly number[]>>) =>
    void cells.push(...Object.values(of).flatMap((counts) => counts.map((count) => ({ kind, count }))));
  for (const [name, { indicators, derived }] of Object.entries(groups)) {
    note(`questions ${groupKindOf(name)}`, indicators);
    note(`derived ${groupKindOf(name)}`, derived);
  }
  note("ladderSteps everybody", ladders);
  return cells;
}
const ofCampaign = (policy: DisclosurePolicy, seed?: number) => cellsIn(campaignBy(policy, seed).groups);
function ofTheNation(policy: DisclosurePolicy, seed?: number) {
  const { groups, ladders } = nationBy(policy, seed);
  return cellsIn(groups, ladders);
}

/** No noise but for one kind, whose noise is so great that a cell hardly ever stays as it was. */
function noiseOnlyIn(kind: Kind): DisclosurePolicy {
  const great: Ratio = { numerator: 1_000_000, denominator: 1 };
  const [what, whom = ""] = kind.split(" ");
  const { noise } = noiseOff;
  if (what === "ladderSteps") return { ...noiseOff, noise: { ...noise, ladderSteps: great } };
  const of = what === "derived" ? "derived" : "questions";
  return { ...noiseOff, noise: { ...noise, [of]: { ...noise[of], [whom]: great } } };
}

/** The kinds of the cells that differ from the exact ones in any of three draws. */
function noisedUnder(kind: Kind): string[] {
  const differing = (cells: typeof ofCampaign | typeof ofTheNation) => {
    const exact = cells(noiseOff);
    const draws = [1, 2, 3].map((seed) => cells(noiseOnlyIn(kind), seed));
    return exact.flatMap(({ kind: of, count }, at) => (draws.some((drawn) => drawn[at]?.count !== count) ? [of] : []));
  };
  return [...differing(ofCampaign), ...differing(ofTheNation)];
}

/** Cells of one group: each question's bands and "no valid answer"; the derived measure's bands and "no figure". */
const QUESTIONS = itemsOf(oldest).reduce((sum, { scale }) => sum + bandsOf(scale).length + 1, 0);
const DERIVED = derivedMeasuresOf(oldest).reduce((sum, { bands }) => sum + bands.length + 1, 0);
const NATION_ONLY = nationOnlyGroupsOf(oldest).length;
const LADDERS = itemsOf(oldest).filter(({ scale }) => scale.kind === "ladder").length;

describe("the noise of every kind", () => {
  test.each<[Kind, number]>([
    ["questions everybody", QUESTIONS],
    ["questions girlsAndBoys", 2 * QUESTIONS],
    ["questions nationOnly", NATION_ONLY * QUESTIONS],
    ["derived everybody", DERIVED],
    ["derived girlsAndBoys", 2 * DERIVED],
    ["derived nationOnly", NATION_ONLY * DERIVED],
    ["ladderSteps everybody", LADDERS * 11],
  ])("of %s is in all of its cells, %i, and in no other", (kind, cells) => {
    const noised = noisedUnder(kind);
    expect(new Set(noised)).toEqual(new Set([kind]));
    expect(noised).toHaveLength(cells);
  });

  test("has the variance of the policy, and is drawn for each cell apart", () => {
    const DRAWS = 40;
    const [exactCampaign, exactNation] = [ofCampaign(noiseOff), ofTheNation(noiseOff)];
    const errors = new Map<Kind, { squares: number; cells: number; sums: number }>();
    for (let seed = 1; seed <= DRAWS; seed += 1) {
      const sums = new Map<Kind, number>();
      for (const [drawn, exact] of [
        [ofCampaign(noisePolicy, seed), exactCampaign],
        [ofTheNation(noisePolicy, seed), exactNation],
      ] as const) {
        for (const [at, { kind, count }] of drawn.entries()) {
          const error = count - (exact[at]?.count ?? 0);
          const found = errors.get(kind) ?? { squares: 0, cells: 0, sums: 0 };
          errors.set(kind, { ...found, squares: found.squares + error ** 2, cells: found.cells + 1 });
          sums.set(kind, (sums.get(kind) ?? 0) + error);
        }
      }
      for (const [kind, sum] of sums) {
        const found = errors.get(kind);
        if (found !== undefined) found.sums += sum ** 2;
      }
    }
    const { questions, derived, ladderSteps } = noisePolicy.noise;
    const expected: Readonly<Record<string, Ratio>> = {
      ...Object.fromEntries(Object.entries(questions).map(([whom, ratio]) => [`questions ${whom}`, ratio])),
      ...Object.fromEntries(Object.entries(derived).map(([whom, ratio]) => [`derived ${whom}`, ratio])),
      "ladderSteps everybody": ladderSteps,
    };
    expect([...errors.keys()].toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [kind, { squares, cells, sums }] of errors) {
      const variance = varianceOf(expected[kind] ?? { numerator: 0, denominator: 1 });
      // Five standard errors of a variance from so many cells, and from so many sums.
      expect(Math.abs(squares / cells / variance - 1), kind).toBeLessThan(5 * Math.sqrt(2 / cells));
      // Cells that shared a draw would add up to far more.
      expect(sums / cells / variance, kind).toBeLessThan(1 + 5 * Math.sqrt(2 / DRAWS));
    }
  });
});

describe("what is not noised", () => {
  test("is the number of responses, and what the counts are of", () => {
    expect(campaignBy(noisePolicy)).toMatchObject(about);
    expect(nationBy(noisePolicy)).toMatchObject(aboutNation);
  });

  test("has no exact count with it: of a nation not even how many answered", () => {
    expect(Object.keys(campaignBy(noisePolicy)).toSorted()).toEqual([
      "asAt",
      "campaign",
      "groups",
      "noise",
      "policy",
      "responses",
    ]);
    expect(Object.keys(nationBy(noisePolicy)).toSorted()).toEqual([
      "asAt",
      "authorities",
      "groups",
      "ladders",
      "noise",
      "policy",
      "survey",
      "version",
    ]);
  });

  test("says by which policy the noise was drawn", () => {
    const { id, version, noise } = noisePolicy;
    for (const drawn of [campaignBy(noisePolicy), nationBy(noisePolicy)]) {
      expect(drawn).toMatchObject({ policy: { id, version }, noise });
    }
  });
});
