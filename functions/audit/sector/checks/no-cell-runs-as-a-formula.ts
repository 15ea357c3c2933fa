/**
 * No cell that is not a number begins with `=`, `+`, `-`, `@`, a tab or a carriage return, in the data, its header or the
 * meta file: a spreadsheet would run it as a formula on the machine of whoever opens the file.
 */
import { cellByCell, type SectorCheck } from "../sector-check.ts";
import { metaColumns } from "../sector-file.ts";

const DETAIL = "begins like a formula";

export const noCellRunsAsAFormula: SectorCheck = {
  name: "no-cell-runs-as-a-formula",
  begin: ({ header, meta }) => ({
    ...cellByCell(header, (cell) => (isFormula(cell) ? DETAIL : undefined)),
    atEnd: () => [
      ...header.filter(isFormula).map((column) => ({ column, detail: `its name ${DETAIL}` })),
      ...meta.rows.flatMap((row) =>
        metaColumns
          .filter((name) => isFormula(row[name]))
          .map((name) => ({ column: row.col_name, detail: `${name} in the meta file ${DETAIL}` })),
      ),
    ],
  }),
};

const FIRST_OF_A_FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-\d+(\.\d+)?$/;
/** An obsolete symbol: a spreadsheet shows it as it is, and another check refuses it. */
const LONE_HYPHEN = "-";

function isFormula(cell: string): boolean {
  return FIRST_OF_A_FORMULA.test(cell) && !NUMBER.test(cell) && cell !== LONE_HYPHEN;
}
