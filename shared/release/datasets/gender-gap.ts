/** `gender-gap.csv`: girls beside boys in each authority, and the same gap over all other authorities. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns, statusColumn, testColumns } from "./measure-columns.ts";

/** One row a campaign and headline. */
export const genderGap = {
  path: "gender-gap.csv",
  title: "Girls and boys in each authority, beside the gap in the other authorities",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    statusColumn,
    { name: "girls_answer_count", role: "indicator", label: "Girls' valid answers, to the nearest 5" },
    { name: "girls_percent", role: "indicator", label: "Per cent of girls' valid answers in the band" },
    { name: "girls_percent_at_least", role: "indicator", label: "Lowest per cent of girls that the range allows" },
    { name: "girls_percent_at_most", role: "indicator", label: "Highest per cent of girls that the range allows" },
    { name: "boys_answer_count", role: "indicator", label: "Boys' valid answers, to the nearest 5" },
    { name: "boys_percent", role: "indicator", label: "Per cent of boys' valid answers in the band" },
    { name: "boys_percent_at_least", role: "indicator", label: "Lowest per cent of boys that the range allows" },
    { name: "boys_percent_at_most", role: "indicator", label: "Highest per cent of boys that the range allows" },
    { name: "gap_points", role: "indicator", label: "Girls less boys, in points", holds: "signed-whole" },
    { name: "gap_lower_points", role: "indicator", label: "95% interval of the gap, lower end", holds: "signed-whole" },
    { name: "gap_upper_points", role: "indicator", label: "95% interval of the gap, upper end", holds: "signed-whole" },
    { name: "test", role: "indicator", label: "Method of the test", holds: "word" },
    ...testColumns,
    { name: "finding", role: "indicator", label: "girls-higher, boys-higher or none", holds: "word" },
    { name: "others_authority_count", role: "indicator", label: "Other authorities in the pool" },
    {
      name: "others_earlier_wave_count",
      role: "indicator",
      label: "Of these, authorities that stand in with an earlier wave",
    },
    { name: "others_gap_points", role: "indicator", label: "The gap in the other authorities", holds: "signed-whole" },
    {
      name: "others_gap_lower_points",
      role: "indicator",
      label: "95% interval of the gap in the other authorities, lower end",
      holds: "signed-whole",
    },
    {
      name: "others_gap_upper_points",
      role: "indicator",
      label: "95% interval of the gap in the other authorities, upper end",
      holds: "signed-whole",
    },
  ],
} as const satisfies DatasetDefinition;
