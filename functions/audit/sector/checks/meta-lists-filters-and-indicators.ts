/**
 * The meta file has one row for every filter and indicator of the data, in the data's order, and none for anything else:
 * what it does not list nobody can choose, and time and geography are known without it. (The sector leaves out filters with
 * one item; this project lists them, so that what a file is does not depend on what has been answered.)
 */
import { geographyColumns } from "../geography.ts";
import { ofTheWholeFile, type SectorCheck, type SectorFaults } from "../sector-check.ts";
import type { SectorFile } from "../sector-file.ts";
import { timeColumns } from "../time.ts";

export const metaListsFiltersAndIndicators: SectorCheck = {
  name: "meta-lists-filters-and-indicators",
  begin: (file) => ofTheWholeFile(() => listFaults(file)),
};

const known: ReadonlySet<string> = new Set([...timeColumns, ...geographyColumns]);

function listFaults({ header, meta }: SectorFile): SectorFaults {
  const expected = [...new Set(header)].filter((column) => !known.has(column));
  const listed = meta.rows.map(({ col_name }) => col_name);
  const faults = [
    ...expected
      .filter((column) => !listed.includes(column))
      .map((column) => ({ column, detail: "is not listed in the meta file" })),
    ...listed
      .filter((column) => !expected.includes(column))
      .map((column) => ({
        column,
        detail: `is listed in the meta file, and is ${known.has(column) ? "time or geography" : "no column of the data"}`,
      })),
    ...listed
      .filter((column, position) => listed.indexOf(column) < position)
      .map((column) => ({ column, detail: "is listed in the meta file twice" })),
  ];
  if (faults.length > 0 || listed.join() === expected.join()) return faults;
  return [{ column: null, detail: "the meta file lists the columns in another order than the data" }];
}
