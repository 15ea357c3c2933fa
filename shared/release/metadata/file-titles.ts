/** What each file of a release is, in a few words. */
import { METHOD_NOTES } from "../datasets/all-datasets.ts";
import { jsonPathOf, parquetPathOf } from "../parquet-layout.ts";
import { CSVW_METADATA, metaPathOf, RELEASE_PAGE } from "../release-layout.ts";
import type { DescribedRelease } from "./described-release.ts";

/** By path, whether the file is there or not. */
export function fileTitlesOf({ datasets }: Pick<DescribedRelease, "datasets">): ReadonlyMap<string, string> {
  return new Map([
    ...datasets.flatMap((dataset): [path: string, title: string][] => [
      [dataset.path, dataset.title],
      [metaPathOf(dataset), `The filters and indicators of ${dataset.path}`],
      [jsonPathOf(dataset), `${dataset.title}: for programs`],
      [parquetPathOf(dataset), `${dataset.title}: typed columns`],
    ]),
    [METHOD_NOTES, "How the figures were made, and what they are not"],
    [CSVW_METADATA, "The columns of the tables, as CSV on the Web"],
    [RELEASE_PAGE, "Where to begin"],
  ]);
}
