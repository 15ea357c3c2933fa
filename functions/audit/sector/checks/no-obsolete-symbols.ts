/**
 * Where a figure is missing stands a symbol of today's standard, not one that it replaced and not what a program writes for
 * nothing: `~`, `:` and `-` have meant different things in different publications.
 */
import { cellByCell, type SectorCheck } from "../sector-check.ts";
import { metaColumns } from "../sector-file.ts";
import { obsoleteSymbols } from "../symbols.ts";

export const noObsoleteSymbols: SectorCheck = {
  name: "no-obsolete-symbols",
  begin: ({ header, meta }) => ({
    ...cellByCell(header, (cell) => (obsoleteSymbols.has(cell) ? "holds a symbol that is no longer used" : undefined)),
    atEnd: () =>
      meta.rows.flatMap((row) =>
        metaColumns
          .filter((name) => obsoleteSymbols.has(row[name]))
          .map((name) => ({ column: row.col_name, detail: `${name} in the meta file holds a symbol for nothing` })),
      ),
  }),
};
