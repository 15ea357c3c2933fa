/** `national.csv` and `national_averages.csv`: the same figures over all authorities of a wave. */
import { type Column, type DatasetDefinition, nationalPlaceAndTime } from "../dataset.ts";
import {
  ageBandColumn,
  averageColumns,
  bandColumn,
  bandPercentColumns,
  genderColumn,
  groupings,
  intervalColumns,
  ladderColumns,
  measureColumns,
  wideIntervalColumns,
} from "./measure-columns.ts";

/** One of these at a time; the others are `Total`. */
const groups = [
  genderColumn,
  ageBandColumn,
  {
    name: "placement",
    role: "filter",
    label: "Placement",
    description: "Where the respondent lives, in four groups; Total for everybody.",
  },
  {
    name: "period_of_care_length",
    role: "filter",
    label: "Time in care in years",
    description: "Whole years in care, in four groups; Total for everybody.",
  },
  {
    name: "ethnicity_major",
    role: "filter",
    label: "Major ethnic group",
    description: "The major group that the respondent's own description belongs to; Total for everybody.",
  },
] as const satisfies readonly Column[];

const sizeColumns = [
  {
    name: "authority_count",
    role: "indicator",
    label: "Authorities in the pool",
    description: "All authorities of the wave whose figures of this questionnaire are released.",
    grouping: groupings.own,
  },
  {
    name: "answer_count",
    role: "indicator",
    label: "Valid answers, to the nearest 10",
    description: "Over all these authorities together; skipped and prefer not to say are left out.",
    grouping: groupings.own,
  },
] as const satisfies readonly Column[];

export const national = {
  name: "national",
  path: "national.csv",
  title: "All authorities of a wave together, by group",
  description: "One row a wave, questionnaire, item, indicator or derived measure, group and band of answers.",
  columns: [
    ...nationalPlaceAndTime,
    ...measureColumns,
    ...groups,
    bandColumn,
    ...sizeColumns,
    ...bandPercentColumns,
    ...intervalColumns,
    ...wideIntervalColumns,
  ],
} as const satisfies DatasetDefinition;

export const nationalAverages = {
  name: "national_averages",
  path: "national_averages.csv",
  title: "Averages of the 0 to 10 ladders over all authorities of a wave, by group",
  description: "One row a wave, questionnaire, ladder and group.",
  columns: [...nationalPlaceAndTime, ...ladderColumns, ...groups, ...sizeColumns, ...averageColumns],
} as const satisfies DatasetDefinition;
