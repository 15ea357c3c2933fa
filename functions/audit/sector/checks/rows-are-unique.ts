/**
 * No two rows have the same time, geography and filters: a reader who looks one figure up would find two. What tells rows
 * apart must be a filter.
 */
import { hash } from "node:crypto";
import { geographyColumns } from "../geography.ts";
import { faultless, type SectorCheck } from "../sector-check.ts";
import { timeColumns } from "../time.ts";

export const rowsAreUnique: SectorCheck = {
  name: "rows-are-unique",
  begin({ header, filters }) {
    const told = new Set<string>([...timeColumns, ...geographyColumns, ...filters]);
    const columns = header.filter((column) => told.has(column));
    // A million keys in full would be hundreds of megabytes.
    const seen = new Set<string>();
    return {
      row({ fields }) {
        const key = hash("sha256", JSON.stringify(columns.map((column) => fields[column])), "binary");
        if (seen.has(key))
          return [{ column: null, detail: "a row has the time, geography and filters of an earlier one" }];
        seen.add(key);
        return faultless;
      },
    };
  },
};
