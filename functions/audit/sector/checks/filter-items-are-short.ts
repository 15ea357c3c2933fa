/** Items of filters and names of places have at most 120 characters: the platform's API takes no longer ones. */
import { nameColumns } from "../geography.ts";
import { cellByCell, type SectorCheck } from "../sector-check.ts";

const MOST_CHARACTERS = 120;

export const filterItemsAreShort: SectorCheck = {
  name: "filter-items-are-short",
  begin: ({ header, filters }) =>
    cellByCell([...filters, ...nameColumns.filter((column) => header.includes(column))], (cell) =>
      // Letters may be two units each, so that only a cell that looks too long is counted.
      cell.length > MOST_CHARACTERS && [...cell].length > MOST_CHARACTERS ? "has more than 120 characters" : undefined,
    ),
};
