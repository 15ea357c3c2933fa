/** A data file and the meta file beside it, as the checks see them before the first row is read. */
import { parse } from "csv-parse/sync";

/** The columns of a meta file, in their order. */
export const metaColumns = [
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
export type MetaColumn = (typeof metaColumns)[number];

/** What a meta file says of one column of the data; blank where it says nothing. */
export type MetaRow = Readonly<Record<MetaColumn, string>>;

export interface MetaTable {
  readonly header: readonly string[];
  readonly rows: readonly MetaRow[];
  /** Whether it is CSV, every row as wide as its header. */
  readonly isTable: boolean;
}

export interface SectorFile {
  /** Of the data, inside the release. */
  readonly path: string;
  readonly bytes: { readonly data: Uint8Array; readonly meta: Uint8Array };
  readonly header: readonly string[];
  readonly meta: MetaTable;
  /** Columns of the data that the meta file calls filters. */
  readonly filters: readonly string[];
  /** What the meta file says of those columns of the data that it calls indicators. */
  readonly indicators: readonly MetaRow[];
}

/** Where the meta file of a data file stands. */
export function metaPathOf(path: string): string {
  return path.replace(/\.csv$/, ".meta.csv");
}

/** @param bytes of the whole files; of the data only the header is read */
export function sectorFileOf(path: string, bytes: SectorFile["bytes"]): SectorFile {
  const header = headerOf(bytes.data);
  const meta = metaTableOf(bytes.meta);
  const inData = new Set(header);
  const ofType = (type: string) =>
    meta.rows.filter(({ col_name, col_type }) => col_type === type && inData.has(col_name));
  return {
    path,
    bytes,
    header,
    meta,
    filters: ofType("Filter").map(({ col_name }) => col_name),
    indicators: ofType("Indicator"),
  };
}

/** Whether an indicator is words, which are shown as they are written. */
export function isWords({ indicator_unit }: MetaRow): boolean {
  return indicator_unit === "numberstring";
}

const LINE_FEED = 0x0a;

/** Without a byte order mark, which has a check of its own. */
function headerOf(data: Uint8Array): readonly string[] {
  const end = data.indexOf(LINE_FEED);
  return recordsOf(end === -1 ? data : data.subarray(0, end))?.[0] ?? [];
}

function metaTableOf(bytes: Uint8Array): MetaTable {
  const records = recordsOf(bytes);
  const [header = [], ...rows] = records ?? [];
  return {
    header,
    rows: rows.map((cells) => metaRowOf(header, cells)),
    isTable: records !== undefined && rows.every(({ length }) => length === header.length),
  };
}

function metaRowOf(header: readonly string[], cells: readonly string[]): MetaRow {
  return Object.fromEntries(metaColumns.map((name) => [name, cells[header.indexOf(name)] ?? ""])) as Record<
    MetaColumn,
    string
  >;
}

/** Undefined for what is no CSV. */
function recordsOf(bytes: Uint8Array): string[][] | undefined {
  try {
    return parse(bytes, { bom: true, relax_column_count: true });
  } catch {
    return undefined;
  }
}
