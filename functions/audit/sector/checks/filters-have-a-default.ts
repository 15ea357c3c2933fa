/**
 * Every filter has an item `Total`, or the meta file names a default that occurs in its column: the item that the platform
 * shows to whoever has not chosen yet.
 */
import { faultless, type SectorCheck } from "../sector-check.ts";

const TOTAL = "Total";

export const filtersHaveADefault: SectorCheck = {
  name: "filters-have-a-default",
  begin({ filters, meta }) {
    const defaults = new Map(meta.rows.map(({ col_name, filter_default }) => [col_name, filter_default || TOTAL]));
    const missing = new Set(filters);
    let hasRows = false;
    return {
      row({ fields }) {
        hasRows = true;
        for (const column of missing) if (fields[column] === defaults.get(column)) missing.delete(column);
        return faultless;
      },
      // Nothing is chosen in a file without rows.
      atEnd: () =>
        hasRows
          ? [...missing].map((column) => ({ column, detail: "has neither Total nor a default that occurs" }))
          : faultless,
    };
  },
};
