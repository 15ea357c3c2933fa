/**
 * Every numeric indicator says with how many decimals it is shown, in a whole number, and words say none: where nothing is
 * said the platform shows two decimals, and whole per cents would look more exact than they are.
 */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";
import { isWords } from "../sector-file.ts";

export const indicatorDecimalsAreStated: SectorCheck = {
  name: "indicator-decimals-are-stated",
  begin: ({ indicators }) =>
    ofTheWholeFile(() =>
      indicators.flatMap((indicator) => {
        const { col_name: column, indicator_dp } = indicator;
        if (isWords(indicator))
          return indicator_dp === "" ? [] : [{ column, detail: "is words and says how many decimals" }];
        return /^\d+$/.test(indicator_dp)
          ? []
          : [{ column, detail: "does not say how many decimals in a whole number" }];
      }),
    ),
};
