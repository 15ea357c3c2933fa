/** `trends.csv`: how each authority's headline shares move over its waves. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns, statusColumn, testColumns } from "./measure-columns.ts";

const grouping = "Trend";

export const trends = {
  name: "trends",
  path: "trends.csv",
  title: "How each authority's headline shares moved over its waves",
  description: "One row a headline of a campaign whose authority has an earlier wave with the same questionnaire.",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    {
      name: "first_wave",
      role: "filter",
      label: "The earliest wave that is used",
      description: "Waves before it were asked otherwise, or are too far back.",
    },
    {
      name: "wave_count",
      role: "filter",
      label: "Waves that are used, this one included",
      description: "Two make a difference, three to four a test for trend, the last five in a row a trend marker.",
      holds: "whole",
    },
    {
      name: "method",
      role: "filter",
      label: "How the trend was found",
      description: "The id of the method, which the method notes describe.",
    },
    statusColumn,
    {
      name: "change_per_year_points",
      role: "indicator",
      label: "Change of the share a year, in points",
      description: "Slope in percentage points a year, to one decimal.",
      holds: "signed-tenths",
      grouping,
    },
    ...testColumns,
    {
      name: "trend",
      role: "indicator",
      label: "getting-better, getting-worse, rising, falling or none",
      description: "What may be said of the slope; measures of which neither end is better are rising or falling.",
      holds: "word",
      grouping,
    },
  ],
} as const satisfies DatasetDefinition;
