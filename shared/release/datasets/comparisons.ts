/** `comparisons.csv`: each authority's headline shares against a named reference, with interval, test and claim. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import {
  claimColumns,
  headlineColumns,
  intervalColumns,
  ownShareColumns,
  referenceDiffersColumn,
  referenceSizeColumns,
  statusColumn,
  testColumns,
  wideIntervalColumns,
} from "./measure-columns.ts";

/** One row a campaign, headline, group (everybody, girls, boys) and comparison. */
export const comparisons = {
  path: "comparisons.csv",
  title: "Each authority's headline shares against other authorities, the general population and its earlier wave",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    { name: "gender", role: "filter", label: "Total, girl or boy" },
    { name: "comparison", role: "filter", label: "other-authorities, general-population or earlier-wave" },
    { name: "reference", role: "filter", label: "Wave of the reference, or id of the comparator; z without one" },
    referenceDiffersColumn,
    statusColumn,
    ...ownShareColumns,
    ...intervalColumns,
    ...wideIntervalColumns,
    ...referenceSizeColumns,
    { name: "reference_percent", role: "indicator", label: "Per cent in the band in the reference", holds: "tenths" },
    { name: "reference_percent_at_least", role: "indicator", label: "Lowest per cent allowed there", holds: "tenths" },
    { name: "reference_percent_at_most", role: "indicator", label: "Highest per cent allowed there", holds: "tenths" },
    { name: "difference_points", role: "indicator", label: "Own less reference, in points", holds: "signed-whole" },
    {
      name: "difference_lower_points",
      role: "indicator",
      label: "95% interval of the difference, lower end",
      holds: "signed-whole",
    },
    {
      name: "difference_upper_points",
      role: "indicator",
      label: "95% interval of the difference, upper end",
      holds: "signed-whole",
    },
    { name: "test", role: "indicator", label: "Method of the test", holds: "word" },
    ...testColumns,
    ...claimColumns,
  ],
} as const satisfies DatasetDefinition;
