/** Puts one data file and its meta file to every check, row by row, whatever its size. */
import { allChecks } from "./all-checks.ts";
import { rowsCanBeRead } from "./checks/rows-can-be-read.ts";
import type { Examination, SectorFault, SectorFaults, SectorRow } from "./sector-check.ts";
import type { SectorFile } from "./sector-file.ts";

/** One thing that departs from the standard. Names a column, never quotes a cell. */
export interface SectorFinding extends SectorFault {
  readonly check: string;
  /** Below the header, from 1; null for what concerns the whole file. */
  readonly row: number | null;
}

/** What is wrong in every row is said once, with the first row; and no check says more than this. */
const MOST_OF_ONE_CHECK = 50;

interface Running extends Examination {
  readonly check: string;
  readonly said: Set<string>;
}

/** For one pass over the rows of one file: `judge` for each, then `atEnd` once. Each returns what was not said before. */
export class Screening {
  private readonly width: number;
  private readonly running: readonly Running[];

  constructor(file: SectorFile) {
    this.width = file.header.length;
    this.running = allChecks.map(({ name, begin }) => ({ check: name, said: new Set(), ...begin(file) }));
  }

  judge(row: SectorRow): readonly SectorFinding[] {
    const found: SectorFinding[] = [];
    for (const each of this.running) {
      // A row of another width has its figures under the names of other columns: only that is said of it.
      if (row.width !== this.width && each.check !== rowsCanBeRead.name) continue;
      const faults = each.row?.(row);
      if (faults !== undefined && faults.length > 0) found.push(...newFindings(each, faults, row.number));
    }
    return found;
  }

  atEnd(): readonly SectorFinding[] {
    return this.running.flatMap((each) => newFindings(each, each.atEnd?.() ?? [], null));
  }
}

function newFindings({ check, said }: Running, faults: SectorFaults, row: number | null): SectorFinding[] {
  return faults.flatMap(({ column, detail }) => {
    const saying = `${column} ${detail}`;
    if (said.has(saying) || said.size >= MOST_OF_ONE_CHECK) return [];
    said.add(saying);
    return [{ check, column, row, detail }];
  });
}
