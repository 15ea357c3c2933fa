/**
 * All rows of a file have the same kind of period: an academic year beside a calendar year would look like the same time
 * twice.
 */
import { faultless, type SectorCheck } from "../sector-check.ts";
import { timeIdentifiers } from "../time.ts";

export const timeIdentifiersAreOfOneKind: SectorCheck = {
  name: "time-identifiers-are-of-one-kind",
  begin() {
    let first: string | undefined;
    return {
      row({ fields: { time_identifier = "" } }) {
        const kind = timeIdentifiers.get(time_identifier)?.kind;
        first ??= kind;
        return kind === first || kind === undefined
          ? faultless
          : [{ column: "time_identifier", detail: "is of another kind than in the rows before" }];
      },
    };
  },
};
