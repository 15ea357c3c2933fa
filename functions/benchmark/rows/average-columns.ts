/** The columns of a ladder's mean and of its interval, of one authority or of several. */
import type { ShownMean } from "../comparison/averages.ts";
import { meanInterval } from "../statistics/ladder-mean.ts";
import { tenths } from "../statistics/rounding.ts";
import { baseOf } from "./share-columns.ts";
import { symbolFor } from "./symbols.ts";

export function averageColumns(shown: ShownMean, baseRoundedTo: number) {
  if (shown.status !== "shown") {
    const symbol = symbolFor(shown.status);
    return {
      answer_count: symbol,
      answer_average: symbol,
      interval_lower_average: symbol,
      interval_upper_average: symbol,
    };
  }
  const { lower, upper } = meanInterval(shown.mean, "95%");
  return {
    answer_count: baseOf(shown.block, baseRoundedTo),
    answer_average: tenths(shown.mean.mean),
    interval_lower_average: tenths(lower),
    interval_upper_average: tenths(upper),
  };
}
