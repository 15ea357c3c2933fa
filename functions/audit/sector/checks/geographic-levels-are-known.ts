/** `geographic_level` is one of the standard's levels, letter by letter: by it the platform knows which columns say where a row is. */
import { geographicLevels } from "../geography.ts";
import { cellByCell, type SectorCheck } from "../sector-check.ts";

const column = "geographic_level";

export const geographicLevelsAreKnown: SectorCheck = {
  name: "geographic-levels-are-known",
  begin: ({ header }) =>
    cellByCell(header.includes(column) ? [column] : [], (cell) =>
      geographicLevels.has(cell) || cell === "" ? undefined : "is no level that the standard knows",
    ),
};
