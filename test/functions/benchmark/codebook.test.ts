/** What the codebook says of a questionnaire, in which order and in which languages. */
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { codebookRows } from "#functions/benchmark/codebook.ts";
import { measuresOf } from "#functions/benchmark/counts/measures.ts";
import { csvHeader, csvLines } from "#functions/benchmark/files/csv.ts";
import { kindOf, type RowOf } from "#shared/release/dataset.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { QuestionnaireUnknown, questionnaires } from "#shared/survey/catalogue.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { answersOf, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import { ladder } from "#shared/survey/scales.ts";
import { aPlannedCampaign } from "./planned-campaign.ts";

type Row = RowOf<typeof codebook>;

const FRIEND = 'Have you got a "really good" friend, however far away?';
const FRIEND_IN_WELSH = "Oes gennyt ti ffrind da iawn, ŵyr neu ŷd, o’r tŷ?";
const SCHOOL = "=How often are you, at school, afraid?";

/** Made up: hostile to a spreadsheet, and written in Welsh in part. */
const madeUp: Questionnaire = {
  id: "ylyc-8-11",
  version: 7,
  title: { en: "Made up", cy: "Wedi’i ffugio" },
  introduction: { en: "For tests." },
  answeredBy: "child-with-help-if-wanted",
  ages: { from: 8, to: 11 },
  ageBands: [{ id: "8-11", from: 8, to: 11 }],
  asksDisability: false,
  sections: [
    {
      domain: "relationships",
      title: { en: "People, and pets" },
      items: [
        {
          id: "good-friend",
          indicator: "good-friend",
          wording: { en: FRIEND, cy: FRIEND_IN_WELSH },
          scale: {
            kind: "choice",
            bands: ["positive", "negative"],
            options: [
              { id: "no", wording: { en: "No", cy: "Nac oes" }, band: "negative", face: "sad" },
              { id: "yes", wording: { en: "Yes, I have", cy: "Oes" }, band: "positive", face: "smiling" },
              { id: "prefer-not-to-say", wording: { en: "-" }, band: null },
            ],
          },
        },
      ],
    },
    {
      domain: "rights",
      title: { en: "School" },
      items: [
        {
          id: "afraid",
          indicator: "afraid-of-school",
          wording: { en: SCHOOL },
          scale: {
            kind: "choice",
            bands: ["positive", "negative"],
            options: [
              { id: "never", wording: { en: "Never" }, band: "positive" },
              { id: "ever", wording: { en: "Ever" }, band: "negative" },
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

const asking = (changes: Parameters<typeof aPlannedCampaign>[0] = {}) => ({
  campaign: aPlannedCampaign({ questionnaire: "ylyc-8-11", version: 7, ...changes }),
});
const rowsOf = (...campaigns: readonly ReturnType<typeof asking>[]) => [
  ...codebookRows(campaigns, (id, version) => ({ ...madeUp, id, version })),
];
const cellsOf = (row: Row | undefined, ...columns: readonly (keyof Row)[]) => columns.map((column) => row?.[column]);
const of = (rows: readonly Row[], measure: string) => rows.filter((row) => row.measure === measure);
const differentIn = (rows: readonly Row[], column: keyof Row) => [...new Set(rows.map((row) => row[column]))];

/** Questions about the respondent have a test file of their own. */
const isNotAbout = ({ measure_level }: Row) => measure_level !== "about";

/** As an analyst reads the written file. */
function readBack(rows: readonly Row[]): Record<string, string>[] {
  return parse(Buffer.concat([csvHeader(codebook), csvLines(codebook, rows)]), { columns: true });
}

describe("the codebook of a questionnaire", () => {
  const rows = rowsOf(asking());

  test("has a row for every answer in the order in which it is offered, then one for each band that is derived", () => {
    expect(
      rows
        .filter(isNotAbout)
        .map((row) => cellsOf(row, "measure_level", "measure", "answer", "answer_order", "band", "band_order")),
    ).toEqual([
      ["item", "good-friend", "no", 1, "negative", 2],
      ["item", "good-friend", "yes", 2, "positive", 1],
      ["item", "good-friend", "prefer-not-to-say", 3, "z", "z"],
      ["item", "afraid", "never", 1, "positive", 1],
      ["item", "afraid", "ever", 2, "negative", 2],
      ...[4, 4, 4, 4, 4, 3, 3, 2, 2, 1, 1].map((order, step) => {
        const band = ["very-high", "high", "medium", "low"][order - 1];
        return ["item", "life-satisfaction", String(step), step + 1, band, order];
      }),
      ["derived", "low-well-being-by-core-items", "z", "z", "low", 1],
      ["derived", "low-well-being-by-core-items", "z", "z", "not-low", 2],
    ]);
  });

  test("is about all authorities of its wave, and says when, with what and for whom it was asked", () => {
    expect(rows[0]).toMatchObject({
      time_period: "2017",
      geographic_level: "National",
      country_name: "England",
      wave: "2017",
      data_origin: "SYNTHETIC",
      instrument: "ylyc-8-11",
      questionnaire_version: 7,
      language: "en",
      questionnaire_title: "Made up",
      answered_by: "child-with-help-if-wanted",
      ages: "8 to 11",
    });
  });

  test("repeats every wording letter for letter", () => {
    expect(cellsOf(rows[1], "section_title", "wording", "scale_kind", "answer_wording", "answer_face")).toEqual([
      "People, and pets",
      FRIEND,
      "choice",
      "Yes, I have",
      "smiling",
    ]);
  });

  test("survives being written and read, quotes, commas and Welsh letters too; what begins like a formula is guarded", () => {
    const read = readBack(rowsOf(asking({ languages: ["cy"] })));
    const wordings = read.map(({ language, wording }) => `${language} ${wording}`);
    expect(wordings).toContain(`en ${FRIEND}`);
    expect(wordings).toContain(`cy ${FRIEND_IN_WELSH}`);
    expect(wordings).toContain(`en '${SCHOOL}`);
    expect(read.map(({ answer_wording }) => answer_wording)).toContain("'-");
  });

  test("says what an answer is about: indicator, domain, title and polarity of its definition", () => {
    expect(cellsOf(of(rows, "afraid")[0], "indicator", "domain", "measure_title", "polarity")).toEqual([
      "afraid-of-school",
      "rights",
      "Is afraid to go to school or college",
      "lower-is-better",
    ]);
    expect(cellsOf(of(rows, "good-friend")[0], "indicator", "domain")).toEqual(["good-friend", "relationships"]);
  });

  test("quotes one band of a measure, and never a choice that is no answer", () => {
    const quoted = rows.filter(({ headline }) => headline === "yes");
    expect(quoted.map(({ measure, answer, band }) => `${measure} ${answer} ${band}`)).toEqual([
      "good-friend no negative",
      "afraid ever negative",
      ...[0, 1, 2, 3, 4].map((step) => `life-satisfaction ${step} low`),
      "low-well-being-by-core-items z low",
    ]);
    expect(differentIn(rows, "headline").toSorted()).toEqual(["no", "yes"]);
  });

  test("words a ladder at its two ends, and gives its mean a title and a polarity of its own", () => {
    const steps = of(rows, "life-satisfaction");
    expect(steps.map(({ answer_wording }) => answer_wording)).toEqual([
      "Not at all",
      ...new Array(9).fill("z"),
      "Completely",
    ]);
    expect(cellsOf(steps[5], "scale_kind", "polarity", "average_title", "average_polarity")).toEqual([
      "ladder",
      "lower-is-better",
      "Life satisfaction, average of 0 to 10",
      "higher-is-better",
    ]);
    expect(cellsOf(rows[0], "average_title", "average_polarity")).toEqual(["z", "z"]);
  });

  test("defines what is derived, by the items of this questionnaire, and asks nothing there", () => {
    const [low] = of(rows, "low-well-being-by-core-items");
    const [definition] = derivedMeasuresOf(madeUp).map((measure) => measure.definition);
    expect(definition).toContain("core items");
    expect(low).toMatchObject({
      definition,
      derived_from: "good-friend",
      measure_title: "Has low well-being overall",
      polarity: "lower-is-better",
      domain: "well-being",
    });
    const asked = ["indicator", "section_title", "wording", "scale_kind", "answer_wording", "answer_face"] as const;
    expect(cellsOf(low, ...asked)).toEqual(asked.map(() => "z"));
    expect(cellsOf(rows[0], "definition", "derived_from")).toEqual(["z", "z"]);
  });
});

const comparatorColumns = codebook.columns.map(({ name }) => name).filter((name) => name.startsWith("comparator"));

describe("a comparator", () => {
  const rows = rowsOf(asking());

  test("stands with all that is known of it beside the band that is quoted", () => {
    const [, ever] = of(rows, "afraid");
    expect(ever).toMatchObject({
      comparator: "peers-afraid-of-school",
      comparator_percent: 17,
      comparator_answer_count: "x",
      comparator_source: "As cited by the Bright Spots programme; the survey behind it was not found",
      comparator_year: "not stated",
      comparator_ages: "8 to 10",
      comparator_wording: "x",
      comparator_scale: "not stated",
      comparator_differs: "ages-and-wording-and-scale",
    });
    expect(ever?.comparator_remark).toMatch(/^The programme speaks of fear because of bullying/);
    expect(cellsOf(of(rows, "good-friend")[0], "comparator", "comparator_percent", "comparator_remark")).toEqual([
      "peers-without-good-friend",
      2.5,
      "z",
    ]);
  });

  test("stands beside no other answer, and is nowhere in part", () => {
    const beside = rows.filter(({ comparator }) => comparator !== "z");
    expect(beside.map(({ measure, answer }) => `${measure} ${answer}`)).toEqual(["good-friend no", "afraid ever"]);
    for (const row of rows.filter((each) => !beside.includes(each))) {
      expect(cellsOf(row, ...comparatorColumns)).toEqual(comparatorColumns.map(() => "z"));
    }
  });

  test("is not lent to an instrument that it is not for", () => {
    const [no] = of(rowsOf(asking({ questionnaire: "ylyc-11-17" })), "afraid").slice(1);
    expect(no).toMatchObject({ headline: "yes", comparator: "z" });
    const ofCareLeavers = rowsOf(asking({ questionnaire: "ylbc-16-25" }));
    const [lowest] = of(ofCareLeavers, "life-satisfaction");
    expect(lowest).toMatchObject({ comparator_percent: 3, comparator_differs: "ages-and-wording" });
    expect(lowest?.comparator_wording).toMatch(/^How satisfied with life nowadays/);
  });
});

describe("Welsh", () => {
  const inWelsh = (rows: readonly Row[]) => rows.filter(({ language }) => language === "cy");

  test("is there where any campaign offers it and the question is written in it, after the English", () => {
    const rows = rowsOf(asking(), asking({ code: "802", languages: ["en", "cy"] }));
    expect(inWelsh(rows).map(({ answer, wording }) => `${answer} ${wording}`)).toEqual(
      ["no", "yes", "prefer-not-to-say"].map((answer) => `${answer} ${FRIEND_IN_WELSH}`),
    );
    expect(rows.slice(0, -3)).toEqual(rowsOf(asking()));
  });

  test("leaves in English what is not translated, as it is shown to whoever answers", () => {
    const [, yes, preferNotToSay] = inWelsh(rowsOf(asking({ languages: ["cy", "en"] })));
    expect(cellsOf(yes, "questionnaire_title", "section_title", "answer_wording")).toEqual([
      "Wedi’i ffugio",
      "People, and pets",
      "Oes",
    ]);
    expect(preferNotToSay?.answer_wording).toBe("-");
  });

  test("is not there where nobody offers it, nor offered by another wave, origin or version", () => {
    const offering = asking({ languages: ["en", "cy"] });
    const rows = rowsOf(
      offering,
      asking({ wave: "2018" }),
      asking({ synthetic: false, code: "803" }),
      asking({ version: 8, code: "804" }),
    );
    expect(inWelsh(rows)).toHaveLength(3);
    expect(inWelsh(rowsOf(asking()))).toEqual([]);
  });

  test("never takes the place of English", () => {
    const rows = rowsOf(asking({ languages: ["cy"] }));
    expect(rows.filter(({ language }) => language === "en")).toEqual(rowsOf(asking()));
  });
});

describe("the codebook of a night", () => {
  const blocks = (rows: readonly Row[]) => [
    ...new Set(rows.map((row) => cellsOf(row, "wave", "data_origin", "instrument", "questionnaire_version").join(" "))),
  ];
  const many = [
    asking({ wave: "2018" }),
    asking({ version: 10, code: "803" }),
    asking({ version: 9, code: "804" }),
    asking({ questionnaire: "ylbc-16-25" }),
    asking({ synthetic: false }),
    asking(),
    asking({ code: "802" }),
  ];

  test("has a block for each wave, origin, instrument and version, whoever asked with it, in this order", () => {
    expect(blocks(rowsOf(...many))).toEqual([
      "2017 survey ylyc-8-11 7",
      "2017 SYNTHETIC ylbc-16-25 7",
      "2017 SYNTHETIC ylyc-8-11 7",
      "2017 SYNTHETIC ylyc-8-11 9",
      "2017 SYNTHETIC ylyc-8-11 10",
      "2018 SYNTHETIC ylyc-8-11 7",
    ]);
    expect(rowsOf(asking(), asking({ code: "802" }))).toEqual(rowsOf(asking()));
  });

  test("is the same in whichever order the campaigns come", () => {
    expect(rowsOf(...many.toReversed())).toEqual(rowsOf(...many));
  });

  test("is empty where no window has opened", () => {
    expect(rowsOf()).toEqual([]);
  });

  test("is not written by code that does not publish a questionnaire", () => {
    expect(() => [...codebookRows([asking({ version: 99 })])]).toThrow(QuestionnaireUnknown);
  });
});

describe("the codebook of every published questionnaire", () => {
  const rows = [...codebookRows(questionnaires.map(({ id, version }) => asking({ questionnaire: id, version })))];
  const read = readBack(rows);

  test("has a row for each answer and each derived band", () => {
    const answers = questionnaires.flatMap(itemsOf).reduce((sum, { scale }) => sum + answersOf(scale), 0);
    const bands = questionnaires.flatMap(derivedMeasuresOf).reduce((sum, measure) => sum + measure.bands.length, 0);
    expect(rows.filter(isNotAbout)).toHaveLength(answers + bands);
    expect(bands).toBeGreaterThan(0);
  });

  test("explains every measure and band that other files have", () => {
    const explained = new Set(
      rows.flatMap(({ instrument, measure_level, measure, indicator, band, answer }) => [
        `${instrument} ${measure_level} ${measure} ${band}`,
        `${instrument} indicator ${indicator} ${band}`,
        `${instrument} ladder ${measure} ${answer}`,
      ]),
    );
    const measured = questionnaires.flatMap((questionnaire) =>
      measuresOf(questionnaire).flatMap(({ level, id, bands }) =>
        bands.map((band) => `${questionnaire.id} ${level} ${id} ${band}`),
      ),
    );
    expect(measured.filter((each) => !explained.has(each))).toEqual([]);
  });

  test("has no two rows with the same time, geography and filters, and no filter item above 120 characters", () => {
    const key = codebook.columns.filter(({ role }) => role !== "indicator").map(({ name }) => name);
    expect(new Set(rows.map((row) => JSON.stringify(cellsOf(row, ...key)))).size).toBe(rows.length);
    const lengths = rows.flatMap((row) => key.map((column) => String(row[column]).length));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(120);
  });

  test("leaves no cell blank, and none that holds another kind than its column", () => {
    const patterns: Readonly<Record<string, RegExp>> = {
      text: /\S/,
      word: /^[a-z0-9.-]+$/,
      words: /^[a-z0-9.-]+( [a-z0-9.-]+)*$/,
      whole: /^([0-9]+|z|x)$/,
      tenths: /^([0-9]+(\.[1-9])?|z)$/,
    };
    const misfits = codebook.columns.flatMap((column) =>
      read
        .map((row) => row[column.name] ?? "")
        .filter((cell) => !patterns[kindOf(column)]?.test(cell))
        .map((cell) => `${column.name}: ${cell}`),
    );
    expect(misfits).toEqual([]);
  });

  test("has the four figures of the general population, each beside its band in the instruments that it is for", () => {
    const beside = read
      .filter(({ comparator }) => comparator !== "z")
      .map(({ instrument, indicator, band, comparator_percent }) =>
        [instrument, indicator, band, comparator_percent].join(" "),
      );
    expect([...new Set(beside)]).toEqual([
      "ylbc-16-25 loneliness negative 8",
      "ylbc-16-25 life-satisfaction low 3",
      "ylyc-11-17 good-friend negative 2.5",
      "ylyc-8-11 good-friend negative 2.5",
      "ylyc-8-11 afraid-of-school negative 17",
    ]);
  });
});
