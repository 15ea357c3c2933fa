/** `gender_gap.csv`: girls beside boys in each authority, and the same gap over all other authorities. */
import { type Column, type DatasetDefinition, placeAndTime } from "../dataset.ts";
import {
  groupings,
  headlineColumns,
  othersSizeColumns,
  statusColumn,
  testColumn,
  testColumns,
} from "./measure-columns.ts";

const girls = "Girls";
const boys = "Boys";
const gap = "Girls less boys";

const girlsColumns = [
  {
    name: "girls_answer_count",
    role: "indicator",
    label: "Girls' valid answers, to the nearest 5",
    description: "Girls whose answer falls into any band of the measure.",
    grouping: girls,
  },
  {
    name: "girls_percent",
    role: "indicator",
    label: "Per cent of girls' valid answers in the band",
    description: "Whole per cent of those who gave a valid answer; c where the authority has too few girls to show.",
    grouping: girls,
  },
] as const satisfies readonly Column[];

const boysColumns = [
  {
    name: "boys_answer_count",
    role: "indicator",
    label: "Boys' valid answers, to the nearest 5",
    description: "Boys whose answer falls into any band of the measure.",
    grouping: boys,
  },
  {
    name: "boys_percent",
    role: "indicator",
    label: "Per cent of boys' valid answers in the band",
    description: "Whole per cent of those who gave a valid answer; c where the authority has too few boys to show.",
    grouping: boys,
  },
] as const satisfies readonly Column[];

export const genderGap = {
  name: "gender_gap",
  path: "gender_gap.csv",
  title: "Girls and boys in each authority, beside the gap in the other authorities",
  description: "One row a campaign and headline.",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    statusColumn,
    ...girlsColumns,
    ...boysColumns,
    {
      name: "gap_points",
      role: "indicator",
      label: "Girls less boys, in points",
      description: "In percentage points, worked out before rounding.",
      holds: "signed-whole",
      grouping: gap,
    },
    {
      name: "gap_lower_points",
      role: "indicator",
      label: "95% interval of the gap, lower end",
      description: "In percentage points, by MOVER (Newcombe's hybrid score interval), the noise of both shares in it.",
      holds: "signed-whole",
      grouping: gap,
    },
    {
      name: "gap_upper_points",
      role: "indicator",
      label: "95% interval of the gap, upper end",
      description: "In percentage points, by MOVER (Newcombe's hybrid score interval), the noise of both shares in it.",
      holds: "signed-whole",
      grouping: gap,
    },
    testColumn,
    ...testColumns,
    {
      name: "finding",
      role: "indicator",
      label: "girls-higher, boys-higher or none",
      description: "Which of the two has the larger share, where the difference can be claimed.",
      holds: "word",
      grouping: gap,
    },
    ...othersSizeColumns,
    {
      name: "others_gap_points",
      role: "indicator",
      label: "The gap in the other authorities",
      description: "Girls less boys over all other authorities together, in percentage points.",
      holds: "signed-whole",
      grouping: groupings.others,
    },
    {
      name: "others_gap_lower_points",
      role: "indicator",
      label: "95% interval of the gap in the other authorities, lower end",
      description: "In percentage points, by MOVER (Newcombe's hybrid score interval), the noise of both shares in it.",
      holds: "signed-whole",
      grouping: groupings.others,
    },
    {
      name: "others_gap_upper_points",
      role: "indicator",
      label: "95% interval of the gap in the other authorities, upper end",
      description: "In percentage points, by MOVER (Newcombe's hybrid score interval), the noise of both shares in it.",
      holds: "signed-whole",
      grouping: groupings.others,
    },
  ],
} as const satisfies DatasetDefinition;
