/** The columns of an authority's own share, and of its intervals. */
import type { PublishableFigure } from "#shared/release/cell.ts";
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

/** Only an exact share has an interval: that of a coded one would give the share away. */
export function intervalColumns(figure: PublishableFigure) {
  const { lower, upper } = figure.status === "exact" ? figure.interval : { lower: confidential, upper: confidential };
  return { interval_lower_percent: lower, interval_upper_percent: upper };
}

export function wideIntervalColumns(figure: PublishableFigure) {
  const { lower, upper } =
    figure.status === "exact" ? figure.wideInterval : { lower: confidential, upper: confidential };
  return { interval_998_lower_percent: lower, interval_998_upper_percent: upper };
}
