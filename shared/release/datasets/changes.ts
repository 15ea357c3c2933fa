/** `changes.csv`: what of a release is new, what is told otherwise than before and why, and what was carried forward. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";

export const changes = ["added", "revised", "carried-forward", "removed"] as const;
export type Change = (typeof changes)[number];

/**
 * Why rows differ from those of the release before; the first that holds.
 */
export const changeReasons = [
  "first-release",
  "layout-changed",
  "method-changed",
  "policy-changed",
  "recounted",
  "others-changed",
  "nothing-changed",
  "out-of-retention",
] as const;
export type ChangeReason = (typeof changeReasons)[number];

export const changesSinceTheLastRelease = {
  name: "changes",
  path: "changes.csv",
  title: "What was added, revised and carried forward since the release before",
  description: "One row a campaign, or all authorities of a wave and questionnaire, and dataset in which it has rows.",
  columns: [
    ...placeAndTime,
    {
      name: "dataset",
      role: "filter",
      label: "Dataset",
      description: "The file, without its ending, whose rows of this campaign the line is about.",
    },
    {
      name: "previous_release",
      role: "filter",
      label: "Release that this one is compared with",
      description: "The release that stood before this one; z for the first.",
    },
    {
      name: "change",
      role: "filter",
      label: "added, revised, carried-forward or removed",
      description: "carried-forward where every row is the same as before, to the letter.",
    },
    {
      name: "reason",
      role: "filter",
      label: "Why the rows differ from those before",
      description:
        "recounted where more was counted, or again after a fault, others-changed where only what the figures stand beside moved.",
    },
    {
      name: "as_at",
      role: "filter",
      label: "Day as of which the campaign's own figures stand",
      description: "The night that counted the campaign; z where there are no figures of its own.",
      holds: "date",
    },
    {
      name: "rows_sha256",
      role: "filter",
      label: "SHA-256 of the rows",
      description: "Over the lines of this campaign in the CSV file, line ends included; z where they were removed.",
    },
    {
      name: "row_count",
      role: "indicator",
      label: "Rows",
      description: "How many rows the campaign has in the dataset of this release.",
      grouping: "Rows",
    },
  ],
} as const satisfies DatasetDefinition;
