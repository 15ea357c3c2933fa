/**
 * The data is CSV, and every row has as many fields as the header. A name with a comma that is not quoted would else push
 * every figure behind it one column on.
 */
import { faultless, type SectorCheck } from "../sector-check.ts";

export const rowsCanBeRead: SectorCheck = {
  name: "rows-can-be-read",
  begin: ({ header }) => ({
    row: ({ width }) =>
      width === header.length
        ? faultless
        : [{ column: null, detail: "a row has another number of fields than the header" }],
  }),
};
