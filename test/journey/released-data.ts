/** The rows of a release, by the columns that the datasets define. */
import { parse } from "csv-parse/sync";
import { benchmarks, type DatasetDefinition, responseRates } from "#shared/release/dataset.ts";
import type { PulledRelease } from "./pull-release.ts";

type TextRow<Dataset extends DatasetDefinition> = Readonly<Record<Dataset["columns"][number]["name"], string>>;
export type BenchmarkRow = TextRow<typeof benchmarks>;
export type ResponseRateRow = TextRow<typeof responseRates>;

/** The manifest of a release does not list a dataset that every release has. */
export class DatasetMissing extends Error {
  override readonly name = "DatasetMissing";
  readonly path: string;
  constructor(path: string) {
    super(`the release has no ${path}`);
    this.path = path;
  }
}

function rowsOf<Dataset extends DatasetDefinition>({ files }: PulledRelease, { path }: Dataset): TextRow<Dataset>[] {
  const bytes = files.get(path);
  if (bytes === undefined) throw new DatasetMissing(path);
  return parse(Buffer.from(bytes), { columns: true }) as TextRow<Dataset>[];
}

export const benchmarkRows = (release: PulledRelease): BenchmarkRow[] => rowsOf(release, benchmarks);
export const responseRateRows = (release: PulledRelease): ResponseRateRow[] => rowsOf(release, responseRates);

/** By the campaign's partition key. */
export function byCampaign(rows: readonly ResponseRateRow[]): ReadonlyMap<string, ResponseRateRow> {
  return new Map(rows.map((row) => [`${row.wave}#${row.old_la_code}#${row.instrument}`, row]));
}
