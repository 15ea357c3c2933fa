/** `national.csv` and `national-averages.csv`: the same figures over all authorities of a wave. */
import { type Column, type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { domainColumn } from "./measure-columns.ts";

const isNational = ({ name }: Column) => !/^(?:region|old_la|new_la|la)_/.test(name);

type NationalColumn = Exclude<
  (typeof placeAndTime)[number],
  { readonly name: "region_code" | "region_name" | "old_la_code" | "new_la_code" | "la_name" }
>;
const nationalPlaceAndTime = placeAndTime.filter((column): column is NationalColumn => isNational(column));

/** One of these at a time; the others are `Total`. */
const groups = [
  { name: "gender", role: "filter", label: "Gender" },
  { name: "age_band", role: "filter", label: "Age band in years" },
  { name: "placement", role: "filter", label: "Placement" },
  { name: "period_of_care_length", role: "filter", label: "Time in care in years" },
  { name: "ethnicity_major", role: "filter", label: "Major ethnic group" },
] as const satisfies readonly Column[];

/** One row a wave, questionnaire, item, indicator or derived measure, group and band. */
export const national = {
  path: "national.csv",
  title: "All authorities of a wave together, by group",
  columns: [
    ...nationalPlaceAndTime,
    domainColumn,
    { name: "measure_level", role: "filter", label: "item, indicator or derived" },
    { name: "measure", role: "filter", label: "Id of the item, indicator or derived measure" },
    ...groups,
    { name: "band", role: "filter", label: "Band of answers" },
    { name: "authority_count", role: "indicator", label: "Authorities in the pool" },
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 10" },
    { name: "band_percent", role: "indicator", label: "Per cent of valid answers in the band" },
    { name: "band_percent_at_least", role: "indicator", label: "Lowest per cent that the published range allows" },
    { name: "band_percent_at_most", role: "indicator", label: "Highest per cent that the published range allows" },
    { name: "interval_lower_percent", role: "indicator", label: "95% Wilson interval, lower end" },
    { name: "interval_upper_percent", role: "indicator", label: "95% Wilson interval, upper end" },
    { name: "interval_998_lower_percent", role: "indicator", label: "99.8% Wilson interval, lower end" },
    { name: "interval_998_upper_percent", role: "indicator", label: "99.8% Wilson interval, upper end" },
  ],
} as const satisfies DatasetDefinition;

/** One row a wave, questionnaire, ladder and group. */
export const nationalAverages = {
  path: "national-averages.csv",
  title: "Averages of the 0 to 10 ladders over all authorities of a wave, by group",
  columns: [
    ...nationalPlaceAndTime,
    domainColumn,
    { name: "measure", role: "filter", label: "Id of the ladder" },
    ...groups,
    { name: "authority_count", role: "indicator", label: "Authorities in the pool" },
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 10" },
    { name: "answer_average", role: "indicator", label: "Mean of the ladder", holds: "tenths" },
    { name: "interval_lower_average", role: "indicator", label: "95% Student t interval, lower end", holds: "tenths" },
    { name: "interval_upper_average", role: "indicator", label: "95% Student t interval, upper end", holds: "tenths" },
  ],
} as const satisfies DatasetDefinition;
