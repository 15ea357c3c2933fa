import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NationalMembership } from "#functions/benchmark/gate/national-membership.ts";
import { nationalAverageRows, nationalRows } from "#functions/benchmark/national.ts";
import { Releases } from "#functions/benchmark/pools.ts";
import type { ReleasedCampaign } from "#functions/benchmark/released-campaign.ts";
import { keyOf } from "#shared/programme/campaign.ts";
import type { PlannedCampaign } from "#shared/programme/night.ts";
import { national, nationalAverages } from "#shared/release/datasets/national.ts";
import { defaultPolicy } from "#shared/release/policy.ts";
import { genders, majorEthnicGroups, placements, timesInCare } from "#shared/survey/about.ts";
import type { ChoiceScale, Item, Questionnaire } from "#shared/survey/questionnaire.ts";
import { ladder, yesOrNo } from "#shared/survey/scales.ts";
import { breakdowns } from "#shared/survey/tally.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";
import { type Person, people, tallyOf } from "./tally-builder.ts";

const YES = 0;
const NOT_SURE = 1;
const NO = 2;

const question = (id: string, scale: Item["scale"]): Item => ({ id, indicator: id, wording: { en: `${id}?` }, scale });
const ladders = ["life-satisfaction", "happy-yesterday", "things-worthwhile"].map((id) => question(id, ladder));

function asking(version: number, friends: ChoiceScale): Questionnaire {
  return {
    id: "ylyc-11-17",
    version,
    title: { en: "A friend and three ladders" },
    introduction: { en: "For tests." },
    answeredBy: "young-person",
    ages: { from: 11, to: 17 },
    ageBands: [
      { id: "11-13", from: 11, to: 13 },
      { id: "14-17", from: 14, to: 17 },
    ],
    asksDisability: false,
    sections: [
      { domain: "relationships", title: { en: "People" }, items: [question("trust-carers", friends)] },
      { domain: "well-being", title: { en: "Life" }, items: ladders },
    ],
    comments: [],
  };
}
const versionOne = asking(1, yesOrNo);
const versionTwo = asking(2, { ...yesOrNo });

function released(
  code: string,
  everybody: readonly Person[],
  changes: Partial<PlannedCampaign> = {},
  questionnaire = versionOne,
): ReleasedCampaign {
  const asked = { questionnaire: questionnaire.id, version: questionnaire.version };
  const campaign = aPlannedCampaign({ code, ...asked, ...changes });
  return { campaign, questionnaire, tally: tallyOf(questionnaire, keyOf(campaign), everybody) };
}

/** So many say yes, and of so many every second no, every other not sure; on a ladder all stand in its bands in turn. */
const said = (yes: number, others: number, about: Parameters<typeof people>[2] = {}) =>
  people(yes + others, YES, about).map((person, position) => ({
    ...person,
    code: (item: string) => {
      if (item !== "trust-carers") return [2, 5, 7, 9][position % 4];
      if (position < yes) return YES;
      return (position - yes) % 2 === 0 ? NO : NOT_SURE;
    },
  }));
const fiveAuthorities = (everybody = said(12, 8)) =>
  ["801", "802", "803", "804", "805"].map((code) => released(code, everybody));

/** Everybody has finished, unless said otherwise. */
const finished: NationalMembership = () => ({ final: true });
const rowsOf = (campaigns: readonly ReleasedCampaign[], membership = finished) => [
  ...nationalRows(new Releases(campaigns), defaultPolicy, membership),
];
const averagesOf = (campaigns: readonly ReleasedCampaign[], membership = finished) => [
  ...nationalAverageRows(new Releases(campaigns), defaultPolicy, membership),
];
type Row = ReturnType<typeof rowsOf>[number] | ReturnType<typeof averagesOf>[number];
const isOfEverybody = (row: Row) => breakdowns.every((breakdown) => row[breakdown] === "Total");

/** Everybody's share of the item's favourable band, or one category's. */
function trusted(
  campaigns: readonly ReleasedCampaign[],
  group: Readonly<Record<string, string>> = {},
  membership = finished,
) {
  const wanted = { gender: "Total", age_band: "Total", placement: "Total", ...group };
  const found = rowsOf(campaigns, membership).filter(
    (row) =>
      row.measure_level === "item" &&
      row.measure === "trust-carers" &&
      row.band === "positive" &&
      Object.entries({ period_of_care_length: "Total", ethnicity_major: "Total", ...wanted }).every(
        ([column, value]) => row[column as keyof typeof row] === value,
      ),
  );
  expect(found).toHaveLength(1);
  return found[0];
}

const figures = (columns: readonly { readonly name: string; readonly role: string }[]) =>
  columns.filter(({ role }) => role === "indicator").map(({ name }) => name);
const figuresOf = (row: object | undefined, columns: typeof national.columns | typeof nationalAverages.columns) =>
  figures(columns).map((name) => (row as Readonly<Record<string, unknown>>)[name]);
const allWithheld = (columns: typeof national.columns | typeof nationalAverages.columns) =>
  figures(columns).map(() => "c");

describe("the national pool", () => {
  test("tells the share over all authorities with both intervals", () => {
    // 60 of 100; Wilson 95% 50.2 to 69.1, 99.8% 44.6 to 73.6.
    expect(trusted(fiveAuthorities())).toEqual({
      time_period: "2017",
      time_identifier: "Calendar year",
      geographic_level: "National",
      country_code: "E92000001",
      country_name: "England",
      wave: "2017",
      data_origin: "SYNTHETIC",
      instrument: "ylyc-11-17",
      domain: "relationships",
      measure_level: "item",
      measure: "trust-carers",
      gender: "Total",
      age_band: "Total",
      placement: "Total",
      period_of_care_length: "Total",
      ethnicity_major: "Total",
      band: "positive",
      authority_count: 5,
      answer_count: 100,
      band_percent: 60,
      band_percent_at_least: 60,
      band_percent_at_most: 60,
      interval_lower_percent: 50,
      interval_upper_percent: 69,
      interval_998_lower_percent: 45,
      interval_998_upper_percent: 74,
    });
  });

  test("withholds everything, the number of authorities too, where four authorities answered", () => {
    const four = [...fiveAuthorities().slice(0, 4), released("805", [])];
    for (const row of rowsOf(four)) expect(figuresOf(row, national.columns)).toEqual(allWithheld(national.columns));
    for (const row of averagesOf(four)) {
      expect(figuresOf(row, nationalAverages.columns)).toEqual(allWithheld(nationalAverages.columns));
    }
  });

  test("withholds what one authority dominates, and not what it half is", () => {
    const others = ["802", "803", "804", "805"].map((code) => released(code, said(12, 8)));
    const half = [released("801", said(48, 32)), ...others];
    const more = [released("801", said(48, 33)), ...others];
    expect(trusted(half)).toMatchObject({ answer_count: 160, band_percent: 60 });
    expect(figuresOf(trusted(more), national.columns)).toEqual(allWithheld(national.columns));
    expect(averagesOf(half).filter(isOfEverybody)).not.toContainEqual(expect.objectContaining({ answer_average: "c" }));
    for (const row of averagesOf(more)) expect(row.answer_average).toBe("c");
  });

  /** Of 801 some live in homes and elsewhere; all others, everywhere, with foster carers. */
  const placed = (...elsewhere: readonly Person[]) => {
    const fostered = said(12, 8, { placement: "foster" });
    return ["801", "802", "803", "804", "805"].map((code) =>
      released(code, code === "801" ? [...fostered, ...elsewhere] : fostered),
    );
  };

  test("withholds categories that fewer than ten belong to and that hide each other, and shows the others", () => {
    const few = placed(...said(4, 5, { placement: "residential" }), ...said(1, 4, { placement: "somewhere-else" }));
    for (const placement of ["residential", "somewhere-else"]) {
      expect(figuresOf(trusted(few, { placement }), national.columns)).toEqual(allWithheld(national.columns));
    }
    expect(trusted(few, { placement: "foster" })).toMatchObject({ answer_count: 100, band_percent: 60 });
  });

  test("withholds the cheapest other category where one with fewer than ten would follow from the total", () => {
    const one = placed(...said(4, 5, { placement: "residential" }));
    for (const placement of ["residential", "foster"]) {
      expect(figuresOf(trusted(one, { placement }), national.columns)).toEqual(allWithheld(national.columns));
    }
    expect(trusted(one)).toMatchObject({ answer_count: 110, band_percent: 59 });
  });

  test("tells groups of which no authority has figures only when every campaign of the wave is over", () => {
    const five = fiveAuthorities(said(12, 8, { placement: "foster" }));
    const open: NationalMembership = () => ({ final: false });
    const share = (group: Readonly<Record<string, string>>, membership: NationalMembership) =>
      trusted(five, group, membership)?.band_percent;
    expect(share({ placement: "foster" }, finished)).toBe(60);
    expect(share({ placement: "foster" }, open)).toBe("c");
    expect(share({ gender: "girl" }, open)).toBe(60);
    expect(share({}, open)).toBe(60);
  });

  test("keeps these groups to whom they were final with, and takes everybody into the others", () => {
    const six = [
      ...fiveAuthorities(said(12, 8, { placement: "foster" })),
      released("806", said(10, 10, { placement: "foster" })),
    ];
    const frozen: NationalMembership = () => ({ final: true, members: new Set(["801", "802", "803", "804", "805"]) });
    expect(trusted(six, { placement: "foster" }, frozen)).toMatchObject({ authority_count: 5, answer_count: 100 });
    expect(trusted(six, { gender: "girl" }, frozen)).toMatchObject({ authority_count: 6, answer_count: 120 });
  });

  test("leaves out an authority with fewer than ten answers, also in groups of which nobody has figures", () => {
    const withSmall = [
      ...fiveAuthorities(said(12, 8, { placement: "foster" })),
      released("806", said(4, 5, { placement: "foster" })),
    ];
    const groups: Readonly<Record<string, string>>[] = [{}, { gender: "girl" }, { placement: "foster" }];
    for (const group of groups) {
      expect(trusted(withSmall, group)).toMatchObject({ authority_count: 5, answer_count: 100, band_percent: 60 });
    }
  });

  test("rounds what authorities publish as a range", () => {
    // Of 80 three trust, which stands for up to 4: they are rounded to none, and 39 of the other bands, a range too, to 40.
    // So 60 of 60, 58 and 60; as they were, 63 of 180, which is 35%.
    const few = released("806", said(3, 77));
    expect(trusted([...fiveAuthorities(), few])).toMatchObject({ answer_count: 180, band_percent: 34 });
  });

  test("codes ends by the base of the pool", () => {
    const nearlyAll = trusted(fiveAuthorities([...said(20, 0)]));
    expect(figuresOf(nearlyAll, national.columns)).toEqual([5, 100, "c", 98, 100, "c", "c", "c", "c"]);
  });

  test("has items, then indicators, then what is derived, each in every group and band", () => {
    const rows = rowsOf(fiveAuthorities());
    const [bandsOfLadder, bandsOfChoice, bandsOfDerived] = [4, 3, 2];
    const groups =
      1 +
      (genders.length + 1) +
      (versionOne.ageBands.length + 1) +
      (placements.length + 1) +
      (timesInCare.length + 1) +
      Object.keys(majorEthnicGroups).length;
    const ofItems = bandsOfChoice + 3 * bandsOfLadder;
    expect(rows).toHaveLength((2 * ofItems + bandsOfDerived) * groups);
    expect([...new Set(rows.map(({ measure_level }) => measure_level))]).toEqual(["item", "indicator", "derived"]);
    expect([...new Set(rows.map(({ measure }) => measure))]).toEqual([
      "trust-carers",
      "life-satisfaction",
      "happy-yesterday",
      "things-worthwhile",
      "low-well-being-by-ladders",
    ]);
    expect([...new Set(rows.map(({ placement }) => placement))]).toEqual([
      "Total",
      ...placements.map(({ id }) => id),
      "unknown",
    ]);
    expect(averagesOf(fiveAuthorities())).toHaveLength(3 * groups);
  });

  test("crosses no two breakdowns", () => {
    for (const row of [...rowsOf(fiveAuthorities()), ...averagesOf(fiveAuthorities())]) {
      expect(breakdowns.filter((breakdown) => row[breakdown] !== "Total").length).toBeLessThanOrEqual(1);
    }
  });

  test("keeps waves, instruments, and invented and real answers apart, in this order", () => {
    const kinds: Partial<PlannedCampaign>[] = [
      { wave: "2018", synthetic: false },
      { wave: "2017-autumn", synthetic: false },
      { wave: "2017", synthetic: true },
      { wave: "2017", synthetic: false },
    ];
    const everything = kinds.flatMap((kind) =>
      ["801", "802", "803", "804", "805"].map((code) => released(code, said(12, 8), kind)),
    );
    const elsewhere = { ...versionOne, id: "ylbc-16-25" } as const;
    const rows = rowsOf([...everything, released("806", said(12, 8), { wave: "2017", synthetic: false }, elsewhere)]);
    expect([
      ...new Set(rows.map(({ wave, instrument, data_origin }) => `${wave} ${instrument} ${data_origin}`)),
    ]).toEqual([
      "2017 ylbc-16-25 survey",
      "2017 ylyc-11-17 survey",
      "2017 ylyc-11-17 SYNTHETIC",
      "2017-autumn ylyc-11-17 survey",
      "2018 ylyc-11-17 survey",
    ]);
    const ofEverybody = rows.filter((row) => isOfEverybody(row) && row.measure === "trust-carers");
    expect(
      new Set(ofEverybody.filter(({ instrument }) => instrument === "ylyc-11-17").map((row) => row.answer_count)),
    ).toEqual(new Set([100]));
  });

  test("leaves out who did not measure alike in an older version", () => {
    const five = ["801", "802", "803", "804", "805"].map((code) => released(code, said(12, 8), {}, versionTwo));
    const withOlder = [released("806", said(20, 0)), ...five];
    expect(trusted(withOlder)).toMatchObject({ authority_count: 5, answer_count: 100, band_percent: 60 });
    const satisfied = averagesOf(withOlder).filter((row) => isOfEverybody(row) && row.measure === "life-satisfaction");
    expect(satisfied).toMatchObject([{ authority_count: 6, answer_count: 120 }]);
  });

  test("says nothing where nothing is released", () => {
    expect(rowsOf([])).toEqual([]);
    expect(averagesOf([])).toEqual([]);
  });
});

describe("a national average", () => {
  const satisfied = (campaigns: readonly ReleasedCampaign[]) =>
    averagesOf(campaigns).find((row) => isOfEverybody(row) && row.measure === "life-satisfaction");

  test("is the mean of all answers with Student's interval", () => {
    // 25 each at 2, 5, 7 and 9: mean 5.75, standard deviation 2.599, t with 99 degrees of freedom 1.984: 5.75 ± 0.516.
    expect(satisfied(fiveAuthorities())).toMatchObject({
      domain: "well-being",
      authority_count: 5,
      answer_count: 100,
      answer_average: 5.8,
      interval_lower_average: 5.2,
      interval_upper_average: 6.3,
    });
  });

  test("is over those authorities alone that publish their own", () => {
    // Nobody of 806 is in the two upper bands: they are ranges, and its average is withheld.
    const low = people(20, YES).map((person, position) => ({
      ...person,
      code: (item: string) => (item === "trust-carers" ? person.code(item) : [2, 5][position % 2]),
    }));
    const six = [...fiveAuthorities(), released("806", low)];
    expect(satisfied(six)).toMatchObject({ authority_count: 5, answer_count: 100, answer_average: 5.8 });
  });

  test("is withheld where fewer than five publish their own", () => {
    const four = [...fiveAuthorities().slice(0, 4), released("805", people(20, NO))];
    expect(figuresOf(satisfied(four), nationalAverages.columns)).toEqual(allWithheld(nationalAverages.columns));
  });

  test("is withheld where all answers are alike", () => {
    const row = satisfied(fiveAuthorities(people(20, NO)));
    expect(figuresOf(row, nationalAverages.columns)).toEqual(allWithheld(nationalAverages.columns));
  });
});

const person = fc.record({
  gender: fc.constantFrom("girl", "boy", "other", "unknown"),
  ageBand: fc.constantFrom("11-13", "14-17", "unknown"),
  placement: fc.constantFrom("foster", "kinship", "unknown"),
  timeInCare: fc.constantFrom("under-1", "1-2", "unknown"),
  ethnicity: fc.constantFrom("white", "mixed", "unknown"),
  answer: fc.constantFrom(undefined, 0, 1, 2),
});
const invented = person.map(({ answer, ...about }): Person => ({ ...about, code: () => answer }));
const campaigns = fc
  .array(fc.array(invented, { maxLength: 30 }), { minLength: 5, maxLength: 6 })
  .map((each) => each.map((everybody, index) => released(String(801 + index), everybody)));

describe("over invented campaigns", () => {
  test("each of the five breakdowns sums to everybody over all authorities", () => {
    // Without thresholds and rounding every count can be seen, but for groups in which nobody is.
    const bare = {
      ...defaultPolicy,
      minimumBase: 0,
      protectedWidth: 0,
      endCodings: [{ fromBase: 0, endInPercent: -1 }],
      pool: { minimumAuthorities: 0, largestShare: 1, baseRoundedTo: 1, basePerStep: 0 },
    };
    fc.assert(
      fc.property(campaigns, (all) => {
        const rows = [...nationalRows(new Releases(all), bare, finished)].filter(
          ({ measure, measure_level, band }) =>
            measure === "trust-carers" && measure_level === "indicator" && band === "positive",
        );
        const respondents = all.reduce(
          (sum, { tally }) => sum + (tally.total.indicators["trust-carers"]?.counts ?? []).reduce((a, b) => a + b, 0),
          0,
        );
        expect(rows.filter(isOfEverybody).map(({ answer_count }) => answer_count)).toEqual([respondents || "c"]);
        for (const breakdown of breakdowns) {
          const bases = rows
            .filter((row) => row[breakdown] !== "Total")
            .map(({ answer_count }) => (answer_count === "c" ? 0 : Number(answer_count)));
          expect(bases.reduce((sum, base) => sum + base, 0)).toBe(respondents);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("the order of the campaigns never matters", () => {
    fc.assert(
      fc.property(
        campaigns.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(rowsOf(shuffled)).toEqual(rowsOf(all));
          expect(averagesOf(shuffled)).toEqual(averagesOf(all));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a row shows all of its figures, or a range with its base, or none", () => {
    fc.assert(
      fc.property(campaigns, (all) => {
        for (const row of rowsOf(all)) {
          const pattern = figuresOf(row, national.columns).map((figure) => (figure === "c" ? "c" : "0"));
          expect(["ccccccccc", "00c00cccc", "000000000"]).toContain(pattern.join(""));
        }
      }),
      { numRuns: 25 },
    );
  });
});
