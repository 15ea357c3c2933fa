/** The columns that say which headline a row is about. */
import type { Headline } from "#shared/survey/headlines.ts";

export function headlineColumns({ domain, level, id, headline }: Headline) {
  return { domain, measure_level: level, measure: id, band: headline };
}
