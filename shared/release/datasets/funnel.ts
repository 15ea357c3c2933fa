/** `funnel.csv`: each authority's headline shares inside or outside the limits around the pooled share. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns, ownShareColumns, statusColumn } from "./measure-columns.ts";

/** One row a campaign and headline. */
export const funnel = {
  path: "funnel.csv",
  title: "Each authority's headline shares beside funnel limits around the pooled share",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    statusColumn,
    ...ownShareColumns,
    { name: "pool_authority_count", role: "indicator", label: "Authorities in the pool, this one included" },
    {
      name: "pool_earlier_wave_count",
      role: "indicator",
      label: "Of these, authorities that stand in with an earlier wave",
    },
    { name: "pool_answer_count", role: "indicator", label: "Valid answers of the pool, to the nearest 10" },
    { name: "pool_percent", role: "indicator", label: "Per cent in the band over the pool" },
    { name: "limit_95_lower_percent", role: "indicator", label: "95% funnel limit, lower" },
    { name: "limit_95_upper_percent", role: "indicator", label: "95% funnel limit, upper" },
    { name: "limit_998_lower_percent", role: "indicator", label: "99.8% funnel limit, lower" },
    { name: "limit_998_upper_percent", role: "indicator", label: "99.8% funnel limit, upper" },
    {
      name: "over_dispersion",
      role: "indicator",
      label: "allowed-for, none, or not-assessed with fewer than 10 authorities",
      holds: "word",
    },
    {
      name: "position",
      role: "indicator",
      label: "inside, or above or below the 95% or the 99.8% limits",
      holds: "word",
    },
  ],
} as const satisfies DatasetDefinition;
