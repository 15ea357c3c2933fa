import type { PlannedCampaign } from "#shared/programme/night.ts";
import { NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { origins, symbols } from "#shared/release/dataset.ts";
import { codebook } from "#shared/release/datasets/codebook.ts";
import { comparators } from "#shared/survey/comparators.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { indicators } from "#shared/survey/indicators.ts";
import { bandsOf, type Item, type Language, type Questionnaire, type Scale } from "#shared/survey/questionnaire.ts";
import { classesOf } from "../about-classes.ts";
import type { PlaceColumn } from "../expected-rows.ts";
import type { Layout, Measure } from "../layout.ts";
import type { Faults, FieldsOf, FileFault, Rule } from "../rule.ts";
import { numbersFrom, Shown } from "../wordings.ts";

/**
 * The codebook has every question of every questionnaire that was asked in a wave, with each of its answers, those about the
 * respondent too, and every derived measure with its bands, each once and nothing beside: in the words that a front end is
 * given, with the band, headline, polarity and comparator of its definition, or the class that an answer is kept as.
 */
export const codebookSaysWhatWasAsked = {
  name: "codebook-says-what-was-asked",
  begin(evidence: WhatWasAsked) {
    const blocks = blocksIn(evidence);
    return {
      judges: {
        "codebook.csv": ({ fields }: { readonly fields: Fields }): Faults => rowFaults(fields, blocks),
      },
      atEnd: (): FileFault[] =>
        [...blocks]
          .filter(([, { missing }]) => missing.size > 0)
          .map(([name]) => ({ file: codebook.path, detail: `${name} has gaps` })),
    };
  },
} as const satisfies Rule;

/** What the rule needs of the evidence: the campaigns whose window has opened, and what each of them asks. */
interface WhatWasAsked {
  readonly campaigns: ReadonlyMap<string, Asking>;
}

interface Asking {
  readonly campaign: Pick<PlannedCampaign, "wave" | "synthetic" | "questionnaire" | "version" | "languages">;
  readonly exact: { readonly layout: Asked };
}

type Asked = Pick<Layout, "questionnaire" | "measures">;

type Fields = FieldsOf<"codebook.csv">;

/** Cells that name the block of a row; what else is said of place and time, other rules judge in every dataset. */
type BlockColumn = PlaceColumn | "questionnaire_version";
type RowColumn = Exclude<keyof Fields, BlockColumn>;
type Cells = Readonly<Record<RowColumn, string>>;

/** All that was asked in one wave, origin, questionnaire and version. */
interface Block {
  /** By `rowName`. */
  readonly rows: ReadonlyMap<string, Cells>;
  /** Names of the rows that have not been seen yet. */
  readonly missing: Set<string>;
}

function blockName({
  wave,
  data_origin,
  instrument,
  questionnaire_version,
}: Pick<Fields, "wave" | "data_origin" | "instrument" | "questionnaire_version">): string {
  return `wave ${wave} ${data_origin} ${instrument} version ${questionnaire_version}`;
}

/** A question has a row for each answer, a derived measure one for each band. */
function rowName({ language, measure_level, measure, answer, band }: Cells): string {
  return [language, measure_level, measure, measure_level === "derived" ? band : answer].join("/");
}

function rowFaults(fields: Fields, blocks: ReadonlyMap<string, Block>): Faults {
  const block = blocks.get(blockName(fields));
  if (block === undefined) return ["is of a wave, origin, questionnaire or version that nobody was asked with"];
  const name = rowName(fields);
  const expected = block.rows.get(name);
  if (expected === undefined) return ["is of a question, answer or band that there is not"];
  if (!block.missing.delete(name)) return ["is there twice"];
  return (Object.keys(expected) as RowColumn[])
    .filter((column) => fields[column] !== guarded(expected[column]))
    .map((column) => `${column} is not what the questionnaire says`);
}

/** A spreadsheet would run what begins like this. */
function guarded(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}

function blocksIn({ campaigns }: WhatWasAsked): ReadonlyMap<string, Block> {
  const together = Map.groupBy(campaigns.values(), ({ campaign: { wave, synthetic, questionnaire, version } }) =>
    blockName({
      wave,
      data_origin: synthetic ? origins.synthetic : origins.survey,
      instrument: questionnaire,
      questionnaire_version: String(version),
    }),
  );
  return new Map([...together].map(([name, members]) => [name, blockOf(members)]));
}

function blockOf(members: readonly Asking[]): Block {
  const [first] = members;
  const offered = new Set(members.flatMap(({ campaign }) => campaign.languages));
  const expected = first === undefined ? [] : rowsOf(first.exact.layout, offered);
  const rows = new Map(expected.map((row) => [rowName(row), row]));
  return { rows, missing: new Set(rows.keys()) };
}

/** Whatever was offered, there is English; what is derived, and asked about the respondent, is worded in English only. */
function rowsOf({ questionnaire, measures }: Asked, offered: ReadonlySet<Language>): Cells[] {
  const inEnglish = new Shown(questionnaire, "en");
  const inWelsh = offered.has("cy") ? [new Shown(questionnaire, "cy")] : [];
  return [
    ...[inEnglish, ...inWelsh].flatMap((shown) => itemRows(shown, measures)),
    ...aboutRows(inEnglish),
    ...measures.flatMap((measure) => derivedRows(measure, inEnglish)),
  ];
}

const { notApplicable, notAvailable } = symbols;

function none<Column extends RowColumn>(...columns: readonly Column[]): Readonly<Record<Column, string>> {
  return Object.fromEntries(columns.map((column) => [column, notApplicable])) as Record<Column, string>;
}

function itemRows(shown: Shown, measures: readonly Measure[]): Cells[] {
  const { sections } = shown.questionnaire;
  return shown.rendered.sections.flatMap(({ title, items }, section) =>
    items.flatMap((asked, place): Cells[] => {
      const item = sections[section]?.items[place];
      if (item === undefined || !Object.hasOwn(item.wording, shown.language)) return [];
      const ofItem = {
        ...shown.cells,
        section_title: shown.words(title),
        wording: shown.words(asked.wording),
        ...meaningOf(item, measures),
      };
      return shown.answersTo(asked).map(({ id, words, face }, position) => ({
        ...ofItem,
        answer: id,
        answer_order: String(position + 1),
        answer_wording: words,
        answer_face: face ?? notApplicable,
        ...bandOf(item, id, shown.questionnaire),
      }));
    }),
  );
}

function meaningOf({ id, indicator, scale }: Item, measures: readonly Measure[]) {
  const found = indicators.find((each) => each.id === indicator);
  const mean = measures.find((measure) => measure.level === "ladder" && measure.id === id)?.ladder;
  return {
    measure_level: "item",
    measure: id,
    indicator,
    domain: found?.domain ?? notApplicable,
    scale_kind: scale.kind,
    measure_title: found?.title ?? notApplicable,
    polarity: found?.polarity ?? notApplicable,
    average_title: mean?.title ?? notApplicable,
    average_polarity: mean?.polarity ?? notApplicable,
    ...none("definition", "derived_from"),
  };
}

function bandOf({ indicator, scale }: Item, answer: string, { id: instrument }: Questionnaire) {
  const band = bandIn(scale, answer);
  if (band === undefined) return { ...none("band", "band_order"), headline: "no", ...noComparator };
  return {
    ...placeOf(band, bandsOf(scale), indicators.find((each) => each.id === indicator)?.headline),
    ...comparatorOf(instrument, indicator, band),
  };
}

/** Undefined for a choice that is no answer. */
function bandIn(scale: Scale, answer: string): string | undefined {
  if (scale.kind === "choice") return scale.options.find(({ id }) => id === answer)?.band ?? undefined;
  return scale.bands.find(({ from, to }) => from <= Number(answer) && Number(answer) <= to)?.id;
}

function placeOf(band: string, bands: readonly string[], quoted: string | undefined) {
  return { band, band_order: String(bands.indexOf(band) + 1), headline: band === quoted ? "yes" : "no" };
}

const noComparator = none(
  "comparator",
  "comparator_percent",
  "comparator_answer_count",
  "comparator_source",
  "comparator_year",
  "comparator_ages",
  "comparator_wording",
  "comparator_scale",
  "comparator_differs",
  "comparator_remark",
);

function comparatorOf(instrument: Questionnaire["id"], indicator: string, band: string) {
  const found = comparators.find(
    (each) => each.indicator === indicator && each.band === band && each.instruments.includes(instrument),
  );
  if (found === undefined) return noComparator;
  const differs = found.differs[instrument] ?? [];
  return {
    comparator: found.id,
    comparator_percent: String(found.percent),
    comparator_answer_count: found.base === null ? notAvailable : String(found.base),
    comparator_source: found.source,
    comparator_year: found.year,
    comparator_ages: found.ages,
    comparator_wording: found.wording === null ? notAvailable : found.wording,
    comparator_scale: found.scale,
    comparator_differs: differs.length === 0 ? NOTHING_DIFFERS : differs.join("-and-"),
    comparator_remark: found.remark ?? notApplicable,
  };
}

function aboutRows(shown: Shown): Cells[] {
  return shown.rendered.about.flatMap(({ id, wording, answer }) => {
    const { column, classes } = classesOf(id, shown.questionnaire);
    const answers =
      answer.kind === "choice"
        ? answer.options.map((option) => ({ id: option.id, words: shown.words(option.wording) }))
        : numbersFrom(answer).map((number) => ({ id: number, words: notApplicable }));
    return answers.map((each, position) => ({
      ...shown.cells,
      ...none("domain", "indicator", "section_title", "answer_face", "measure_title", "polarity"),
      ...none("average_title", "average_polarity", "definition", "derived_from"),
      measure_level: "about",
      measure: column,
      wording: shown.words(wording),
      scale_kind: answer.kind,
      answer: each.id,
      answer_order: String(position + 1),
      answer_wording: each.words,
      ...placeOf(
        classes.find(({ holds }) => holds(each.id))?.id ?? notApplicable,
        classes.map((kept) => kept.id),
        undefined,
      ),
      ...noComparator,
    }));
  });
}

function derivedRows({ level, headline, bands }: Measure, shown: Shown): Cells[] {
  if (level !== "derived" || headline === undefined) return [];
  const { id, domain, title, polarity, wording } = headline;
  const from = derivedMeasuresOf(shown.questionnaire).find((each) => each.id === id)?.items ?? [];
  return bands.map((band) => ({
    ...shown.cells,
    ...none("indicator", "answer", "answer_order", "section_title", "wording", "scale_kind"),
    ...none("answer_wording", "answer_face", "average_title", "average_polarity"),
    measure_level: "derived",
    measure: id,
    domain,
    measure_title: title,
    polarity,
    definition: wording,
    derived_from: from.map((item) => item.id).join(" "),
    ...placeOf(band, bands, headline.headline),
    ...noComparator,
  }));
}
