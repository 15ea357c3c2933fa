/** `benchmarks.csv`: how each authority's answers are distributed, beside the other authorities'. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { intervalColumns, measureColumns, ownShareColumns } from "./measure-columns.ts";

/** One row a campaign, item, indicator or derived measure, group and band. */
export const benchmarks = {
  path: "benchmarks.csv",
  title: "Each authority's answers beside the other authorities'",
  columns: [
    ...placeAndTime,
    ...measureColumns,
    { name: "gender", role: "filter", label: "Gender" },
    { name: "age_band", role: "filter", label: "Age band in years" },
    { name: "band", role: "filter", label: "Band of answers" },
    ...ownShareColumns,
    ...intervalColumns,
    { name: "others_authority_count", role: "indicator", label: "Other authorities in the pool" },
    {
      name: "others_earlier_wave_count",
      role: "indicator",
      label: "Of these, authorities that stand in with an earlier wave",
    },
    { name: "others_answer_count", role: "indicator", label: "Valid answers elsewhere, to the nearest 10" },
    { name: "others_percent", role: "indicator", label: "Per cent in the band over all other authorities" },
    { name: "others_percent_at_least", role: "indicator", label: "Lowest per cent elsewhere that the range allows" },
    { name: "others_percent_at_most", role: "indicator", label: "Highest per cent elsewhere that the range allows" },
  ],
} as const satisfies DatasetDefinition;
