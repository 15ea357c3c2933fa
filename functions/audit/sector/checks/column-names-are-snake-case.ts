/**
 * Columns have names of their own in snake_case, beginning with a letter, of at most 50 characters. Programs take them as
 * names of variables, and the department's API takes no longer ones.
 */
import { ofTheWholeFile, type SectorCheck, type SectorFaults } from "../sector-check.ts";

export const columnNamesAreSnakeCase: SectorCheck = {
  name: "column-names-are-snake-case",
  begin: ({ header }) =>
    ofTheWholeFile(() => header.flatMap((column, position) => nameFaults(column, header.indexOf(column) < position))),
};

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const MOST_CHARACTERS = 50;

function nameFaults(column: string, isRepeated: boolean): SectorFaults {
  return [
    ...(SNAKE_CASE.test(column) ? [] : [{ column, detail: "is not snake_case" }]),
    ...(column.length > MOST_CHARACTERS ? [{ column, detail: "has a name of more than 50 characters" }] : []),
    ...(isRepeated ? [{ column, detail: "stands in the header twice" }] : []),
  ];
}
