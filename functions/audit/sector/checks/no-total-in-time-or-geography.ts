/**
 * Time and geography never hold `Total` or `All`: these stand in filters only. All places together are a row of a larger
 * geographic level.
 */
import { geographyColumns } from "../geography.ts";
import { cellByCell, type SectorCheck } from "../sector-check.ts";
import { timeColumns } from "../time.ts";

const totals: ReadonlySet<string> = new Set(["Total", "total", "All", "all"]);
const judged: ReadonlySet<string> = new Set([...timeColumns, ...geographyColumns]);

export const noTotalInTimeOrGeography: SectorCheck = {
  name: "no-total-in-time-or-geography",
  begin: ({ header }) =>
    cellByCell(
      header.filter((column) => judged.has(column)),
      (cell) => (totals.has(cell) ? "holds a total, which belongs in a filter" : undefined),
    ),
};
