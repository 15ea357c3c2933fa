/**
 * A numeric indicator holds numbers with at most the decimals that its meta row states, without separators or units, or a
 * symbol. More decimals than are shown would be told to whoever downloads the file and to nobody else, and could give a
 * small count away.
 */
import { faultless, type SectorCheck, type SectorFault, type SectorFaults } from "../sector-check.ts";
import { isWords } from "../sector-file.ts";
import { obsoleteSymbols, symbols } from "../symbols.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.(?<decimals>\d+))?$/;

export const indicatorValuesAreAsStated: SectorCheck = {
  name: "indicator-values-are-as-stated",
  begin({ indicators }) {
    const numeric = indicators
      .filter((indicator) => !isWords(indicator))
      .map(({ col_name, indicator_dp }) => ({
        column: col_name,
        // Another check says that it is not stated.
        mostDecimals: /^\d+$/.test(indicator_dp) ? Number(indicator_dp) : Number.POSITIVE_INFINITY,
      }));
    return {
      row({ fields }): SectorFaults {
        let faults: SectorFault[] | undefined;
        for (const { column, mostDecimals } of numeric) {
          const detail = valueFault(fields[column] ?? "", mostDecimals);
          if (detail !== undefined) faults = [...(faults ?? []), { column, detail }];
        }
        return faults ?? faultless;
      },
    };
  },
};

function valueFault(cell: string, mostDecimals: number): string | undefined {
  const number = NUMBER.exec(cell);
  if (number !== null) {
    return (number.groups?.decimals ?? "").length > mostDecimals
      ? "has more decimals than its meta row states"
      : undefined;
  }
  // Blanks and obsolete symbols have checks of their own.
  const isSeenElsewhere = cell.trim() === "" || obsoleteSymbols.has(cell);
  return symbols.has(cell) || isSeenElsewhere ? undefined : "is neither a number nor a symbol";
}
