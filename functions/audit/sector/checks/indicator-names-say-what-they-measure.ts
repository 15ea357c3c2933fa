/**
 * An indicator's name ends with what kind of measure it is (`_count`, `_percent`, `_average`, `_points`, `_value`,
 * `_variance`), unless it is words, and holds no item of a characteristic: `female_percent` would be a filter's item hidden
 * in a column.
 */
import { ofTheWholeFile, type SectorCheck, type SectorFaults } from "../sector-check.ts";
import { isWords, type MetaRow } from "../sector-file.ts";

export const indicatorNamesSayWhatTheyMeasure: SectorCheck = {
  name: "indicator-names-say-what-they-measure",
  begin: ({ indicators }) => ofTheWholeFile(() => indicators.flatMap(nameFaults)),
};

const MEASURE = /_(count|percent|average|points|value|variance)$/;

/** What the department's screener looks for. */
const items: ReadonlySet<string> = new Set([
  ...["male", "female", "asian", "chinese", "indian", "pakistani", "bangladeshi", "black", "african", "caribbean"],
  ...["white", "roma", "irish", "english", "british", "scottish", "welsh", "arab"],
]);

function nameFaults(indicator: MetaRow): SectorFaults {
  const { col_name: column } = indicator;
  return [
    ...(isWords(indicator) || MEASURE.test(column) ? [] : [{ column, detail: "does not end with what it measures" }]),
    ...(column.split("_").some((word) => items.has(word))
      ? [{ column, detail: "holds an item of a filter in its name" }]
      : []),
  ];
}
