/** `domains.csv`: the claims of each domain, with the measures that they rest on. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { comparisonColumn, domainColumn } from "./measure-columns.ts";

const lists = "Measures";
const counts = "How many";

/** Lists are ids between spaces, `none` where there is nothing to list. */
export const domains = {
  name: "domains",
  path: "domains.csv",
  title: "Bright Spots and areas for improvement of each domain, with every measure that it holds",
  description:
    "One row a campaign, domain and comparison; lists are ids between spaces, none where nothing is to list.",
  columns: [
    ...placeAndTime,
    domainColumn,
    comparisonColumn,
    {
      name: "measures",
      role: "indicator",
      label: "Every measure of the domain that has this comparison",
      description: "Ids between spaces, so that nobody has to guess what was looked at.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "bright_spots",
      role: "indicator",
      label: "Measures that are bright spots",
      description: "Ids between spaces; none where there is none.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "areas_for_improvement",
      role: "indicator",
      label: "Measures that are areas for improvement",
      description: "Ids between spaces; none where there is none.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "higher",
      role: "indicator",
      label: "Measures without a better end that are higher",
      description: "Ids between spaces; none where there is none.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "lower",
      role: "indicator",
      label: "Measures without a better end that are lower",
      description: "Ids between spaces; none where there is none.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "not_compared",
      role: "indicator",
      label: "Measures that could not be compared",
      description: "Ids between spaces: withheld here or in the reference, or nothing to compare with.",
      holds: "words",
      grouping: lists,
    },
    {
      name: "measure_count",
      role: "indicator",
      label: "How many measures the domain holds",
      description: "As many as are listed in measures.",
      grouping: counts,
    },
    {
      name: "compared_count",
      role: "indicator",
      label: "How many of them could be compared",
      description: "All but those that are listed in not_compared.",
      grouping: counts,
    },
  ],
} as const satisfies DatasetDefinition;
