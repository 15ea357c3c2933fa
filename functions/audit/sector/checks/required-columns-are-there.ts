/** Every file says in the same columns when and where a row is: without them the platform cannot take it. */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";
import { timeColumns } from "../time.ts";

const required = [...timeColumns, "geographic_level", "country_code", "country_name"];

export const requiredColumnsAreThere: SectorCheck = {
  name: "required-columns-are-there",
  begin: ({ header }) =>
    ofTheWholeFile(() =>
      required
        .filter((column) => !header.includes(column))
        .map((column) => ({ column, detail: "is not there, and is required of every file" })),
    ),
};
