/**
 * What a dataset of a release is: its columns in order, in the layout of the Department for Education's explore education
 * statistics. The writer, the audit and whoever reads the files take the columns from `datasets/`.
 */

/** Words with a full stop: a description that says nothing does not compile. */
export type Sentence = `${string} ${string}.`;

/** What a cell holds where it holds no symbol. */
export type Kind =
  | "text"
  | "word"
  | "words"
  | "date"
  | "whole"
  | "signed-whole"
  | "tenths"
  | "signed-tenths"
  | "thousandths";

export interface Column {
  /** snake_case. */
  readonly name: string;
  readonly role: "time" | "geography" | "filter" | "indicator";
  /** At most 80 characters: the heading above the column. */
  readonly label: string;
  /** For whoever has nothing but the file: what a cell says, of whom, in which unit, how rounded. */
  readonly description: Sentence;
  /** Whole numbers from 0 in an indicator, text in any other column, unless said otherwise. */
  readonly holds?: Kind;
  /** Under which heading an indicator stands. */
  readonly grouping?: string;
}

export interface DatasetDefinition {
  /** snake_case: the name of a table, too. */
  readonly name: string;
  /** Of its CSV file inside a release, `<name>.csv`. */
  readonly path: string;
  readonly title: string;
  /** What a row is. */
  readonly description: Sentence;
  readonly columns: readonly Column[];
}

export function kindOf({ role, holds }: Pick<Column, "role" | "holds">): Kind {
  return holds ?? (role === "indicator" ? "whole" : "text");
}

/** Stands in a cell instead of a figure. Never blank. */
export const symbols = {
  /** Too few to show. */
  confidential: "c",
  /** The figure makes no sense here. */
  notApplicable: "z",
  /** Not available yet, or not collected. */
  notAvailable: "x",
} as const;

/** What each of them says to a person. */
export const symbolLabels = {
  [symbols.confidential]: "confidential: the group, or the number of authorities, is too small to show",
  [symbols.notApplicable]: "not applicable: a value would make no sense here",
  [symbols.notAvailable]: "not available: not known, not collected or not counted yet",
} as const;

/** Marks rows of invented answers. */
export const origins = { synthetic: "SYNTHETIC", survey: "survey" } as const;

const timeAndCountry = [
  {
    name: "time_period",
    role: "time",
    label: "Year of the wave",
    description: "The calendar year in which the wave began.",
    holds: "whole",
  },
  {
    name: "time_identifier",
    role: "time",
    label: "Kind of period",
    description: "What kind of period time_period is.",
  },
  {
    name: "geographic_level",
    role: "geography",
    label: "Geographic level",
    description: "Whether the row is about one local authority or about all that took part.",
  },
  {
    name: "country_code",
    role: "geography",
    label: "Country code",
    description: "Nine-character code of the Office for National Statistics.",
  },
  {
    name: "country_name",
    role: "geography",
    label: "Country",
    description: "The country in which the authorities lie.",
  },
] as const satisfies readonly Column[];

const authority = [
  {
    name: "region_code",
    role: "geography",
    label: "Region code",
    description: "Nine-character code of the English region.",
  },
  { name: "region_name", role: "geography", label: "Region", description: "The English region of the authority." },
  {
    name: "old_la_code",
    role: "geography",
    label: "Local authority code, three digits",
    description: "The Department for Education's code; text, for it may begin with a nought.",
  },
  {
    name: "new_la_code",
    role: "geography",
    label: "Local authority code, nine characters",
    description: "The Office for National Statistics' code of the authority.",
  },
  {
    name: "la_name",
    role: "geography",
    label: "Local authority",
    description: "The authority that looks after the respondents.",
  },
] as const satisfies readonly Column[];

const survey = [
  {
    name: "wave",
    role: "filter",
    label: "Wave",
    description: "The round of the survey that the answers were given in; it begins with its year.",
  },
  {
    name: "data_origin",
    role: "filter",
    label: "SYNTHETIC for invented answers, else survey",
    description: "Whether children gave the answers or a machine invented them; the places are real in both.",
  },
  {
    name: "instrument",
    role: "filter",
    label: "Questionnaire",
    description: "The questionnaire that was answered; its numbers are the ages that it is for.",
  },
] as const satisfies readonly Column[];

/** What every row about one authority begins with. */
export const placeAndTime = [...timeAndCountry, ...authority, ...survey] as const;

/** What every row about all authorities of a wave begins with. */
export const nationalPlaceAndTime = [...timeAndCountry, ...survey] as const;

/** What stands in one column of a row. */
export type Field = string | number;

/** A row has a field for every column: leaving one out does not compile. */
export type RowOf<Dataset extends DatasetDefinition> = Readonly<Record<Dataset["columns"][number]["name"], Field>>;

/** `Total` in a filter column stands for everybody. */
export const TOTAL = "Total";
