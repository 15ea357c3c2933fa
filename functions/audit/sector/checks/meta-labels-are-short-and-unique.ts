/**
 * Every column that the meta file lists has a label of 1 to 80 characters that no other has: labels are all that a reader of
 * the platform sees of a column.
 */
import { ofTheWholeFile, type SectorCheck, type SectorFaults } from "../sector-check.ts";

const MOST_CHARACTERS = 80;

export const metaLabelsAreShortAndUnique: SectorCheck = {
  name: "meta-labels-are-short-and-unique",
  begin: ({ meta: { rows } }) =>
    ofTheWholeFile(() => {
      const labels = rows.map(({ label }) => label);
      return rows.flatMap(({ col_name: column, label }, position): SectorFaults => {
        if (label.trim() === "") return [{ column, detail: "has no label" }];
        return [
          ...([...label].length > MOST_CHARACTERS
            ? [{ column, detail: "has a label of more than 80 characters" }]
            : []),
          ...(labels.indexOf(label) < position ? [{ column, detail: "has the label of another column" }] : []),
        ];
      });
    }),
};
