/** `response-rates.csv`: how many of those who were invited answered. */
import { type DatasetDefinition, placeAndTime } from "../dataset.ts";

/** One row a campaign. */
export const responseRates = {
  path: "response-rates.csv",
  title: "How many of the children who were invited answered",
  columns: [
    ...placeAndTime,
    { name: "campaign_status", role: "filter", label: "open, released, or held" },
    { name: "held_reason", role: "filter", label: "Why the campaign is held: see the method notes" },
    { name: "as_at", role: "filter", label: "Day as of which the campaign's figures stand" },
    { name: "eligible_count", role: "indicator", label: "Children invited" },
    { name: "response_count", role: "indicator", label: "Responses, to the nearest 5" },
    { name: "response_rate_percent", role: "indicator", label: "Rounded responses per 100 invited" },
  ],
} as const satisfies DatasetDefinition;
