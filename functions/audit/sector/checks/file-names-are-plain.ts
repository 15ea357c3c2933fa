/**
 * A file's name is lower-case letters, digits, hyphens and underscores. Other characters mean something to some system
 * that the file passes through, and the department's platform makes capitals small.
 */
import { basename } from "node:path/posix";
import { faultless, ofTheWholeFile, type SectorCheck } from "../sector-check.ts";

export const fileNamesArePlain: SectorCheck = {
  name: "file-names-are-plain",
  begin: ({ path }) =>
    ofTheWholeFile(() =>
      /^[a-z0-9_-]+\.csv$/.test(basename(path))
        ? faultless
        : [{ column: null, detail: "the name of the file is not of small letters, digits, hyphens and underscores" }],
    ),
};
