/** What every rule of the audit is: one pass over the rows of a draft, which finds faults and does not mend them. */
import type { benchmarks, responseRates } from "#shared/release/dataset.ts";
import type { CsvRow } from "./csv-rows.ts";
import type { Evidence } from "./evidence.ts";

export type BenchmarksRow = CsvRow<(typeof benchmarks.columns)[number]["name"]>;
export type ResponseRatesRow = CsvRow<(typeof responseRates.columns)[number]["name"]>;

/** What is wrong, in words without figures; empty when nothing is. */
export type Faults = readonly string[];

export const faultless: Faults = [];

export interface FileFault {
  readonly file: string;
  readonly detail: string;
}

export interface Inspection {
  readonly benchmarksRow?: (row: BenchmarksRow) => Faults;
  readonly responseRatesRow?: (row: ResponseRatesRow) => Faults;
  /** Called once, when all rows have been seen. */
  readonly atEnd?: () => readonly FileFault[];
}

export interface Rule {
  readonly name: string;
  readonly begin: (evidence: Evidence) => Inspection;
}

/** The details whose condition holds. */
export function faultsOf(...conditions: readonly (readonly [isFault: boolean, detail: string])[]): Faults {
  return conditions.some(([isFault]) => isFault)
    ? conditions.filter(([isFault]) => isFault).map(([, detail]) => detail)
    : faultless;
}
