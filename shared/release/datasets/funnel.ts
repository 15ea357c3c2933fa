/** `funnel.csv`: each authority's headline shares inside or outside the limits around the pooled share. */
import { type Column, type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns, ownShareColumns, statusColumn } from "./measure-columns.ts";

const pool = "All authorities";
const limits = "Funnel limits";

const limitColumns = [
  {
    name: "limit_95_lower_percent",
    role: "indicator",
    label: "95% funnel limit, lower",
    description:
      "Where nothing but chance and noise is at work, 95 of 100 shares with this base lie between the limits.",
    grouping: limits,
  },
  {
    name: "limit_95_upper_percent",
    role: "indicator",
    label: "95% funnel limit, upper",
    description:
      "Where nothing but chance and noise is at work, 95 of 100 shares with this base lie between the limits.",
    grouping: limits,
  },
  {
    name: "limit_998_lower_percent",
    role: "indicator",
    label: "99.8% funnel limit, lower",
    description:
      "Where nothing but chance and noise is at work, 998 of 1,000 shares with this base lie between the limits.",
    grouping: limits,
  },
  {
    name: "limit_998_upper_percent",
    role: "indicator",
    label: "99.8% funnel limit, upper",
    description:
      "Where nothing but chance and noise is at work, 998 of 1,000 shares with this base lie between the limits.",
    grouping: limits,
  },
] as const satisfies readonly Column[];

export const funnel = {
  name: "funnel",
  path: "funnel.csv",
  title: "Each authority's headline shares beside funnel limits around the pooled share",
  description: "One row a campaign and headline, for a funnel plot and never for a ranking.",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    statusColumn,
    ...ownShareColumns,
    {
      name: "pool_authority_count",
      role: "indicator",
      label: "Authorities in the pool, this one included",
      description: "All authorities whose figures of this questionnaire are released.",
      grouping: pool,
    },
    {
      name: "pool_earlier_wave_count",
      role: "indicator",
      label: "Of these, authorities that stand in with an earlier wave",
      description: "An authority that was not asked in the wave stands in with its latest of the last three.",
      grouping: pool,
    },
    {
      name: "pool_answer_count",
      role: "indicator",
      label: "Valid answers of the pool, to the nearest 10",
      description: "Over all authorities of the pool together, this one included.",
      grouping: pool,
    },
    {
      name: "pool_percent",
      role: "indicator",
      label: "Per cent in the band over the pool",
      description: "Whole per cent over all authorities together; the limits lie around it.",
      grouping: pool,
    },
    ...limitColumns,
    {
      name: "over_dispersion",
      role: "indicator",
      label: "allowed-for, none, or not-assessed with fewer than 10 authorities",
      description:
        "Whether the limits are widened because authorities vary by more than chance and noise (Spiegelhalter's tau squared).",
      holds: "word",
      grouping: limits,
    },
    {
      name: "position",
      role: "indicator",
      label: "inside, or above or below the 95% or the 99.8% limits",
      description: "Where the authority's share lies, by the numbers before rounding.",
      holds: "word",
      grouping: limits,
    },
  ],
} as const satisfies DatasetDefinition;
