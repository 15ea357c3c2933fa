/** What every check of the sector's standard is: it reads a file once, row by row, and says what is wrong in which column. */
import type { CsvRow } from "../csv-rows.ts";
import type { SectorFile } from "./sector-file.ts";

/** What is wrong, in words without figures: no cell is ever quoted, for it could hold what is somebody's. */
export interface SectorFault {
  /** Null for what concerns the file as a whole. */
  readonly column: string | null;
  readonly detail: string;
}

export type SectorFaults = readonly SectorFault[];

export const faultless: SectorFaults = [];

/** A row of the data file. */
export type SectorRow = Pick<CsvRow, "number" | "width" | "fields">;

export interface Examination {
  readonly row?: (row: SectorRow) => SectorFaults;
  /** Called once, when all rows have been seen; also in a file without rows. */
  readonly atEnd?: () => SectorFaults;
}

export interface SectorCheck {
  /** Says what holds where nothing is found. */
  readonly name: string;
  readonly begin: (file: SectorFile) => Examination;
}

/** Judges every cell of these columns by itself. */
export function cellByCell(columns: readonly string[], faultIn: (cell: string) => string | undefined): Examination {
  return {
    row({ fields }) {
      let faults: SectorFault[] | undefined;
      for (const column of columns) {
        const detail = faultIn(fields[column] ?? "");
        if (detail !== undefined) faults = [...(faults ?? []), { column, detail }];
      }
      return faults ?? faultless;
    },
  };
}

/** Judges what is known before any row is read. */
export function ofTheWholeFile(faults: () => SectorFaults): Examination {
  return { atEnd: faults };
}
