import { isUtf8 } from "node:buffer";
import { benchmarks, type DatasetDefinition, responseRates, symbols } from "#shared/release/dataset.ts";
import type { CsvRow } from "../csv-rows.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";
import { isWhole } from "../shown.ts";

const allowedSymbols: ReadonlySet<string> = new Set(Object.values(symbols));

/**
 * A tool can read the files: UTF-8 with LF, every row as wide as the header, nothing blank, whole numbers or symbols where
 * figures belong, and no cell that a spreadsheet would run as a formula. (That the header is the definition's is seen when
 * the file is read.)
 */
export const columnsAreAsDefined: Rule = {
  name: "columns-are-as-defined",
  begin: ({ draft: { files } }) => ({
    benchmarksRow: (row) => rowFaults(row, benchmarks),
    responseRatesRow: (row) => rowFaults(row, responseRates),
    atEnd: () =>
      [...files].flatMap(([file, bytes]) =>
        bytes === undefined ? [] : textFaults(bytes).map((detail) => ({ file, detail })),
      ),
  }),
};

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

function textFaults(bytes: Uint8Array): Faults {
  return faultsOf(
    [!isUtf8(bytes), "is not UTF-8"],
    [BYTE_ORDER_MARK.every((byte, position) => bytes[position] === byte), "begins with a byte order mark"],
    [bytes.includes(CARRIAGE_RETURN), "has line ends other than LF"],
    [bytes.at(-1) !== LINE_FEED, "does not end with a line end"],
  );
}

function rowFaults({ width, fields }: CsvRow, { columns }: DatasetDefinition): Faults {
  if (width !== columns.length) return ["has another number of fields than the header"];
  let faults: string[] | undefined;
  for (const { name, role } of columns) {
    const detail = cellFault(fields[name] ?? "", role === "indicator");
    if (detail !== undefined) faults = [...(faults ?? []), `${name} ${detail}`];
  }
  return faults ?? faultless;
}

function cellFault(cell: string, holdsFigure: boolean): string | undefined {
  if (cell.trim() === "") return "is blank";
  if (holdsFigure) return isWhole(cell) || allowedSymbols.has(cell) ? undefined : "holds no whole number and no symbol";
  return /^[=+\-@\t]/.test(cell) ? "begins like a formula" : undefined;
}
