/**
 * `col_type` is `Filter` or `Indicator`, and only entries of its type are filled: a unit on a filter, or a default on an
 * indicator, says that somebody took one for the other.
 */
import { ofTheWholeFile, type SectorCheck } from "../sector-check.ts";
import { type MetaColumn, metaColumns } from "../sector-file.ts";

const entriesThatStartWith = (start: string) => metaColumns.filter((name) => name.startsWith(start));

const entriesOfTheOtherType: ReadonlyMap<string, readonly MetaColumn[]> = new Map([
  ["Filter", entriesThatStartWith("indicator_")],
  ["Indicator", entriesThatStartWith("filter_")],
]);

export const metaEntriesSuitTheColumnType: SectorCheck = {
  name: "meta-entries-suit-the-column-type",
  begin: ({ meta }) =>
    ofTheWholeFile(() =>
      meta.rows.flatMap((row) => {
        const { col_name: column, col_type } = row;
        const others = entriesOfTheOtherType.get(col_type);
        if (others === undefined) return [{ column, detail: "is neither Filter nor Indicator in the meta file" }];
        return others
          .filter((name) => row[name] !== "")
          .map((name) => ({ column, detail: `has ${name} in the meta file, which is not for a column of its type` }));
      }),
    ),
};
