/** `trends.csv`: how each authority's headline shares move over its waves. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns, statusColumn, testColumns } from "./measure-columns.ts";

/** One row a headline of a campaign whose authority has an earlier wave with the same questionnaire. */
export const trends = {
  path: "trends.csv",
  title: "How each authority's headline shares moved over its waves",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    { name: "first_wave", role: "filter", label: "The earliest wave that is used" },
    { name: "wave_count", role: "filter", label: "Waves that are used, this one included" },
    { name: "method", role: "filter", label: "How the trend was found" },
    statusColumn,
    {
      name: "change_per_year_points",
      role: "indicator",
      label: "Change of the share a year, in points",
      holds: "signed-tenths",
    },
    ...testColumns,
    {
      name: "trend",
      role: "indicator",
      label: "getting-better, getting-worse, rising, falling or none",
      holds: "word",
    },
  ],
} as const satisfies DatasetDefinition;
