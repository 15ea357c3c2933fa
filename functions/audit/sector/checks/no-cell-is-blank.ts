/**
 * No cell of the data is blank: a symbol says why there is no figure, `Total` says that a filter is not applied, and `z`
 * that a geography does not apply. A blank would leave the reader to guess between them and a mistake. (The sector leaves
 * blank what a row's geographic level does not have; this project does not.)
 */
import { cellByCell, type SectorCheck } from "../sector-check.ts";

export const noCellIsBlank: SectorCheck = {
  name: "no-cell-is-blank",
  begin: ({ header }) => cellByCell(header, (cell) => (cell.trim() === "" ? "is blank" : undefined)),
};
