/** A codebook that the audit must not let pass, and the honest one, which it must. */
import { describe, expect, test } from "vitest";
import { rowsOf } from "#functions/audit/csv-rows.ts";
import { layoutOf } from "#functions/audit/layout.ts";
import type { FieldsOf } from "#functions/audit/rule.ts";
import { codebookSaysWhatWasAsked } from "#functions/audit/rules/codebook-says-what-was-asked.ts";
import { codebookRows } from "#functions/benchmark/codebook.ts";
import { csvHeader, csvLines } from "#functions/benchmark/files/csv.ts";
import { nationalPlaceAndTime } from "#shared/release/dataset.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { questionnaires } from "#shared/survey/catalogue.ts";
import type { Questionnaire } from "#shared/survey/questionnaire.ts";
import { ladder } from "#shared/survey/scales.ts";
import { aPlannedCampaign } from "../benchmark/planned-campaign.ts";
import { hasAFriend } from "../tally/small-questionnaire.ts";

const SCHOOL = '=Are you, at school, ever "scared"?';
const SCHOOL_IN_WELSH = "+Oes ofn, ŵ ŷ Ŵ Ŷ â ê î ô û ï, yn yr ysgol?";

/** Made up: hostile to a spreadsheet, with faces, a ladder, a comparator, something derived, and one question in Welsh. */
const madeUp: Questionnaire = {
  id: "ylyc-8-11",
  version: 7,
  title: { en: "Made up", cy: "Wedi’i ffugio" },
  introduction: { en: "For tests." },
  answeredBy: "young-person",
  ages: { from: 8, to: 11 },
  ageBands: [{ id: "8-11", from: 8, to: 11 }],
  asksDisability: false,
  sections: [
    { domain: "relationships", title: { en: "People" }, items: [hasAFriend] },
    {
      domain: "rights",
      title: { en: "@School" },
      items: [
        {
          id: "afraid-of-school",
          indicator: "afraid-of-school",
          wording: { en: SCHOOL, cy: SCHOOL_IN_WELSH },
          scale: {
            kind: "choice",
            bands: ["positive", "negative"],
            options: [
              { id: "no", wording: { en: "-", cy: "Nac oes" }, band: "positive", face: "smiling" },
              { id: "yes", wording: { en: "Yes, I am" }, band: "negative", face: "sad" },
            ],
          },
        },
      ],
    },
    {
      domain: "well-being",
      title: { en: "Life" },
      items: [{ id: "life-satisfaction", indicator: "life-satisfaction", wording: { en: "Life?" }, scale: ladder }],
    },
  ],
  comments: [],
};

const asking = (changes: Parameters<typeof aPlannedCampaign>[0] = {}, questionnaire = madeUp) => {
  const campaign = aPlannedCampaign({ questionnaire: questionnaire.id, version: questionnaire.version, ...changes });
  return { campaign, questionnaire: { ...questionnaire, version: campaign.version } };
};
type Asking = ReturnType<typeof asking>;

const evidenceOf = (asked: readonly Asking[]) => ({
  campaigns: new Map(
    asked.map(({ campaign, questionnaire }, place) => [
      `campaign ${place}`,
      { campaign, exact: { layout: layoutOf(questionnaire) } },
    ]),
  ),
});

type Row = FieldsOf<"codebook.csv">;
type Change = Partial<Row>;

/** The rows as the audit reads them from the file that is written of these campaigns. */
async function written(asked: readonly Asking[]): Promise<Row[]> {
  const rows = codebookRows(asked, (id, version) => {
    const found = asked.find(({ questionnaire }) => questionnaire.id === id && questionnaire.version === version);
    if (found === undefined) throw new Error("nobody asks with this questionnaire");
    return found.questionnaire;
  });
  const read: Row[] = [];
  const bytes = Buffer.concat([csvHeader(codebook), csvLines(codebook, [...rows])]);
  for await (const { fields } of rowsOf(bytes, codebook.columns)) read.push(fields);
  return read;
}

/** What the rule finds in these rows, each fault once. */
function faultsIn(rows: readonly Row[], asked: readonly Asking[]) {
  const { judges, atEnd } = codebookSaysWhatWasAsked.begin(evidenceOf(asked));
  const ofRows = rows.flatMap((fields) => judges["codebook.csv"]({ fields }));
  return [...new Set([...ofRows, ...atEnd().map(({ file, detail }) => `${file}: ${detail}`)])];
}

const inWelshToo = [asking(), asking({ code: "802", languages: ["en", "cy"] })];
const everyInstrument = questionnaires.flatMap((questionnaire) => [
  asking({}, questionnaire),
  asking({ wave: "2018", synthetic: false }, questionnaire),
]);
const gaps = (block = "wave 2017 SYNTHETIC ylyc-8-11 version 7") => `codebook.csv: ${block} has gaps`;

describe("the codebook says what was asked: lets pass", () => {
  test("what is written of every published questionnaire, in several waves", async () => {
    const rows = await written(everyInstrument);
    expect(rows.length).toBeGreaterThan(1_000);
    expect(faultsIn(rows, everyInstrument)).toEqual([]);
  });

  test("Welsh, quotes, commas, and what is guarded because it begins like a formula", async () => {
    const rows = await written(inWelshToo);
    expect(new Set(rows.map(({ wording }) => wording))).toContain(`'${SCHOOL}`);
    expect(new Set(rows.map(({ wording }) => wording))).toContain(`'${SCHOOL_IN_WELSH}`);
    expect(faultsIn(rows, inWelshToo)).toEqual([]);
  });

  test("several versions in one wave", async () => {
    const asked = [asking(), asking({ version: 8, code: "802" })];
    expect(faultsIn(await written(asked), asked)).toEqual([]);
  });

  test("nothing, where no window has opened", () => {
    expect(faultsIn([], [])).toEqual([]);
  });
});

const places: ReadonlySet<string> = new Set(nationalPlaceAndTime.map(({ name }) => name));
/** A row is found by these: changed, it is another row's or nobody's. */
const naming: ReadonlySet<string> = new Set([
  "questionnaire_version",
  "language",
  "measure_level",
  "measure",
  "answer",
]);
const compared = codebook.columns.map(({ name }) => name).filter((name) => !places.has(name) && !naming.has(name));

const inEnglish = [asking()];
const ofAnswer =
  (measure: string, answer: string, language = "en") =>
  (row: Row) =>
    row.measure === measure && row.answer === answer && row.language === language;
const isDerived = ({ measure_level }: Row) => measure_level === "derived";

/** What is found where one row of an honest codebook is changed. */
async function faultsWhere(kind: (row: Row) => boolean, change: Change, asked = inEnglish) {
  const rows = await written(asked);
  const row = rows.find(kind);
  if (row === undefined) throw new Error("the codebook has no such row");
  return faultsIn(rows.with(rows.indexOf(row), { ...row, ...change }), asked);
}

describe("the codebook says what was asked: finds", () => {
  test.each(compared)("another %s of a question, and nothing else", async (column) => {
    expect(await faultsWhere(ofAnswer("afraid-of-school", "yes"), { [column]: "other" })).toEqual([
      `${column} is not what the questionnaire says`,
    ]);
  });

  test.each(compared)("another %s of a question about the respondent, and nothing else", async (column) => {
    expect(await faultsWhere(ofAnswer("ethnicity_major", "arab"), { [column]: "more" })).toEqual([
      `${column} is not what the questionnaire says`,
    ]);
  });

  // By its band a row of a derived measure is found, as one of a question by its answer.
  test.each(["answer", ...compared.filter((column) => column !== "band")])(
    "another %s of a derived measure, and nothing else",
    async (column) => {
      expect(await faultsWhere(isDerived, { [column]: "other" })).toEqual([
        `${column} is not what the questionnaire says`,
      ]);
    },
  );

  test.each([...naming])(
    "a row that is of another %s than there is, and that the right one is missing",
    async (column) => {
      const unknown =
        column === "questionnaire_version"
          ? "is of a wave, origin, questionnaire or version that nobody was asked with"
          : "is of a question, answer or band that there is not";
      expect(await faultsWhere(ofAnswer("afraid-of-school", "yes"), { [column]: "other" })).toEqual([unknown, gaps()]);
    },
  );

  test.each<[string, Change]>([
    ["another wave", { wave: "2016" }],
    ["answers of another origin", { data_origin: "survey" }],
    ["another instrument", { instrument: "ylyc-4-7" }],
  ])("rows of %s, which nobody asked", async (_, change) => {
    expect(await faultsWhere(() => true, change)).toEqual([
      "is of a wave, origin, questionnaire or version that nobody was asked with",
      gaps(),
    ]);
  });

  test("a letter too few in a wording, and one that is not Welsh", async () => {
    const wrong = "wording is not what the questionnaire says";
    expect(await faultsWhere(ofAnswer("has-a-friend", "yes"), { wording: "Have you got a friend" })).toEqual([wrong]);
    const unaccented = SCHOOL_IN_WELSH.replace("ŵ", "w");
    expect(
      await faultsWhere(ofAnswer("afraid-of-school", "yes", "cy"), { wording: `'${unaccented}` }, inWelshToo),
    ).toEqual([wrong]);
  });

  test("a wording that a spreadsheet would run", async () => {
    expect(await faultsWhere(ofAnswer("afraid-of-school", "yes"), { wording: SCHOOL })).toEqual([
      "wording is not what the questionnaire says",
    ]);
  });

  test("a band that a choice which is no answer does not have", async () => {
    const change = { band: "negative", band_order: "2" };
    expect(await faultsWhere(ofAnswer("has-a-friend", "rather-not-say"), change)).toEqual([
      "band is not what the questionnaire says",
      "band_order is not what the questionnaire says",
    ]);
  });

  test("a comparator beside a band that is not quoted", async () => {
    const rows = await written(inEnglish);
    const quoted = rows.find(ofAnswer("afraid-of-school", "yes"));
    const change = { comparator: quoted?.comparator ?? "", comparator_percent: quoted?.comparator_percent ?? "" };
    expect(change.comparator).toBe("peers-afraid-of-school");
    expect(await faultsWhere(ofAnswer("afraid-of-school", "no"), change)).toEqual([
      "comparator is not what the questionnaire says",
      "comparator_percent is not what the questionnaire says",
    ]);
  });

  test("every row that is missing, by its block", async () => {
    const asked = [...inWelshToo, asking({ wave: "2018" })];
    const rows = await written(asked);
    const found = rows.map((_, place) => faultsIn(rows.toSpliced(place, 1), asked));
    const blocks = rows.map(({ wave }) => [gaps(`wave ${wave} SYNTHETIC ylyc-8-11 version 7`)]);
    expect(found).toEqual(blocks);
  });

  test("every row that is there twice", async () => {
    const rows = await written(inWelshToo);
    for (const row of rows) expect(faultsIn([...rows, row], inWelshToo)).toEqual(["is there twice"]);
  });

  test("a campaign of which nothing was written", async () => {
    const asked = [...inEnglish, asking({ version: 8, code: "802" })];
    expect(faultsIn(await written(inEnglish), asked)).toEqual([gaps("wave 2017 SYNTHETIC ylyc-8-11 version 8")]);
  });

  test("Welsh that nobody offers, and Welsh that is offered and not there", async () => {
    expect(faultsIn(await written(inWelshToo), inEnglish)).toEqual([
      "is of a question, answer or band that there is not",
    ]);
    expect(faultsIn(await written(inEnglish), inWelshToo)).toEqual([gaps()]);
  });
});
