import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf as cellsOfCampaign } from "#functions/benchmark/cells.ts";
import { MeasureMissing } from "#functions/benchmark/measures.ts";
import { type ReleasedCampaign, Releases } from "#functions/benchmark/pools.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { Cell, CellKey } from "#shared/release/cell.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { ALSO_YES, NO, oneQuestion, RATHER_NOT_SAY, released, YES } from "./one-question.ts";
import { type Person, people, tallyOf } from "./tally-builder.ts";

function cellsOf(campaigns: readonly ReleasedCampaign[]): Cell[] {
  const releases = new Releases(campaigns);
  return campaigns.flatMap((each) => [...cellsOfCampaign(each, releases)]);
}

const total: CellKey["group"] = { breakdown: "total" };

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
        fc.array(anyPerson, { maxLength: 12 }).map((everybody) => released(campaign, everybody)),
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
      expect(own(level, total, "positive")).toEqual({ count: 5, base: 9 });
      expect(own(level, total, "negative")).toEqual({ count: 4, base: 9 });
      expect(own(level, { breakdown: "gender", category: "boy" }, "positive")).toEqual({ count: 3, base: 7 });
      expect(own(level, { breakdown: "age_band", category: "4-5" }, "positive")).toEqual({ count: 0, base: 0 });
    }
  });

  test("leave what is no answer out of the base", () => {
    const skipping: Person = { gender: "girl", ageBand: "4-5", code: () => undefined };
    const campaign = released({}, [...people(2, YES), ...people(5, RATHER_NOT_SAY), skipping]);
    expect(positive([campaign], "801").own).toEqual({ count: 2, base: 2 });
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
      released({ code: "801" }, [...people(3, YES), ...people(1, NO)]),
      released({ code: "802" }, [...people(5, YES), ...people(5, NO)]),
      released({ code: "803" }, people(7, NO)),
    ];
    expect(positive(campaigns, "801").others).toEqual({
      count: 5,
      base: 17,
      released: 2,
      authorities: 2,
      fromEarlierWaves: 0,
      largestBase: 10,
    });
    expect(positive(campaigns, "802").others).toMatchObject({ count: 3, base: 11, largestBase: 7 });
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
          const elsewhere = [...latest.values()].filter(({ campaign }) => campaign.authority.code !== authority.code);
          const cell = positive(campaigns, authority.code, total, keyOf(each.campaign));
          const cells = elsewhere.map(({ campaign }) =>
            positive(campaigns, campaign.authority.code, total, keyOf(campaign)),
          );
          const sum = (of: (cell: Cell) => number) => cells.reduce((so, one) => so + of(one), 0);
          expect(cell.others).toEqual({
            count: sum(({ own }) => own.count),
            base: sum(({ own }) => own.base),
            released: elsewhere.length,
            authorities: cells.filter(({ own }) => own.base > 0).length,
            fromEarlierWaves: elsewhere.filter(({ campaign }) => campaign.wave !== wave).length,
            largestBase: Math.max(0, ...cells.map(({ own }) => own.base)),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  const alone = { count: 0, base: 0, released: 0, authorities: 0, fromEarlierWaves: 0, largestBase: 0 };

  test.each([
    ["questionnaire", { questionnaire: "ylyc-8-11" }],
    ["kind: invented ones beside real ones", { synthetic: false }],
  ] as const)("never holds answers of another %s", (_, difference) => {
    const campaigns = [
      released({ code: "801" }, people(3, YES)),
      released({ code: "802", ...difference }, people(5, YES)),
    ];
    expect(positive(campaigns, "801").others).toEqual(alone);
    expect(positive(campaigns, "802").others).toEqual(alone);
  });

  test("holds another version of the questionnaire where it measures alike, and not where its scale differs", () => {
    const first = released({ code: "801" }, people(3, YES));
    const second = released({ code: "802", version: 2 }, people(5, YES));
    expect(positive([first, second], "801").others).toMatchObject({ released: 1, count: 5 });
    const differently = structuredClone(oneQuestion) as Questionnaire;
    const third: ReleasedCampaign = {
      ...second,
      questionnaire: { ...differently, version: 2 },
      tally: tallyOf({ ...differently, version: 2 }, second.tally.campaign, people(5, YES)),
    };
    expect(positive([first, third], "801").others).toEqual(alone);
  });

  test("lets an authority stand in with its last wave, marked, and no wave with a later one", () => {
    const campaigns = [
      released({ code: "801", wave: "2018" }, people(3, YES)),
      released({ code: "802", wave: "2017" }, people(5, YES)),
    ];
    expect(positive(campaigns, "801").others).toMatchObject({ released: 1, count: 5, fromEarlierWaves: 1 });
    expect(positive(campaigns, "802").others).toEqual(alone);
  });

  test("counts an authority with nobody in the group as released, but not as one with an answer", () => {
    const campaigns = [
      released({ code: "801" }, people(3, YES, { gender: "boy" })),
      released({ code: "802" }, people(3, YES, { gender: "girl" })),
      released({ code: "803" }, people(3, RATHER_NOT_SAY, { gender: "boy" })),
      released({ code: "804" }, people(2, NO, { gender: "boy" })),
    ];
    const boys = { breakdown: "gender", category: "boy" } as const;
    const expected = { released: 3, authorities: 1, base: 2 };
    expect(positive(campaigns, "801", boys).others).toMatchObject(expected);
    expect(positive(campaigns, "802", boys).others).toMatchObject({ released: 3, authorities: 2, base: 5 });
    expect(positive(campaigns, "803", boys).others).toMatchObject({ released: 3, authorities: 2, base: 5 });
  });

  test("knows the largest of the others also where two are equally large, in any order", () => {
    const sizes = { 801: 6, 802: 6, 803: 4 };
    const campaigns = Object.entries(sizes).map(([code, size]) => released({ code }, people(size, YES)));
    for (const order of [campaigns, campaigns.toReversed()]) {
      expect(positive(order, "801").others.largestBase).toBe(6);
      expect(positive(order, "802").others.largestBase).toBe(6);
      expect(positive(order, "803").others.largestBase).toBe(6);
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
