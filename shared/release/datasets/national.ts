/** `national.csv` and `national_averages.csv`: the same figures over all authorities of a wave. */
import { type Column, type DatasetDefinition, nationalPlaceAndTime } from "../dataset.ts";
import {
  averageColumns,
  bandColumn,
  bandPercentColumns,
  groupings,
  intervalColumns,
  ladderColumns,
  measureColumns,
  nationalGroupColumns,
  wideIntervalColumns,
} from "./measure-columns.ts";

const sizeColumns = [
  {
    name: "authority_count",
    role: "indicator",
    label: "Authorities in the pool",
    description:
      "Authorities whose responses are in the figure; of groups that only the nation has, those counted when the wave was over.",
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
  description: "One row a wave, questionnaire, indicator or derived measure, group and band of answers.",
  columns: [
    ...nationalPlaceAndTime,
    ...measureColumns,
    ...nationalGroupColumns,
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
  columns: [...nationalPlaceAndTime, ...ladderColumns, ...nationalGroupColumns, ...sizeColumns, ...averageColumns],
} as const satisfies DatasetDefinition;
