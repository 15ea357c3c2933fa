import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf as cellsOfCampaign } from "#functions/benchmark/cells.ts";
import { MeasureMissing } from "#functions/benchmark/measures.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { Cell, CellKey } from "#shared/release/cell.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { ALSO_YES, NO, oneQuestion, RATHER_NOT_SAY, released, YES } from "./one-question.ts";
import { type Person, people, tallyOf } from "./tally-builder.ts";

function cellsOf(campaigns: readonly ReleasedCampaign[]): Cell[] {
  const releases = new Releases(campaigns);
  return campaigns.flatMap((each) => [...cellsOfCampaign(each, releases, defaultPolicy)]);
}

const total: CellKey["group"] = { breakdown: "total" };

/** So many who say yes and so many who say no. */
const said = (yes: number, no: number, about: Parameters<typeof people>[2] = {}) => [
  ...people(yes, YES, about),
  ...people(no, NO, about),
];

/** The cell of an authority in the band "positive" of the item. */
function positive(
  campaigns: readonly ReleasedCampaign[],
  code: string,
  group: CellKey["group"] = total,
  of: Partial<CellKey["campaign"]> = {},
): Cell {
  const found = cellsOf(campaigns).filter(
    ({ key }) =>
      key.campaign.authority === code &&
      key.campaign.wave === (of.wave ?? key.campaign.wave) &&
      key.campaign.questionnaire === (of.questionnaire ?? key.campaign.questionnaire) &&
      key.level === "item" &&
      key.band === "positive" &&
      JSON.stringify(key.group) === JSON.stringify(group),
  );
  const [cell] = found;
  if (cell === undefined || found.length !== 1) throw new Error("not exactly one such cell");
  return cell;
}

const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    gender: fc.constantFrom("girl", "boy", "other", "unknown"),
    ageBand: fc.constantFrom("4-5", "6-7", "unknown"),
    answer: fc.option(fc.constantFrom(YES, ALSO_YES, NO, RATHER_NOT_SAY), { nil: undefined }),
  })
  .map(({ answer, ...about }) => ({ ...about, code: () => answer }));

const someCampaigns = fc
  .uniqueArray(
    fc.record({
      wave: fc.constantFrom("2017", "2018", "2019", "2020"),
      synthetic: fc.boolean(),
      code: fc.constantFrom("801", "802", "803", "804"),
      questionnaire: fc.constantFrom("ylyc-4-7" as const, "ylyc-8-11" as const),
    }),
    { selector: ({ wave, code, questionnaire }) => `${wave}#${code}#${questionnaire}`, maxLength: 10 },
  )
  .chain((campaigns) =>
    fc.tuple(
      ...campaigns.map((campaign) =>
        fc.array(anyPerson, { maxLength: 40, size: "max" }).map((everybody) => released(campaign, everybody)),
      ),
    ),
  );

const sortedBy = (cells: readonly Cell[]) => cells.map((cell) => JSON.stringify(cell)).toSorted();

describe("the cells of released campaigns", () => {
  test("count the bands of an item and of its indicator alike, for everybody and for each group", () => {
    const campaign = released({}, [
      ...people(2, YES),
      ...people(3, ALSO_YES, { gender: "boy" }),
      ...people(4, NO, { gender: "boy" }),
    ]);
    const own = (level: string, group: object, band: string) =>
      cellsOf([campaign]).find(
        ({ key }) => key.level === level && key.band === band && JSON.stringify(key.group) === JSON.stringify(group),
      )?.own;
    for (const level of ["item", "indicator"]) {
      const shown = { status: "hidden" };
      expect(own(level, total, "positive")).toEqual({ count: 5, base: 9, shown });
      expect(own(level, total, "negative")).toEqual({ count: 4, base: 9, shown });
      expect(own(level, { breakdown: "gender", category: "boy" }, "positive")).toEqual({ count: 3, base: 7, shown });
      expect(own(level, { breakdown: "age_band", category: "4-5" }, "positive")).toEqual({ count: 0, base: 0, shown });
    }
  });

  test("know what the protection of their table leaves of them, for everybody and for each group", () => {
    const campaign = released({}, [
      ...said(12, 8),
      ...said(6, 5, { gender: "boy" }),
      ...said(3, 0, { gender: "other" }),
    ]);
    const ofGender = (category: string) => positive([campaign], "801", { breakdown: "gender", category }).own.shown;
    expect(positive([campaign], "801").own.shown).toEqual({ status: "exact" });
    // Boys are the fewest of those that could be hidden with the three of another gender; girls are left as they are.
    expect([ofGender("girl"), ofGender("boy"), ofGender("other")]).toEqual([
      { status: "exact" },
      { status: "hidden" },
      { status: "hidden" },
    ]);
  });

  test("leave what is no answer out of the base", () => {
    const skipping: Person = { gender: "girl", ageBand: "4-5", code: () => undefined };
    const campaign = released({}, [...people(2, YES), ...people(5, RATHER_NOT_SAY), skipping]);
    expect(positive([campaign], "801").own).toMatchObject({ count: 2, base: 2 });
  });

  test("stand in the order of the campaigns, and in each measure by measure, group by group, band by band", () => {
    const keys = cellsOf([released({ code: "803" }, []), released({ code: "801" }, [])]).map(({ key }) => key);
    const groups = ["total", "girl", "boy", "other", "prefer-not-to-say", "unknown", "4-5", "6-7", "unknown"];
    expect(
      keys.map(({ campaign, measure, group, band }) => [
        campaign.authority,
        measure,
        group.breakdown === "total" ? "total" : group.category,
        band,
      ]),
    ).toEqual(
      ["803", "801"].flatMap((authority) =>
        ["has-a-friend", "good-friend"].flatMap((measure) =>
          groups.flatMap((group) => ["positive", "negative"].map((band) => [authority, measure, group, band])),
        ),
      ),
    );
  });

  test("are refused where a tally does not count what its questionnaire asks", () => {
    const campaign = released({}, people(1, YES));
    const { total: everybody } = campaign.tally;
    const tally = { ...campaign.tally, total: { ...everybody, items: {} } };
    expect(() => cellsOf([{ ...campaign, tally }])).toThrow(MeasureMissing);
  });
});

describe("the pool beside an authority", () => {
  test("is all the other authorities and never itself", () => {
    const campaigns = [
      released({ code: "801" }, said(12, 18)),
      released({ code: "802" }, said(10, 10)),
      released({ code: "803" }, said(7, 5)),
    ];
    expect(positive(campaigns, "801").others).toEqual({
      lowest: 17,
      highest: 17,
      isHidden: false,
      base: 32,
      step: 0,
      released: 2,
      authorities: 2,
      answers: 32,
      fromEarlierWaves: 0,
      largestBase: 20,
    });
    expect(positive(campaigns, "802").others).toMatchObject({ lowest: 19, highest: 19, base: 42, largestBase: 30 });
  });

  test("leaves out who has fewer than ten answers in all, and is hidden beside such an authority", () => {
    const campaigns = [
      released({ code: "801" }, said(12, 18)),
      released({ code: "802" }, said(10, 10)),
      released({ code: "803" }, said(5, 4)),
    ];
    expect(positive(campaigns, "801").others).toMatchObject({ released: 1, lowest: 10, base: 20, answers: 20 });
    expect(positive(campaigns, "803").others).toMatchObject({ isHidden: true, released: 2, answers: 50, base: 0 });
  });

  test("is a range beside an own share that is one, as wide as that, and hidden beside one that is hidden", () => {
    const all = [
      ...said(0, 40),
      ...said(12, 8, { gender: "boy" }),
      ...said(2, 3, { gender: "other" }),
      ...said(2, 3, { gender: "unknown" }),
    ];
    const own = released({ code: "801" }, all);
    const others = ["802", "803"].map((code) =>
      released({ code }, [...said(150, 150), ...said(100, 60, { gender: "boy" })]),
    );
    const beside = (category: string) => positive([own, ...others], "801", { breakdown: "gender", category });
    const girls = beside("girl");
    expect(girls.own.shown).toMatchObject({ status: "range", lowest: 0, highest: 2 });
    // 300 of 640 with the own forty, whose none was rounded; with nought to two of them, 298 to 300 are left of 600.
    expect(girls.others).toMatchObject({ lowest: 298, highest: 300, base: 600, step: 10, isHidden: false });
    expect(beside("other").own.shown).toEqual({ status: "hidden" });
    expect(beside("other").others).toMatchObject({ isHidden: true, base: 0 });
  });

  test("and the authority's own answers together are those of every authority in the latest of three waves", () => {
    fc.assert(
      fc.property(someCampaigns, (campaigns) => {
        for (const each of campaigns) {
          const { wave, authority, questionnaire, synthetic } = each.campaign;
          const alike = campaigns.filter(
            ({ campaign }) =>
              campaign.questionnaire === questionnaire && campaign.synthetic === synthetic && campaign.wave <= wave,
          );
          const waves = [...new Set(alike.map(({ campaign }) => campaign.wave))].toSorted().slice(-3);
          const latest = new Map(
            waves
              .flatMap((one) => alike.filter(({ campaign }) => campaign.wave === one))
              .map((member) => [member.campaign.authority.code, member]),
          );
          const own = positive(campaigns, authority.code, total, keyOf(each.campaign));
          const members = [...latest.values()]
            .map(({ campaign }) => ({
              campaign,
              own: positive(campaigns, campaign.authority.code, total, keyOf(campaign)).own,
            }))
            .filter((member) => member.own.base >= 10);
          const elsewhere = members.filter(({ campaign }) => campaign.authority.code !== authority.code);
          const bases = elsewhere.map((member) => member.own.base);
          expect(own.others).toMatchObject({
            released: elsewhere.length,
            authorities: elsewhere.length,
            fromEarlierWaves: elsewhere.filter(({ campaign }) => campaign.wave !== wave).length,
            answers: bases.reduce((sum, base) => sum + base, 0),
            largestBase: Math.max(0, ...bases),
            isHidden: own.own.base < 10,
          });
          if (own.others.isHidden) continue;
          const { shown, count } = own.own;
          const ends = shown.status === "range" ? shown : { lowest: count, highest: count };
          const pooled = members.reduce((sum, member) => sum + member.own.count, 0);
          const { step, lowest, highest } = own.others;
          if (step === 0) {
            expect(own.others).toMatchObject({
              lowest: pooled - count,
              highest: pooled - count,
              base: own.others.answers,
            });
          }
          // Rounded by less than a step, up or down, and held inside the pool.
          const fits = (end: number, left: number) =>
            end === 0 || end === own.others.base || Math.abs(end - (pooled - left)) < Math.max(1, step);
          expect(fits(lowest, ends.highest) && fits(highest, ends.lowest)).toBe(true);
          // Each of the two bands.
          expect(Math.abs(own.others.base - own.others.answers)).toBeLessThan(Math.max(1, 2 * step));
        }
      }),
      { numRuns: 100 },
    );
  });

  const alone = { lowest: 0, highest: 0, released: 0, authorities: 0, fromEarlierWaves: 0, largestBase: 0, answers: 0 };

  test.each([
    ["questionnaire", { questionnaire: "ylyc-8-11" }],
    ["kind: invented ones beside real ones", { synthetic: false }],
  ] as const)("never holds answers of another %s", (_, difference) => {
    const campaigns = [released({ code: "801" }, said(12, 8)), released({ code: "802", ...difference }, said(10, 10))];
    expect(positive(campaigns, "801").others).toMatchObject(alone);
    expect(positive(campaigns, "802").others).toMatchObject(alone);
  });

  test("holds another version of the questionnaire where it measures alike, and not where its scale differs", () => {
    const first = released({ code: "801" }, said(12, 8));
    const second = released({ code: "802", version: 2 }, said(10, 10));
    expect(positive([first, second], "801").others).toMatchObject({ released: 1, lowest: 10, base: 20 });
    const differently = structuredClone(oneQuestion) as Questionnaire;
    const third: ReleasedCampaign = {
      ...second,
      questionnaire: { ...differently, version: 2 },
      tally: tallyOf({ ...differently, version: 2 }, second.tally.campaign, said(10, 10)),
    };
    expect(positive([first, third], "801").others).toMatchObject(alone);
  });

  test("lets an authority stand in with its last wave, marked, and no wave with a later one", () => {
    const campaigns = [
      released({ code: "801", wave: "2018" }, said(12, 8)),
      released({ code: "802", wave: "2017" }, said(10, 10)),
    ];
    expect(positive(campaigns, "801").others).toMatchObject({ released: 1, lowest: 10, fromEarlierWaves: 1 });
    expect(positive(campaigns, "802").others).toMatchObject(alone);
  });

  test("counts an authority with nobody in the group as released, but not as one with an answer", () => {
    const campaigns = [
      released({ code: "801" }, said(12, 8, { gender: "boy" })),
      released({ code: "802" }, said(10, 10, { gender: "girl" })),
      released({ code: "803" }, [...said(8, 8), ...people(3, RATHER_NOT_SAY, { gender: "boy" })]),
      released({ code: "804" }, said(7, 7, { gender: "boy" })),
    ];
    const boys = { breakdown: "gender", category: "boy" } as const;
    expect(positive(campaigns, "801", boys).others).toMatchObject({ released: 3, authorities: 1, answers: 14 });
    expect(positive(campaigns, "802", boys).others).toMatchObject({ released: 3, authorities: 2, answers: 34 });
    expect(positive(campaigns, "803", boys).others).toMatchObject({ released: 3, authorities: 2, answers: 34 });
  });

  test("knows the largest of the others also where two are equally large, in any order", () => {
    const sizes = { 801: 26, 802: 26, 803: 14 };
    const campaigns = Object.entries(sizes).map(([code, size]) => released({ code }, said(size / 2, size / 2)));
    for (const order of [campaigns, campaigns.toReversed()]) {
      expect(positive(order, "801").others.largestBase).toBe(26);
      expect(positive(order, "802").others.largestBase).toBe(26);
      expect(positive(order, "803").others.largestBase).toBe(26);
    }
  });

  test("does not depend on the order in which campaigns come", () => {
    const inTwoOrders = someCampaigns.chain((campaigns) =>
      fc.tuple(
        fc.constant(campaigns),
        fc.shuffledSubarray(campaigns, { minLength: campaigns.length, maxLength: campaigns.length }),
      ),
    );
    fc.assert(
      fc.property(inTwoOrders, ([one, other]) => {
        expect(sortedBy(cellsOf(other))).toEqual(sortedBy(cellsOf(one)));
      }),
      { numRuns: 50 },
    );
  });

  test("follows when authorities change their codes", () => {
    const renamed: Readonly<Record<string, string>> = { 801: "804", 802: "801", 803: "999", 804: "802" };
    const rename = (code: string) => renamed[code] ?? code;
    fc.assert(
      fc.property(someCampaigns, (campaigns) => {
        const under = (each: ReleasedCampaign): ReleasedCampaign => {
          const { authority } = each.campaign;
          return { ...each, campaign: { ...each.campaign, authority: { ...authority, code: rename(authority.code) } } };
        };
        const expected = cellsOf(campaigns).map(({ key, ...rest }) => {
          const campaign = { ...key.campaign, authority: rename(key.campaign.authority) };
          return { key: { ...key, campaign }, ...rest };
        });
        expect(cellsOf(campaigns.map(under))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
