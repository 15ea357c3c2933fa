/** `benchmarks.csv`: how each authority's answers are distributed, beside the other authorities'. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import {
  bandColumn,
  girlsAndBoysColumn,
  groupings,
  intervalColumns,
  measureColumns,
  othersSizeColumns,
  ownShareColumns,
} from "./measure-columns.ts";

export const benchmarks = {
  name: "benchmarks",
  path: "benchmarks.csv",
  title: "Each authority's answers beside the other authorities'",
  description: "One row a campaign, indicator or derived measure, group (everybody, girls, boys) and band of answers.",
  columns: [
    ...placeAndTime,
    ...measureColumns,
    girlsAndBoysColumn,
    bandColumn,
    ...ownShareColumns,
    ...intervalColumns,
    ...othersSizeColumns,
    {
      name: "others_answer_count",
      role: "indicator",
      label: "Valid answers elsewhere, to the nearest 10",
      description: "Over all other authorities of the pool together.",
      grouping: groupings.others,
    },
    {
      name: "others_percent",
      role: "indicator",
      label: "Per cent in the band over all other authorities",
      description: "Whole per cent; c where fewer than five other authorities are in the pool.",
      grouping: groupings.others,
    },
  ],
} as const satisfies DatasetDefinition;
