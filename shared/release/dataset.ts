/**
 * The datasets of a release: their columns in order, in the layout of the Department for Education's explore education
 * statistics. The writer, the audit and whoever reads the files take the columns from here.
 */

export interface Column {
  readonly name: string;
  readonly role: "time" | "geography" | "filter" | "indicator";
  readonly label: string;
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

const placeAndTime = [
  { name: "time_period", role: "time", label: "Year of the wave" },
  { name: "time_identifier", role: "time", label: "Kind of period" },
  { name: "geographic_level", role: "geography", label: "Geographic level" },
  { name: "country_code", role: "geography", label: "Country code" },
  { name: "country_name", role: "geography", label: "Country" },
  { name: "region_code", role: "geography", label: "Region code" },
  { name: "region_name", role: "geography", label: "Region" },
  { name: "old_la_code", role: "geography", label: "Local authority code, three digits" },
  { name: "new_la_code", role: "geography", label: "Local authority code, nine characters" },
  { name: "la_name", role: "geography", label: "Local authority" },
  { name: "wave", role: "filter", label: "Wave" },
  { name: "data_origin", role: "filter", label: "SYNTHETIC for invented answers, else survey" },
  { name: "instrument", role: "filter", label: "Questionnaire" },
] as const satisfies readonly Column[];

/** One row a campaign, item or indicator, group and band. */
export const benchmarks = {
  path: "benchmarks.csv",
  title: "Each authority's answers beside the other authorities'",
  columns: [
    ...placeAndTime,
    { name: "domain", role: "filter", label: "Domain of well-being" },
    { name: "measure_level", role: "filter", label: "item or indicator" },
    { name: "measure", role: "filter", label: "Id of the item or indicator" },
    { name: "gender", role: "filter", label: "Gender" },
    { name: "age_band", role: "filter", label: "Age band in years" },
    { name: "band", role: "filter", label: "Band of answers" },
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 5" },
    { name: "band_percent", role: "indicator", label: "Per cent of valid answers in the band" },
    { name: "band_percent_at_least", role: "indicator", label: "Lowest per cent that the published range allows" },
    { name: "band_percent_at_most", role: "indicator", label: "Highest per cent that the published range allows" },
    { name: "interval_lower_percent", role: "indicator", label: "95% Wilson interval, lower end" },
    { name: "interval_upper_percent", role: "indicator", label: "95% Wilson interval, upper end" },
    { name: "others_authority_count", role: "indicator", label: "Other authorities in the pool" },
    { name: "others_answer_count", role: "indicator", label: "Valid answers elsewhere, to the nearest 10" },
    { name: "others_percent", role: "indicator", label: "Per cent in the band over all other authorities" },
    { name: "others_percent_at_least", role: "indicator", label: "Lowest per cent elsewhere that the range allows" },
    { name: "others_percent_at_most", role: "indicator", label: "Highest per cent elsewhere that the range allows" },
  ],
} as const satisfies DatasetDefinition;

/** One row a campaign. */
export const responseRates = {
  path: "response-rates.csv",
  title: "How many of the children who were invited answered",
  columns: [
    ...placeAndTime,
    { name: "campaign_status", role: "filter", label: "open, released, or held" },
    { name: "eligible_count", role: "indicator", label: "Children invited" },
    { name: "response_count", role: "indicator", label: "Responses, to the nearest 5" },
    { name: "response_rate_percent", role: "indicator", label: "Rounded responses per 100 invited" },
  ],
} as const satisfies DatasetDefinition;

/** A row has a value for every column: leaving one out does not compile. */
export type RowOf<Dataset extends DatasetDefinition> = Readonly<
  Record<Dataset["columns"][number]["name"], string | number>
>;

/** `Total` in a filter column stands for everybody. */
export const TOTAL = "Total";
