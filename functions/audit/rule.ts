/** What every rule of the audit is: one pass over the rows of a draft, which finds faults and does not mend them. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import type { allDatasets } from "#shared/release/datasets/all-datasets.ts";
import type { CsvRow } from "./csv-rows.ts";
import type { Evidence } from "./evidence.ts";

type AnyDataset = (typeof allDatasets)[number];
export type DatasetPath = AnyDataset["path"];
export type ColumnOf<Path extends DatasetPath> = Extract<
  AnyDataset,
  { readonly path: Path }
>["columns"][number]["name"];
export type FieldsOf<Path extends DatasetPath> = Readonly<Record<ColumnOf<Path>, string>>;

/** What is wrong, in words without figures; empty when nothing is. */
export type Faults = readonly string[];

export const faultless: Faults = [];

export interface FileFault {
  readonly file: string;
  readonly detail: string;
}

/** A row of a certain dataset. */
export type Judges = { readonly [Path in DatasetPath]?: (row: CsvRow<ColumnOf<Path>>) => Faults };

export interface Inspection {
  readonly judges?: Judges;
  /** Every row of every dataset. */
  readonly judge?: (row: CsvRow, dataset: DatasetDefinition) => Faults;
  /** Called once, when all rows have been seen. */
  readonly atEnd?: () => readonly FileFault[] | Promise<readonly FileFault[]>;
}

export interface Rule {
  readonly name: string;
  /**
   * Asked at its end only where no other rule has found anything: it compares what was made from the CSV files with them, and
   * one fault of these would be found again in every other file.
   */
  readonly isAboutCopies?: true;
  /** Datasets are read one after another, in the order in which a release lists them. */
  readonly begin: (evidence: Evidence) => Inspection;
}

/** The details whose condition holds. */
export function faultsOf(...conditions: readonly (readonly [isFault: boolean, detail: string])[]): Faults {
  return conditions.some(([isFault]) => isFault)
    ? conditions.filter(([isFault]) => isFault).map(([, detail]) => detail)
    : faultless;
}
