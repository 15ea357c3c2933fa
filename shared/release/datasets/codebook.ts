/** `codebook.csv`: what was asked in a wave, word for word, and what every answer counts as. */
import { type Column, type DatasetDefinition, nationalPlaceAndTime } from "../dataset.ts";
import { domainColumn } from "./measure-columns.ts";

const questionnaire = "Questionnaire";
const question = "Question and answer";
const meaning = "What is measured";
const comparator = "Comparator";

const filters = [
  {
    name: "questionnaire_version",
    role: "filter",
    label: "Version of the questionnaire",
    description: "A published version never changes; campaigns of one wave may have asked with different ones.",
    holds: "whole",
  },
  {
    name: "language",
    role: "filter",
    label: "Language of the wordings: en for English, cy for Welsh",
    description: "English always; Welsh where a campaign offered it and the question is written in it.",
  },
  {
    ...domainColumn,
    description: `${domainColumn.description} z for a question about the respondent.`,
  },
  {
    name: "measure_level",
    role: "filter",
    label: "item, about or derived",
    description:
      "An item is one question about life, about one about the respondent, a derived measure is worked out from several answers.",
  },
  {
    name: "measure",
    role: "filter",
    label: "Id of the item or derived measure, or column of what is known of respondents",
    description:
      "As in the column measure of the other files, the same in every questionnaire and wave; of a question about the respondent the column of other files, or of the record-level files, that has what is kept of its answers.",
  },
  {
    name: "indicator",
    role: "filter",
    label: "Id of the indicator that the item measures",
    description:
      "As in the column measure of the other files at the level indicator; z for a derived measure and about the respondent.",
  },
  {
    name: "answer",
    role: "filter",
    label: "Id of the answer, or step of the ladder",
    description:
      "The option that can be chosen, 0 to 10 on a ladder, or a whole number; z for a derived measure, which nobody answers.",
  },
  {
    name: "answer_order",
    role: "filter",
    label: "Place of the answer among those of its question",
    description: "From 1 in the order in which the answers are offered; z for a derived measure.",
    holds: "whole",
  },
  {
    name: "band",
    role: "filter",
    label: "Band that the answer falls into, or class that it is kept as",
    description:
      "As in the column band of the other files; z for a valid choice that is no answer and enters no base. Of an answer about the respondent all that is kept of it: the answer itself never leaves the function that takes it in.",
  },
  {
    name: "band_order",
    role: "filter",
    label: "Place of the band among those of its measure",
    description:
      "From 1 in the order in which tables show the bands, the favourable end first where there is one; z without a band.",
    holds: "whole",
  },
  {
    name: "headline",
    role: "filter",
    label: "yes where the band is the one that is quoted, else no",
    description: "The headline share is the per cent of valid answers in this band; measure_title says it in words.",
  },
  {
    name: "comparator",
    role: "filter",
    label: "Id of the general population's figure beside this band",
    description: "Only a headline has one, and few have; as in the column reference of the comparisons, z without.",
  },
] as const satisfies readonly Column[];

const questionnaireColumns = [
  {
    name: "questionnaire_title",
    role: "indicator",
    label: "Title of the questionnaire",
    description: "Word for word as a respondent reads it, in the language of the row.",
    holds: "text",
    grouping: questionnaire,
  },
  {
    name: "answered_by",
    role: "indicator",
    label: "Who answers",
    description: "young-person, child-with-help-if-wanted, or child-with-trusted-adult who holds the pen.",
    holds: "word",
    grouping: questionnaire,
  },
  {
    name: "ages",
    role: "indicator",
    label: "Ages that are asked",
    description: "Whole years, both ends included.",
    holds: "text",
    grouping: questionnaire,
  },
] as const satisfies readonly Column[];

const questionColumns = [
  {
    name: "section_title",
    role: "indicator",
    label: "Heading above the question",
    description: "Word for word as a respondent reads it; z for a derived measure and about the respondent.",
    holds: "text",
    grouping: question,
  },
  {
    name: "wording",
    role: "indicator",
    label: "Question, word for word",
    description: "As it is put to the respondent in the language of the row; z for a derived measure.",
    holds: "text",
    grouping: question,
  },
  {
    name: "scale_kind",
    role: "indicator",
    label: "choice, ladder or whole-number",
    description: "One of several options, a step from 0 to 10, or a number that is written; z for a derived measure.",
    holds: "word",
    grouping: question,
  },
  {
    name: "answer_wording",
    role: "indicator",
    label: "Answer, word for word",
    description:
      "As it is offered in the language of the row; z for a derived measure, for a whole number, and between the two ends of a ladder, where only the number is shown.",
    holds: "text",
    grouping: question,
  },
  {
    name: "answer_face",
    role: "indicator",
    label: "Face that is drawn beside the answer",
    description: "smiling, unsure or sad, for those who do not read yet; z where none is drawn.",
    holds: "word",
    grouping: question,
  },
] as const satisfies readonly Column[];

const meaningColumns = [
  {
    name: "measure_title",
    role: "indicator",
    label: "What the headline share says",
    description:
      "Of the indicator or derived measure, in English: those in the headline's band, in a few words; z about the respondent, which is no figure.",
    holds: "text",
    grouping: meaning,
  },
  {
    name: "polarity",
    role: "indicator",
    label: "Whether a larger headline share is better for children",
    description: "higher-is-better, lower-is-better, or neutral where neither end is better; z about the respondent.",
    holds: "word",
    grouping: meaning,
  },
  {
    name: "average_title",
    role: "indicator",
    label: "What the mean of the ladder says",
    description: "In English, for the averages; z where the measure is no ladder.",
    holds: "text",
    grouping: meaning,
  },
  {
    name: "average_polarity",
    role: "indicator",
    label: "Whether a larger mean of the ladder is better for children",
    description:
      "May be the opposite of polarity: a low mean is worse, and so are many low answers; z without a ladder.",
    holds: "word",
    grouping: meaning,
  },
  {
    name: "definition",
    role: "indicator",
    label: "Rule by which a derived measure is worked out",
    description: "One sentence, in English; the same id always means the same rule; z for a question.",
    holds: "text",
    grouping: meaning,
  },
  {
    name: "derived_from",
    role: "indicator",
    label: "Items that a derived measure is worked out from",
    description: "Ids between spaces, those that this questionnaire asks; z for a question.",
    holds: "words",
    grouping: meaning,
  },
] as const satisfies readonly Column[];

const comparatorColumns = [
  {
    name: "comparator_percent",
    role: "indicator",
    label: "Per cent of the general population in the band",
    description: "As the source states it, to one decimal at most; z without a comparator.",
    holds: "tenths",
    grouping: comparator,
  },
  {
    name: "comparator_answer_count",
    role: "indicator",
    label: "Respondents behind the comparator",
    description: "As the source states it, x where it does not, and then no interval can be put around the figure.",
    grouping: comparator,
  },
  {
    name: "comparator_source",
    role: "indicator",
    label: "Where the comparator is published",
    description: "The publication that the figure was read in, which may cite a survey that was not found.",
    holds: "text",
    grouping: comparator,
  },
  {
    name: "comparator_year",
    role: "indicator",
    label: "When the comparator was measured",
    description: "As far as the source says.",
    holds: "text",
    grouping: comparator,
  },
  {
    name: "comparator_ages",
    role: "indicator",
    label: "Ages that the comparator is about",
    description: "To be read beside ages, which are those that are asked here.",
    holds: "text",
    grouping: comparator,
  },
  {
    name: "comparator_wording",
    role: "indicator",
    label: "What was asked for the comparator",
    description: "In our words, to be read beside wording; x where it was not found.",
    holds: "text",
    grouping: comparator,
  },
  {
    name: "comparator_scale",
    role: "indicator",
    label: "Answers that were offered for the comparator",
    description: "With the answers that its per cent counts, as far as the source says.",
    holds: "text",
    grouping: comparator,
  },
  {
    name: "comparator_differs",
    role: "indicator",
    label: "What the comparator does not share with the figure here, or no",
    description: "ages, wording, scale, joined by -and-: what differs or was not found; as reference_differs.",
    holds: "word",
    grouping: comparator,
  },
  {
    name: "comparator_remark",
    role: "indicator",
    label: "What else to know before setting the comparator beside a figure",
    description: "z where nothing more is known, and without a comparator.",
    holds: "text",
    grouping: comparator,
  },
] as const satisfies readonly Column[];

export const codebook = {
  name: "codebook",
  path: "codebook.csv",
  title: "Every question, answer and derived measure, word for word, with what each counts as",
  description:
    "One row a wave, questionnaire, version, language, question and answer, and one for each band of a derived measure.",
  columns: [
    ...nationalPlaceAndTime,
    ...filters,
    ...questionnaireColumns,
    ...questionColumns,
    ...meaningColumns,
    ...comparatorColumns,
  ],
} as const satisfies DatasetDefinition;
