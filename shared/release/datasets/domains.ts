/** `domains.csv`: the claims of each domain, with the measures that they rest on. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { domainColumn } from "./measure-columns.ts";

/** One row a campaign, domain and comparison. Lists are ids between spaces, `none` where there is nothing to list. */
export const domains = {
  path: "domains.csv",
  title: "Bright Spots and areas for improvement of each domain, with every measure that it holds",
  columns: [
    ...placeAndTime,
    domainColumn,
    { name: "comparison", role: "filter", label: "other-authorities, general-population or earlier-wave" },
    { name: "measures", role: "filter", label: "Every measure of the domain that has this comparison" },
    { name: "bright_spots", role: "filter", label: "Measures that are bright spots" },
    { name: "areas_for_improvement", role: "filter", label: "Measures that are areas for improvement" },
    { name: "higher", role: "filter", label: "Measures without a better end that are higher" },
    { name: "lower", role: "filter", label: "Measures without a better end that are lower" },
    { name: "not_compared", role: "filter", label: "Measures that could not be compared" },
    { name: "measure_count", role: "indicator", label: "How many measures the domain holds" },
    { name: "compared_count", role: "indicator", label: "How many of them could be compared" },
  ],
} as const satisfies DatasetDefinition;
