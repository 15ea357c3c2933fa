/**
 * The meta file beside a data file, as explore education statistics asks for it: a row for every filter and indicator, in
 * the order of the data.
 */
import { stringify } from "csv-stringify/sync";
import type { Column, DatasetDefinition } from "../dataset.ts";
import { columnTypeOf } from "./column-type.ts";

const metaColumns = [
  "col_name",
  "col_type",
  "label",
  "indicator_grouping",
  "indicator_unit",
  "indicator_dp",
  "filter_hint",
  "filter_grouping_column",
  "filter_default",
] as const;
type MetaRow = Readonly<Partial<Record<(typeof metaColumns)[number], string | number>>>;

/**
 * UTF-8, LF, guarded against formulas like the data.
 *
 * @param filterDefaults by filter, what a tool should show first, which must occur in the file's column. Without one, as in
 *   a file without rows, the entry stays blank.
 */
export function metaCsvOf({ columns }: DatasetDefinition, filterDefaults: ReadonlyMap<string, string>): Uint8Array {
  const rows = columns.flatMap((column) => metaRowsOf(column, filterDefaults));
  // LF is the writer's default, as in the data.
  return Buffer.from(stringify(rows, { columns: [...metaColumns], header: true, escape_formulas: true }));
}

/** Time and geography have none. */
function metaRowsOf(column: Column, filterDefaults: ReadonlyMap<string, string>): MetaRow[] {
  const { name: col_name, role, label, grouping, description } = column;
  if (role === "filter") {
    const filter_default = filterDefaults.get(col_name);
    return [{ col_name, col_type: "Filter", label, filter_hint: description, filter_default }];
  }
  if (role !== "indicator") return [];
  const { decimals } = columnTypeOf(column);
  return [
    {
      col_name,
      col_type: "Indicator",
      label,
      indicator_grouping: grouping,
      indicator_unit: unitOf(column),
      indicator_dp: decimals,
    },
  ];
}

/** Blank for plain numbers; `numberstring` is shown as it is written. */
function unitOf(column: Column): string {
  if (columnTypeOf(column).decimals === undefined) return "numberstring";
  if (/_percent$/.test(column.name)) return "%";
  return column.name.endsWith("_points") ? "pp" : "";
}
