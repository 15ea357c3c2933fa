/** `peer_learning.csv`: for every area for improvement, the authorities to learn from. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns } from "./measure-columns.ts";

/** One row with `z` for the peer where nobody may be named. */
export const peerLearning = {
  name: "peer_learning",
  path: "peer_learning.csv",
  title: "Authorities with a bright spot where another one can improve",
  description: "One row an area for improvement and peer that lets itself be named; where nobody does, one row with z.",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    {
      name: "comparison",
      role: "filter",
      label: "The comparison in which the area for improvement was found",
      description: "other-authorities, general-population or earlier-wave.",
    },
    {
      name: "peer_order",
      role: "filter",
      label: "1 for the peer to ask first",
      description: "Statistical neighbours come first, the nearest before the others, then the own region.",
      holds: "whole",
    },
    {
      name: "peer_old_la_code",
      role: "filter",
      label: "The peer's three-digit code",
      description: "The Department for Education's code; text, for it may begin with a nought.",
    },
    {
      name: "peer_la_name",
      role: "filter",
      label: "The peer",
      description: "An authority with a bright spot on this very measure that lets itself be named.",
    },
    {
      name: "peer_relation",
      role: "filter",
      label: "statistical-neighbour, same-region or elsewhere",
      description: "How the peer is like the authority that the row is about.",
    },
    {
      name: "unnamed_peer_count",
      role: "indicator",
      label: "Further authorities with this bright spot that are not named",
      description: "Told only where they are five or more, else c.",
      grouping: "Peers",
    },
  ],
} as const satisfies DatasetDefinition;
