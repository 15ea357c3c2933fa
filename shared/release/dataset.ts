/**
 * What a dataset of a release is: its columns in order, in the layout of the Department for Education's explore education
 * statistics. The writer, the audit and whoever reads the files take the columns from `datasets/`.
 */

export interface Column {
  readonly name: string;
  readonly role: "time" | "geography" | "filter" | "indicator";
  readonly label: string;
  /** What an indicator's cell holds where it holds no symbol; whole numbers from 0 unless said otherwise. */
  readonly holds?: "whole" | "signed-whole" | "tenths" | "signed-tenths" | "thousandths" | "word";
}

export interface DatasetDefinition {
  readonly path: string;
  readonly title: string;
  readonly columns: readonly Column[];
}

/** Stands in a cell instead of a figure. Never blank. */
export const symbols = {
  /** Withheld to protect respondents. */
  confidential: "c",
  /** The figure makes no sense here. */
  notApplicable: "z",
  /** Not available yet, or not collected. */
  notAvailable: "x",
} as const;

/** Marks rows of invented answers. */
export const origins = { synthetic: "SYNTHETIC", survey: "survey" } as const;

const timeAndCountry = [
  { name: "time_period", role: "time", label: "Year of the wave" },
  { name: "time_identifier", role: "time", label: "Kind of period" },
  { name: "geographic_level", role: "geography", label: "Geographic level" },
  { name: "country_code", role: "geography", label: "Country code" },
  { name: "country_name", role: "geography", label: "Country" },
] as const satisfies readonly Column[];

const authority = [
  { name: "region_code", role: "geography", label: "Region code" },
  { name: "region_name", role: "geography", label: "Region" },
  { name: "old_la_code", role: "geography", label: "Local authority code, three digits" },
  { name: "new_la_code", role: "geography", label: "Local authority code, nine characters" },
  { name: "la_name", role: "geography", label: "Local authority" },
] as const satisfies readonly Column[];

const survey = [
  { name: "wave", role: "filter", label: "Wave" },
  { name: "data_origin", role: "filter", label: "SYNTHETIC for invented answers, else survey" },
  { name: "instrument", role: "filter", label: "Questionnaire" },
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
