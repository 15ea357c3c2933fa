/** `noised_counts.csv`: the noised counts as they were drawn, from which every figure can be worked out again. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";
import { domainColumn, nationalGroupColumns } from "./measure-columns.ts";

/** Stands in the column `band` for those who skipped a question or gave no valid answer. */
export const NO_VALID_ANSWER = "no-valid-answer";

const grouping = "Noised counts";

export const noisedCounts = {
  name: "noised_counts",
  path: "noised_counts.csv",
  title: "The noised counts of every campaign and of the nation, as they were drawn",
  description:
    "One row a campaign, or all authorities of a wave and questionnaire, indicator, derived measure or ladder, group and cell.",
  columns: [
    ...placeAndTime,
    domainColumn,
    {
      name: "measure_level",
      role: "filter",
      label: "indicator, derived or ladder",
      description: "An indicator and a derived measure are counted by band, a ladder by step, for the nation alone.",
    },
    {
      name: "measure",
      role: "filter",
      label: "Id of the indicator, derived measure or ladder",
      description: "The same in every questionnaire and wave; the codebook has its exact wording.",
    },
    ...nationalGroupColumns,
    {
      name: "band",
      role: "filter",
      label: "Band of answers, no-valid-answer, or step of the ladder",
      description:
        "The cells of a measure in a group are disjoint, and every respondent of the group stands in one of them.",
    },
    {
      name: "noised_count",
      role: "indicator",
      label: "Count with noise in it",
      description: "A whole number, drawn once; it may be negative, and cells do not add up to other cells.",
      holds: "signed-whole",
      grouping,
    },
    {
      name: "noise_variance",
      role: "indicator",
      label: "Variance of the noise in the count",
      description: "Of the discrete Gaussian distribution from which the noise was drawn; the method notes say how.",
      holds: "thousandths",
      grouping,
    },
  ],
} as const satisfies DatasetDefinition;
