/**
 * An indicator's unit is one that the platform can show, blank for plain numbers, and every per cent says that it is one.
 * `numberstring` is for words and for what must be shown as it is written.
 */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";

const units: ReadonlySet<string> = new Set(["", "%", "pp", "£", "£m", "numberstring"]);
const PER_CENT = /_percent$/;

export const indicatorUnitsAreKnown: SectorCheck = {
  name: "indicator-units-are-known",
  begin: ({ indicators }) =>
    ofTheWholeFile(() =>
      indicators.flatMap(({ col_name: column, indicator_unit }) => {
        if (!units.has(indicator_unit)) return [{ column, detail: "has a unit that the standard does not know" }];
        return PER_CENT.test(column) && indicator_unit !== "%"
          ? [{ column, detail: "is a per cent without its unit" }]
          : [];
      }),
    ),
};
