/** What the codebook says of the questions about the respondent. */
import { describe, expect, test } from "vitest";
import { codebookRows } from "#functions/benchmark/codebook.ts";
import { anonymise } from "#functions/collect/anonymise.ts";
import type { Submission } from "#functions/collect/submission.ts";
import { ANYTHING, knownTraits } from "#functions/generalise/quasi-identifiers.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { national } from "#shared/release/datasets/national.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

type Row = RowOf<typeof codebook>;

const rowsFor = ({ id: questionnaire, version }: Questionnaire, changes = {}) =>
  [...codebookRows([{ campaign: aPlannedCampaign({ questionnaire, version, ...changes }) }])].filter(
    ({ measure_level }) => measure_level === "about",
  );
const named = (id: Questionnaire["id"]) => {
  const found = questionnaires.find((questionnaire) => questionnaire.id === id);
  if (found === undefined) throw new Error(`nobody is asked with ${id}`);
  return found;
};
const of = (rows: readonly Row[], measure: string) => rows.filter((row) => row.measure === measure);
const differentIn = (rows: readonly Row[], column: keyof Row) => [...new Set(rows.map((row) => row[column]))];

/** The name that a submission has for what a column is kept from, and the one that a response has for what is kept. */
const asked = {
  age_band: ["age", "ageBand"],
  gender: ["gender", "gender"],
  ethnicity_major: ["ethnicity", "ethnicity"],
  placement: ["placement", "placement"],
  period_of_care_length: ["yearsInCare", "timeInCare"],
  disability: ["disability", "disability"],
} as const;

describe.each(questionnaires)("the codebook of $id, about the respondent,", (questionnaire) => {
  const rows = rowsFor(questionnaire);

  test("says of every answer what is kept of it, and it is that which the collecting function keeps", () => {
    for (const { measure, answer, scale_kind, band } of rows) {
      const [given, kept] = asked[measure as keyof typeof asked];
      const about = { [given]: scale_kind === "whole-number" ? Number(answer) : answer };
      const submission = { version: questionnaire.version, mode: "online", about, answers: {} };
      expect(anonymise(submission as Submission, questionnaire).about[kept], `${measure} ${answer}`).toBe(band);
    }
  });

  test("names what is kept as the columns of the record-level files do, with the classes that stand in them", () => {
    const known = knownTraits(questionnaire, [aPlannedCampaign().authority]).filter(({ name }) => name !== "area");
    const inRecords = known.map(({ name, hierarchy: { labels = [] } }) => [name, (labels[0] ?? []).toSorted()]);
    const inCodebook = differentIn(rows, "measure").map((measure) => {
      const classes = differentIn(of(rows, String(measure)), "band").map(String);
      // Whoever did not say, and was not asked for a class that is called so.
      return [measure, [...new Set([...classes, "unknown"])].toSorted()];
    });
    expect(inCodebook).toEqual(inRecords);
    expect(inCodebook.flat(2)).not.toContain(ANYTHING);
  });

  test("asks once for all answers of a question, under no heading, and takes nothing for a figure", () => {
    for (const measure of differentIn(rows, "measure")) {
      const ofMeasure = of(rows, String(measure));
      expect(differentIn(ofMeasure, "wording")).toHaveLength(1);
      expect(ofMeasure.map(({ answer_order }) => answer_order)).toEqual(ofMeasure.map((_, place) => place + 1));
    }
    const nothing = codebook.columns
      .map(({ name }) => name)
      .filter((name) =>
        /^(domain|indicator|section_title|polarity|average|definition|derived|comparator|measure_t)/.test(name),
      );
    expect(nothing.length).toBeGreaterThan(10);
    for (const column of nothing) expect(differentIn(rows, column), column).toEqual(["z"]);
    expect(differentIn(rows, "headline")).toEqual(["no"]);
  });

  test("is worded in English, whatever else is offered", () => {
    expect(rowsFor(questionnaire, { languages: ["en", "cy"] })).toEqual(rows);
    expect(differentIn(rows, "language")).toEqual(["en"]);
  });
});

test("the codebook has every age and every number of years that is taken, and words no number", () => {
  const rows = rowsFor(named("ylyc-11-17"));
  const [ages, years] = ["age_band", "period_of_care_length"].map((measure) => of(rows, measure));
  expect(ages?.map(({ answer, band }) => `${answer} ${band}`)).toEqual([
    "11 11-13",
    "12 11-13",
    "13 11-13",
    "14 14-15",
    "15 14-15",
    "16 16-17",
    "17 16-17",
  ]);
  expect(years).toHaveLength(26);
  expect(years?.[2]).toMatchObject({ answer: "2", band: "1-2", band_order: 2 });
  expect(years?.at(-1)).toMatchObject({ answer: "25", band: "6-or-more", band_order: 4 });
  expect(differentIn([...(ages ?? []), ...(years ?? [])], "answer_wording")).toEqual(["z"]);
});

test("the codebook shows in which words girls and boys were told apart, and where the difference is filed", () => {
  const words = (id: Questionnaire["id"]) =>
    of(rowsFor(named(id)), "gender").map(({ answer, wording, answer_wording }) => [answer, wording, answer_wording]);
  expect(words("ylyc-11-17")).toContainEqual(["girl", "How would you describe yourself?", "Girl or young woman"]);
  expect(words("ylyc-4-7")[0]?.[1]).toBe("For the grown-up: how is the child described?");
  const columns = national.columns.map(({ name }) => name);
  expect(columns).toEqual(expect.arrayContaining(["gender", "age_band"]));
});

test("the codebook asks about disability only where the questionnaire does", () => {
  const asking = questionnaires.filter((each) => of(rowsFor(each), "disability").length > 0).map(({ id }) => id);
  expect(asking).toEqual(questionnaires.filter(({ asksDisability }) => asksDisability).map(({ id }) => id));
  expect(asking.length).toBeGreaterThan(0);
});
