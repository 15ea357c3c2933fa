/** `peer-learning.csv`: for every area for improvement, the authorities to learn from. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { headlineColumns } from "./measure-columns.ts";

/** One row an area for improvement and named peer; one row with `z` for the peer where nobody may be named. */
export const peerLearning = {
  path: "peer-learning.csv",
  title: "Authorities with a bright spot where another one can improve",
  columns: [
    ...placeAndTime,
    ...headlineColumns,
    { name: "comparison", role: "filter", label: "The comparison in which the area for improvement was found" },
    { name: "peer_order", role: "filter", label: "1 for the peer to ask first" },
    { name: "peer_old_la_code", role: "filter", label: "The peer's three-digit code" },
    { name: "peer_la_name", role: "filter", label: "The peer" },
    { name: "peer_relation", role: "filter", label: "statistical-neighbour, same-region or elsewhere" },
    {
      name: "unnamed_peer_count",
      role: "indicator",
      label: "Further authorities with this bright spot that are not named, where five or more",
    },
  ],
} as const satisfies DatasetDefinition;
