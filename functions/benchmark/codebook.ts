/** The codebook: every question and answer of the night's campaigns, with what each counts as, is kept as and is compared with. */
import type { Campaign } from "#shared/programme/campaign.ts";
import { NOTHING_DIFFERS } from "#shared/release/comparison.ts";
import { type RowOf, symbols } from "#shared/release/dataset.ts";
import type { codebook } from "#shared/release/datasets/codebook.ts";
import { type AboutQuestion, aboutQuestionsOf, keptAs } from "#shared/survey/about-questions.ts";
import { indicatorOf, publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { type ComparatorFor, comparatorOf } from "#shared/survey/comparators.ts";
import { type DerivedMeasure, derivedMeasuresOf } from "#shared/survey/derived.ts";
import { laddersOf } from "#shared/survey/headlines.ts";
import {
  answersOf,
  bandOfCode,
  bandsOf,
  type Item,
  type Language,
  type Questionnaire,
  type Scale,
  type Wording,
} from "#shared/survey/questionnaire.ts";
import { whereAndWhenOfNation } from "./place-and-time.ts";

const { notApplicable, notAvailable } = symbols;

type Row = RowOf<typeof codebook>;
type Asked = Pick<Campaign, "wave" | "synthetic" | "questionnaire" | "version" | "languages">;

/**
 * A block of rows for each wave, origin of the answers, instrument and version: waves and instruments in the order of their
 * ids, real answers before invented ones. In each block English before Welsh, the items in the order in which they are
 * asked, their answers as they are offered; what is asked about the respondent, and then what is derived, stand at the end of
 * the English rows, because they are worded in English only. An item has Welsh rows where any campaign of the block offers Welsh and its question is written in it; what
 * else of it is not, stands there in English, as it is shown.
 *
 * @param campaigns all whose window has opened
 * @throws QuestionnaireUnknown
 */
export function* codebookRows(
  campaigns: Iterable<{ readonly campaign: Asked }>,
  questionnaireOf: (id: Asked["questionnaire"], version: number) => Questionnaire = publishedQuestionnaire,
): Generator<Row> {
  for (const { first, languages } of blocksOf(campaigns)) {
    const questionnaire = questionnaireOf(first.questionnaire, first.version);
    const place = { ...whereAndWhenOfNation(first), questionnaire_version: first.version };
    for (const language of languages) {
      for (const row of rowsIn(questionnaire, language)) yield { ...place, ...row };
    }
  }
}

interface Block {
  readonly first: Asked;
  /** In which there may be rows. */
  readonly languages: readonly Language[];
}

function blocksOf(campaigns: Iterable<{ readonly campaign: Asked }>): Block[] {
  const asked = Array.from(campaigns, ({ campaign }) => campaign);
  const together = Map.groupBy(asked, ({ wave, synthetic, questionnaire, version }) =>
    JSON.stringify([wave, synthetic, questionnaire, version]),
  );
  return [...together.values()]
    .flatMap((members): Block[] => {
      const [first] = members;
      const offersWelsh = members.some(({ languages }) => languages.includes("cy"));
      return first === undefined ? [] : [{ first, languages: offersWelsh ? ["en", "cy"] : ["en"] }];
    })
    .toSorted(({ first: one }, { first: other }) => inOrder(one, other));
}

function inOrder(one: Asked, other: Asked): number {
  return (
    byText(one.wave, other.wave) ||
    Number(one.synthetic) - Number(other.synthetic) ||
    byText(one.questionnaire, other.questionnaire) ||
    one.version - other.version
  );
}

function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

type PlaceColumn = keyof ReturnType<typeof whereAndWhenOfNation> | "questionnaire_version";
/** A row without what its whole block has in common. */
type RowInBlock = Omit<Row, PlaceColumn>;

function* rowsIn(questionnaire: Questionnaire, language: Language): Generator<RowInBlock> {
  const say = ({ en, [language]: translated = en }: Wording) => translated;
  const { title, answeredBy, ages, sections } = questionnaire;
  const ofQuestionnaire = {
    language,
    questionnaire_title: say(title),
    answered_by: answeredBy,
    ages: `${ages.from} to ${ages.to}`,
  };
  for (const section of sections) {
    for (const item of section.items) {
      if (item.wording[language] === undefined) continue;
      const ofItem = {
        ...ofQuestionnaire,
        section_title: say(section.title),
        wording: say(item.wording),
        ...measureColumns(item, questionnaire),
      };
      for (let code = 0; code < answersOf(item.scale); code += 1) {
        yield { ...ofItem, ...answerColumns(item, code, say), ...bandColumns(item, code, questionnaire) };
      }
    }
  }
  if (language !== "en") return;
  for (const question of aboutQuestionsOf(questionnaire)) {
    for (const row of aboutRows(question, questionnaire)) yield { ...ofQuestionnaire, ...row };
  }
  for (const measure of derivedMeasuresOf(questionnaire)) {
    for (const band of measure.bands) yield { ...ofQuestionnaire, ...derivedColumns(measure, band) };
  }
}

function measureColumns({ id, indicator, scale }: Item, questionnaire: Questionnaire) {
  const { domain, title, polarity } = indicatorOf(indicator);
  const mean = laddersOf(questionnaire).find((ladder) => ladder.id === id);
  return {
    domain,
    measure_level: "item",
    measure: id,
    indicator,
    scale_kind: scale.kind,
    measure_title: title,
    polarity,
    average_title: mean?.title ?? notApplicable,
    average_polarity: mean?.polarity ?? notApplicable,
    definition: notApplicable,
    derived_from: notApplicable,
  };
}

function answerColumns({ scale }: Item, code: number, say: (wording: Wording) => string) {
  const { id, wording, face } = answerOf(scale, code);
  return {
    answer: id,
    answer_order: code + 1,
    answer_wording: wording === undefined ? notApplicable : say(wording),
    answer_face: face ?? notApplicable,
  };
}

interface Answer {
  readonly id: string;
  readonly wording?: Wording;
  readonly face?: string;
}

/** An option as it is; a step of a ladder has words at its two ends only. */
function answerOf(scale: Scale, code: number): Answer {
  if (scale.kind === "choice") {
    const option = scale.options[code];
    if (option === undefined) throw new RangeError("no such answer code on this scale");
    return option;
  }
  const id = String(code);
  if (code === 0) return { id, wording: scale.lowest };
  return code === answersOf(scale) - 1 ? { id, wording: scale.highest } : { id };
}

function bandColumns({ indicator, scale }: Item, code: number, { id }: Questionnaire) {
  const band = bandOfCode(scale, code);
  const comparator = comparatorOf(id, indicator);
  return {
    band: band ?? notApplicable,
    band_order: band === null ? notApplicable : 1 + bandsOf(scale).indexOf(band),
    headline: yesOrNo(band === indicatorOf(indicator).headline),
    ...comparatorColumns(comparator?.band === band ? comparator : undefined),
  };
}

function yesOrNo(isSo: boolean): string {
  return isSo ? "yes" : "no";
}

const NO_COMPARATOR = {
  comparator: notApplicable,
  comparator_percent: notApplicable,
  comparator_answer_count: notApplicable,
  comparator_source: notApplicable,
  comparator_year: notApplicable,
  comparator_ages: notApplicable,
  comparator_wording: notApplicable,
  comparator_scale: notApplicable,
  comparator_differs: notApplicable,
  comparator_remark: notApplicable,
};

function comparatorColumns(comparator: ComparatorFor | undefined) {
  if (comparator === undefined) return NO_COMPARATOR;
  const { id, percent, base, source, year, ages, wording, scale, differs, remark } = comparator;
  return {
    comparator: id,
    comparator_percent: percent,
    comparator_answer_count: base ?? notAvailable,
    comparator_source: source,
    comparator_year: year,
    comparator_ages: ages,
    comparator_wording: wording ?? notAvailable,
    comparator_scale: scale,
    comparator_differs: differs.join("-and-") || NOTHING_DIFFERS,
    comparator_remark: remark ?? notApplicable,
  };
}

type QuestionnaireColumn = "language" | "questionnaire_title" | "answered_by" | "ages";

/** A row for each answer that is taken; what it is kept as stands where a question's answers have their band. */
function aboutRows(
  { id, wording, answer }: AboutQuestion,
  questionnaire: Questionnaire,
): Omit<RowInBlock, QuestionnaireColumn>[] {
  const { column, classes, classOf } = keptAs(id, questionnaire);
  return answersAbout(answer).map((each, place) => {
    const band = classOf(each.id);
    return {
      ...NOTHING_MEASURED,
      measure_level: "about",
      measure: column,
      wording: wording.en,
      scale_kind: answer.kind,
      answer: each.id,
      answer_order: place + 1,
      answer_wording: each.wording?.en ?? notApplicable,
      answer_face: notApplicable,
      band,
      band_order: 1 + classes.indexOf(band),
      headline: yesOrNo(false),
    };
  });
}

function answersAbout(answer: AboutQuestion["answer"]): readonly Answer[] {
  if (answer.kind === "choice") return answer.options;
  const { from, to } = answer;
  return Array.from({ length: 1 + to - from }, (_, place) => ({ id: String(from + place) }));
}

/** Nothing that is asked about the respondent is a figure, or stands under a heading. */
const NOTHING_MEASURED = {
  domain: notApplicable,
  indicator: notApplicable,
  section_title: notApplicable,
  measure_title: notApplicable,
  polarity: notApplicable,
  average_title: notApplicable,
  average_polarity: notApplicable,
  definition: notApplicable,
  derived_from: notApplicable,
  ...NO_COMPARATOR,
};

function derivedColumns(
  { id, domain, title, definition, polarity, headline, bands, items }: DerivedMeasure,
  band: DerivedMeasure["bands"][number],
) {
  return {
    domain,
    measure_level: "derived",
    measure: id,
    indicator: notApplicable,
    answer: notApplicable,
    answer_order: notApplicable,
    band,
    band_order: 1 + bands.indexOf(band),
    headline: yesOrNo(band === headline),
    section_title: notApplicable,
    wording: notApplicable,
    scale_kind: notApplicable,
    answer_wording: notApplicable,
    answer_face: notApplicable,
    measure_title: title,
    polarity,
    average_title: notApplicable,
    average_polarity: notApplicable,
    definition,
    derived_from: items.map((item) => item.id).join(" "),
    ...NO_COMPARATOR,
  };
}
