/** `benchmarks.csv`: how each authority's answers are distributed, beside the other authorities'. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import {
  ageBandColumn,
  bandColumn,
  genderColumn,
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
  description: "One row a campaign, item, indicator or derived measure, group and band of answers.",
  columns: [
    ...placeAndTime,
    ...measureColumns,
    genderColumn,
    ageBandColumn,
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
      description: "Whole per cent; c where it is withheld or only its range is told.",
      grouping: groupings.others,
    },
    {
      name: "others_percent_at_least",
      role: "indicator",
      label: "Lowest per cent elsewhere that the range allows",
      description: "Equal to others_percent where that is told.",
      grouping: groupings.others,
    },
    {
      name: "others_percent_at_most",
      role: "indicator",
      label: "Highest per cent elsewhere that the range allows",
      description: "Equal to others_percent where that is told.",
      grouping: groupings.others,
    },
  ],
} as const satisfies DatasetDefinition;
