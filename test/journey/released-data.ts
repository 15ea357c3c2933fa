/** The rows of a release, by the columns that the datasets define. */
import { parse } from "csv-parse/sync";
import type { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import type { responseRates } from "#shared/release/datasets/response-rates.ts";
import type { PulledRelease } from "../../infra/local/pull-release.ts";

type ReleasedDataset = (typeof allDatasets)[number];

/** A row as it stands in the file: every cell is text. */
export type RowIn<Dataset extends ReleasedDataset> = Readonly<Record<Dataset["columns"][number]["name"], string>>;
export type ResponseRateRow = RowIn<typeof responseRates>;

/** The manifest of a release does not list a dataset that every release has. */
export class DatasetMissing extends Error {
  override readonly name = "DatasetMissing";
  readonly path: string;
  constructor(path: string) {
    super(`the release has no ${path}`);
    this.path = path;
  }
}

/**
 * In the order of the file.
 * @throws DatasetMissing
 */
export function rowsOf<Dataset extends ReleasedDataset>({ files }: PulledRelease, { path }: Dataset): RowIn<Dataset>[] {
  const bytes = files.get(path);
  if (bytes === undefined) throw new DatasetMissing(path);
  return parse(Buffer.from(bytes), { columns: true }) as RowIn<Dataset>[];
}

/** By the campaign's partition key. */
export function byCampaign(rows: readonly ResponseRateRow[]): ReadonlyMap<string, ResponseRateRow> {
  return new Map(rows.map((row) => [`${row.wave}#${row.old_la_code}#${row.instrument}`, row]));
}
