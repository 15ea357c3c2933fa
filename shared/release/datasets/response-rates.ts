/** `response_rates.csv`: how many of those who were invited answered. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";

const grouping = "Responses";

export const responseRates = {
  name: "response_rates",
  path: "response_rates.csv",
  title: "How many of the children who were invited answered",
  description: "One row a campaign whose window has opened.",
  columns: [
    ...placeAndTime,
    {
      name: "campaign_status",
      role: "filter",
      label: "open, released, or held",
      description: "released where its figures are in this release, held where a coordinator has to look at it first.",
    },
    {
      name: "held_reason",
      role: "filter",
      label: "Why the campaign is held",
      description:
        "too-few, more-responses-than-eligible, identical-answers or ages-outside-instrument; z where it is not held.",
    },
    {
      name: "as_at",
      role: "filter",
      label: "Day as of which the campaign's figures stand",
      description: "The night that counted the campaign, once; z where there are no figures.",
      holds: "date",
    },
    {
      name: "eligible_count",
      role: "indicator",
      label: "Children invited",
      description: "As the authority states it: everybody in the ages of the questionnaire.",
      grouping,
    },
    {
      name: "response_count",
      role: "indicator",
      label: "Responses, to the nearest 5",
      description: "Counted responses, of an open campaign those until now, c where fewer than ten; x of a held one.",
      grouping,
    },
    {
      name: "response_rate_percent",
      role: "indicator",
      label: "Rounded responses per 100 invited",
      description: "Whole per cent, worked out from the rounded number once the campaign is counted; x before.",
      grouping,
    },
  ],
} as const satisfies DatasetDefinition;
