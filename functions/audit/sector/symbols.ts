/** The symbols of the Government Statistical Service, which stand in a cell instead of a figure. */

/** Confidential, not applicable, not available, rounds to nothing, unreliable. */
export const symbols: ReadonlySet<string> = new Set(["c", "z", "x", "low", "u"]);

/** What once stood for them, and what programs write where nothing is there. */
export const obsoleteSymbols: ReadonlySet<string> = new Set([
  ...["~", ":", ".", "..", "...", "-", "–", "*", "N/A", "n/a"],
  ...["NULL", "Null", "null", "NA", "na", "NaN"],
]);
