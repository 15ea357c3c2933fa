/**
 * No cell, name of a column or entry of the meta file begins or ends with space: `Total` with a space behind it is another
 * item than `Total`, and nobody can see why.
 */
import { cellByCell, type SectorCheck } from "../sector-check.ts";
import { metaColumns } from "../sector-file.ts";

const DETAIL = "begins or ends with space";

export const noCellHasOuterSpaces: SectorCheck = {
  name: "no-cell-has-outer-spaces",
  begin: ({ header, meta }) => ({
    ...cellByCell(header, (cell) => (hasOuterSpaces(cell) ? DETAIL : undefined)),
    atEnd: () => [
      ...header.filter(hasOuterSpaces).map((column) => ({ column, detail: `its name ${DETAIL}` })),
      ...meta.rows.flatMap((row) =>
        metaColumns
          .filter((name) => hasOuterSpaces(row[name]))
          .map((name) => ({ column: row.col_name, detail: `${name} in the meta file ${DETAIL}` })),
      ),
    ],
  }),
};

/** A tab or a carriage return in front makes a formula, and nothing but space is blank: faults of other kinds. */
function hasOuterSpaces(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== text && trimmed !== "" && !/^[\t\r]/.test(text);
}
