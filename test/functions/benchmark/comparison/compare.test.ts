import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparisonsOf } from "#functions/benchmark/comparison/compare.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { claimRule } from "#shared/release/comparison.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { latestVersionOf } from "#shared/survey/catalogue.ts";
import { headlinesOf, laddersOf } from "#shared/survey/headlines.ts";
import { answersOf, bandOfCode, itemsOf } from "#shared/survey/questionnaire.ts";
import { aPlannedCampaign } from "../planned-campaign.ts";
import { type Person, tallyOf } from "../tally-builder.ts";

/** For every other band than that of the first answer, one answer of an item that lies in it. */
const otherAnswers = new Map(
  (["ylyc-8-11", "ylyc-11-17"] as const).flatMap((id) =>
    itemsOf(latestVersionOf(id)).map(({ id: item, scale }) => {
      const byBand = Map.groupBy(Array(answersOf(scale)).keys(), (code) => bandOfCode(scale, code));
      const first = bandOfCode(scale, 0);
      return [
        item,
        [...byBand].flatMap(([band, [code = 0]]) => (band === null || band === first ? [] : [code])),
      ] as const;
    }),
  ),
);

/**
 * Of so many, a share gives every item its first answer and the rest every other, so that no band is empty; every second is
 * a boy.
 */
function answering(howMany: number, share: number): Person[] {
  const first = Math.round(howMany * share);
  return Array.from({ length: howMany }, (_, position) => ({
    gender: position % 2 === 0 ? "girl" : "boy",
    ageBand: "unknown",
    code: (item) => {
      const others = otherAnswers.get(item) ?? [];
      return position < first ? 0 : others[Math.floor((position - first) / 2) % others.length];
    },
  }));
}

function released(
  changes: Partial<PlannedCampaign> & { readonly code?: string },
  everybody: readonly Person[],
): ReleasedCampaign {
  const campaign = aPlannedCampaign({ questionnaire: "ylyc-8-11", ...changes });
  const questionnaire = latestVersionOf(campaign.questionnaire);
  return { campaign, questionnaire, tally: tallyOf(questionnaire, keyOf(campaign), everybody) };
}

const others = ["802", "803", "804", "805", "806", "807"];
const elsewhere = (share: number, changes: Partial<PlannedCampaign> = {}) =>
  others.map((code) => released({ code, ...changes }, answering(60, share)));

function comparedIn(own: ReleasedCampaign, rest: readonly ReleasedCampaign[]) {
  return comparisonsOf(own, new Releases([own, ...rest]), defaultPolicy);
}

const rowsOf = (own: ReleasedCampaign, rest: readonly ReleasedCampaign[], comparison: string, measure: string) =>
  comparedIn(own, rest).shares.filter(
    ({ reference, headline }) => reference.comparison === comparison && headline.id === measure,
  );

describe("the comparisons of a campaign", () => {
  test("have a row for every headline, group and comparison, in this order", () => {
    const own = released({}, answering(40, 0.5));
    const { shares } = comparedIn(own, elsewhere(0.5));
    const expected = headlinesOf(own.questionnaire).flatMap(({ id }) =>
      ["total", "girl", "boy"].flatMap((group) =>
        ["other-authorities", "general-population", "earlier-wave"]
          // Only of these two are figures of the general population known at this age.
          .filter((comparison) => comparison !== "general-population" || /^(afraid-of-school|good-friend)$/.test(id))
          .map((comparison) => [id, group, comparison]),
      ),
    );
    expect(
      shares.map(({ headline, group, reference }) => [
        headline.id,
        group.breakdown === "total" ? "total" : group.category,
        reference.comparison,
      ]),
    ).toEqual(expected);
  });

  test("find a bright spot where more are doing well than elsewhere, and an area for improvement where fewer are", () => {
    const [better] = rowsOf(released({}, answering(240, 0.9)), elsewhere(0.6), "other-authorities", "trust-carers");
    expect(better?.difference).toMatchObject({ status: "compared", difference: 30, claim: "bright-spot" });
    const [worse] = rowsOf(released({}, answering(60, 0.3)), elsewhere(0.6), "other-authorities", "trust-carers");
    expect(worse?.difference).toMatchObject({ status: "compared", difference: -30, claim: "area-for-improvement" });
  });

  test("turn the words round for a harm, whose larger share is the worse one", () => {
    const [row] = rowsOf(released({}, answering(240, 0.9)), elsewhere(0.6), "other-authorities", "bullied");
    // The first answers to it are the most frequent harm.
    expect(row?.headline).toMatchObject({ headline: "negative", polarity: "lower-is-better" });
    expect(row?.difference).toMatchObject({ difference: 30, claim: "area-for-improvement" });
  });

  test("claim of everybody only: girls and boys have q and no claim", () => {
    const rows = rowsOf(released({}, answering(240, 0.9)), elsewhere(0.6), "other-authorities", "trust-carers");
    expect(rows.map(({ difference }) => "claim" in difference && difference.claim)).toEqual([
      "bright-spot",
      undefined,
      undefined,
    ]);
    for (const { difference } of rows) expect(difference).toHaveProperty("q");
  });

  test("claim of a coded share at the end of its range, and tell nothing else of it", () => {
    const [row] = rowsOf(released({}, answering(60, 1)), elsewhere(0.6), "other-authorities", "trust-carers");
    expect(row?.own).toEqual({ status: "coded", base: 60, atLeast: 95, atMost: 100 });
    expect(row?.difference).toEqual({ status: "coded", claim: "bright-spot" });
    const [near] = rowsOf(released({}, answering(60, 1)), elsewhere(0.93), "other-authorities", "trust-carers");
    expect(near?.difference).toEqual({ status: "coded", claim: "none" });
  });

  test("compare with the authority's own last wave and not with the one before it", () => {
    const own = released({ wave: "2019" }, answering(240, 0.8));
    const before = [
      released({ wave: "2017" }, answering(60, 0.2)),
      released({ wave: "2018" }, answering(60, 0.5)),
      released({ wave: "2020" }, answering(60, 0.1)),
    ];
    const [row] = rowsOf(own, before, "earlier-wave", "trust-carers");
    expect(row?.reference).toMatchObject({ name: "2018", published: { kind: "wave", figure: { percent: 50 } } });
    expect(row?.difference).toMatchObject({ difference: 30, claim: "bright-spot" });
  });

  test("have no earlier wave where there is none, and never an invented one beside a real one", () => {
    const own = released({ wave: "2018" }, answering(240, 0.8));
    const invented = released({ wave: "2017", synthetic: false }, answering(60, 0.5));
    const [row] = rowsOf(own, [invented], "earlier-wave", "trust-carers");
    expect(row?.difference).toEqual({ status: "no-reference" });
    expect(row?.reference.name).toBeUndefined();
  });

  test("compare with the general population by the score test, and on another scale call nobody better or worse", () => {
    const [row] = rowsOf(released({}, answering(100, 0.5)), elsewhere(0.5), "general-population", "good-friend");
    expect(row?.reference).toMatchObject({ name: "peers-without-good-friend", differs: "ages-and-wording-and-scale" });
    expect(row?.difference).toMatchObject({ status: "compared", test: "score-test", claim: "higher" });
  });

  test("mark a reference in which another authority stands in with an earlier wave", () => {
    const own = released({ wave: "2018" }, answering(60, 0.6));
    const [row] = rowsOf(own, elsewhere(0.6), "other-authorities", "trust-carers");
    expect(row?.reference).toMatchObject({
      differs: "earlier-waves",
      published: { kind: "pool", pool: { fromEarlierWaves: 6, authorities: 6 } },
    });
  });

  test("withhold averages of fewer than ten and of answers that are all alike, and compare the others by Welch's test", () => {
    const older = { questionnaire: "ylyc-11-17" } as const;
    const mean = (everybody: readonly Person[]) =>
      comparedIn(released(older, everybody), elsewhere(0.6, older)).averages[0]?.difference;
    expect(mean(answering(9, 0.5))).toEqual({ status: "withheld" });
    // The average would be every child's answer.
    expect(mean(answering(40, 1))).toEqual({ status: "withheld" });
    expect(mean(answering(60, 0.3))).toMatchObject({ status: "compared", test: "welch-t-test", difference: 2.1 });
  });

  test("adjust shares and averages of one group and comparison together, and apart from every other", () => {
    const own = released({ questionnaire: "ylyc-11-17" }, answering(240, 0.75));
    const { shares, averages, families } = comparedIn(own, elsewhere(0.6, { questionnaire: "ylyc-11-17" }));
    const tested = [...shares, ...averages].filter(
      ({ group, reference, difference }) =>
        group.breakdown === "total" && reference.comparison === "other-authorities" && "claim" in difference,
    );
    expect(families.find(({ comparison }) => comparison === "other-authorities")?.tests).toBe(tested.length);
    expect(tested.length).toBe(headlinesOf(own.questionnaire).length + laddersOf(own.questionnaire).length);
    const unanswered = families.find(({ comparison }) => comparison === "earlier-wave");
    expect(unanswered).toEqual({ comparison: "earlier-wave", tests: 0, claims: 0 });
  });

  test("make no claim of a difference under five points, however many answered", () => {
    const many = (code: string, share: number) => released({ code }, answering(4_000, share));
    const [row] = rowsOf(
      many("801", 0.64),
      others.map((code) => many(code, 0.6)),
      "other-authorities",
      "trust-carers",
    );
    expect(row?.difference).toMatchObject({ difference: 4, claim: "none" });
    expect(row?.difference.status === "compared" && row.difference.q).toBeLessThan(claimRule.largestQ);
  }, 300_000);

  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 });
  const waveOf = (favourable: readonly number[], rename: (code: string) => string = (code) => code) =>
    favourable.map((share, position) => released({ code: rename(String(801 + position)) }, answering(30, share)));
  const all = (campaigns: readonly ReleasedCampaign[]) => {
    const releases = new Releases(campaigns);
    return new Map(
      campaigns.map((each) => [
        each.campaign.authority.code,
        JSON.stringify(comparisonsOf(each, releases, defaultPolicy)),
      ]),
    );
  };

  test("do not depend on the order in which campaigns come", () => {
    fc.assert(
      fc.property(shares, (favourable) => {
        const wave = waveOf(favourable);
        const there = all(wave);
        const back = all(wave.toReversed());
        for (const [code, compared] of there) expect(back.get(code)).toBe(compared);
      }),
      { numRuns: 10 },
    );
  });

  test("follow when authorities change their codes", () => {
    fc.assert(
      fc.property(shares, (favourable) => {
        const rename = (code: string) => String(900 - Number(code) + 807);
        const before = all(waveOf(favourable));
        const after = all(waveOf(favourable, rename));
        for (const [code, compared] of before) expect(after.get(rename(code))).toBe(compared);
      }),
      { numRuns: 10 },
    );
  });
});
