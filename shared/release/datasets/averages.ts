/** `averages.csv`: the mean of each 0 to 10 ladder against a named reference, with interval, test and claim. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import {
  averageColumns,
  claimColumns,
  ladderColumns,
  referenceDiffersColumn,
  referenceSizeColumns,
  statusColumn,
  testColumns,
} from "./measure-columns.ts";

/** One row a campaign, ladder, group (everybody, girls, boys) and comparison. */
export const averages = {
  path: "averages.csv",
  title: "Each authority's averages of the 0 to 10 ladders against other authorities and its earlier wave",
  columns: [
    ...placeAndTime,
    ...ladderColumns,
    { name: "gender", role: "filter", label: "Total, girl or boy" },
    { name: "comparison", role: "filter", label: "other-authorities or earlier-wave" },
    { name: "reference", role: "filter", label: "Wave of the reference; z without one" },
    referenceDiffersColumn,
    statusColumn,
    { name: "answer_count", role: "indicator", label: "Valid answers, to the nearest 5" },
    ...averageColumns,
    ...referenceSizeColumns,
    { name: "reference_average", role: "indicator", label: "Mean in the reference", holds: "tenths" },
    { name: "difference_average", role: "indicator", label: "Own less reference", holds: "signed-tenths" },
    {
      name: "difference_lower_average",
      role: "indicator",
      label: "95% Welch interval of the difference, lower end",
      holds: "signed-tenths",
    },
    {
      name: "difference_upper_average",
      role: "indicator",
      label: "95% Welch interval of the difference, upper end",
      holds: "signed-tenths",
    },
    ...testColumns,
    ...claimColumns,
  ],
} as const satisfies DatasetDefinition;
