/** Columns stand in the order time, geography, filters, indicators, so that a row reads from what it is about to its figures. */
import { geographyColumns } from "../geography.ts";
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";
import type { SectorFile } from "../sector-file.ts";
import { timeColumns } from "../time.ts";

export const columnsStandInOrder: SectorCheck = {
  name: "columns-stand-in-order",
  begin: (file) =>
    ofTheWholeFile(() => {
      const known = file.header.flatMap((column) => {
        const place = placeOf(column, file);
        return place === undefined ? [] : [{ column, place }];
      });
      return known
        .filter(({ place }, position) => known.slice(0, position).some((earlier) => earlier.place > place))
        .map(({ column }) => ({ column, detail: "stands behind columns that it should stand before" }));
    }),
};

/** Undefined for a column of which nothing is known: another check says so. */
function placeOf(column: string, { filters, indicators }: SectorFile): number | undefined {
  const places = [
    timeColumns.some((name) => name === column),
    geographyColumns.has(column),
    filters.includes(column),
    indicators.some(({ col_name }) => col_name === column),
  ];
  const place = places.indexOf(true);
  return place === -1 ? undefined : place;
}
