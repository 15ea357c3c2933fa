/**
 * `ethnicity_major` holds the major groups of the Government Statistical Service in its words, with spaces around slashes as
 * screen readers need them: groups under other words cannot be laid beside any other publication's.
 */
import { cellByCell, type SectorCheck } from "../sector-check.ts";
import { symbols } from "../symbols.ts";

const column = "ethnicity_major";

const majorGroups: ReadonlySet<string> = new Set([
  "Total",
  "White",
  "Mixed / Multiple ethnic groups",
  "Asian / Asian British",
  "Black / African / Caribbean / Black British",
  "Other ethnic group",
  "Unknown",
]);

export const ethnicGroupsAreHarmonised: SectorCheck = {
  name: "ethnic-groups-are-harmonised",
  begin: ({ header }) =>
    cellByCell(header.includes(column) ? [column] : [], (cell) =>
      // Blanks have a check of their own.
      majorGroups.has(cell) || symbols.has(cell) || cell.trim() === ""
        ? undefined
        : "holds another group than the harmonised ones",
    ),
};
