/** The figures over all authorities, from invented answers. */
import { describe, expect, test } from "vitest";
import type { CountedNation, ReleasedCampaign } from "#functions/benchmark/counts/counted.ts";
import { Nations } from "#functions/benchmark/counts/ladders.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { nationalAverageRows, nationalRows } from "#functions/benchmark/national.ts";
import { national, nationalAverages } from "#shared/release/datasets/national.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { breakdowns, nationalGroupsOf } from "#shared/survey/breakdowns.ts";
import type { Item, Questionnaire } from "#shared/survey/questionnaire.ts";
import { ladder, yesOrNo } from "#shared/survey/scales.ts";
import type { Child } from "../../fixtures/responses.ts";
import { type Changes, nationWith, releasedWith } from "./released.ts";
import type { Row } from "./three-headlines.ts";

const item = (id: string, scale: Item["scale"]): Item => ({ id, indicator: id, wording: { en: "?" }, scale });
const ladders = ["life-satisfaction", "happy-yesterday", "things-worthwhile"];

/** One choice of three bands, three ladders, and what is derived from them. */
const asked: Questionnaire = {
  id: "ylyc-11-17",
  version: 1,
  title: { en: "One choice and three ladders" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 11, to: 17 },
  ageBands: [{ id: "11-17", from: 11, to: 17 }],
  asksDisability: false,
  sections: [
    { domain: "relationships", title: { en: "People" }, items: [item("trust-carers", yesOrNo)] },
    { domain: "well-being", title: { en: "Life" }, items: ladders.map((id) => item(id, ladder)) },
  ],
  comments: [],
};
const nextVersion: Questionnaire = {
  ...asked,
  version: 2,
  sections: [
    { domain: "relationships", title: { en: "People" }, items: [item("trust-carers", structuredClone(yesOrNo))] },
    ...asked.sections.slice(1),
  ],
};

const YES = 0;
const NO = 2;
/** So many who say yes and so many who say no; on ladders they stand on 2, 5, 7 and 9 in turn. */
const said = (yes: number, no: number, about: Child["about"] = {}): Child[] =>
  Array.from({ length: yes + no }, (_, child) => ({
    about,
    code: ({ scale }) => (scale.kind === "ladder" ? [2, 5, 7, 9][child % 4] : child < yes ? YES : NO),
  }));

interface Counted {
  readonly released: ReleasedCampaign;
  readonly everybody: readonly Child[];
}
const campaign = (
  code: string,
  everybody: readonly Child[],
  changes: Changes = {},
  questionnaire = asked,
): Counted => ({
  released: releasedWith(questionnaire, { code, ...changes }, everybody),
  everybody,
});
const five = (everybody: readonly Child[] = said(12, 8), changes: Changes = {}, questionnaire = asked) =>
  ["801", "802", "803", "804", "805"].map((code) => campaign(code, everybody, changes, questionnaire));
const nationOf = (counted: readonly Counted[], questionnaire = asked): CountedNation =>
  nationWith(
    questionnaire,
    counted.map(({ released, everybody }) => ({ campaign: released.campaign, everybody })),
  );

const rowsOf = (counted: readonly Counted[], nations: readonly CountedNation[] = []): Row[] => [
  ...nationalRows(new Releases(counted.map(({ released }) => released)), new Nations(nations), noisePolicy),
];
const averagesOf = (counted: readonly Counted[], nations: readonly CountedNation[] = []): Row[] => [
  ...nationalAverageRows(new Releases(counted.map(({ released }) => released)), new Nations(nations), noisePolicy),
];

const everybody = Object.fromEntries(breakdowns.map((breakdown) => [breakdown, "Total"]));
/** The one row of everybody, or of one category, about a band of a measure. */
function only(rows: readonly Row[], group: Readonly<Record<string, string>>, about: Row): Row {
  const wanted = { ...everybody, ...group, ...about };
  const found = rows.filter((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
  const [row] = found;
  if (row === undefined || found.length > 1) throw new Error("not exactly one such row");
  return row;
}
const trusted = (rows: readonly Row[], group: Readonly<Record<string, string>> = {}) =>
  only(rows, group, { measure: "trust-carers", band: "positive" });
const satisfied = (rows: readonly Row[], group: Readonly<Record<string, string>> = {}) =>
  only(rows, group, { measure: "life-satisfaction" });

const indicatorsOf = (columns: typeof national.columns | typeof nationalAverages.columns) =>
  columns.filter(({ role }) => role === "indicator").map(({ name }) => name);
const figuresIn = (row: Row, columns: typeof national.columns | typeof nationalAverages.columns) =>
  indicatorsOf(columns).map((name) => row[name]);
const everywhere = (symbol: string, columns: typeof national.columns | typeof nationalAverages.columns) =>
  indicatorsOf(columns).map(() => symbol);

describe("everybody, girls and boys of the nation", () => {
  test("are sums over all authorities, with both intervals, whether or not the nation is counted", () => {
    // 60 of 100: Wilson 50.2 to 69.1 at 95%, 44.6 to 73.6 at 99.8%.
    const expected = {
      time_period: "2017",
      time_identifier: "Calendar year",
      geographic_level: "National",
      country_code: "E92000001",
      country_name: "England",
      wave: "2017",
      data_origin: "SYNTHETIC",
      instrument: "ylyc-11-17",
      domain: "relationships",
      measure_level: "indicator",
      measure: "trust-carers",
      ...everybody,
      band: "positive",
      authority_count: 5,
      answer_count: 100,
      band_percent: 60,
      interval_lower_percent: 50,
      interval_upper_percent: 69,
      interval_998_lower_percent: 45,
      interval_998_upper_percent: 74,
    };
    expect(trusted(rowsOf(five()))).toEqual(expected);
    expect(trusted(rowsOf(five(), [nationOf(five())]))).toEqual(expected);
    expect(trusted(rowsOf(five()), { gender: "girl" })).toMatchObject({ authority_count: 5, answer_count: 100 });
    // Nobody is a boy.
    expect(figuresIn(trusted(rowsOf(five()), { gender: "boy" }), national.columns)).toEqual(
      everywhere("x", national.columns),
    );
  });

  test("are withheld with everything else where four authorities are released", () => {
    const four = five().slice(1);
    for (const row of rowsOf(four, [nationOf(four)])) {
      expect(figuresIn(row, national.columns)).toEqual(everywhere("c", national.columns));
    }
    for (const row of averagesOf(four, [nationOf(four)])) {
      expect(figuresIn(row, nationalAverages.columns)).toEqual(everywhere("c", nationalAverages.columns));
    }
  });

  test("take in an authority however few answered, and however many", () => {
    const six = [...five(), campaign("806", said(3, 2)), campaign("807", said(400, 0))];
    expect(trusted(rowsOf(six))).toMatchObject({ authority_count: 7, answer_count: 510 });
  });

  test("leave out who did not measure alike in an older version", () => {
    const six = [campaign("806", said(20, 0)), ...five(said(12, 8), {}, nextVersion)];
    expect(trusted(rowsOf(six))).toMatchObject({ authority_count: 5, answer_count: 100, band_percent: 60 });
    const nation = nationOf(five(said(12, 8), {}, nextVersion), nextVersion);
    expect(satisfied(averagesOf(six, [nation]))).toMatchObject({ authority_count: 6, answer_count: 120 });
  });
});

describe("a group that only the nation has", () => {
  const fostered = five(said(12, 8, { placement: "foster" }));

  test("is not available before the nation is counted, and told from its count afterwards", () => {
    expect(figuresIn(trusted(rowsOf(fostered), { placement: "foster" }), national.columns)).toEqual(
      everywhere("x", national.columns),
    );
    expect(trusted(rowsOf(fostered, [nationOf(fostered)]), { placement: "foster" })).toMatchObject({
      authority_count: 5,
      answer_count: 100,
      band_percent: 60,
      interval_lower_percent: 50,
    });
  });

  test("stays as it was counted when an authority joins later, which everybody takes in", () => {
    const joined = [...fostered, campaign("806", said(20, 0, { placement: "foster" }))];
    const rows = rowsOf(joined, [nationOf(fostered)]);
    expect(trusted(rows, { placement: "foster" })).toMatchObject({ authority_count: 5, answer_count: 100 });
    expect(trusted(rows)).toMatchObject({ authority_count: 6, answer_count: 120 });
  });

  test("is shown from fifteen respondents of the nation on", () => {
    const withKin = (howMany: number) => [...fostered, campaign("806", said(howMany, 0, { placement: "kinship" }))];
    const kin = (howMany: number) =>
      trusted(rowsOf(withKin(howMany), [nationOf(withKin(howMany))]), { placement: "kinship" });
    expect(figuresIn(kin(14), national.columns)).toEqual(everywhere("c", national.columns));
    expect(kin(15)).toMatchObject({ authority_count: 6, answer_count: 20, band_percent: 100 });
  });

  test("makes no sense in a measure that the nation was not counted with", () => {
    const rows = rowsOf(five(said(12, 8), {}, nextVersion), [nationOf(five())]);
    expect(figuresIn(trusted(rows, { placement: "foster" }), national.columns)).toEqual(
      everywhere("z", national.columns),
    );
  });
});

const groups = nationalGroupsOf(asked);

describe("the rows of the nation", () => {
  test("are the indicators, then what is derived, each in every group and band, and cross no two breakdowns", () => {
    const rows = rowsOf(five());
    const [bandsOfChoice, bandsOfLadder, bandsOfDerived] = [3, 4, 2];
    expect(rows).toHaveLength((bandsOfChoice + 3 * bandsOfLadder + bandsOfDerived) * groups.length);
    expect([...new Set(rows.map(({ measure }) => measure))]).toEqual([
      "trust-carers",
      ...ladders,
      "low-well-being-by-ladders",
    ]);
    expect([...new Set(rows.map(({ measure_level }) => measure_level))]).toEqual(["indicator", "derived"]);
    const averages = averagesOf(five());
    expect(averages).toHaveLength(ladders.length * groups.length);
    for (const row of [...rows, ...averages]) {
      expect(breakdowns.filter((breakdown) => row[breakdown] !== "Total").length).toBeLessThanOrEqual(1);
    }
    for (const [row, { columns }] of [[rows[0], national] as const, [averages[0], nationalAverages] as const]) {
      expect(Object.keys(row ?? {}).toSorted()).toEqual(columns.map(({ name }) => name).toSorted());
    }
  });

  test("keep waves, instruments, and invented and real answers apart, in this order", () => {
    const kinds: Changes[] = [
      { wave: "2018", synthetic: false },
      { wave: "2017-autumn", synthetic: false },
      { wave: "2017", synthetic: true },
      { wave: "2017", synthetic: false },
      { wave: "2017", synthetic: false, questionnaire: "ylbc-16-25" },
    ];
    const rows = rowsOf(kinds.flatMap((kind) => five(said(12, 8), kind)));
    expect([
      ...new Set(rows.map(({ wave, instrument, data_origin }) => `${wave} ${instrument} ${data_origin}`)),
    ]).toEqual([
      "2017 ylbc-16-25 survey",
      "2017 ylyc-11-17 survey",
      "2017 ylyc-11-17 SYNTHETIC",
      "2017-autumn ylyc-11-17 survey",
      "2018 ylyc-11-17 survey",
    ]);
  });

  test("are none where nothing is released", () => {
    expect([...rowsOf([]), ...averagesOf([])]).toEqual([]);
  });
});

describe("a national average", () => {
  test("is not available before the nation's ladder is counted", () => {
    expect(figuresIn(satisfied(averagesOf(five())), nationalAverages.columns)).toEqual(
      everywhere("x", nationalAverages.columns),
    );
  });

  test("is the mean of all steps, in every group", () => {
    // 25 each on 2, 5, 7 and 9: mean 5.75, standard deviation 2.586: 5.75 -+ 1.96 times 0.2586.
    const rows = averagesOf(five(), [nationOf(five())]);
    expect(satisfied(rows)).toMatchObject({
      domain: "well-being",
      authority_count: 5,
      answer_count: 100,
      answer_average: 5.8,
      interval_lower_average: 5.2,
      interval_upper_average: 6.3,
    });
    // Everybody is a girl, fostered, white, and in care for one or two years: these groups are everybody once more.
    const same = { placement: "foster", ethnicity_major: "White", period_of_care_length: "1-2", age_band: "11-17" };
    for (const [breakdown, category] of Object.entries({ gender: "girl", ...same })) {
      expect(satisfied(rows, { [breakdown]: category })).toMatchObject({ answer_count: 100, answer_average: 5.8 });
    }
  });
});
