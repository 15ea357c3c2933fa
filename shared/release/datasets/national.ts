/** `national.csv` and `national-averages.csv`: the same figures over all authorities of a wave. */
import { type Column, type DatasetDefinition, nationalPlaceAndTime } from "../dataset.ts";
import {
  averageColumns,
  bandPercentColumns,
  intervalColumns,
  ladderColumns,
  measureColumns,
  wideIntervalColumns,
} from "./measure-columns.ts";

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
    ...measureColumns,
    ...groups,
    { name: "band", role: "filter", label: "Band of answers" },
    { name: "authority_count", role: "indicator", label: "Authorities in the pool" },
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 10" },
    ...bandPercentColumns,
    ...intervalColumns,
    ...wideIntervalColumns,
  ],
} as const satisfies DatasetDefinition;

/** One row a wave, questionnaire, ladder and group. */
export const nationalAverages = {
  path: "national-averages.csv",
  title: "Averages of the 0 to 10 ladders over all authorities of a wave, by group",
  columns: [
    ...nationalPlaceAndTime,
    ...ladderColumns,
    ...groups,
    { name: "authority_count", role: "indicator", label: "Authorities in the pool" },
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 10" },
    ...averageColumns,
  ],
} as const satisfies DatasetDefinition;
