import { describe, expect, test } from "vitest";
import { comparisonsOf } from "#functions/benchmark/comparison/compare.ts";
import type { ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Nations } from "#functions/benchmark/counts/ladders.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import { answersOf, bandOfCode } from "#shared/survey/questionnaire.ts";
import type { Child } from "../../../fixtures/responses.ts";
import { aPlannedCampaign } from "../planned-campaign.ts";
import { type Changes, nationWith, releasedWith } from "../released.ts";

/** So many of a hundred give every item its first answer, the others the last that lies in another band; every second is a boy. */
function children(howMany: number, percent: number): Child[] {
  const first = Math.round((howMany * percent) / 100);
  return Array.from({ length: howMany }, (_, child) => ({
    about: { gender: child % 2 === 0 ? "girl" : "boy" },
    code: ({ scale }) => {
      const another = [...Array(answersOf(scale)).keys()].filter((code) => {
        const band = bandOfCode(scale, code);
        return band !== null && band !== bandOfCode(scale, 0);
      });
      return child < first ? 0 : another.at(-1);
    },
  }));
}

const released = (changes: Changes, everybody: readonly Child[]) =>
  releasedWith(latestVersionOf(changes.questionnaire ?? "ylyc-8-11"), changes, everybody);
const elsewhere = (percent: number, changes: Changes = {}) =>
  ["802", "803", "804", "805", "806", "807"].map((code) => released({ code, ...changes }, children(60, percent)));

const comparedIn = (own: ReleasedCampaign, rest: readonly ReleasedCampaign[], nations = new Nations([])) =>
  comparisonsOf(own, new Releases([own, ...rest]), nations, noisePolicy);
const rowsOf = (own: ReleasedCampaign, rest: readonly ReleasedCampaign[], comparison: string, measure: string) =>
  comparedIn(own, rest).shares.filter(
    ({ reference, headline }) => reference.comparison === comparison && headline.id === measure,
  );
const differenceInPoints = (difference: number) => expect.closeTo(difference / 100, 9);

describe("the comparisons of a campaign", () => {
  test("have a row for every headline, group and comparison, in this order", () => {
    const own = released({}, children(40, 50));
    const expected = headlinesOf(own.questionnaire).flatMap(({ id }) =>
      ["total", "girl", "boy"].flatMap((group) =>
        ["other-authorities", "general-population", "earlier-wave"]
          // Only of these two are figures of the general population known at this age.
          .filter((comparison) => comparison !== "general-population" || /^(afraid-of-school|good-friend)$/.test(id))
          .map((comparison) => [id, group, comparison]),
      ),
    );
    expect(
      comparedIn(own, elsewhere(50)).shares.map(({ headline, group, reference }) => [
        headline.id,
        group.breakdown === "total" ? "total" : group.category,
        reference.comparison,
      ]),
    ).toEqual(expected);
  });

  test("find a bright spot where more are doing well than elsewhere, and an area for improvement where fewer are", () => {
    const [better] = rowsOf(released({}, children(240, 90)), elsewhere(60), "other-authorities", "trust-carers");
    expect(better).toMatchObject({ claim: "bright-spot", difference: { difference: differenceInPoints(30) } });
    const [worse] = rowsOf(released({}, children(60, 30)), elsewhere(60), "other-authorities", "trust-carers");
    expect(worse).toMatchObject({ claim: "area-for-improvement", difference: { difference: differenceInPoints(-30) } });
  });

  test("turn the words round for a harm, whose larger share is the worse one", () => {
    const [row] = rowsOf(released({}, children(240, 90)), elsewhere(60), "other-authorities", "bullied");
    // The first answers to it are the most frequent harm.
    expect(row?.headline).toMatchObject({ headline: "negative", polarity: "lower-is-better" });
    expect(row).toMatchObject({ claim: "area-for-improvement", difference: { difference: differenceInPoints(30) } });
  });

  test("claim of everybody only: girls and boys have q and no claim", () => {
    const rows = rowsOf(released({}, children(240, 90)), elsewhere(60), "other-authorities", "trust-carers");
    expect(rows.map(({ claim }) => claim)).toEqual(["bright-spot", undefined, undefined]);
    for (const { q } of rows) expect(q).toBeLessThan(claimRule.largestQ);
  });

  test("compare with the authority's own last wave and not with the one before it or after", () => {
    const own = released({ wave: "2019" }, children(240, 80));
    const others = [
      released({ wave: "2017" }, children(60, 20)),
      released({ wave: "2018" }, children(60, 50)),
      released({ wave: "2020" }, children(60, 10)),
    ];
    const [row] = rowsOf(own, others, "earlier-wave", "trust-carers");
    expect(row).toMatchObject({
      claim: "bright-spot",
      reference: { name: "2018", kind: "wave" },
      difference: { difference: differenceInPoints(30) },
    });
  });

  test("have no earlier wave where there is none, and never a real one beside an invented one", () => {
    const own = released({ wave: "2018" }, children(240, 80));
    const real = released({ wave: "2017", synthetic: false }, children(60, 50));
    const [row] = rowsOf(own, [real], "earlier-wave", "trust-carers");
    expect(row).toMatchObject({ difference: { status: "no-reference" }, claim: undefined, q: undefined });
    expect(row?.reference.name).toBeUndefined();
  });

  test("withhold an earlier wave of fewer than fifteen, and not the own share beside it", () => {
    const own = released({ wave: "2018" }, children(240, 80));
    const [row] = rowsOf(own, [released({ wave: "2017" }, children(14, 50))], "earlier-wave", "trust-carers");
    expect(row).toMatchObject({ own: { status: "shown" }, difference: { status: "reference-withheld" } });
  });

  test("compare with the general population by the score test, and on another scale call nobody better or worse", () => {
    const [row] = rowsOf(released({}, children(100, 50)), elsewhere(50), "general-population", "good-friend");
    expect(row?.reference).toMatchObject({ name: "peers-without-good-friend", differs: "ages-and-wording-and-scale" });
    expect(row).toMatchObject({ claim: "higher", difference: { test: "score-test" } });
  });

  test("mark a reference in which another authority stands in with an earlier wave", () => {
    const own = released({ wave: "2018" }, children(60, 60));
    const [row] = rowsOf(own, elsewhere(60), "other-authorities", "trust-carers");
    expect(row?.reference).toMatchObject({
      differs: "earlier-waves",
      shown: { status: "shown", block: { fromEarlierWaves: 6, authorities: 6 } },
    });
  });

  test("make no claim of a difference under five points, however many answered", () => {
    const many = (code: string, percent: number) => released({ code }, children(1_200, percent));
    const others = elsewhere(60).map(({ campaign }) => many(campaign.authority.code, 60));
    const [row] = rowsOf(many("801", 64), others, "other-authorities", "trust-carers");
    expect(row).toMatchObject({ claim: "none", difference: { difference: differenceInPoints(4) } });
    expect(row?.q).toBeLessThan(claimRule.largestQ);
  });

  test.each([
    [64, -0.4, "none"],
    [65, -0.5, "area-for-improvement"],
  ])(
    "of a ladder on whose lowest step %i%% stand and 60%% elsewhere are %f steps apart: %s",
    (percent, steps, claim) => {
      const oldest = { questionnaire: "ylyc-11-17" } as const;
      const many = (code: string, lowest: number) => released({ ...oldest, code }, children(1_200, lowest));
      const own = many("801", percent);
      const others = elsewhere(60).map(({ campaign }) => many(campaign.authority.code, 60));
      // They stand on the lowest step or on the highest, in the nation as well.
      const nation = nationWith(own.questionnaire, [{ campaign: own.campaign, everybody: children(100, 60) }]);
      const [average] = comparedIn(own, others, new Nations([nation])).averages.filter(
        ({ ladder, reference }) => ladder.id === "life-satisfaction" && reference.comparison === "other-authorities",
      );
      expect(average).toMatchObject({ claim, difference: { difference: expect.closeTo(steps, 9) } });
      expect(average?.q).toBeLessThan(claimRule.largestQ);
    },
  );

  test("adjust shares and averages of one group and comparison together, and count those of everybody", () => {
    const older = { questionnaire: "ylyc-11-17" } as const;
    const own = released(older, children(240, 75));
    const nation = nationWith(own.questionnaire, [{ campaign: aPlannedCampaign(older), everybody: children(240, 75) }]);
    const { shares, averages, families } = comparedIn(own, elsewhere(60, older), new Nations([nation]));
    const everybody = [...shares, ...averages].filter(
      ({ group, reference }) => group.breakdown === "total" && reference.comparison === "other-authorities",
    );
    const tests = headlinesOf(own.questionnaire).length + laddersOf(own.questionnaire).length;
    expect(everybody).toHaveLength(tests);
    const claims = everybody.filter(({ claim }) => claim !== "none").length;
    expect(claims).toBeGreaterThan(0);
    expect(families).toContainEqual({ comparison: "other-authorities", tests, claims });
    expect(families).toContainEqual({ comparison: "earlier-wave", tests: 0, claims: 0 });
    // All have the same two shares, so that the largest p of the family is the q of every one of them.
    const largest = Math.max(
      ...everybody.map(({ difference }) => (difference.status === "compared" ? difference.p : 0)),
    );
    expect(Math.max(...everybody.map(({ q }) => q ?? 0))).toBeCloseTo(largest, 12);
  });
});
