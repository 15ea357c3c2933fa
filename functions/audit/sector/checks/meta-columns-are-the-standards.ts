/** The meta file is a table of exactly the standard's columns in its order, with an entry or a blank in each. */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";
import { metaColumns } from "../sector-file.ts";

export const metaColumnsAreTheStandards: SectorCheck = {
  name: "meta-columns-are-the-standards",
  begin: ({ meta: { header, isTable } }) =>
    ofTheWholeFile(() => [
      ...(isTable ? [] : [{ column: null, detail: "the meta file is no table of one header and rows as wide" }]),
      ...(header.join() === metaColumns.join()
        ? []
        : [{ column: null, detail: "the meta file has other columns than the standard's, or in another order" }]),
    ]),
};
