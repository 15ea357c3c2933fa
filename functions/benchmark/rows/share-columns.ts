/** The columns of an authority's own share, and of its intervals. */
import type { Interval, PublishableFigure } from "#shared/release/cell.ts";
import { symbols } from "#shared/release/dataset.ts";

const { confidential } = symbols;

/** A coded share is `c` with its range; where the share is exact, the range is the share. */
export function shareColumns(figure: PublishableFigure) {
  switch (figure.status) {
    case "confidential":
      return {
        answer_count: confidential,
        band_percent: confidential,
        band_percent_at_least: confidential,
        band_percent_at_most: confidential,
      };
    case "coded":
      return {
        answer_count: figure.base,
        band_percent: confidential,
        band_percent_at_least: figure.atLeast,
        band_percent_at_most: figure.atMost,
      };
    case "exact":
      return {
        answer_count: figure.base,
        band_percent: figure.percent,
        band_percent_at_least: figure.percent,
        band_percent_at_most: figure.percent,
      };
  }
}

/** A share of one authority or of several. */
type WithIntervals =
  | { readonly status: "exact"; readonly interval: Interval; readonly wideInterval: Interval }
  | { readonly status: "coded" | "confidential" | "not-applicable" };

const WITHHELD = { lower: confidential, upper: confidential };

/** Only an exact share has an interval: that of a coded one would give the share away. */
export function intervalColumns(figure: WithIntervals) {
  const { lower, upper } = figure.status === "exact" ? figure.interval : WITHHELD;
  return { interval_lower_percent: lower, interval_upper_percent: upper };
}

export function wideIntervalColumns(figure: WithIntervals) {
  const { lower, upper } = figure.status === "exact" ? figure.wideInterval : WITHHELD;
  return { interval_998_lower_percent: lower, interval_998_upper_percent: upper };
}
