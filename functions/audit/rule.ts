/** What every rule of the audit is: one pass over the rows of a draft, which finds faults and does not mend them. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import type { CsvRow } from "./csv-rows.ts";
import type { Night } from "./night.ts";

/** What is wrong and what was expected, in words without figures; empty when nothing is wrong. */
export type Faults = readonly string[];

export const faultless: Faults = [];

export interface FileFault {
  readonly file: string;
  readonly detail: string;
}

/** What a rule looks at in one dataset. */
export interface Reading {
  readonly judge?: (row: CsvRow) => Faults;
  /** Called once, when all rows of the dataset have been judged. */
  readonly close?: () => Faults;
}

export interface Inspection {
  /** Called for one dataset after another, in the order of a release; not for one that the draft lacks. */
  readonly open?: (dataset: DatasetDefinition) => Reading | undefined;
  /** Called once, when all datasets have been read. */
  readonly atEnd?: () => readonly FileFault[] | Promise<readonly FileFault[]>;
}

export interface Rule {
  readonly name: string;
  /** What to do where it finds something. */
  readonly remedy: string;
  readonly begin: (night: Night) => Inspection;
}

/** The details whose condition holds. */
export function faultsOf(...conditions: readonly (readonly [isFault: boolean, detail: string])[]): Faults {
  return conditions.some(([isFault]) => isFault)
    ? conditions.filter(([isFault]) => isFault).map(([, detail]) => detail)
    : faultless;
}
