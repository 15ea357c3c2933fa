/** The columns of a ladder's mean and of its interval. */
import { symbols } from "#shared/release/dataset.ts";
import type { PublishableAverage, PublishablePooledAverage } from "../disclosure/protect-average.ts";

const { confidential } = symbols;

/** Also over several authorities; one that is not published is withheld, whatever the reason. */
export function averageColumns(average: PublishableAverage | PublishablePooledAverage) {
  const shown = average.status === "exact" ? average : undefined;
  return {
    answer_count: shown?.base ?? confidential,
    answer_average: shown?.mean ?? confidential,
    interval_lower_average: shown?.lower ?? confidential,
    interval_upper_average: shown?.upper ?? confidential,
  };
}
