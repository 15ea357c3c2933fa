/** An edition as its reader has it: the files, read again. */
import { parse } from "csv-parse/sync";
import { type EditionReport, riskReport } from "#shared/storage/microdata.ts";

export type Row = Readonly<Record<string, string>>;

export function rowsOf(bytes: Uint8Array | undefined): Row[] {
  if (bytes === undefined) throw new Error("there are no records");
  return parse(Buffer.from(bytes), { columns: true });
}

export function reportOf(bytes: Uint8Array | undefined): EditionReport {
  if (bytes === undefined) throw new Error("there is no report");
  return riskReport.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

export function releasedReportOf(bytes: Uint8Array | undefined): Extract<EditionReport, { released: true }> {
  const report = reportOf(bytes);
  if (!report.released) throw new Error("the edition has no records");
  return report;
}

/** The rows that are alike in all of the columns, kind by kind. */
export function classesOf(rows: readonly Row[], columns: readonly string[]): Row[][] {
  return [...Map.groupBy(rows, (row) => JSON.stringify(columns.map((column) => row[column]))).values()];
}

/** How many there are of each kind. */
export function classSizes(rows: readonly Row[], columns: readonly string[]): number[] {
  return classesOf(rows, columns).map(({ length }) => length);
}
